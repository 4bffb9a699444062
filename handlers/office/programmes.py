"""Loading and changing programmes, with all that follows for reminders and the people concerned."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from handlers.applications.questions import kind_of, kinds
from handlers.applications.questions._applicable import misplaced
from handlers.applications.seats import fill_seats
from handlers.enquiries.answer import answer_kinds
from handlers.programmes.sessions import hours, place
from handlers.reminders import changes
from handlers.reminders.reminder_plan import replan, rule_faults
from handlers.reminders.reminder_tick import tell_interested
from handlers.turn import LABEL
from handlers.wording.dates import BUDDHIST
from models import graphemes, public_holidays
from models.programme import Catalogue, Programme, Session
from models.programme_file import Path_
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
    for i, part, fault in rule_faults(programme):
        yield Wrong(("reminders", i, part), fault)
    yield from _doubles("questions", [q.key for q in programme.questions], "key")
    yield from _doubles("sessions", [s.id for s in programme.sessions], "id")
    yield from _doubles("modules", [m.number for m in programme.modules], "number")
    yield from _doubles("reminders", [r.id for r in programme.reminders], "id")
    for i, fact in enumerate(programme.facts):
        if fact.about not in answer_kinds():
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
    tx.programmes.put(programme, now)
    told_at = changes.note(tx, old, programme, now) if old else None
    replan(tx, programme, now, told_at)
    _record_sessions(tx, old, programme, now)
    fill_seats(tx, programme, now)
    tell_interested(tx, programme, now)
    if old is None:
        return [f"{programme.id}: new, {len(programme.sessions)} sessions, {len(programme.facts)} facts"]
    sessions = [change.what for change in changes.differences(old.sessions, programme, now)]
    return [f"{programme.id}: {what}" for what in (*_fields_changed(old, programme), *sessions)]


def holidays(programme: Programme) -> list[str]:
    """What whoever loads a programme should look at: sessions on Thailand's holidays, a line each."""
    lines = []
    for day, name in public_holidays.among(s.date for s in programme.sessions):
        ids = ", ".join(s.id for s in programme.days if s.date == day)
        lines.append(f"{programme.id}: session {ids} on {day} is on a holiday: {name}")
    return lines


def calendar_facts(programme: Programme, session: Session) -> tuple[object, ...]:
    """What a calendar shows of a session; when it differs, calendars must be told so."""
    shown = hours(programme, session), place(programme, session)
    return session.date, session.starts, session.ends, session.title, *shown


def _record_sessions(tx: Transaction, old: Programme | None, new: Programme, now: datetime) -> None:
    before = {s.id: calendar_facts(old, s) for s in old.sessions} if old else {}
    for session in new.sessions:
        if before.pop(session.id, None) != calendar_facts(new, session):
            tx.sessions.record(new.id, session, now)
    for session in old.sessions if old else ():
        if session.id in before:
            tx.sessions.record(new.id, session, now, dropped=True)


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
