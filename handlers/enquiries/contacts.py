"""Which of the announced contacts is for a matter: by its own words, or as what the matter is about."""

from __future__ import annotations

import re
from collections.abc import Sequence

from intents.matching import matches, squeezed
from models.programme import Fact, Programme

_MATTERS: tuple[tuple[re.Pattern[str], re.Pattern[str]], ...] = tuple(
    (re.compile(asked), re.compile(heading))
    for asked, heading in (
        (
            r"เงิน|ตัง|ค่า(?!ย)|จ่าย|ชำระ|โอน|เบิก|สลิป|ใบเสร็จ|ใบกำกับ|บัญชี|งวด|เบี้ยเลี้ยง",
            r"เงิน|ใบเสร็จ|บัญชี|ชำระ|คลัง",
        ),
        (r"บทความ|บทคัดย่อ|paper|เปเปอร์|วารสาร|นำเสนอ|ผลงาน|คลิป", r"บทความ|วิชาการ|ผลงาน|ประกวด|นำเสนอ"),
        (r"ที่พัก|โรงแรม|ห้อง|รถ|เดินทาง|รับส่ง", r"ที่พัก|รถ|เดินทาง|พาหนะ"),
        (r"เนื้อหา|หลักสูตร|วิทยากร|เรียนอะไร", r"เนื้อหา|วิชาการ|หลักสูตร"),
        (r"สมัคร|ลงทะเบียน|รายชื่อ|ส่งชื่อ", r"สมัคร|ลงทะเบียน|รายชื่อ|ทะเบียน"),
        (r"ระบบ|เว็บ|ล็อกอิน|รหัส|เข้าไม่ได้", r"ระบบ|เว็บ|เทคนิค|คอมพิวเตอร์"),
    )
)
"""What a question is about, and how the heading of the contact for it goes."""

_AT_LARGE = re.compile(r"ทั่วไป|สอบถาม|ประสานงาน|สมัคร|ลงทะเบียน|รายชื่อ")


def for_matter(programme: Programme, about: str) -> Sequence[Fact]:
    """The contacts for what is asked about; all of them, in their order, where none is for it alone."""
    contacts = programme.about("contact")
    if len(contacts) < 2:
        return contacts
    named = matches(about, [(fact.heading or "", *fact.also) for fact in contacts])
    best = max(match.weight for match in named)
    if best:
        return [fact for fact, match in zip(contacts, named, strict=True) if match.weight == best]
    said = squeezed(about)
    for asked, heading in _MATTERS:
        theirs = [f for f in contacts if heading.search(squeezed(f"{f.heading or ''} {' '.join(f.also)}"))]
        if theirs and asked.search(said):
            return theirs
    return contacts


def at_large(contacts: Sequence[Fact]) -> Fact:
    """The contact for what is nobody's matter: one without a matter, or for enquiries; else the first."""
    return next((f for f in contacts if not f.heading or _AT_LARGE.search(f.heading)), contacts[0])
