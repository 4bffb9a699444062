"""Days, weeks and months, Buddhist or Christian years. Value: {"start": ISO day, "end": ISO day}.

A weekday on its own ("วันเสาร์") is the coming one, and also has "weekday": it may mean every such day.
"""

# ruff: noqa: E501 (patterns and rows of Thai words are read whole; broken they hide their order)
from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from models.understanding import Entity

KIND = "date"
RANK = 3

Span = tuple[date, date]

_MONTHS: tuple[tuple[str, ...], ...] = (
    ("มกราคม", "มกรา", "ม.ค.", "ม.ค", "มค.", "มค", "january", "jan"),
    ("กุมภาพันธ์", "กุมภา", "ก.พ.", "ก.พ", "กพ.", "กพ", "february", "feb"),
    ("มีนาคม", "มีนา", "มี.ค.", "มี.ค", "มีค.", "มีค", "march", "mar"),
    ("เมษายน", "เมษา", "เม.ย.", "เม.ย", "เมย.", "เมย", "april", "apr"),
    ("พฤษภาคม", "พฤษภา", "พ.ค.", "พ.ค", "พค.", "พค", "may"),
    ("มิถุนายน", "มิถุนา", "มิ.ย.", "มิ.ย", "มิย.", "มิย", "june", "jun"),
    ("กรกฎาคม", "กรกฎา", "กรกฏาคม", "กรกฏา", "ก.ค.", "ก.ค", "กค.", "กค", "july", "jul"),
    ("สิงหาคม", "สิงหา", "ส.ค.", "ส.ค", "สค.", "สค", "august", "aug"),
    ("กันยายน", "กันยา", "ก.ย.", "ก.ย", "กย.", "กย", "september", "sep"),
    ("ตุลาคม", "ตุลา", "ต.ค.", "ต.ค", "ตค.", "ตค", "october", "oct"),
    ("พฤศจิกายน", "พฤศจิกา", "พ.ย.", "พ.ย", "พย.", "พย", "november", "nov"),
    ("ธันวาคม", "ธันวา", "ธ.ค.", "ธ.ค", "ธค.", "ธค", "december", "dec"),
)
_MONTH_OF = {name: place for place, names in enumerate(_MONTHS, 1) for name in names}
_SPELT_OUT = 4
"""Letters from which the name of a month is no beginning of another word."""


def _any_of(names: list[str]) -> str:
    return "|".join(re.escape(name) for name in sorted(names, key=lambda name: -len(name)))


MONTH = (
    f"(?:(?:{_any_of([n for n in _MONTH_OF if len(n) >= _SPELT_OUT])})(?![ะ-ฺ็-๎a-z])"
    f"|(?:{_any_of([n for n in _MONTH_OF if len(n) < _SPELT_OUT])})(?![ะ-ฺเ-๎a-z]))"
)
_WEEKDAYS: tuple[tuple[str, ...], ...] = (
    ("จันทร์", "จันทร"), ("อังคาร",), ("พุธ", "พุท"), ("พฤหัสบดี", "พฤหัส", "พฤหัสฯ"), ("ศุกร์", "ศุก", "สุก"), ("เสาร์", "เสา(?!ร์|[ก-๎])"),
    ("อาทิตย์", "อาทิต(?!ย)"),
)  # fmt: skip
WEEKDAY = "|".join(f"(?P<w{place}>{'|'.join(forms)})" for place, forms in enumerate(_WEEKDAYS))
_LONG_YEAR = r"24[4-9]\d|25\d\d|19\d\d|20\d\d"
_YEAR = rf"(?:[ /\-]?(?:พ\.ศ\.|พศ\.?|ค\.ศ\.|ปี)?[ ]?(?P<year>{_LONG_YEAR}|[67]\d)(?!\d|[ ]?(?:คน|ท่าน|บาท|น\.|:|\.\d)))?"
_DASH = r"[ ]?(?:-|ถึง|และ|กับ|,|/)[ ]?"

