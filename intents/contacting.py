"""What people say about reaching a human: call me, the number is dead, has anybody answered."""

from __future__ import annotations

import re
from enum import Enum, auto


class Contacting(Enum):
    """What is meant."""

    CALL_ME = auto()
    OUT_OF_REACH = auto()
    ANSWERED_YET = auto()


_WHO = "(?:ใคร|เจ้าหน้าที่|แอดมิน|คน|ทีมงาน|ผู้จัด|ทางโน้น)"
_MEANS = (
    (
        Contacting.ANSWERED_YET,
        rf"{_WHO}.{{0,14}}(?:ตอบ|ติดต่อกลับ|โทรกลับ|อ่าน|เห็น|ดู).{{0,10}}(?:ยัง|รึยัง|ไหม|มั้ย|บ้าง)"
        r"|(?:เรื่อง|คำถาม|ข้อความ|อัน)?ที่(?:ฝาก|ถาม)(?:ไว้|ไป)?.{0,20}(?:ยัง|ไหม|มั้ย|ถึงไหน|ว่าไง|ยังไง)|ยังไม่มี(?:ใคร|คน)ตอบ|ตอบกลับ(?:มา)?(?:หรือ|รึ)?ยัง"
        r"|^\s*(?:มี)?(?:ตอบ|คำตอบ)(?:มา|ให้|แล้ว)?(?:หรือ|รึ)?(?:ยัง|เปล่า)",
    ),
    (
        Contacting.OUT_OF_REACH,
        r"(?:โทร|เบอร์|สาย|หมายเลข|ติดต่อ).{0,20}(?:ไม่ติด|ไม่รับ|ไม่มีคนรับ|ไม่มีใครรับ|ไม่มีสัญญาณ|ใช้ไม่ได้|ไม่มีเลขหมาย|ไม่ได้เลย|ไม่ถูกต้อง)"
        r"|ติดต่อ(?:ใคร|เจ้าหน้าที่|ผู้จัด|ไป)?ไม่ได้(?!รับ)|เบอร์(?:นี้|ที่ให้|โทร)?.{0,6}เกิน",
    ),
    (
        Contacting.CALL_ME,
        r"(?:โทร(?:ศัพท์)?|ติดต่อ)(?:มา|หา)?\s?กลับ|โทร(?:มา)?หา(?:ผม|ฉัน|ดิฉัน|หนู|พี่|หน่อย|ที)"
        r"|call ?(?:me )?back|ขอคุยทางโทรศัพท์",
    ),
)
_PATTERNS = [(meant, re.compile(pattern, re.IGNORECASE)) for meant, pattern in _MEANS]


def contacting(text: str) -> Contacting | None:
    """Which of these a text means; None if none."""
    return next((meant for meant, pattern in _PATTERNS if pattern.search(text)), None)
