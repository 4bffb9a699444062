"""Telling people that sessions have changed: one notice for all changes of ten minutes, old and new in it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from handlers.reminders import _card, begins_at
from handlers.reminders._quiet import morning_after, quiet
from handlers.turn import word
from handlers.wording import common, reminders
from models.outbox import Letter
from models.programme import Catalogue, Programme, Session
from models.reminder import Notice
from models.reply import Reply
from models.store import Transaction

WAIT = timedelta(minutes=10)
"""From the first change to the notice: what staff change meanwhile is told in the same one."""
URGENT = timedelta(hours=24)
"""A change of what begins sooner is told even at night."""


@dataclass(frozen=True, slots=True)
class Changed:
    """One session that is not what it was.

    what     for staff
    told     for registrants; None where it does not concern them any more
    begins   the earlier of when it was to begin and when it begins
    """

    what: str
    told: str | None
    begins: datetime


def differences(before: Sequence[Session], programme: Programme, now: datetime) -> list[Changed]:
    """How a programme's sessions differ from those before, judged at `now`, in the order of days."""
    return [*_changed(before, programme, now), *_dropped(before, programme, now)]


def note(tx: Transaction, old: Programme, new: Programme, now: datetime) -> datetime | None:
    """People are to be told of what changed: when they will be. None where there is nothing to tell."""
    waiting = tx.reminders.waiting_notice(new.id)
    if waiting is not None:
        return waiting.due_at
    if not any(change.told for change in differences(old.sessions, new, now)):
        return None
    return tx.reminders.note_change(new.id, old.sessions, now, now + WAIT)


def send_due(tx: Transaction, catalogue: Catalogue, now: datetime) -> int:
    """Sends the notices that are due; what was changed back meanwhile is not told. How many messages."""
    queued = 0
    for notice in tx.reminders.due_notices(now):
        programme = catalogue.get(notice.programme)
        assert programme is not None, "a notice refers to a programme by a foreign key"
        told = [c for c in differences(notice.before, programme, notice.noted_at) if c.told]
        if told and quiet(now) and all(c.begins > now + URGENT for c in told):
            tx.reminders.postpone_notice(notice, morning_after(now))
            continue
        users = [a.user for a in tx.applications.registrants(programme.id, following=True)] if told else []
        for user in dict.fromkeys(users):
            key = f"change:{programme.id}:{notice.id}:{user}"
            queued += tx.outbox.put(Letter(key, user, (_reply(told),)), now)
        tx.reminders.notice_sent(notice, now)
    return queued


def for_returned(
    tx: Transaction, programme: Programme, user: str, since: datetime, now: datetime
) -> tuple[Letter | None, bool]:
    """What changed while someone was away, and still concerns them; and whether it cannot wait for the day.

    What waits to be told to everybody is left to that notice.
    """
    first = tx.reminders.first_notice_since(programme.id, since)
    if first is None:
        return None, False
    waiting = tx.reminders.waiting_notice(programme.id)
    told_to_others = programme if waiting is None else _with_sessions(programme, waiting)
    told = [c for c in differences(first.before, told_to_others, now) if c.told]
    if not told:
        return None, False
    urgent = any(c.begins <= now + URGENT for c in told)
    return Letter(f"change:{programme.id}:{first.id}:{user}", user, (_reply(told),)), urgent


def _reply(told: Sequence[Changed]) -> Reply:
    lines = [change.told for change in told if change.told]
    return Reply(reminders.changes(lines), choices=(word(common.SCHEDULE), word(common.MENU)))


def _with_sessions(programme: Programme, notice: Notice) -> Programme:
    return replace(programme, sessions=notice.before)


def _changed(before: Sequence[Session], new: Programme, now: datetime) -> Iterator[Changed]:
    known = {session.id: session for session in before}
    name = new.short_name
    for session in new.days:
        old = known.get(session.id)
        begins = begins_at(session)
        if old is None:
            told = reminders.session_added(name, session.date)
            yield Changed(f"session {session.id} added", told if now < begins else None, begins)
        elif old != session:
            lines = []
            if old.date != session.date:
                lines.append(reminders.session_moved(name, old.date, session.date))
            if details := _details(new, old, session):
                lines.append(reminders.session_detail(name, session.date, details))
            begins = min(begins, begins_at(old))
            concerns = now < max(begins_at(session), begins_at(old))
            what = (
                f"session {session.id} moved from {old.date} to {session.date}"
                if old.date != session.date
                else f"session {session.id} changed"
            )
            yield Changed(what, "\n• ".join(lines) if lines and concerns else None, begins)


def _dropped(before: Sequence[Session], new: Programme, now: datetime) -> Iterator[Changed]:
    for session in sorted(before, key=lambda s: s.date):
        if new.session(session.id) is None:
            told = reminders.session_dropped(new.short_name, session.date)
            begins = begins_at(session)
            yield Changed(f"session {session.id} dropped", told if now < begins else None, begins)


def _details(programme: Programme, old: Session, new: Session) -> list[tuple[str, str, str]]:
    """Hour and place where they differ, as people read them: what, before, now."""
    shown = [
        (reminders.HOURS, _card.hours(programme, old), _card.hours(programme, new)),
        (reminders.PLACE, _card.place(programme, old), _card.place(programme, new)),
    ]
    return [(what, before, now) for what, before, now in shown if before != now]
