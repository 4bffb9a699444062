"""The sessions on the days that a question names: people rarely say the year, and not always the month."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from models.programme import Session
from models.understanding import Entity

_MONTHLESS = re.compile(r"(?:วันที่|วัน|ที่)?[ ]?\d{1,2}")
_YEAR = re.compile(r"\d{4}|(?<=[ก-๎.]) ?\d{2}$")


def sessions_on(days: Sequence[Session], named: Entity) -> list[Session]:
    """Those within the days named: in any year, where none is said; in any month, where none is said."""
    start, end = date.fromisoformat(named.value["start"]), date.fromisoformat(named.value["end"])
    if exact := [s for s in days if start <= s.date <= end]:
        return exact
    said = named.text.strip()
    if _MONTHLESS.fullmatch(said):
        return [s for s in days if s.date.day == start.day]
    if _YEAR.search(said) or not any(letter.isdigit() for letter in said):
        return []  # the year is said, or it is a day counted from today
    first, last = (start.month, start.day), (end.month, end.day)
    return [s for s in days if first <= (s.date.month, s.date.day) <= last]
