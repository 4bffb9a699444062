"""Which days "the third week", "the fifth time" or "the first Saturday" of a programme are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from models.programme import Programme, Session, runs_of_days


@dataclass(frozen=True, slots=True)
class Counted:
    """One way of counting, and its result.

    unit      "week" (a run of days), "day", or "weekday"
    place     which one, from 1; one counted from the end gets its number
    total     how many there are
    days      its sessions; none if there are not that many
    weekday   0 to 6 if only that weekday is counted
    """

    unit: str
    place: int
    total: int
    days: tuple[Session, ...]
    weekday: int | None = None


def counted(programme: Programme, nth: Mapping[str, Any]) -> list[Counted]:
    """Every way it may be meant: a "time" is a week or a day, if those are not the same."""
    runs = runs_of_days(programme.sessions)
    days = [(session,) for session in programme.days]
    units = [nth["unit"]]
    if nth["unit"] == "time":
        units = ["day"] if len(runs) == len(days) else ["week", "day"]
    return [_counted(unit, nth, runs, days) for unit in units]


def _counted(
    unit: str,
    nth: Mapping[str, Any],
    runs: Sequence[tuple[Session, ...]],
    days: Sequence[tuple[Session, ...]],
) -> Counted:
    weekday = nth["weekday"]
    of = runs if unit == "week" else days
    if weekday is not None:
        of = [day for day in days if day[0].date.weekday() == weekday]
    place = nth["place"] if nth["place"] > 0 else len(of) + 1 + nth["place"]
    return Counted(unit, place, len(of), of[place - 1] if 0 < place <= len(of) else (), weekday)