_DAY_MONTH = re.compile(
    rf"(?<![\d.])(?P<day>[0-3]?\d)(?:{_DASH}(?P<last>[0-3]?\d))?(?![\d])[ /\-]?(?:เดือน)?[ ]?(?P<month>{MONTH}){_YEAR}"
    rf"(?:{_DASH}(?P<to>[0-3]?\d)[ ]?(?P<until>{MONTH})(?:[ ]?(?P<lastyear>{_LONG_YEAR}|[67]\d)(?!\d))?)?",
    re.IGNORECASE,
)
_SLASHED = re.compile(
    rf"(?<![\d/.\-])(?P<day>[0-3]?\d)(?P<sep>[/.\-])(?P<month>[01]?\d)(?P=sep)(?P<year>{_LONG_YEAR}|\d\d)(?![\d/\-])"
)
_SPELT = re.compile(
    rf"(?<!\d)(?P<day>[0-3]?\d)[ ]?เดือน(?:ที่)?[ ]?(?P<month>[01]?\d)[ ]?(?:พ\.ศ\.|ปี)?[ ]?(?:พ\.ศ\.)?[ ]?(?P<year>{_LONG_YEAR}|\d\d)(?!\d)"
)
_SLASHED_SHORT = re.compile(r"(?:วันที่|วัน|ที่)[ ]?(?P<day>[0-3]?\d)/(?P<month>[01]?\d)(?![\d/])")
_ISO = re.compile(rf"(?<!\d)(?P<year>{_LONG_YEAR})-(?P<month>[01]\d)-(?P<day>[0-3]\d)(?!\d)")
_NEAR = re.compile(
    r"(?P<n2>มะรืน(?:นี้|ืน)?|วันมะรืน)|(?P<n1>พรุ่งนี้|พรุ้งนี้|พุ่งนี้|พรุงนี้|พรุ่งนี|วันพรุ่ง|\btomorrow\b)|(?P<n0>วันนี้|วันนี่|\btoday\b)|"
    r"(?P<p2>เมื่อวานซืน|วานซืน)|(?P<p1>เมื่อวาน(?:นี้)?)",
    re.IGNORECASE,
)
_NEAR_DAYS = {"n2": 2, "n1": 1, "n0": 0, "p1": -1, "p2": -2}
_WEEK = re.compile(
    r"(?:สัปดาห์|(?<!วัน)อาทิตย์|วีค|วีก|week)(?P<which>นี้|หน้า|ถัดไป|ที่แล้ว|ก่อน)|(?P<end>(?:สุดสัปดาห์|เสาร์[ -]?อาทิตย์|วีคเอน(?:ด์)?|weekend))(?P<endwhich>นี้|หน้า)?"
)
_MONTH_NEAR = re.compile(r"เดือน(?P<which>นี้|หน้า|ถัดไป|ที่แล้ว|ก่อน)|(?P<half>(?:ต้น|กลาง|ปลาย|สิ้น)เดือน)(?P<of>นี้|หน้า)")
_ON_WEEKDAY = re.compile(
    rf"(?:วัน)?(?:{WEEKDAY})(?:[ ]?(?:ที่)[ ]?(?P<day>[0-3]?\d)(?![\d:.]\d|\d|[ ]?(?:โมง|คน|น\.))|[ ]?(?P<which>นี้|หน้า|ถัดไป|ที่แล้ว|ก่อน|ที่จะถึง))?"
)
_EVERY = re.compile(
    r"ทุก(?:วัน)?$|กี่[ ]?$|(?:-|และ|กับ|,|หรือ)[ ]?$|[ก-๎]$(?<!แล้ว)(?<!ใน)(?<!วันนี้)(?<!เรียน)(?<!อบรม)(?<!ของ)(?<!ว่า)(?<!ให้)(?<!อากาศ)(?<!ไป)(?<!แต่)(?<!มา)(?<!หยุด)(?<!คือ)(?<!สอน)(?<!มี)(?<!ช่วง)"
)
_MORE_DAYS = re.compile(
    r"[ ]?(?:-|และ|กับ|,|หรือ|ถึง)[ ]?(?:วัน)?(?:จันทร์|อังคาร|พุธ|พฤหัส|ศุกร์|เสาร์|อาทิตย์)|ละ(?![่ค])|เว้น|ไหน"
)
_DAY_ONLY = re.compile(
    r"วันที่[ ]?(?P<day>[0-3]?\d)(?:[ ]?(?:-|ถึง|และ|กับ)[ ]?(?P<last>[0-3]?\d))?(?![\d]|[./\-:]\d|[ ]?(?:คือ|เรียน(?:เรื่อง|อะไร)|สอน))"
)
_MONTH_ALONE = re.compile(
    rf"(?<![ก-๎\d])(?<!\d )(?:เดือน|ช่วง|ใน)?(?:เดือน)?[ ]?(?P<month>{MONTH}){_YEAR}|(?<=เดือน)(?P<month2>{MONTH}){_YEAR.replace('year', 'year2')}",
    re.IGNORECASE,
)
_PART_OF_MONTH = re.compile(
    rf"(?P<part>ต้น|กลาง|ปลาย|สิ้น)(?:เดือน)?[ ]?(?P<month>{MONTH}){_YEAR}", re.IGNORECASE
)
_HINT = re.compile(
    r"\d|วัน|วาน|พรุ|มะรืน|สัปดาห์|อาทิต|เดือน|จันทร|อังคาร|พุธ|พฤหัส|ศุก|เสา|วีค|วีก|"
    + "|".join(re.escape(n) for names in _MONTHS for n in names if len(n) > 2),
    re.IGNORECASE,
)
_HALF_YEAR = timedelta(days=183)
_SUNDAY = 6
"""On Sunday nobody means the week that is ending: this week and next week are both the one that begins."""
_WEEKS = {"นี้": 0, "หน้า": 1, "ถัดไป": 1, "ที่แล้ว": -1, "ก่อน": -1}


