"""Whether a programme takes applications in this chat at this instant."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum

from models.announced import Round
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


@dataclass(frozen=True, slots=True)
class Window:
    """The days in which applications are taken, both inclusive; the hour of the last one if it is stated."""

    opens: date | None
    closes: date | None
    closes_at: time | None = None

    @property
    def ends(self) -> datetime | None:
        """The first instant after it."""
        if self.closes is None:
            return None
        return end_of(self.closes) if self.closes_at is None else at(self.closes, self.closes_at)

    def admits(self, now: datetime) -> Admission:
        """The admission by the days alone."""
        if self.ends is not None and now >= self.ends:
            return Admission.CLOSED
        if self.opens is not None and now < at(self.opens, time.min):
            return Admission.NOT_YET
        return Admission.OPEN


def window(programme: Programme, round: Round | None = None) -> Window:
    """A round's own window, else the programme's, else what spans all rounds'."""
    rules = programme.applications
    if round is not None:
        own = round.closes is not None
        return Window(
            round.opens or rules.opens,
            round.closes if own else rules.closes,
            round.closes_at if own else rules.closes_at,
        )
    opens, closes, closes_at = rules.opens, rules.closes, rules.closes_at
    if opens is None and all(r.opens for r in programme.rounds):
        opens = min((r.opens for r in programme.rounds if r.opens), default=None)
    if closes is None and programme.rounds and all(r.closes for r in programme.rounds):
        last = max(programme.rounds, key=lambda r: r.closes or date.min)
        closes, closes_at = last.closes, last.closes_at
    return Window(opens, closes, closes_at)


def admission(programme: Programme, now: datetime) -> Admission:
    """The admission now; the window's days are Thai days, and the last one counts to its end."""
    rules = programme.applications
    admits = window(programme).admits(now)
    if not programme.published or rules.state == "closed" or admits is Admission.CLOSED:
        return Admission.CLOSED
    if rules.state == "interest_only":
        return Admission.ELSEWHERE
    return admits


def round_admission(programme: Programme, round: Round, now: datetime) -> Admission:
    """The admission to one round: its own state and window, within the programme's."""
    whole = admission(programme, now)
    if whole is Admission.ELSEWHERE or programme.applications.state == "closed" or round.state == "closed":
        return whole if whole is Admission.ELSEWHERE else Admission.CLOSED
    days = programme.days_of(round.id)
    begun = any(s.round == round.id for s in days) and now >= at(days[0].date, time.min)
    return Admission.CLOSED if begun else window(programme, round).admits(now)
