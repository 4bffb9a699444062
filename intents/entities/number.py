"""Counts, in digits or in words. Value: the number."""

from __future__ import annotations

import re
from datetime import date

from intents.normalise import simplify
from models.understanding import Entity

KIND = "number"
RANK = 0

SPOKEN: dict[str, int] = {
    "หนึ่ง": 1, "นึง": 1, "สอง": 2, "สาม": 3, "สี่": 4, "ห้า": 5, "หก": 6, "เจ็ด": 7, "แปด": 8, "เก้า": 9, "สิบ": 10,
    "สิบเอ็ด": 11, "สิบสอง": 12, "สิบสาม": 13, "สิบสี่": 14, "สิบห้า": 15, "ยี่สิบ": 20, "สามสิบ": 30,
}  # fmt: skip
"""The counts people write out most."""

_UNITS = {word: value for word, value in SPOKEN.items() if value < 10} | {"ยี่": 2, "เอ็ด": 1}
_MILLION = 1_000_000
_SCALES = {"สิบ": 10, "ร้อย": 100, "พัน": 1_000, "หมื่น": 10_000, "แสน": 100_000, "ล้าน": _MILLION}
_LARGE = "|".join(word for word in _SCALES if word != "สิบ")
_WORD = "|".join((*_UNITS, *_SCALES))
_PARTS = re.compile(_WORD)
_COUNTED = "คน|ท่าน|ราย|ที่(?!ไหน)|ครั้ง|วัน|ข้อ|แห่ง|ชุด|เดือน|ปี|ชั่วโมง|สัปดาห์|รุ่น|หลักสูตร|นาที|บาท|หัวข้อ|โมดูล"
_SPOKEN = re.compile(f"(?:{_WORD})+(?=[ ]?(?:{_COUNTED})|[ ]?$)")
_BARE_SCALE = re.compile(f"(?:{_LARGE})+(?:เอ็ด)?")
_DIGITS = re.compile(
    r"(?:(?<![\d.,:/@A-Za-z\-])\d{1,3}(?:,\d{3}){1,3}(?![\d])|(?<![\d.,:/@A-Za-z\-])\d{1,9}(?![\d@A-Za-z]|[.:/\-]\d))"
    rf"(?:[ ]?(?P<scale>{_LARGE})(?=[ ]?(?:{_COUNTED})|[ ]?$))?"
)
_NOT_BEFORE = ("วันที่", "ที่", "เดือน", "น่าน")


def find(text: str, today: date) -> list[Entity]:
    """Figures, and spoken numbers before something counted."""
    found = [
        Entity(KIND, _figure(match), match[0], match.start(), match.end()) for match in _DIGITS.finditer(text)
    ]
    for match in _SPOKEN.finditer(text):
        value = _spoken(match[0])
        taken = any(entity.start < match.end() and match.start() < entity.end for entity in found)
        if value is not None and not taken and _stands_alone(text, match):
            found.append(Entity(KIND, value, match[0], match.start(), match.end()))
    return found


def parse(text: str) -> int | None:
    """The one number of an answer to "how many?"; None when there is none, or more than one."""
    found = find(simplify(text), date.min)
    return int(found[0].value) if len(found) == 1 else None


def _figure(match: re.Match[str]) -> int:
    scale = match["scale"]
    digits = match[0].removesuffix(scale) if scale else match[0]
    return int(digits.replace(",", "")) * (_SCALES[scale] if scale else 1)


def _stands_alone(text: str, match: re.Match[str]) -> bool:
    """No part of another word: "พัน" behind a letter is one, and "ร้อยเอ็ด" at the end is a province."""
    before = text[: match.start()]
    if _BARE_SCALE.fullmatch(match[0]):
        counted = match.end() < len(text.rstrip())
        return counted and not re.search("[ก-๎]$", before)
    return not before.endswith(_NOT_BEFORE)


def _spoken(words: str) -> int | None:
    """The value of number words in falling order, as they are said; None for any other row of them."""
    whole = 0
    rest = 0
    unit: int | None = None
    last = 10 * _MILLION
    for word in _PARTS.findall(words):
        scale = _SCALES.get(word)
        if scale is None:
            if unit is not None:
                return None
            unit = _UNITS[word]
            continue
        if scale == _MILLION:
            if whole:
                return None
            whole, rest, unit, last = (rest + (unit or 0) or 1) * _MILLION, 0, None, _MILLION
            continue
        if scale >= last:
            return None
        rest, unit, last = rest + (1 if unit is None else unit) * scale, None, scale
    return whole + rest + (unit or 0)
