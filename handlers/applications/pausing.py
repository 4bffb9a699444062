"""Putting a form off and resuming it, in words other than the buttons'."""

# ruff: noqa: E501 (patterns of Thai words are read whole)
from __future__ import annotations

import re

from handlers.applications.correcting_words import POLITE

LONGEST = 200

_LATER = (
    r"(?:(?:งั้น|อ๋อ|โอเค|เดี๋ยว(?:นี้)?|ขอ(?!ถาม|ทราบ|ดู)|จะ|ไว้|เอาไว้|เก็บ|ค้าง|พัก|หยุด|เบรก|ค่อย|มา|กลับ|สมัคร|กรอก|ส่ง|ทำ|ต่อ|ตอบ|ก่อน|ทีหลัง|หลังจากนี้|"
    r"วันหลัง|พรุ่งนี้|คืนนี้|เย็นนี้|เย็นๆ|บ่ายนี้|บ่ายๆ|ตอนเย็น|ตอนบ่าย|ตอนค่ำ|หลังเลิกงาน|คราวหน้า|อาทิตย์หน้า|ใหม่|แป๊บ(?:นึง|หนึ่ง)?|สักครู่|ตรงนี้|แค่นี้|แล้วกัน|ละกัน|"
    rf"ยัง|ไม่|สะดวก|ว่าง|พร้อม|ใบสมัคร|การสมัคร|ร่าง|ตอนนี้|วันนี้|ช่วงนี้|ติด(?:งาน|ประชุม)|ประชุม|ธุระ|ไป|ให้|หน่อย|ที|อีก|{POLITE}|[ ,])(?![\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]))"
)
_PUT_OFF = re.compile(
    rf"(?!ก่อน)(?P<later>{_LATER}{{2,30}})[ ,]*(?:(?:ว่าแต่|แต่(?:ว่า)?|แล้ว|อ้อ|เออ|ส่วน|ระหว่างนี้|ก่อนไป)[ ]?)?"
    r"(?P<asked>(?<![ก-๎])\S.*|(?<=ว่าแต่)\S.*|(?<=แต่)\S.*|(?<=แต่ว่า)\S.*|(?<=แล้ว)\S.*|(?<=[ะบ])\S.*)",
    re.DOTALL,
)
_CORE = re.compile(
    r"ไว้|พัก|หยุด|เบรก|ค่อย|ทีหลัง|วันหลัง|คราวหน้า|ก่อน|ต่อ(?:พรุ่งนี้|คืนนี้|เย็น|บ่าย)|(?:มา|กลับ)(?:ทำ|กรอก|สมัคร)?ต่อ|เดี๋ยว(?:ส่ง|กรอก|ทำ|มา|ตอบ|สมัคร)|(?:ส่ง|กรอก|ทำ|ตอบ|มา)(?:ทีหลัง|พรุ่งนี้|คืนนี้|เย็นนี้|บ่ายนี้|อาทิตย์หน้า)|กลับมา|ไม่ว่าง|ไม่สะดวก|ไม่พร้อม"
)
_WAITING = re.compile(
    r"ร่าง|(?:กรอก|ตอบ|ทำ|สมัคร)(?:ไป)?ถึง|ถึง(?:ไหน|ข้อไหน)แล้ว|เหลือ(?:อีก)?กี่ข้อ|พร้อม(?:กรอก|ตอบ|ต่อ|ทำ|สมัคร)|(?:กรอก|ตอบ|สมัคร|ทำ)(?:ที่|ข้อที่)?(?:เหลือ|ค้าง)"
)


def question_after(text: str) -> str | None:
    """The question that follows the words putting the form off: "เดี๋ยวค่อยสมัครต่อนะ ว่าแต่เรียนที่ไหน"."""
    match = _PUT_OFF.fullmatch(text.strip()) if len(text) <= LONGEST else None
    if match is None or not _CORE.search(match["later"]) or re.fullmatch(f"{_LATER}+", text.strip()):
        return None
    return match["asked"].strip()


def speaks_of_a_draft(text: str) -> bool:
    """Words that refer to an application only from somebody who has begun one: "กรอกถึงไหนแล้ว"."""
    return _WAITING.search(text) is not None
