"""Districts (อำเภอ, เขต), found by the word before them. Value: the name, without that word."""

from __future__ import annotations

import re
from datetime import date

from models.understanding import Entity

KIND = "district"
RANK = 1

_NAME = r"[ก-๎]{2,24}"
_SHORT_CUE = r"(?<![ก-๎.])อ\.[ ]?"
_CUE = re.compile(rf"(?:อำเภอ|(?<![ก-๎])กิ่งอำเภอ|{_SHORT_CUE}|(?<![ก-๎])เขต)[ ]?(?P<name>{_NAME})")
_END = re.compile(
    r"จังหวัด|จ$|ต$|ตำบล|ครับ|ค่ะ|คะ|คับ|นะ|ไหม|มั้ย|ที่|มี|จะ|ได้|สมัคร|เรียน|เบอร์|โทร|ของ|อยู่|และ|กับ|เรา|ผม|หนู|ด้วย"
)
_NO_NAME = frozenset(
    {"ไหน", "อะไร", "นี้", "นั้น", "เรา", "ใด", "ผม", "หนู", "เดียวกัน", "อื่น", "พื้นที่", "เทศบาล", "เลือกตั้ง"}
)
_CAPITAL = "เมือง"
_PLACE = re.compile(r"จ\.|จังหวัด|(?<![ก-๎])ต\.|ตำบล|หมู่|อบต|เทศบาล|(?<![ก-๎])ท[ตม]\.?")
"""Shows that อ. means a district here and not a teacher (อ.สมชาย)."""


def find(text: str, today: date) -> list[Entity]:
    """Every district named with its cue: อ.พนัสนิคม, อำเภอเมือง, เขตหลักสี่."""
    found = []
    for match in _CUE.finditer(text):
        name = match["name"]
        end = _END.search(name, 2)
        name = name[: end.start()] if end else name
        if match[0].startswith("อ.") and not (name.startswith(_CAPITAL) or _PLACE.search(text)):
            continue
        if len(name) < 2 or any(name.startswith(word) for word in _NO_NAME):
            continue
        stop = match.start("name") + len(name)
        found.append(Entity(KIND, name, text[match.start() : stop], match.start(), stop))
    return found
