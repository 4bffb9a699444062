"""Deadlines that are kept in the database, by a clock that may be set back."""

from __future__ import annotations

from datetime import datetime, timedelta


def ahead(deadline: datetime | None, now: datetime, longest: timedelta) -> bool:
    """Whether a deadline is still to come.

    One that is further ahead than the `longest` of its kind was set before the clock went back: it is taken
    as now, or whatever waits for it would wait for as long as the clock was wrong.
    """
    return deadline is not None and now < deadline <= now + longest
