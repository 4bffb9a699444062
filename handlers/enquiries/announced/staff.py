"""What staff answer besides the announcement; never mixed up with it."""

from __future__ import annotations

from collections.abc import Sequence

from handlers.enquiries.answer import Answer, Enquiry
from handlers.thresholds import ALIKE
from handlers.wording import announced as say
from intents.matching import alike
from models.programme import Programme


def about(text: str, programmes: Sequence[Programme]) -> Programme | None:
    """The only programme whose staff answered a question like this one."""
    found = [
        one
        for one in programmes
        if any(alike(text, example) >= ALIKE for told in one.staff_answers for example in told.examples)
    ]
    return found[0] if len(found) == 1 else None


def answer(enquiry: Enquiry) -> Answer | None:
    """The answer staff gave to a question like this one."""
    best = max(
        (
            (alike(enquiry.read.text, example), one)
            for one in enquiry.programme.staff_answers
            for example in one.examples
        ),
        key=lambda found: found[0],
        default=None,
    )
    if best is None or best[0] < ALIKE:
        return None
    return Answer(say.from_staff(best[1].since, best[1].text))
