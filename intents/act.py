"""What a question does: asks when, whether still, whether already, how many days to go, or wants a yes or a no.

A closed class: a few dozen words tell them apart, so they are listed, not learnt. What the question is about is
read elsewhere.
"""

# ruff: noqa: E501 (patterns of Thai words are read whole; broken they hide their order)
from __future__ import annotations

import re
from enum import StrEnum
from functools import lru_cache

from intents.normalise import simplify

_ASK = "(?:ไหม|มั้ย|มั๊ย|ไม๊|หรือเปล่า|รึเปล่า|ป่าว|เปล่า|หรือไม่|ปะ|ป่ะ|บ่|หรือยัง|รึยัง|ยัง)"


class Act(StrEnum):
    """One thing a question may do; a question may do several."""

    WHEN = "when"
    UNTIL = "until"
    STILL = "still"
    ALREADY = "already"
    OPEN_YET = "open_yet"
    COUNTDOWN = "countdown"
    TODAY = "today"
    AMOUNT = "amount"
    DIFFERENCE = "difference"
    CHECK = "check"
    YES_OR_NO = "yes_or_no"
    HOW_MANY = "how_many"
    WHERE = "where"
    WHO = "who"
    HOW = "how"
    WHY = "why"
    STEPS = "steps"
    HOUR = "hour"
    FIRST_DAY = "first_day"
    LAST_DAY = "last_day"


