"""What staff answer besides the announcement; never mixed up with it."""

from __future__ import annotations

from handlers.enquiries.answer import Answer, Enquiry
from handlers.thresholds import ALIKE
from handlers.wording import announced as say
from intents.matching import alike


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
