"""Counts, in digits or in words. Value: the number."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

from intents.normalise import simplify
from models.understanding import Entity

KIND = "number"
RANK = 0

SPOKEN: dict[str, int] = {
    "หนึ่ง": 1, "นึง": 1, "สอง": 2, "สาม": 3, "สี่": 4, "ห้า": 5, "หก": 6, "เจ็ด": 7, "แปด": 8, "เก้า": 9, "สิบ": 10,
    "สิบเอ็ด": 11, "สิบสอง": 12, "สิบสาม": 13, "สิบสี่": 14, "สิบห้า": 15, "ยี่สิบ": 20, "สามสิบ": 30,
}  # fmt: skip
"""The counts people most often write out."""
ANY_SPOKEN = "|".join(sorted(SPOKEN, key=len, reverse=True))
"""Any of them, for a pattern: the longest first."""


def spoken(figure: str) -> int:
    """The number of digits, or of one of these words."""
    return int(figure) if figure.isdigit() else SPOKEN[figure]


_UNITS = {word: value for word, value in SPOKEN.items() if value < 10} | {"ยี่": 2, "เอ็ด": 1}
_MILLION = 1_000_000
_SCALES = {"สิบ": 10, "ร้อย": 100, "พัน": 1_000, "หมื่น": 10_000, "แสน": 100_000, "ล้าน": _MILLION}
_LARGE = "|".join(word for word in _SCALES if word != "สิบ")
_WORD = "|".join((*_UNITS, *_SCALES))
_PARTS = re.compile(_WORD)
_COUNTED = "คน|ท่าน|ราย|ที่(?!ไหน)|ครั้ง|วัน|ข้อ|แห่ง|ชุด|เดือน|ปี|ชั่วโมง|สัปดาห์|รุ่น|หลักสูตร|นาที|บาท|หัวข้อ|โมดูล"
_BEHIND = f"(?=[ ]?(?:{_COUNTED})|[ ]?$)"
_SPOKEN = re.compile(f"(?:{_WORD})+(?:[ ](?:{_WORD})+)*{_BEHIND}")
_BARE_SCALE = re.compile(f"(?:{_LARGE})+(?:เอ็ด)?")
_START = r"(?<![\d.,:/@A-Za-z\-])"
_NO_MORE = r"(?![\d@A-Za-z]|[.,:/\-]\d|[ ]?โหล)"
_DIGITS = re.compile(
    rf"{_START}(?:(?P<grouped>\d{{1,3}}(?:,\d{{3}}){{1,3}})(?:\.00?)?{_NO_MORE}"
    rf"|(?P<spaced>[1-9]\d{{0,2}}(?:[ ]\d{{3}}){{1,3}})(?![ ]?\d){_NO_MORE}"
    rf"|(?P<whole>\d{{1,9}}){_NO_MORE}"
    rf"|(?P<part>\d{{1,9}}\.\d{{1,6}})(?=[ ]?(?:{_LARGE}){_BEHIND}))"
    rf"(?:[ ]?(?P<scale>{_LARGE}){_BEHIND})?"
)
_SAID = f"(?:{_WORD}|ศูนย์)"
_FRACTION = re.compile(
    rf"\d[ ]?จุด[ ]?\d|{_SAID}[ ]?จุด[ ]?{_SAID}|(?<![\d.])\d*\.\d+(?![\d.])|\d[ ]?[/\u2044][ ]?\d|ครึ่ง|สตางค์"
)
_NOT_BEFORE = ("วันที่", "ที่", "เดือน", "น่าน", "จุด", "ลบ")


def find(text: str, today: date) -> list[Entity]:
    """Figures, and number words before something counted."""
    found = [
        Entity(KIND, value, match[0], match.start(), match.end())
        for match in _DIGITS.finditer(text)
        if (value := _figure(match)) is not None
    ]
    for match in _SPOKEN.finditer(text):
        value = _spoken(match[0])
        taken = any(entity.start < match.end() and match.start() < entity.end for entity in found)
        if value is not None and not taken and _stands_alone(text, match):
            found.append(Entity(KIND, value, match[0], match.start(), match.end()))
    return found


def parse(text: str) -> int | None:
    """The single number in an answer to "how many?"; None if there is none, several, or a fraction."""
    found = find(simplify(text), date.min)
    return int(found[0].value) if len(found) == 1 and not is_fraction(text) else None


def is_fraction(text: str) -> bool:
    """The text contains a fraction: 12.5, ห้าจุดห้า, 3 1/2, สามครึ่ง; not 1.5 ล้าน, nor 1,200.00."""
    bare = simplify(text)
    for entity in find(bare, date.min):
        bare = bare.replace(entity.text, entity.text.replace(".", ""))
    return _FRACTION.search(bare) is not None


def _figure(match: re.Match[str]) -> int | None:
    """The value of a figure with its scale word; None for a fraction."""
    digits = match["grouped"] or match["spaced"] or match["whole"] or match["part"]
    value = Decimal(re.sub("[ ,]", "", digits)) * _SCALES.get(match["scale"], 1)
    return int(value) if value == value.to_integral_value() else None


def _stands_alone(text: str, match: re.Match[str]) -> bool:
    """Not part of another word: "พัน" after a letter is, and "ร้อยเอ็ด" at the end is a province."""
    before = text[: match.start()]
    if _BARE_SCALE.fullmatch(match[0]):
        counted = match.end() < len(text.rstrip())
        return counted and not re.search("[ก-๎]$", before)
    return not before.endswith(_NOT_BEFORE)


def _spoken(words: str) -> int | None:
    """The value of number words in descending order, as spoken; None for any other sequence."""
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
