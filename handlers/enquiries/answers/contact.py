"""Whom to ask, exactly as announced."""

from __future__ import annotations

import re

from handlers.enquiries.announced.rows import said_of
from handlers.enquiries.answer import Answer, AnswerKind, Enquiry, not_announced, told, whom_to_ask
from handlers.turn import word
from handlers.wording import common, enquiries
from intents.matching import squeezed

_WHOSE = re.compile(
    r"(?:เบอร์|โทร(?:ศัพท์)?|ไลน์|อีเมล|เมล)(?:มือถือ)?(?:ของ)?[ ]?"
    r"(?P<whose>(?:ดร|ผศ|รศ|ศ|นพ|อ)\.[ ]?[ก-๎]{2,}"
    r"|(?:อาจารย์|คุณ|ท่าน|นาย|นาง(?:สาว)?|วิทยากร|นายก|ปลัด|ผู้ว่า|ผอ\.?)[ก-๎.]{0,20})"
)
"""Somebody's number: a title or an office follows."""


def contact(enquiry: Enquiry) -> Answer:
    """The announced contacts with any oddities, and a button to leave a message here."""
    facts = enquiry.programme.about("contact")
    if facts and (whose := _somebody_else(enquiry)) is not None:
        what, ask = enquiries.contact_of(whose), whom_to_ask(enquiry.programme)
        return Answer(enquiries.not_announced(what, enquiry.name, ask), choices=(word(common.STAFF),))
    if not facts:
        return not_announced(enquiry)
    return Answer(told(enquiry, "contact", facts), source=("contact",), choices=(word(common.STAFF),))


def _somebody_else(enquiry: Enquiry) -> str | None:
    """The person whose number is asked for, where the announcement does not know them."""
    found = _WHOSE.search(enquiry.read.text)
    if found is None:
        return None
    whose = found["whose"].strip()
    return None if squeezed(whose) in said_of(enquiry.programme) else whose


ANSWERS = (AnswerKind("contact", "ช่องทางติดต่อ", contact),)
