"""Times of day as people say and type them: 13.30 น., 6 โมงเช้า, บ่ายสองครึ่ง, ทุ่มครึ่ง, ตีห้า.

Value: "HH:MM"; for a time before something ("ครึ่งชั่วโมงก่อน") "-HH:MM".
"""

# ruff: noqa: E501 (patterns of Thai words are read whole; broken they hide their order)
from __future__ import annotations

import re
from datetime import date

from intents.normalise import simplify
from models.understanding import Entity

KIND = "time"
RANK = 2

_COUNTS = {
    "หนึ่ง": 1, "สอง": 2, "สาม": 3, "สี่": 4, "ห้า": 5, "หก": 6, "เจ็ด": 7, "แปด": 8, "เก้า": 9, "สิบ": 10, "สิบเอ็ด": 11, "สิบสอง": 12,
}  # fmt: skip
_N = "(?:สิบเอ็ด|สิบสอง|หนึ่ง|สอง|สาม|สี่|ห้า|หก|เจ็ด|แปด|เก้า|สิบ|(?<![\\d.,:/])\\d{1,2})"
_PAST = "(?:[ ]?(?P<half>ครึ่ง)|[ ]?(?P<minutes>[0-5]?\\d)(?:[ ]?นาที|(?![\\d.:/%]|[ ]?(?:บาท|คน|วัน|ครั้ง))))?"
_NO_DIGIT = r"(?<![\d.,:/\-])"
_CLOCK = r"(?:[01]?\d|2[0-3])"
_MARK = "[ ]?(?:น\\.|น(?![ก-๎])|นาฬิกา|โมง)"

_RANGE = re.compile(
    rf"{_NO_DIGIT}(?P<from>{_CLOCK}[.:][0-5]\d)[ ]?(?:-|ถึง)[ ]?(?P<to>{_CLOCK}[.:][0-5]\d)(?![\d]|[.:/]\d)"
)
_COLON = re.compile(rf"{_NO_DIGIT}(?P<hour>{_CLOCK}):(?P<minute>[0-5]\d)(?![\d]|[.:/]\d)")
_DOTTED = re.compile(rf"{_NO_DIGIT}(?P<hour>{_CLOCK})\.(?P<minute>[0-5]\d)(?:{_MARK})")
_AFTER_WORD = re.compile(
    rf"(?:ตอน|เวลา|เตือน|ประมาณ|ราว ?ๆ?|ก่อน)[ ]?(?P<hour>{_CLOCK})\.(?P<minute>[0-5]\d)(?![\d]|[.:/]\d|[ ]?(?:บาท|ล้าน|%))"
)
_FULL_HOUR = re.compile(rf"{_NO_DIGIT}(?P<hour>{_CLOCK})[ ]?(?:น\.|นาฬิกา)")
_NOON = re.compile("เที่ยง(?P<night>คืน)?(?:วัน|ตรง)?(?P<half>ครึ่ง)?")
_SMALL_HOURS = re.compile(f"ตี[ ]?(?P<hour>{_N}){_PAST}")
_AFTERNOON = re.compile(f"บ่าย(?:[ ]?(?P<hour>{_N})(?:[ ]?โมง)?|[ ]?โมง){_PAST}(?:เย็น)?")
_EVENING = re.compile(f"(?P<hour>{_N})?[ ]?ทุ่ม(?!เท)(?:ตรง)?{_PAST}")
_DAY = re.compile(
    f"(?P<hour>{_N})?[ ]?โมง(?:[ ]?(?P<part>เช้า|เย็น)|(?:ตรง)?)?{_PAST}(?:[ ]?(?P<late>เช้า|เย็น))?"
)
_BEFORE = re.compile(
    f"(?:(?P<half>ครึ่ง)|(?P<count>{_N}|\\d{{1,3}}))[ ]?(?P<unit>ชั่วโมง|ชม\\.?|นาที)(?P<more>ครึ่ง)?[ ]?(?:ก่อน|ล่วงหน้า)|(?:ก่อน|ล่วงหน้า)[^\\d ]{{0,8}}[ ]?(?:(?P<half2>ครึ่ง)|(?P<count2>{_N}|\\d{{1,3}}))[ ]?(?P<unit2>ชั่วโมง|ชม\\.?|นาที)(?P<more2>ครึ่ง)?"
)

