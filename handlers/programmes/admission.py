"""Whether a programme takes applications in this chat at this instant."""

from __future__ import annotations

from datetime import datetime, time
from enum import StrEnum

from models.calendar import at, end_of
from models.programme import Programme


class Admission(StrEnum):
    """`ELSEWHERE`: only interest is taken here, not applications."""

    OPEN = "open"
    NOT_YET = "not_yet"
    CLOSED = "closed"
    ELSEWHERE = "elsewhere"


def gives_seats(programme: Programme) -> bool:
    """Whether seats are given at once while there are any; for all other kinds staff decide."""
    return programme.applications.kind == "seat"


def over(programme: Programme, now: datetime) -> bool:
    """Every announced day has passed."""
    return bool(programme.sessions) and now >= end_of(programme.days[-1].date)


def admission(programme: Programme, now: datetime) -> Admission:
    """The admission now; the window's days are Thai days, and the last one counts to its end."""
    rules = programme.applications
    if rules.state == "closed" or (rules.closes is not None and now >= end_of(rules.closes)):
        return Admission.CLOSED
    if rules.state == "interest_only":
        return Admission.ELSEWHERE
    if rules.opens is not None and now < at(rules.opens, time.min):
        return Admission.NOT_YET
    return Admission.OPEN
