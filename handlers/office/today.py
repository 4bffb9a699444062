"""What needs somebody now, this week's sessions with who comes, and the month's messages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from handlers.programmes.admission import Admission, admission, window
from handlers.programmes.sessions import occasion
from models.calendar import local_day
from models.programme import Programme, Session
from models.store import Transaction

WEEK = timedelta(days=7)
COMES = ("yes", "late", "early")
"""Answers of those who come, if not for the whole day."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """How many of something wait, and since when the oldest (None: not known)."""

    count: int
    oldest: datetime | None = None


@dataclass(frozen=True, slots=True)
class Coming:
    """A session of this week and how many take part, come, do not come, send somebody, are silent."""

    programme: Programme
    session: Session
    registrants: int
    yes: int
    no: int
    substitute: int

    @property
    def silent(self) -> int:
        """Those who have not answered."""
        return max(0, self.registrants - self.yes - self.no - self.substitute)


@dataclass(frozen=True, slots=True)
class Deadline:
    """The next day on which a programme stops taking applications."""

    programme: Programme
    day: date


@dataclass(frozen=True, slots=True)
class FirstSteps:
    """What an office does before its first application; all done: nothing is shown of it."""

    channel: bool
    programme: bool
    accepting: bool
    talked: bool
    colleague: bool

    @property
    def done(self) -> bool:
        """Nothing is left of it."""
        return all((self.channel, self.programme, self.accepting, self.talked, self.colleague))


@dataclass(frozen=True, slots=True)
class Today:
    """Everything on the page, for the programmes somebody sees.

    to_decide   by programme, only those where somebody waits
    """

    to_decide: tuple[tuple[Programme, Waiting], ...]
    unanswered: Waiting
    questions: int
    failed: int
    to_ring: int
    week: tuple[Coming, ...]
    deadline: Deadline | None

    @property
    def deciding(self) -> Waiting:
        """Over all programmes."""
        oldest = [it.oldest for _, it in self.to_decide if it.oldest is not None]
        return Waiting(sum(it.count for _, it in self.to_decide), min(oldest, default=None))

    @property
    def nothing(self) -> bool:
        """Nothing waits for anybody."""
        return not any(
            (self.deciding.count, self.unanswered.count, self.questions, self.failed, self.to_ring)
        )


def today(tx: Transaction, programmes: Sequence[Programme], now: datetime) -> Today:
    """What is to be done, seen by somebody with these programmes."""
    ids = [it.id for it in programmes]
    to_decide = tx.today.to_decide(ids)
    return Today(
        to_decide=tuple((it, Waiting(*to_decide[it.id])) for it in programmes if it.id in to_decide),
        unanswered=Waiting(*tx.today.unanswered(ids)),
        questions=tx.today.questions(),
        failed=tx.today.failed(),
        to_ring=tx.listing.to_do(ids).to_ring,
        week=tuple(_week(tx, programmes, now)),
        deadline=_deadline(programmes, now),
    )


def first_steps(tx: Transaction, *, channel: bool, now: datetime) -> FirstSteps:
    """What has been done of the first steps; `channel`: LINE's secrets are set."""
    programmes = tx.programmes.catalogue().programmes
    return FirstSteps(
        channel=channel,
        programme=bool(programmes),
        accepting=any(admission(it, now) is Admission.OPEN for it in programmes),
        talked=tx.today.anybody_wrote(),
        colleague=sum(not it.disabled for it in tx.staff.all()) > 1,
    )


def _week(tx: Transaction, programmes: Sequence[Programme], now: datetime) -> list[Coming]:
    first, last = local_day(now), local_day(now + WEEK)
    found = []
    for programme in programmes:
        days = [it for it in programme.days if first <= it.date < last]
        registrants = tx.today.approved(programme.id) if days else 0
        for session in days:
            said = tx.today.coming(programme.id, occasion(session))
            yes = sum(said.get(it, 0) for it in COMES)
            counts = (registrants, yes, said.get("no", 0), said.get("substitute", 0))
            found.append(Coming(programme, session, *counts))
    return sorted(found, key=lambda it: (it.session.date, it.programme.id))


def _deadline(programmes: Sequence[Programme], now: datetime) -> Deadline | None:
    closing = [
        Deadline(it, closes)
        for it in programmes
        if (closes := window(it).closes) is not None and admission(it, now) is Admission.OPEN
    ]
    return min(closing, key=lambda it: it.day, default=None)
