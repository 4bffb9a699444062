"""Loading and changing programmes, with all that follows for reminders and the people concerned."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from handlers.applications import fill_seats
from handlers.questions import kind_of, kinds
from handlers.questions._asked import misplaced
from handlers.registry import modules
from handlers.reminders import _card, begins_at
from handlers.reminding import KINDS, plan, tell_interested
from handlers.turn import LABEL, word
from handlers.wording import common, service
from handlers.wording.dates import BUDDHIST
from models import graphemes
from models.application import ApplicationState
from models.outbox import Letter
from models.programme import Catalogue, Programme, Session
from models.programme_file import Path_
from models.reply import Reply
from models.store import Transaction

FIRST_BUDDHIST_YEAR = 2400
"""No programme is held so late by the other calendar."""


@dataclass(frozen=True, slots=True)
class Wrong:
    """A fault of meaning in a programme: where, and what."""

    path: Path_
    what: str


def wrongs(programme: Programme, others: Catalogue) -> Iterator[Wrong]:
    """What the form of the file cannot tell: names that exist nowhere, doubles, windows turned round."""
    for i, question in enumerate(programme.questions):
        if question.kind not in kinds():
            known = ", ".join(sorted(kinds()))
            yield Wrong(("questions", i, "kind"), f"{question.kind} is no kind of question: {known}")
        elif (fault := kind_of(question).check(question)) is not None:
            yield Wrong(("questions", i), fault)
    for i, key, fault in misplaced(programme):
        yield Wrong(("questions", i, "when", key), fault)
    for i, rule in enumerate(programme.reminders):
        if rule.kind not in modules(KINDS):
            known = ", ".join(sorted(modules(KINDS)))
            yield Wrong(("reminders", i, "kind"), f"{rule.kind} is no kind of reminder: {known}")
    yield from _doubles("questions", [q.key for q in programme.questions], "key")
    yield from _doubles("sessions", [s.id for s in programme.sessions], "id")
    yield from _doubles("modules", [m.number for m in programme.modules], "number")
    yield from _doubles("reminders", [r.id for r in programme.reminders], "id")
    for i, fact in enumerate(programme.facts):
        if fact.about not in common.ASPECTS:
            yield Wrong(("facts", i, "about"), f"nobody can ask about {fact.about}")
    for i, session in enumerate(programme.sessions):
        if session.starts and session.ends and session.ends <= session.starts:
            yield Wrong(("sessions", i, "ends"), "is not after starts")
    for path, day in _days(programme):
        if day.year > FIRST_BUDDHIST_YEAR:
            yield Wrong(path, f"is in a Buddhist year: write {day.replace(year=day.year - BUDDHIST)}")
    if graphemes.count(programme.short_name) > LABEL:
        yield Wrong(("short_name",), f"is longer than {LABEL} characters, so no button can hold it")
    rules = programme.applications
    if rules.opens and rules.closes and rules.closes < rules.opens:
        yield Wrong(("applications", "closes"), "is before opens")
    for other in others.programmes:
        if other.id != programme.id and other.applications.prefix == rules.prefix:
            yield Wrong(("applications", "prefix"), f"{rules.prefix} is the prefix of {other.id}")


def put(tx: Transaction, programme: Programme, now: datetime) -> list[str]:
    """Creates or updates a programme; returns what changed, a line each (empty: nothing did)."""
    old = tx.programmes.catalogue().get(programme.id)
    if old == programme:
        return []
    revision = tx.programmes.put(programme, now)
    tx.reminders.replan(programme.id, plan(programme))
    fill_seats(tx, programme, now)
    tell_interested(tx, programme, now)
    if old is None:
        return [f"{programme.id}: new, {len(programme.sessions)} sessions, {len(programme.facts)} facts"]
    moved = list(_session_changes(old, programme, now))
    if to_tell := [change.told for change in moved if change.told]:
        _tell_registrants(tx, programme, to_tell, revision, now)
    changes = (*_fields_changed(old, programme), *(change.what for change in moved))
    return [f"{programme.id}: {what}" for what in changes]


def _days(programme: Programme) -> Iterator[tuple[Path_, date]]:
    rules = programme.applications
    named: list[tuple[Path_, date | None]] = [
        (("source", "published"), programme.source.published),
        (("applications", "opens"), rules.opens),
        (("applications", "closes"), rules.closes),
        *((("sessions", i, "date"), s.date) for i, s in enumerate(programme.sessions)),
    ]
    yield from ((path, day) for path, day in named if day is not None)


def _doubles(field: str, names: Sequence[str], part: str) -> Iterator[Wrong]:
    for i, name in enumerate(names):
        if name in names[:i]:
            yield Wrong((field, i, part), f"{name} is there twice")


def _fields_changed(old: Programme, new: Programme) -> Iterator[str]:
    for field in new.__dataclass_fields__:
        if field != "sessions" and getattr(old, field) != getattr(new, field):
            yield f"{field} changed"


@dataclass(frozen=True, slots=True)
class _Changed:
    """One session that is not what it was: for staff, and for registrants where it still concerns them."""

    what: str
    told: str | None


def _session_changes(old: Programme, new: Programme, now: datetime) -> Iterator[_Changed]:
    name = new.short_name
    for session in new.days:
        before = old.session(session.id)
        coming = now < begins_at(session)
        if before is None:
            told = service.session_added(name, session.date)
            yield _Changed(f"session {session.id} added", told if coming else None)
        elif before.date != session.date:
            told = service.session_moved(name, before.date, session.date)
            concerns = coming or now < begins_at(before)
            what = f"session {session.id} moved from {before.date} to {session.date}"
            yield _Changed(what, told if concerns else None)
        elif before != session:
            told = service.session_detail(
                name, session.date, _card.hours(new, session), _card.place(new, session)
            )
            seen = coming and _details(before) != _details(session)
            yield _Changed(f"session {session.id} changed", told if seen else None)
    for session in old.days:
        if new.session(session.id) is None:
            told = service.session_dropped(name, session.date)
            concerns = now < begins_at(session)
            yield _Changed(f"session {session.id} dropped", told if concerns else None)


def _details(session: Session) -> tuple[object, ...]:
    return session.starts, session.ends, session.place


def _tell_registrants(
    tx: Transaction, programme: Programme, lines: Sequence[str], revision: int, now: datetime
) -> None:
    reply = Reply(service.changes(lines), choices=(word(common.SCHEDULE), word(common.MENU)))
    for application in tx.applications.submitted(programme.id):
        if application.state is ApplicationState.APPROVED:
            key = f"change:{programme.id}:{revision}:{application.id}"
            tx.outbox.put(Letter(key, application.user, (reply,)), now)
