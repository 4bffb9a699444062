"""Telling people that sessions changed: one notice for all changes within ten minutes, old and new."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum

from handlers.programmes.sessions import begins_at, hours, place
from handlers.reminders.quiet_hours import morning_after, quiet
from handlers.turn import word
from handlers.wording import common, dates, reminders
from models.application import Application
from models.listing import Filter
from models.outbox import Letter
from models.programme import Programme, Session
from models.reminder import Notice
from models.reply import Card, Reply, Row, Tone
from models.store import Transaction

WAIT = timedelta(minutes=10)
"""From the first change to the notice: whatever staff change meanwhile goes into the same one."""
MOST_ROWS = 24
"""Rows that a card can hold; more changes are told in words."""
URGENT = timedelta(hours=24)
"""Changes to sessions that begin sooner than this are told even at night."""


class SessionFate(StrEnum):
    """What became of a session."""

    ADDED = "added"
    DROPPED = "dropped"
    MOVED = "moved"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class SessionChange:
    """One session that has changed.

    session  its id
    what     what became of it: added, dropped, changed, or moved from a day to another
    moved    the old and new day, if it was moved
    told     for registrants, a line and its details; empty if it no longer concerns them
    rows     the same as rows of a card, what was before struck out
    begins   the earlier of its old and new beginning
    round    whom it concerns: that round alone; None: all
    """

    session: str
    what: SessionFate
    told: tuple[str, ...]
    begins: datetime
    moved: tuple[date, date] | None = None
    round: str | None = None
    rows: tuple[Row, ...] = ()

    def concerns(self, round: str | None) -> bool:
        """Whether it concerns the registrants of a round; those of none are told of all."""
        return round is None or self.round in (None, round)


def differences(before: Sequence[Session], programme: Programme, now: datetime) -> list[SessionChange]:
    """How a programme's sessions differ from the earlier ones, judged at `now`, in order of days."""
    return [*_changed(before, programme, now), *_dropped(before, programme, now)]


def note(tx: Transaction, old: Programme, new: Programme, now: datetime) -> datetime | None:
    """Schedules a notice of what changed; returns when it is due. None if there is nothing to tell.

    Nor is there while nobody has applied: whoever does so later reads the days as they are then.
    """
    waiting = tx.reminders.waiting_notice(new.id)
    if waiting is not None:
        return waiting.due_at
    if not any(change.told for change in differences(old.sessions, new, now)):
        return None
    if not tx.listing.total(new.id, Filter()):
        return None
    return tx.reminders.note_change(new.id, old.sessions, now, now + WAIT)


def send(tx: Transaction, notice: Notice, now: datetime) -> int:
    """Sends a due notice, without changes since undone. Returns the number of messages."""
    programme = tx.programmes.catalogue().get(notice.programme)
    assert programme is not None, "a notice refers to a programme by a foreign key"
    told, concerned = _of(tx, notice, programme)
    if told and quiet(now) and all(c.begins > now + URGENT for c in told):
        tx.reminders.postpone_notice(notice.id, morning_after(now))
        return 0
    queued = 0
    for user, theirs in concerned.items():
        key = f"change:{programme.id}:{notice.id}:{user}"
        queued += tx.outbox.put(Letter(key, user, (change_card(programme, theirs),)), now)
    tx.reminders.notice_sent(notice, now)
    return queued


def to_be_told(tx: Transaction, programme: Programme) -> dict[str, list[SessionChange]]:
    """Whom the waiting notice will tell, as things stand, and of what; nobody if there is none."""
    notice = tx.reminders.waiting_notice(programme.id)
    return _of(tx, notice, programme)[1] if notice is not None else {}


def _of(
    tx: Transaction, notice: Notice, programme: Programme
) -> tuple[list[SessionChange], dict[str, list[SessionChange]]]:
    """What a notice tells, and of each registrant the changes that concern them."""
    told = [c for c in differences(notice.before, programme, notice.noted_at) if c.told]
    rounds: dict[str, set[str | None]] = {}
    for one in tx.applications.registrants(programme.id, following=True) if told else []:
        if one.user is not None:
            rounds.setdefault(one.user, set()).add(programme.round_in(one.answers))
    concerned = {user: [c for c in told if any(c.concerns(r) for r in own)] for user, own in rounds.items()}
    return told, {user: theirs for user, theirs in concerned.items() if theirs}


