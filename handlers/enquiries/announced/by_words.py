"""What is asked in words of its own kind, whatever the reading makes of them: a weekday, a name, an age."""

from __future__ import annotations

from collections.abc import Callable

from handlers.enquiries.announced import (
    ages,
    called,
    in_time,
    measured,
    numbered,
    progress,
    published,
    weekdays,
    whom,
)
from handlers.enquiries.answer import Answer, Enquiry

BY_WORDS: tuple[tuple[str, str, Callable[[Enquiry], Answer | None]], ...] = (
    ("weekdays", "schedule", weekdays.answer),
    ("called", "about", called.answer),
    ("published", "about", published.answer),
    ("progress", "schedule", progress.answer),
    ("numbered", "module", numbered.answer),
    ("ages", "eligibility", ages.answer),
    ("in time", "open_now", in_time.answer),
    ("measured", "detail", measured.answer),
    ("whom", "contact", whom.answer),
)
"""Its name, what it is about, and what answers it; in the order in which they are tried."""