def find(text: str, today: date) -> list[Entity]:
    """Every day or span of days; impossible dates are skipped. Earlier readings win over later ones."""
    if not _HINT.search(text):
        return []
    found: list[Entity] = []
    claimed: list[tuple[int, int]] = []
    for pattern, read in _READINGS:
        for match in pattern.finditer(text):
            if any(match.start() < end and match.end() > start for start, end in claimed):
                continue
            span = _safely(read, match, today)
            if span is not None or pattern in (_DAY_MONTH, _SLASHED, _SPELT, _ISO):
                claimed.append(match.span())
            if span is not None:
                value: dict[str, Any] = {"start": span[0].isoformat(), "end": span[1].isoformat()}
                if pattern is _ON_WEEKDAY and not (match["day"] or match["which"]):
                    value["weekday"] = span[0].weekday()
                found.append(Entity(KIND, value, match[0], match.start(), match.end()))
    return found


def impossible(text: str) -> bool:
    """The text gives a day that no calendar has, such as 31 ก.พ."""
    written = any(pattern.search(text) for pattern in (_ISO, _SLASHED, _SPELT, _DAY_MONTH))
    return written and not find(text, date.min)


def _safely(
    read: Callable[[re.Match[str], date], Span | None], match: re.Match[str], today: date
) -> Span | None:
    try:
        return read(match, today)
    except (ValueError, OverflowError):  # 31 ก.พ., or a year outside the calendar
        return None


def _full_year(typed: str) -> int:
    """The Christian year for a typed one: 2567, 2024, 67 (Buddhist) or 24."""
    year = int(typed)
    if year >= 2400:
        return year - 543
    if year >= 1900:
        return year
    return year + 2500 - 543 if year >= 43 else year + 2000


def _nearest(day: int, month: int, today: date) -> date:
    """Supplies a missing year: the one nearest to today, preferring the next six months."""
    candidates = []
    for year in (today.year - 1, today.year, today.year + 1, today.year + 4):
        try:
            candidates.append(date(year, month, day))
        except ValueError:
            continue
    if not candidates:
        raise ValueError("no such day")
    coming = [day_ for day_ in candidates if timedelta(0) <= day_ - today <= _HALF_YEAR]
    return coming[0] if coming else min(candidates, key=lambda day_: abs(day_ - today))


def _on(day: str, month: int, year: str | None, today: date) -> date:
    return date(_full_year(year), month, int(day)) if year else _nearest(int(day), month, today)


def _day_month(match: re.Match[str], today: date) -> Span | None:
    month = _MONTH_OF[match["month"].lower()]
    year = match["year"] or match["lastyear"]
    start = _on(match["day"], month, year, today)
    if match["to"]:
        end = _on(match["to"], _MONTH_OF[match["until"].lower()], match["lastyear"] or match["year"], today)
        return (start, end) if end >= start else None
    if match["last"]:
        end = start.replace(day=int(match["last"]))
        return (start, end) if end >= start else None
    return start, start


def _slashed(match: re.Match[str], today: date) -> Span:
    day = date(_full_year(match["year"]), int(match["month"]), int(match["day"]))
    return day, day


def _slashed_short(match: re.Match[str], today: date) -> Span:
    day = _nearest(int(match["day"]), int(match["month"]), today)
    return day, day


def _near(match: re.Match[str], today: date) -> Span:
    day = today + timedelta(days=_NEAR_DAYS[str(match.lastgroup)])
    return day, day


