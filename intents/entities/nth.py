"""The n-th week, time or day of a training: "สัปดาห์ที่ 3", "ครั้งสุดท้าย", "เสาร์แรก".

Value: {"unit": "week" | "time" | "day" | "weekday", "place": 1 and up, from the end -1 and down, "weekday": 0 to 6 or None}.
A "time" (ครั้ง) may be a week or a day; the answer gives both.
"""

# ruff: noqa: E501 (patterns and rows of Thai words are read whole; broken they hide their order)
from __future__ import annotations

import re
from datetime import date

from intents.entities.date import MONTH, WEEKDAY
from intents.entities.number import ANY_SPOKEN, spoken
from models.understanding import Entity

KIND = "nth"
RANK = 4
"""Above a date: "อาทิตย์ที่ 3" is the third week."""
LAST = -1
LAST_BUT_ONE = -2

_FIGURE = r"[1-9]\d?(?![\d.:/]|[ ]?(?:คน|โมง|น\.|บาท|เดือน))"
_END = r"(?P<first>แรก)(?:สุด)?|(?P<before_last>รองสุดท้าย|ก่อนสุดท้าย)|(?P<last>สุดท้าย)"
_PLACE = rf"(?:ที่?[ ]?(?P<number>{_FIGURE}|{ANY_SPOKEN})|[ ]?(?P<bare>[1-9]\d?)(?=$|[ ,?]|เรียน|อบรม)(?![ ]?(?:คน|ท่าน|วัน|ชั่วโมง|เดือน|ครั้ง))|{_END})(?![ ]?(?:{MONTH}))"
_TRAINING = "(?:การ)?(?:อบรม|เรียน|หลักสูตร|คอร์ส|โครงการ|สัมมนา)"
_APPLYING = "(?![ ]?(?:ของ|ที่|ใน)?(?:การ)?(?:เปิด|ปิด|รับ)?[ ]?(?:สมัคร|รับ|ยื่น|ส่ง|ลงทะเบียน|หลักสูตรนี้เปิด))"
_PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "week",
        re.compile(
            rf"(?:สัปดาห์|(?:ศุกร์|เสาร์)[ -]?(?:เสาร์|อาทิตย์)|(?<!วัน)(?<!เสาร์)(?<!เสาร์[ -])อาทิตย์|วีค|วีก|\bweek[ ]?){_PLACE}",
            re.IGNORECASE,
        ),
    ),
    ("time", re.compile(rf"(?:ครั้ง|นัด|คลาส|คาบ){_PLACE}{_APPLYING}")),
    (
        "time",
        re.compile(
            r"(?:(?P<first>\bfirst)|(?P<last>\blast)) (?:session|class|meeting)\b|\b(?:session|class)[ ]?(?P<bare>[1-9]\d?)\b",
            re.IGNORECASE,
        ),
    ),
    ("week", re.compile(r"(?:(?P<first>\bfirst)|(?P<last>\blast)) week(?:end)?\b", re.IGNORECASE)),
    ("day", re.compile(rf"วัน(?:เรียน|อบรม)(?:วัน)?{_PLACE}")),
    ("day", re.compile(rf"วัน{_PLACE}[ ]?(?:ของ|ใน)[ ]?{_TRAINING}")),
    ("day", re.compile(rf"วัน(?:{_END}){_APPLYING}")),
    ("weekday", re.compile(rf"(?:วัน)?(?:{WEEKDAY})(?:{_END}|ที่(?P<number>{ANY_SPOKEN}))")),
)
"""Patterns that name each unit, the surest first."""


def find(text: str, today: date) -> list[Entity]:
    """Every week, time or day named by its ordinal."""
    found: list[Entity] = []
    for unit, pattern in _PATTERNS:
        for match in pattern.finditer(text):
            if all(match.end() <= other.start or match.start() >= other.end for other in found):
                value = {"unit": unit, "place": _place(match), "weekday": _weekday(unit, match)}
                found.append(Entity(KIND, value, match[0], match.start(), match.end()))
    return found


def _place(match: re.Match[str]) -> int:
    said = match.groupdict()
    if said.get("first") or said.get("last"):
        return 1 if said.get("first") else LAST
    if said.get("before_last"):
        return LAST_BUT_ONE
    typed = said.get("number") or said["bare"]
    assert typed is not None, "a pattern without an end has a number"
    return spoken(typed)


def _weekday(unit: str, match: re.Match[str]) -> int | None:
    return next(place for place in range(7) if match[f"w{place}"]) if unit == "weekday" else None
