"""Small counts, in digits or in words. Value: the number."""

from __future__ import annotations

import re
from datetime import date

from models.understanding import Entity

KIND = "number"
RANK = 0

SPOKEN: dict[str, int] = {
    "หนึ่ง": 1, "นึง": 1, "สอง": 2, "สาม": 3, "สี่": 4, "ห้า": 5, "หก": 6, "เจ็ด": 7, "แปด": 8, "เก้า": 9, "สิบ": 10,
    "สิบเอ็ด": 11, "สิบสอง": 12, "สิบสาม": 13, "สิบสี่": 14, "สิบห้า": 15, "ยี่สิบ": 20, "สามสิบ": 30,
}  # fmt: skip
"""The counts people write out."""

_COUNTED = "คน|ท่าน|ราย|ที่(?!ไหน)|ครั้ง|วัน|ข้อ|แห่ง|ชุด|เดือน|ปี|ชั่วโมง|สัปดาห์|รุ่น|หลักสูตร|นาที|บาท|หัวข้อ|โมดูล"
_SPOKEN = re.compile(
    "(?:" + "|".join(sorted(SPOKEN, key=lambda word: -len(word))) + f")(?=[ ]?(?:{_COUNTED})|[ ]?$)"
)
_DIGITS = re.compile(
    r"(?<![\d.,:/@A-Za-z\-])\d{1,3}(?:,\d{3}){1,3}(?![\d])|(?<![\d.,:/@A-Za-z\-])\d{1,9}(?![\d@A-Za-z]|[.:/\-]\d)"
)


def find(text: str, today: date) -> list[Entity]:
    """Figures, and spoken numbers before something counted."""
    found = [
        Entity(KIND, int(match[0].replace(",", "")), match[0], match.start(), match.end())
        for match in _DIGITS.finditer(text)
    ]
    found += [
        Entity(KIND, SPOKEN[match[0]], match[0], match.start(), match.end())
        for match in _SPOKEN.finditer(text)
        if not text[: match.start()].endswith(("สิบ", "วันที่", "ที่", "เดือน", "น่าน"))
    ]
    return found
