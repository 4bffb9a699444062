"""What staff type into a form, in the form a programme file has: days in Buddhist years, hours with a dot."""

from __future__ import annotations

import re
from datetime import date

from handlers.wording.dates import BUDDHIST, MONTHS, SHORT_MONTHS
from models.searching import THAI_DIGITS

_SLASHED = re.compile(r"(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*(\d{4})")
_NAMED = re.compile(r"(\d{1,2})\s*(\D+?)\s*(?:พ\.ศ\.\s*)?(\d{4})")
_CLOCK = re.compile(r"(\d{1,2})[.:](\d{2})(?:\s*น\.?)?")
_MONTHS = {name.rstrip("."): i + 1 for names in (MONTHS, SHORT_MONTHS) for i, name in enumerate(names)}
_BUDDHIST_FROM = 2400
"""No programme is held this late in the Gregorian calendar."""


def day(text: str) -> str:
    """A day as ISO has it: from 10/5/2567 or 10 พ.ค. 2567; what is no day stays as it is."""
    plain = " ".join(text.translate(THAI_DIGITS).split())
    month: int | None
    if (found := _SLASHED.fullmatch(plain)) is not None:
        month = int(found[2])
    elif (found := _NAMED.fullmatch(plain)) is not None:
        month = _MONTHS.get(found[2].strip().rstrip("."))
    else:
        return plain
    year = int(found[3]) - (BUDDHIST if int(found[3]) > _BUDDHIST_FROM else 0)
    try:
        return date(year, month or 0, int(found[1])).isoformat()
    except ValueError:
        return plain


def clock(text: str) -> str:
    """An hour as a file has it: 09:00 from 9.00 or 09:00 น.; what is none stays as it is."""
    plain = text.translate(THAI_DIGITS).strip()
    found = _CLOCK.fullmatch(plain)
    return f"{int(found[1]):02}:{found[2]}" if found is not None else plain


def shown_day(value: str) -> str:
    """A day of a file as staff read and type it: 10/5/2567."""
    try:
        known = date.fromisoformat(value)
    except ValueError:
        return value
    return f"{known.day}/{known.month}/{known.year + BUDDHIST}"
