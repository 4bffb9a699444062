"""Whom to ring or ask about a matter: "ยังไม่ได้ค่าเดินทางเลย โทรหาใคร"."""

from __future__ import annotations

import re

from handlers.enquiries.answer import Answer, Enquiry, told
from handlers.enquiries.contacts import for_matter
from handlers.turn import word
from handlers.wording import common
from intents.matching import squeezed

_WHOM = re.compile(
    r"(?:โทร|ถาม|สอบถาม|ติดต่อ|แจ้ง|คุย|ประสาน|ปรึกษา|บอก)(?:ไป|ไปที่|ไปหา|หา|กับ|ที่)*"
    r"(?:ใคร|เบอร์(?:ไหน|อะไร|ใคร))|เบอร์(?:ของ)?ใคร"
)


def answer(enquiry: Enquiry) -> Answer | None:
    """The contact for the matter, of several; None where nobody is asked for, or there is no choice."""
    contacts = enquiry.programme.about("contact")
    if _WHOM.search(squeezed(enquiry.text)) is None or len(contacts) < 2:
        return None
    theirs = for_matter(enquiry.programme, _WHOM.sub(" ", squeezed(enquiry.text)))
    text = told(enquiry, "contact", theirs)
    return Answer(text, source=("contact",), choices=(word(common.STAFF),), exact=len(theirs) < len(contacts))
