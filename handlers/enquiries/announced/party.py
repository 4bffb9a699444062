"""How many come, or how many works are sent, as far as a price depends on it or is to be added up."""

from __future__ import annotations

import re
from collections.abc import Sequence

from intents.entities.number import ANY_SPOKEN, spoken
from models.announced import Fee
from models.programme import Fact

_NUMBER = rf"(\d{{1,3}}|{ANY_SPOKEN})"
_UNITS = {"คน": "คน|ท่าน", "บทความ": "บทความ|เรื่อง", "เรื่อง": "บทความ|เรื่อง", "ผลงาน": "ผลงาน|ชิ้น|เรื่อง"}
"""Other words for what a price is for."""
_AT_LEAST = re.compile(
    r"(?:ตั้งแต่|มากกว่า|เกิน)?\s?(\d{1,3})\s?(?:คน|ท่าน)(?:\s?ขึ้นไป)|(?:ตั้งแต่)\s?(\d{1,3})\s?(?:คน|ท่าน)"
)
_IN_ALL = re.compile(
    r"รวม(?:กัน|ทั้งหมด|แล้ว|เป็น|เงิน|ๆ|ต้อง|จ่าย|โอน|เสีย)*(?:เท่าไ|กี่บาท|กี่ตัง)|ทั้งหมด(?:ต้อง|จ่าย|โอน|เสีย|เป็น|เงิน)*(?:เท่าไ|กี่บาท|กี่ตัง)"
)
_ALONE = re.compile(r"คนเดียว|เดี่ยว|รายบุคคล|ทั่วไป|ทุกคน")
_LOWER = re.compile(r"กลุ่ม|หมู่คณะ|ลด|พิเศษ|ถูกลง")
_CHEAPER = re.compile(r"ลด|ส่วนลด|ฟรี|แถม|พิเศษ")


def count(text: str, unit: str) -> int | None:
    """How many of a unit a squeezed question speaks of; None if it does not say."""
    word = unit.split("/")[0]
    found = re.search(rf"(?<![\d,.]){_NUMBER}(?:{_UNITS.get(word, re.escape(word))})(?!ขึ้นไป|ละ)", text)
    if found is None:
        return None
    return spoken(found[1])


def fitting(text: str, fees: Sequence[Fee]) -> list[Fee]:
    """The rows for so many together as the question speaks of; all, where none depends on it."""
    least = [_least(fee) for fee in fees]
    coming = count(text, "คน")
    if coming is None or not any(least):
        return list(fees)
    most = max((n for n in least if n and n <= coming), default=0)
    return [fee for fee, n in zip(fees, least, strict=True) if (n or 0) == most]


def too_few(text: str, fees: Sequence[Fee]) -> int | None:
    """How many a lower price is for, where it is asked for and fewer come."""
    coming = count(text, "คน")
    wanted = [n for fee in fees if (n := _least(fee))]
    if coming is None or not wanted or _LOWER.search(text) is None or coming >= min(wanted):
        return None
    return min(wanted)


def around(least: int, fees: Sequence[Fee]) -> list[Fee]:
    """The row for so many together, and the one for those who come alone."""
    together = [fee for fee in fees if _least(fee) == least]
    alone = [fee for fee in fees if _least(fee) is None]
    return [*together[:1], *([f for f in alone if _ALONE.search(f.who)] or alone)[:1]]


def lowered(text: str, fees: Sequence[Fee], facts: Sequence[Fact]) -> list[Fact]:
    """What is stated of prices for so many together as the question speaks of; nothing if a row is."""
    if any(map(_least, fees)):
        return []
    coming = count(text, "คน") or 0
    return [f for f in facts if (least := _AT_LEAST.search(f.text)) and int(least[1] or least[2]) <= coming]


def in_all(text: str, fee: Fee, amount: int) -> tuple[int, int] | None:
    """How many, and what they pay together, where a sum is asked for and nothing is said of a discount."""
    number = count(text, fee.unit)
    if number is None or number < 2 or not amount or _IN_ALL.search(text) is None:
        return None
    if _CHEAPER.search(fee.note or "") and _least(fee) is None:
        return None
    return number, number * amount


def _least(fee: Fee) -> int | None:
    found = _AT_LEAST.search(f"{fee.who} {' '.join(fee.also)}")
    return int(found[1] or found[2]) if found else None
