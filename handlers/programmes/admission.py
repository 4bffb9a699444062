"""Whether a programme takes applications in this chat at this instant."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum

from handlers.programmes.milestones import by_round, last_day
from handlers.programmes.remembered import once_each
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
    """A round's own window, else the programme's, else what spans all rounds'; wherever the data state it."""
    if round is None:
        return _spanning(programme)
    whole, own = _of_whole(programme), _of_round(programme, round)
    until = own if own.closes is not None else whole
    return Window(own.opens or whole.opens, until.closes, until.closes_at)


@once_each
def _spanning(programme: Programme) -> Window:
    """The programme's window, else what spans all rounds'."""
    whole = _of_whole(programme)
    opens, closes, closes_at = whole.opens, whole.closes, whole.closes_at
    own_windows = [_of_round(programme, one) for one in programme.rounds]
    if opens is None and all(own.opens for own in own_windows):
        opens = min((own.opens for own in own_windows if own.opens), default=None)
    if closes is None and own_windows and all(own.closes for own in own_windows):
        last = max(own_windows, key=lambda own: own.closes or date.min)
        closes, closes_at = last.closes, last.closes_at
    return Window(opens, closes, closes_at)


def _of_whole(programme: Programme) -> Window:
    rules, told = programme.applications, _of_timeline(programme, None)
    stated = Window(rules.opens, rules.closes, rules.closes_at)
    return _either(stated, told)


def _of_round(programme: Programme, round: Round) -> Window:
    stated = Window(round.opens, round.closes, round.closes_at)
    return _either(stated, _of_timeline(programme, round.id))


def _either(stated: Window, told: Window) -> Window:
    until = stated if stated.closes is not None else told
    return Window(stated.opens or told.opens, until.closes, until.closes_at)


def _of_timeline(programme: Programme, round: str | None) -> Window:
    """The window as entries of the timeline give it; of several ends the last."""
    entries = [entry for entry, of in by_round(programme) if of == round]
    ends = [(last_day(programme, e, round), e.until_at or e.at) for e in entries if e.kind == "closes"]
    last = max((end for end in ends if end[0] is not None), key=lambda end: end[0] or date.min, default=None)
    opens = [e.date for e in entries if e.date and (e.kind == "opens" or (e.kind == "closes" and e.until))]
    closes, closes_at = last or (None, None)
    return Window(min(opens, default=None), closes, closes_at)


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