def _week(match: re.Match[str], today: date) -> Span:
    monday = today - timedelta(days=today.weekday())
    if today.weekday() == _SUNDAY and match["which"] in ("นี้", "หน้า", "ถัดไป"):
        return (today if match["which"] == "นี้" else today + timedelta(days=1)), today + timedelta(days=7)
    if match["end"]:
        saturday = monday + timedelta(days=5 + 7 * _WEEKS[match["endwhich"] or "นี้"])
        return saturday, saturday + timedelta(days=1)
    monday += timedelta(days=7 * _WEEKS[match["which"]])
    return monday, monday + timedelta(days=6)


def _month_span(year: int, month: int) -> Span:
    first = date(year, month, 1)
    following = date(year + month // 12, month % 12 + 1, 1)
    return first, following - timedelta(days=1)


def _part(said: str, end: date) -> tuple[int, int]:
    """The days of a part of a month: "ต้นเดือน", "กลาง", "ปลาย", "สิ้น"."""
    parts = {"ต้น": (1, 10), "กลา": (11, 20), "ปลา": (21, end.day), "สิ้": (end.day, end.day)}
    return parts[said[:3]]


def _month_near(match: re.Match[str], today: date) -> Span:
    months = today.year * 12 + today.month - 1 + _WEEKS[match["which"] or match["of"]]
    start, end = _month_span(months // 12, months % 12 + 1)
    if match["half"] is None:
        return start, end
    first, last = _part(match["half"], end)
    return start.replace(day=first), start.replace(day=last)


def _part_of_month(match: re.Match[str], today: date) -> Span:
    month, year = _MONTH_OF[match["month"].lower()], match["year"]
    start, end = _month_span(_full_year(year) if year else _nearest(15, month, today).year, month)
    first, last = _part(match["part"], end)
    return start.replace(day=first), start.replace(day=last)


def _on_weekday(match: re.Match[str], today: date) -> Span | None:
    weekday = next(place for place in range(7) if match[f"w{place}"])
    if match["day"]:
        return _weekday_of_month(weekday, int(match["day"]), today)
    if match["which"] is None and not _one_day(match):
        return None
    if match["which"] in ("หน้า", "ถัดไป", "ที่แล้ว", "ก่อน"):
        monday = today - timedelta(days=today.weekday())
        day = monday + timedelta(days=weekday + 7 * _WEEKS[match["which"]])
    else:
        day = today + timedelta(days=(weekday - today.weekday()) % 7)
    return day, day


def _one_day(match: re.Match[str]) -> bool:
    """A weekday on its own means the coming one, unless it is part of "every Friday and Saturday"."""
    before, after = match.string[max(0, match.start() - 8) : match.start()], match.string[match.end() :][:10]
    week = match["w6"] and not match[0].startswith("วัน")
    return not (week or _EVERY.search(before) or _MORE_DAYS.match(after))


def _weekday_of_month(weekday: int, day: int, today: date) -> Span:
    """ "Saturday the 11th": the nearest such day; if the weekday never fits, the day of the month counts."""
    months = [today.year * 12 + today.month - 1 + offset for offset in (0, 1, -1, 2, 3, -2)]
    for fits in (True, False):
        for month in months:
            try:
                candidate = dt.date(month // 12, month % 12 + 1, day)
            except ValueError:
                continue
            if not fits or candidate.weekday() == weekday:
                return candidate, candidate
    raise ValueError("no such day")


def _day_only(match: re.Match[str], today: date) -> Span | None:
    months = [today.year * 12 + today.month - 1 + offset for offset in (0, 1, 2)]
    last = int(match["last"] or match["day"])
    for month in months:
        try:
            start = dt.date(month // 12, month % 12 + 1, int(match["day"]))
            end = start.replace(day=last)
        except ValueError:
            continue
        if end >= today:
            return (start, end) if end >= start else None
    return None


def _month_alone(match: re.Match[str], today: date) -> Span:
    month = _MONTH_OF[(match["month"] or match["month2"]).lower()]
    year = match["year"] or match["year2"]
    return _month_span(_full_year(year) if year else _nearest(15, month, today).year, month)


_READINGS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], date], Span | None]], ...] = (
    (_ISO, _slashed),
    (_SLASHED, _slashed),
    (_SPELT, _slashed),
    (_DAY_MONTH, _day_month),
    (_SLASHED_SHORT, _slashed_short),
    (_NEAR, _near),
    (_WEEK, _week),
    (_MONTH_NEAR, _month_near),
    (_ON_WEEKDAY, _on_weekday),
    (_DAY_ONLY, _day_only),
    (_PART_OF_MONTH, _part_of_month),
    (_MONTH_ALONE, _month_alone),
)
"""Ways of writing a day, the surest first."""
