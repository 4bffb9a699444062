"""When the announcement came out, and who published it: "ข่าวนี้ลงวันไหน"."""

# ruff: noqa: E501 (patterns of Thai words are read whole; broken they hide their order)

from __future__ import annotations

import re

from handlers.enquiries.answer import Answer, Enquiry
from handlers.wording import announced as say
from intents.matching import squeezed

_WHEN = r"(?:วันไหน|วันที่เท่าไ|เมื่อไ|ตั้งแต่|วันอะไร|ตอนไหน|เดือนไหน|นานหรือยัง|นานแค่ไหน)"
_ASKED = re.compile(
    rf"(?:ข่าว|โพสต์|ประกาศ(?:ฉบับ|นี้|ตัว)|หนังสือเชิญ)(?!ผล|ราย)[^ ]{{0,24}}?(?:ออก|ลง|เผยแพร่|โพสต์|ประกาศ|แจ้ง)[^ ]{{0,12}}?{_WHEN}"
    rf"|(?:แถลง(?:ข่าว)?|เปิดเผยข่าว|ให้ข่าว)[^ ]{{0,24}}?{_WHEN}|(?:ลง|ขึ้น)(?:ใน)?(?:เว็บ|เพจ|เฟส)[^ ]{{0,8}}?{_WHEN}"
)


def answer(enquiry: Enquiry) -> Answer | None:
    """The day and the publisher; None where it is not asked, or the data do not give a day."""
    source = enquiry.programme.source
    if source.published is None or not _ASKED.search(squeezed(enquiry.text)):
        return None
    return Answer(
        say.published(enquiry.name, source.published, source.publisher), source=("about",), exact=True
    )
