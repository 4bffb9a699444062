"""What a price covers, and what lowers it: "ค่าลงทะเบียนรวมห้องพักแล้วใช่ไหม", "ไปหลายคนมีลดไหม"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from handlers.enquiries.announced import facts, fees
from handlers.enquiries.answer import Answer, Enquiry
from handlers.wording import announced as say
from handlers.wording import prices as words
from intents.matching import squeezed
from models.announced import Fee

_ASKED = re.compile(
    r"รวม(?:ค่า)?(?P<what>[ก-๎a-z]{2,20}?)(?:ด้วย|แล้ว|ให้|ไว้|อยู่|ใน)*(?:ไหม|มั้ย|หรือ|รึ|ใช่|เลยไหม|ยัง$)"
    r"|(?:ค่า)?(?P<first>[ก-๎a-z]{2,20}?)(?:นี่|นี้)?(?:รวม|อยู่)(?:ด้วย|แล้ว|ให้|ไว้|อยู่|ใน|ค่า|ลงทะเบียน|ราคา|นี้|นั้น)*(?:ไหม|มั้ย|หรือ|รึ|ใช่|ยัง$)"
)
_REDUCED = re.compile(r"(?:ส่วน)?ลด(?:ราคา|ให้|ไหม|มั้ย|ได้|เท่าไ|กี่|หรือ|บ้าง|อีก|เพิ่ม)|ส่วนลด")
_REDUCTION = re.compile(r"(?:ลด|ส่วนลด)[^ ]{0,20}?\d")
_OF_ROOMS = re.compile(r"ห้อง|ที่พัก|โรงแรม|คืนละ")
"""What the price of a room covers is stated with the rooms."""
_THINGS = {
    "ที่พัก": "ที่พัก|ห้องพัก|ค่าห้อง|^ห้อง$|โรงแรม|ค่าพัก|ห้องนอน",
    "อาหาร": "อาหาร|ข้าว|มื้อ|เบรก|ของว่าง|กินข้าว",
    "เอกสาร": "เอกสาร|คู่มือ|หนังสือ|ตำรา",
    "กระเป๋า": "กระเป๋า",
    "ค่าเดินทาง": "ค่าเดินทาง|ค่ารถ|รถตู้|รถบัส|ตั๋ว|ค่าเครื่อง|พาหนะ",
    "ดูงาน": "ดูงาน|ทัศนศึกษา|ทัศนะศึกษา",
    "ภาษี": "ภาษี|แวต|vat",
}
"""What a price may cover, by the words for it."""


def answer(enquiry: Enquiry) -> Answer | None:
    """Yes or no, as stated; None where it is not asked, or nothing is said of that thing."""
    if not enquiry.programme.fees:
        return None
    text = squeezed(enquiry.text)
    asked = _ASKED.search(text)
    if asked is None or _OF_ROOMS.search(text[: asked.start()]):
        return None
    named = asked["what"] or asked["first"]
    thing = next((thing for thing, words in _THINGS.items() if re.search(words, named)), None)
    if thing is None:
        return None
    rows = fees.rows(enquiry)
    covers = _judged(thing, rows)
    if covers is None:
        return None
    said = [words.includes(f.includes) for f in rows if f.includes] if covers else []
    said += [words.excludes(f.excludes) for f in rows if f.excludes and not covers]
    line = say.stated_of(rows[0].what, enquiry.name, list(dict.fromkeys(said)))
    return Answer(words.covered(covers, thing, line), source=("fee",), exact=True)


def lowered(enquiry: Enquiry) -> Answer | None:
    """What is stated of a reduction; None where it is not asked, or nothing is."""
    if _REDUCED.search(squeezed(enquiry.text)) is None:
        return None
    found = [f for f in enquiry.programme.facts if _REDUCTION.search(squeezed(f.text))]
    return facts.said(enquiry, facts.narrowed(enquiry, found)) if found else None


def _judged(thing: str, rows: Sequence[Fee]) -> bool | None:
    """Whether the prices cover it; None where they say nothing of it, or differ."""
    words = re.compile(_THINGS[thing])
    found = {True for f in rows if f.includes and words.search(f.includes)}
    found |= {False for f in rows if f.excludes and words.search(f.excludes)}
    return found.pop() if len(found) == 1 else None
