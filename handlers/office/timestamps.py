"""When an answer to a form was sent, as forms and spreadsheets write it."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone, tzinfo

from models.calendar import BANGKOK
from models.searching import THAI_DIGITS

_STAMP = re.compile(
    r"(?P<a>\d{1,4})[/\-.](?P<b>\d{1,2})[/\-.](?P<c>\d{1,4})"
    r"(?:[T, ]+(?P<hour>\d{1,2})[:.](?P<minute>\d{2})(?:[:.](?P<second>\d{2}))?(?:\.\d+)?"
    r"[ ]*(?P<half>AM|PM|ก่อนเที่ยง|หลังเที่ยง)?)?"
    r"[ ]*(?P<zone>(?:GMT|UTC)?[ ]?[+-]\d{1,2}(?::?\d{2})?|Z)?(?:[ ]*น\.)?",
    re.IGNORECASE,
)
_BUDDHIST = 543
_AFTERNOON = ("PM", "หลังเที่ยง")


def read(text: str) -> datetime | None:
    """The instant; in Thailand's time if it says none. Years of both eras; the day stands before the month
    unless only the other way makes sense. None if it is none."""
    match = _STAMP.fullmatch(text.strip().translate(THAI_DIGITS))
    if match is None:
        return None
    first, middle, last = int(match["a"]), int(match["b"]), int(match["c"])
    year, month, day = (first, middle, last) if len(match["a"]) > 2 else (last, middle, first)
    if month > 12 >= day:
        month, day = day, month
    hour = int(match["hour"] or 0)
    if half := match["half"]:
        hour = hour % 12 + (12 if half.upper() in _AFTERNOON else 0)
    try:
        return datetime(
            year - _BUDDHIST if year > 2400 else year,
            month,
            day,
            hour,
            int(match["minute"] or 0),
            int(match["second"] or 0),
            tzinfo=_zone(match["zone"]),
        )
    except ValueError:
        return None


def _zone(text: str | None) -> tzinfo:
    if not text:
        return BANGKOK
    if text.upper() == "Z":
        return UTC
    signed = re.search(r"([+-])(\d{1,2}):?(\d{2})?", text)
    assert signed is not None
    span = timedelta(hours=int(signed[2]), minutes=int(signed[3] or 0))
    return timezone(-span if signed[1] == "-" else span)
