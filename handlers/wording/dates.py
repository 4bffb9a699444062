"""Days and times as Thai people read them: Thai names, Buddhist years."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from models.calendar import BANGKOK

WEEKDAYS = ("จันทร์", "อังคาร", "พุธ", "พฤหัสบดี", "ศุกร์", "เสาร์", "อาทิตย์")
TYPED = "10/5/2567"
"""How a day may be typed."""
SHORT_WEEKDAYS = ("จ.", "อ.", "พ.", "พฤ.", "ศ.", "ส.", "อา.")
MONTHS = (
    "มกราคม",
    "กุมภาพันธ์",
    "มีนาคม",
    "เมษายน",
    "พฤษภาคม",
    "มิถุนายน",
    "กรกฎาคม",
    "สิงหาคม",
    "กันยายน",
    "ตุลาคม",
    "พฤศจิกายน",
    "ธันวาคม",
)
SHORT_MONTHS = (
    "ม.ค.",
    "ก.พ.",
    "มี.ค.",
    "เม.ย.",
    "พ.ค.",
    "มิ.ย.",
    "ก.ค.",
    "ส.ค.",
    "ก.ย.",
    "ต.ค.",
    "พ.ย.",
    "ธ.ค.",
)
BUDDHIST = 543


def day(d: date) -> str:
    """10 พฤษภาคม 2567"""
    return f"{d.day} {MONTHS[d.month - 1]} {d.year + BUDDHIST}"


def weekday(d: date) -> str:
    """ศุกร์ที่ 10 พฤษภาคม 2567"""
    return f"{WEEKDAYS[d.weekday()]}ที่ {day(d)}"


def short(d: date) -> str:
    """10 พ.ค."""
    return f"{d.day} {SHORT_MONTHS[d.month - 1]}"


def forms(d: date) -> tuple[str, str]:
    """How a day is written without its year and spaces: 10พฤษภาคม, 10พ.ค."""
    return f"{d.day}{MONTHS[d.month - 1]}", f"{d.day}{SHORT_MONTHS[d.month - 1]}"


def run(days: Sequence[date]) -> str:
    """A run of days in one line: ศุกร์ 10 – เสาร์ 11 พ.ค."""
    first, last = days[0], days[-1]
    if first == last:
        return f"{WEEKDAYS[first.weekday()]} {short(first)}"
    start = str(first.day) if first.month == last.month else short(first)
    return f"{WEEKDAYS[first.weekday()]} {start} – {WEEKDAYS[last.weekday()]} {short(last)}"


def in_runs(days: Sequence[date]) -> list[list[date]]:
    """Days in order, those that follow one another together."""
    runs: list[list[date]] = []
    for one in days:
        if runs and (one - runs[-1][-1]).days == 1:
            runs[-1].append(one)
        else:
            runs.append([one])
    return runs


def span(first: date, last: date) -> str:
    """10 พฤษภาคม – 22 มิถุนายน 2567"""
    if first.year != last.year:
        return f"{day(first)} – {day(last)}"
    return f"{first.day} {MONTHS[first.month - 1]} – {day(last)}"


def clock(t: time) -> str:
    """09:00 น."""
    return f"{t:%H:%M} น."


def hours(starts: time, ends: time | None) -> str:
    """09:00–16:00 น."""
    return clock(starts) if ends is None else f"{starts:%H:%M}–{clock(ends)}"


def last_day_before(instant: datetime) -> date:
    """The last day that is over at an instant; for the end of a day, that day."""
    return (instant - timedelta(microseconds=1)).astimezone(BANGKOK).date()


def moment(instant: datetime) -> str:
    """10 พฤษภาคม 2567 เวลา 09:00 น."""
    local = instant.astimezone(BANGKOK)
    return f"{day(local.date())} เวลา {clock(local.time())}"


def ago(at: datetime, now: datetime) -> str:
    """How long ago, in the largest unit that fits: 3 วัน, 2 ชั่วโมง, 5 นาที."""
    minutes = max(0, int((now - at) / timedelta(minutes=1)))
    if minutes < 60:
        return f"{minutes} นาที"
    return f"{minutes // 60} ชั่วโมง" if minutes < 24 * 60 else f"{minutes // (24 * 60)} วัน"


def since(at: datetime, now: datetime) -> str:
    """When it was, from now: 3 วันที่แล้ว, เมื่อสักครู่."""
    return "เมื่อสักครู่" if now - at < timedelta(minutes=1) else f"{ago(at, now)}ที่แล้ว"


def brief(instant: datetime) -> str:
    """10 พ.ค. 2567 09:00 น."""
    local = instant.astimezone(BANGKOK)
    return f"{short(local.date())} {local.year + BUDDHIST} {clock(local.time())}"
