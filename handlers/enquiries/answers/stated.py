"""Questions whose answer is what the announcement states on one aspect, or that it states nothing."""

from __future__ import annotations

from handlers.enquiries.enquiry import Answer, Enquiry, not_announced, told
from handlers.wording import common


def stated(enquiry: Enquiry) -> Answer:
    """The aspect's facts, each as the data has it."""
    facts = enquiry.programme.about(enquiry.intent)
    if not facts:
        return not_announced(enquiry)
    return Answer(told(enquiry, common.ASPECTS[enquiry.intent], facts), source=(enquiry.intent,))


ANSWERS = dict.fromkeys(
    (
        "absence",
        "aim",
        "capacity",
        "certificate",
        "cohort",
        "documents",
        "dress",
        "fee",
        "host",
        "lecturer",
        "lodging",
        "meals",
        "online",
        "outcome",
        "parking",
        "selection",
        "stages",
        "travel",
    ),
    stated,
)
