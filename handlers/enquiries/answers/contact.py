"""Whom to ask, exactly as announced."""

from __future__ import annotations

from handlers.enquiries.answer import Answer, AnswerKind, Enquiry, not_announced, told
from handlers.turn import word
from handlers.wording import common


def contact(enquiry: Enquiry) -> Answer:
    """The announced contacts with any oddities, and a button to leave a message here."""
    facts = enquiry.programme.about("contact")
    if not facts:
        return not_announced(enquiry)
    return Answer(told(enquiry, "contact", facts), source=("contact",), choices=(word(common.STAFF),))


ANSWERS = (AnswerKind("contact", "ช่องทางติดต่อ", contact),)