_SIGNS = re.compile(r"โมง|ทุ่ม|เที่ยง|บ่าย|ตี|\d[.:][0-5]\d|\d ?น|นาที|ชม")
"""Every time of day has one of these; most messages have none."""


def find(text: str, today: date) -> list[Entity]:
    """Every time of day, and spans of time before something; the surest patterns claim their place first."""
    found: list[Entity] = []
    if not _SIGNS.search(text):
        return found

    def take(value: str | None, start: int, end: int) -> None:
        if value is not None and all(end <= e.start or start >= e.end for e in found):
            found.append(Entity(KIND, value, text[start:end], start, end))

    for match in _RANGE.finditer(text):
        for part in ("from", "to"):
            take(_figures(match[part]), *match.span(part))
    for match in _BEFORE.finditer(text):
        take(_before(match), *match.span())
    for pattern in (_COLON, _DOTTED, _AFTER_WORD):
        for match in pattern.finditer(text):
            end = match.end()
            take(_clock(int(match["hour"]), int(match["minute"])), match.start("hour"), end)
    for match in _FULL_HOUR.finditer(text):
        take(_clock(int(match["hour"]), 0), *match.span())
    for match in _NOON.finditer(text):
        take(_clock(0 if match["night"] else 12, 30 if match["half"] else 0), *match.span())
    for pattern, hour_of in _SPOKEN:
        for match in pattern.finditer(text):
            hour = hour_of(match)
            take(None if hour is None else _clock(hour, _past(match)), *match.span())
    return sorted(found, key=lambda entity: entity.start)


def parse(text: str) -> str | None:
    """The single time in an answer; None if there is none, or more than one."""
    found = find(simplify(text), date.min)
    return str(found[0].value) if len(found) == 1 else None


def _small_hours(match: re.Match[str]) -> int | None:
    hour = _count(match["hour"])
    return hour if 1 <= hour <= 5 else None


def _afternoon(match: re.Match[str]) -> int | None:
    hour = _count(match["hour"]) if match["hour"] else 1
    return 12 + hour if 1 <= hour <= 6 else None


def _evening(match: re.Match[str]) -> int | None:
    hour = _count(match["hour"]) if match["hour"] else 1
    return (18 + hour) % 24 if 1 <= hour <= 6 else None


def _day(match: re.Match[str]) -> int | None:
    """Daytime: six to eleven as said; one to five are in the afternoon, but with เช้า six hours later."""
    part = match["part"] or match["late"]
    if match["hour"] is None:
        return 7 if part == "เช้า" else None
    hour = _count(match["hour"])
    if part == "เย็น":
        return 12 + hour if 3 <= hour <= 6 else None
    if part == "เช้า":
        return hour if 6 <= hour <= 11 else 6 + hour if 1 <= hour <= 5 else None
    return hour if 6 <= hour <= 23 else 12 + hour if 1 <= hour <= 5 else None


_SPOKEN = ((_SMALL_HOURS, _small_hours), (_AFTERNOON, _afternoon), (_EVENING, _evening), (_DAY, _day))


def _before(match: re.Match[str]) -> str | None:
    half = match["half"] or match["half2"]
    unit = match["unit"] or match["unit2"]
    count = match["count"] or match["count2"]
    hours = unit != "นาที"
    minutes = 30 if half else _count(count) * (60 if hours else 1)
    minutes += 30 if hours and not half and (match["more"] or match["more2"]) else 0
    return f"-{minutes // 60:02}:{minutes % 60:02}" if 0 < minutes < 24 * 60 else None


def _past(match: re.Match[str]) -> int:
    return 30 if match["half"] else int(match["minutes"] or 0)


def _count(word: str) -> int:
    return _COUNTS[word] if word in _COUNTS else int(word)


def _figures(text: str) -> str:
    hour, minute = re.split("[.:]", text)
    return _clock(int(hour), int(minute))


def _clock(hour: int, minute: int) -> str:
    return f"{hour:02}:{minute:02}"