_PATTERNS: tuple[tuple[Act, str], ...] = (
    (
        Act.WHEN,
        r"วันไหน|เมื่อไ|เมื่อใด|ตอนไหน|ช่วงไหน|เดือนไหน|วันที่เท่าไ|วันที่อะไร|วันอะไร|กำหนดการ|วันเวลา|เดือนอะไร|วันที่(?:จัด|อบรม|ประชุม|สอบ|ส่ง)|ตอนใด|when\b|วันใด|กี่โมง|เดือนใด",
    ),
    (
        Act.UNTIL,
        r"ถึง(?:วัน|เมื่อ|ไหน|เดือน|กี่โมง)|ได้ถึง|ภายใน|หมดเขต|ปิดรับ|ปิดวัน|วันสุดท้าย|สิ้นสุด|เดดไลน์|deadline|หมดวัน|หมดเมื่อ|ไม่เกินวัน|หมดกำหนด|ก่อนวันไหน|ขยาย|ปิดเมื่อ|ปิดระบบ|ก่อนกี่วัน",
    ),
    (
        Act.STILL,
        rf"ยัง[^ ]{{0,30}}?(?:ทัน|ได้|อยู่|เปิด|รับ|เหลือ|มี)|ทัน(?:อยู่|เวลา|แล้ว)?{_ASK}|(?:ส่ง|สมัคร|จ่าย|ลงทะเบียน|ลง|ยื่น|โอน|ชำระ)[^ ]{{0,25}}(?:ทัน|(?:ได้)?อยู่){_ASK}|ได้(?:อยู่|อีก){_ASK}|เลยกำหนด|สายไป|ช้าไป|หมดเขต(?:หรือ|รึ)?ยัง|ปิด(?:รับ)?(?:แล้ว)?(?:หรือ|รึ)?ยัง|ปิดไป(?:แล้ว)?(?:หรือ|รึ)?ยัง|หมดเขตไป|ปิดแล้ว{_ASK}|หมดเขตแล้ว{_ASK}|วันนี้[^ ]{{0,25}}(?:ได้|ทัน)",
    ),
    (
        Act.ALREADY,
        r"(?:ผ่าน|จบ|เลิก|เสร็จ|สิ้นสุด|จัด|ประกาศ|แจ้ง|ออก|เริ่ม|อบรม|ประชุม|เลย|หมด|ปิด)[^ ]{0,12}(?:ไปแล้ว|แล้ว|ไป|มา)?(?:หรือยัง|รึยัง|ยัง(?![ก-๎]{2}))|ไปแล้วใช่|แล้วหรือยัง|แล้วยัง|จบไปแล้ว|ผ่านไป(?:แล้ว)?",
    ),
    (
        Act.OPEN_YET,
        r"เปิด[^ ]{0,25}(?:หรือยัง|รึยัง|ยัง(?![ก-๎]{2})|แล้วไหม)|(?:เริ่ม|ถึงเวลา)[^ ]{0,20}(?:หรือยัง|รึยัง|ได้ยัง)",
    ),
    (
        Act.COUNTDOWN,
        r"(?:อีก|เหลือ)[^ ]{0,8}กี่วัน|(?:อีก|เหลือ|มีเวลา)[^ ]{0,8}กี่(?:สัปดาห์|อาทิตย์)[^ ]{0,6}(?:ก่อน|ถึง|ปิด|จะปิด|หมด)|มีเวลา(?:อีก)?กี่|เหลือเวลา[^ ]{0,25}กี่วัน|กี่วัน(?:จะ)?ถึง|นับถอยหลัง|เหลือเวลา(?:อีก)?(?:กี่|เท่าไ)|อีกนานไหม|กี่วันก่อน(?:ปิด|หมด)",
    ),
    (Act.TODAY, rf"วันนี้[^ ]{{0,6}}(?:ใช่|เป็น)?(?:วัน)?[^ ]{{0,12}}(?:ใช่)?{_ASK}|ใช่วันนี้|วันนี้ใช่"),
    (
        Act.AMOUNT,
        r"กี่บาท|กี่ตัง|(?<!ที่)(?<!จำนวน)เท่าไ|เสียเงิน|เสียตัง|เสียค่า|ต้องจ่าย|ฟรี|ราคา|กี่พัน|ค่าใช้จ่าย|ค่าลงทะเบียน|ค่าสมัคร|แพง|จ่ายเพิ่ม|ค่าอบรม|how much|เสียเท่า|ค่าเข้า",
    ),
    (
        Act.DIFFERENCE,
        r"ต่างกัน|ต่างจาก|แพงขึ้น|เพิ่มขึ้น(?:เท่าไ|กี่)|ห่างกัน|ถูกกว่า|แพงกว่า|เทียบ|เปรียบ|แตกต่าง|ต่างยังไง|กว่ากัน|เท่ากัน|เหมือนกัน",
    ),
    (
        Act.CHECK,
        r"(?:เหมือน|ตาม)เดิม(?:ไหม|มั้ย|หรือเปล่า|ใช่)|ใช่(?:ไหม|มั้ย|มั๊ย|ไม๊|ป่าว|หรือเปล่า|รึเปล่า|ปะ|ป่ะ|หรือไม่|ป้ะ|มะ)|ถูกไหม|ถูกต้องไหม|จริงไหม|จริงหรือ|จริงรึ|ใช่หรือ|ช่ายม|แม่นบ่",
    ),
    (Act.YES_OR_NO, rf"{_ASK}(?=$|[ ,?])|ไหม|มั้ย|ป่าว|ได้รึเปล่า|ได้หรือเปล่า"),
    (
        Act.HOW_MANY,
        r"กี่(?:คน|ท่าน|รุ่น|ครั้ง|รอบ|ที่|ทีม|ที่นั่ง|วัน|ชั่วโมง|ชม|หน่วย|โครงการ|เรื่อง|%|เปอร์)|จำนวนเท่า|มากน้อยแค่ไหน",
    ),
    (
        Act.WHERE,
        r"ที่ไหน|ตรงไหน|แถวไหน|โรงแรมอะไร|สถานที่|จังหวัดไหน|ไปที่ใด|ทางไหน|ส่งไปไหน|บัญชีไหน|ธนาคารอะไร|บัญชีอะไร|where\b",
    ),
    (Act.WHO, r"ใคร|ท่านใด|หน่วยงานไหน|คนไหน|โดยหน่วยงาน|จัดโดย"),
    (Act.HOW, r"ยังไง|อย่างไร|ทำไง|ทำยังไง|วิธี|ช่องทาง|ทางไหน|ยังงัย|how\b|ต้องทำอะไร"),
    (Act.WHY, r"ทำไม|เพราะอะไร|เหตุใด|เพื่ออะไร"),
    (Act.STEPS, r"ก่อนหลัง|ขั้นตอน|ลำดับ|ต้องส่งอะไร(?:บ้าง|ก่อน)|ไทม์ไลน์|timeline|ปฏิทิน|กำหนดการทั้งหมด|มีอะไรเมื่อไ"),
    (
        Act.FIRST_DAY,
        r"(?:เริ่ม|เปิด)(?:เรียน|อบรม|สัมมนา|ประชุม|งาน|คลาส|หลักสูตร|คอร์ส)?(?:กัน)?(?:ตั้งแต่)?(?:วันไหน|เมื่อไ|วันที่เท่าไ|ตอนไหน|วันแรก|วันอะไร)|(?:วัน|ครั้ง)แรก(?:ของการ(?:เรียน|อบรม))?(?:คือ)?(?:วันไหน|เมื่อไ|วันที่)|เปิดเรียน",
    ),
    (
        Act.LAST_DAY,
        r"(?:จบ|เสร็จ|สิ้นสุด|เลิก|ปิด(?:คอร์ส|หลักสูตร))(?:การ)?(?:เรียน|อบรม|สัมมนา|งาน|หลักสูตร|คอร์ส)?(?:กัน)?(?:ประมาณ|ราวๆ|ช่วง|ตอน|สัก)?(?:วันไหน|เมื่อไ|วันที่เท่าไ|เดือนไหน|ตอนไหน|วันอะไร)|เรียนถึงวันไหน|อบรมถึงวันไหน|(?:อบรม|เรียน)ถึงเมื่อไ|วันปิด(?:หลักสูตร|คอร์ส|การอบรม|อบรม)|วันสุดท้าย(?:ของ|คือ)?[^ ]{0,20}?(?:วันไหน|เมื่อไ|วันที่เท่าไ|วันอะไร)",
    ),
    (Act.HOUR, r"กี่โมง|เวลาไหน|เวลาเท่าไ|เวลาอะไร|กี่ทุ่ม|ตอนกี่"),
)
_COMPARED: tuple[tuple[str, str], ...] = (
    ("duration", r"นาน|ยาว|สั้น|ใช้เวลา|กี่วัน|กี่เดือน|จบเร็ว|จบไว"),
    ("fee", r"แพง|ถูกกว่า|ราคา|ค่าใช้จ่าย|ค่าสมัคร|ค่าลงทะเบียน|กี่บาท|เสียเงิน|เสียตัง|ฟรี"),
    ("venue", r"ใกล้|ไกล|ที่ไหน|สถานที่|จังหวัด"),
    ("host", r"ใครจัด|จัดโดย|ผู้จัด|หน่วยงานไหน"),
    ("deadline", r"ปิดรับ|หมดเขต|ปิดก่อน|ปิดสมัคร"),
    ("schedule", r"วันไหน|เมื่อไ|ก่อนกัน|ก่อน-?หลัง|เริ่มก่อน|จัดก่อน|ชนกัน|ตรงกัน|เดือนไหน|วันเดียวกัน"),
)
"""What two programmes are compared by, by words; the first that fits."""
_COMPARED_BY = tuple((aspect, re.compile(pattern)) for aspect, pattern in _COMPARED)
_HOW_MUCH = re.compile(r"กี่บาท|กี่ตัง|(?<!ที่)(?<!จำนวน)เท่าไ|ฟรี|แพง|กี่พัน|ราคา|เสียเงิน|ต้องจ่ายไหม|how much")
_COMPILED = tuple((act, re.compile(pattern)) for act, pattern in _PATTERNS)
_LONGEST = 300


def compared(text: str) -> str | None:
    """The one aspect by which programmes are compared; None if by all."""
    simplified = simplify(text[:_LONGEST])
    return next((aspect for aspect, pattern in _COMPARED_BY if pattern.search(simplified)), None)


@lru_cache(maxsize=256)
def acts(text: str) -> frozenset[Act]:
    """What a message's question does; empty if it only names something."""
    simplified = simplify(text[:_LONGEST])
    found = {act for act, pattern in _COMPILED if pattern.search(simplified)}
    if found & {Act.WHEN, Act.UNTIL} and not _HOW_MUCH.search(simplified):
        found.discard(Act.AMOUNT)  # "จ่ายค่าลงทะเบียนวันไหน" names a sum and asks for a day
    return frozenset(found)