def for_returned(
    tx: Transaction, programme: Programme, application: Application, since: datetime, now: datetime
) -> tuple[Letter | None, bool]:
    """What changed while someone was away and still concerns them; and whether it cannot wait for morning.

    Changes still waiting to be told to everybody are left to that notice.
    """
    first = tx.reminders.first_notice_since(programme.id, since)
    if first is None:
        return None, False
    waiting = tx.reminders.waiting_notice(programme.id)
    told_to_others = programme if waiting is None else _with_sessions(programme, waiting)
    round = programme.round_in(application.answers)
    told = [c for c in differences(first.before, told_to_others, now) if c.told and c.concerns(round)]
    if not told or application.user is None:
        return None, False
    user = application.user
    urgent = any(c.begins <= now + URGENT for c in told)
    return Letter(f"change:{programme.id}:{first.id}:{user}", user, (change_card(programme, told),)), urgent


def change_card(programme: Programme, told: Sequence[SessionChange]) -> Reply:
    """All that changed: what was before struck out, and what is now."""
    event = programme.words.event
    text = reminders.changes(event, programme.short_name, [change.told for change in told])
    rows = [row for change in told for row in change.rows]
    card = Card(
        programme.short_name,
        above=f"⚠ {reminders.changed_title(event)}",
        rows=tuple(rows[:MOST_ROWS]),
        tone=Tone.CARE,
    )
    choices = (word(common.SCHEDULE), word(common.MENU))
    if len(rows) > MOST_ROWS:
        return Reply(text, choices=choices)
    return Reply(text, cards=(card,), choices=choices)


def _with_sessions(programme: Programme, notice: Notice) -> Programme:
    return replace(programme, sessions=notice.before)


def _changed(before: Sequence[Session], new: Programme, now: datetime) -> Iterator[SessionChange]:
    known = {session.id: session for session in before}
    for session in new.days:
        old = known.get(session.id)
        begins = begins_at(session)
        if old is None:
            line = reminders.session_added(new.words.event, session.date)
            added = (line,) if now < begins else ()
            row = Row(reminders.added(new.words.event), dates.weekday(session.date))
            yield SessionChange(
                session.id, SessionFate.ADDED, added, begins, round=session.round, rows=(row,)
            )
        elif old != session:
            first, last = sorted([begins, begins_at(old)])
            told = _lines(new, old, session) if now < last else ()
            moved = (old.date, session.date) if old.date != session.date else None
            fate = SessionFate.MOVED if moved else SessionFate.CHANGED
            rows = _rows(new, old, session)
            yield SessionChange(session.id, fate, told, first, moved, session.round, rows)


def _dropped(before: Sequence[Session], new: Programme, now: datetime) -> Iterator[SessionChange]:
    for session in sorted(before, key=lambda s: s.date):
        if new.session(session.id) is None:
            begins = begins_at(session)
            told = (reminders.session_dropped(new.words.event, session.date),) if now < begins else ()
            row = Row(reminders.dropped(new.words.event), "", was=dates.weekday(session.date))
            yield SessionChange(
                session.id, SessionFate.DROPPED, told, begins, round=session.round, rows=(row,)
            )


def _rows(programme: Programme, old: Session, new: Session) -> tuple[Row, ...]:
    """The day as it is now, what it was struck out; then what else is different."""
    before = dates.weekday(old.date) if old.date != new.date else ""
    above = reminders.moved if before else reminders.changed
    first = Row(above(programme.words.event), dates.weekday(new.date), was=before)
    details = (Row(what, now, was=was) for what, was, now in _details(programme, old, new))
    return (first, *details)


def _lines(programme: Programme, old: Session, new: Session) -> tuple[str, ...]:
    details = tuple(reminders.session_detail(*detail) for detail in _details(programme, old, new))
    if old.date != new.date:
        return (reminders.session_moved(old.date, new.date), *details)
    return (reminders.session_changed(new.date), *details) if details else ()


def _details(programme: Programme, old: Session, new: Session) -> list[tuple[str, str, str]]:
    """Hour and place if they differ, formatted for reading: what, before, now."""
    shown = [
        (reminders.HOURS, hours(programme, old), hours(programme, new)),
        (reminders.PLACE, place(programme, old), place(programme, new)),
    ]
    return [(what, before, now) for what, before, now in shown if before != now]
