"""What applicants say about their own application, in words others would use about the programme."""

from __future__ import annotations

import re
from enum import Enum, auto


class OwnWish(Enum):
    """What somebody who has applied means."""

    OUTCOME = auto()
    WHY_NOT = auto()
    ANEW = auto()
    FOR_MYSELF = auto()


_ME = "(?:ผม|ฉัน|ดิฉัน|หนู|เรา|พี่|กระผม|ข้าพเจ้า)"
_WISHES = (
    (
        OwnWish.FOR_MYSELF,
        rf"สมัคร.{{0,10}}(?:ของ|ให้)?(?:ตัวเอง|ตนเอง|{_ME}เอง|ของ{_ME}(?!.*(?:เพื่อน|คนอื่น)))"
        rf"|(?:ของ|ให้)?(?:ตัวเอง|{_ME}เอง).{{0,8}}สมัคร",
    ),
    (
        OwnWish.ANEW,
        r"(?:ขอ|อยาก|จะ|เปลี่ยนใจ).{0,14}(?:สมัคร(?:ใหม่|อีก(?:ครั้ง|รอบ)?)|เริ่ม(?:สมัคร)?ใหม่|กลับมาสมัคร)|เปลี่ยนใจ.{0,10}สมัคร",
    ),
    (
        OwnWish.WHY_NOT,
        r"(?:ทำไม|เพราะ(?:อะไร|เหตุใด)|เหตุใด|เหตุผล).{0,16}(?:ไม่(?:ผ่าน|ได้|ติด|รับ|ถูกเลือก)|ตก|สำรอง|ปฏิเสธ)"
        r"|ไม่(?:ผ่าน|ได้รับ(?:คัด)?เลือก).{0,10}(?:ทำไม|เพราะ)",
    ),
    (
        OwnWish.OUTCOME,
        r"(?:ยัง)?ไม่(?:ประกาศ|แจ้ง|บอก|ออก|รู้)ผล|ผล(?:สมัคร|การสมัคร|คัดเลือก|การคัดเลือก|พิจารณา)?.{0,8}(?:ออก|ประกาศ|มา)?(?:หรือ|รึ)?(?:ยัง|เปล่า)|ผลเป็น(?:ยังไง|ไง|อย่างไร)"
        rf"|(?:รับ|เลือก|คัด){_ME}.{{0,6}}(?:ไหม|มั้ย|ป่าว|หรือ|ยัง)|{_ME}.{{0,8}}(?:ผ่าน|ได้รับเลือก|ติด|ได้ไป|ได้เข้า).{{0,10}}(?:ไหม|มั้ย|หรือ|ยัง)"
        r"|(?:ได้รับ)?(?:คัด)?เลือก(?:หรือ|รึ)(?:ยัง|เปล่า)|(?:ผ่าน|ติด)(?:ไหม|มั้ย|หรือ(?:ยัง|เปล่า)|รึ(?:ยัง|เปล่า))|ได้หรือไม่ได้",
    ),
)
_PATTERNS = [(wish, re.compile(pattern)) for wish, pattern in _WISHES]


def own_wish(text: str) -> OwnWish | None:
    """Which of these a text means; None if none."""
    return next((wish for wish, pattern in _PATTERNS if pattern.search(text)), None)
