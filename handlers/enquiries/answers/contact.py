"""Whom to ask, exactly as announced."""

from __future__ import annotations

import re

from handlers.enquiries.announced.rows import said_of
from handlers.enquiries.answer import Answer, AnswerKind, Enquiry, not_announced, told
from handlers.turn import word
from handlers.wording import common, enquiries
from intents.matching import squeezed

_WHOSE = re.compile(
    r"(?:เบอร์|โทร(?:ศัพท์)?|ไลน์|อีเมล|เมล)(?:มือถือ)?(?:ของ)?[ ]?"
    r"(?P<whose>(?:ดร|ผศ|รศ|ศ|นพ|อ)\.[ ]?[ก-๎]{2,}"
    r"|(?:อาจารย์|คุณ|ท่าน|นาย|นาง(?:สาว)?|วิทยากร|นายก|ปลัด|ผู้ว่า|ผอ\.?)[ก-๎.]{0,20}?)"
    r"(?=เบอร์|อะไร|ไหน|หน่อย|ได้|มี|ครับ|คะ|ค่ะ|คับ|$|[ ,?!])"
)
"""Somebody's number: a title or an office follows."""


_TITLE = re.compile(r"^(?:อาจารย์|คุณ|ท่าน|นาย|นาง(?:สาว)?|(?:ดร|ผศ|รศ|ศ|นพ|อ)\.)")
"""A title in front of a name: announcements often leave it out."""


def contact(enquiry: Enquiry) -> Answer:
    """The announced contacts with any oddities, and a button to leave a message here."""
    facts = enquiry.programme.about("contact")
    if facts and (whose := _somebody_else(enquiry)) is not None:
        what, ask = enquiries.contact_of(whose), enquiries.ask_staff()
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
    called = _TITLE.sub("", squeezed(whose)) or squeezed(whose)
    return None if called in said_of(enquiry.programme) else whose


ANSWERS = (AnswerKind("contact", "ช่องทางติดต่อ", contact),)
