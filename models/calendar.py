"""Thailand's calendar: the one zone in which people read times."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

BANGKOK = ZoneInfo("Asia/Bangkok")
DAY_BEGINS = time(9, 0)
"""When a day with no announced hour is assumed to begin."""


@dataclass(frozen=True, slots=True)
class Moment:
    """The time: `now` by the business clock, `machine` by the machine's (leases, token lifetimes)."""

    now: datetime
    machine: datetime


def local_day(instant: datetime) -> date:
    """The calendar day in Thailand."""
    return instant.astimezone(BANGKOK).date()


def at(day: date, clock: time) -> datetime:
    """The instant of a local day and time of day."""
    return datetime.combine(day, clock, BANGKOK)


def end_of(day: date) -> datetime:
    """The first instant after a local day: deadlines are inclusive to 23:59:59."""
    return at(day + timedelta(days=1), time(0, 0))
