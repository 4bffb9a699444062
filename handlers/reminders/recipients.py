"""Who gets a reminder: each registrant, or a group; alone, or together with another reminder.

Forecast and sending share this.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime, timedelta

from handlers.programmes.admission import window
from handlers.reminders.reminder_kind import Due, Telling
from handlers.reminders.reminder_plan import look_up
from models.application import Application
from models.calendar import end_of
from models.catalogue import Catalogue
from models.outbox import Letter
from models.reminder import Reminder
from models.reply import few
from models.store import Transaction

MERGED_WITHIN = timedelta(hours=1)
"""How far ahead of its time a reminder may be sent along with another."""
MOST_TOGETHER = 5
"""LINE's limit on messages per push."""


def recipients(tx: Transaction, due: Due) -> list[Telling]:
    """Everyone a reminder is for, as things stand; or the programme's group, if that is told instead."""
    group = tx.sessions.group(due.programme.id) if due.kind.public else None
    if group is not None:
        return [Telling(due, group=group)]
    stage = due.rule.stage
    reached = due.kind.audience(due.rule)(tx, due.programme, due.rule, due.sessions)
    return [
        Telling(due, application)
        for application in reached
        if (stage is None or application.stage == stage) and _concerned(due, application)
    ]


def _concerned(due: Due, application: Application) -> bool:
    """It is about the application's own round, or about all; a deadline, if that round ends then."""
    programme = due.programme
    if not programme.rounds:
        return True
    if due.sessions:
        own = {session.id for session in programme.own_days(application.answers)}
        return any(session.id in own for session in due.sessions)
    round = programme.round(programme.round_in(application.answers))
    closes = window(programme, round).closes
    return due.rule.due is not None or closes is None or end_of(closes) == due.reminder.expires_at


def messages(
    tx: Transaction,
    catalogue: Catalogue,
    due: Due,
    planned: Sequence[Reminder],
    told: Collection[str],
) -> list[tuple[Telling, ...]]:
    """What a due reminder becomes: one message per chat, of one reminder or several sent together.

    planned   reminders still to come: those that may go along with this one are taken from here
    told      keys of those that went along with an earlier one
    """
    own = [telling for telling in recipients(tx, due) if telling.key not in told]
    if not due.rule.merge:
        return [(telling,) for telling in own]
    along = [
        telling
        for other in _may_go_along(catalogue, due, planned)
        for telling in recipients(tx, other)
        if telling.application is not None and telling.key not in told
    ]
    return list(_together(own, along))


def queue(tx: Transaction, together: Sequence[Telling], now: datetime) -> bool:
    """Puts a message into the outbox; False if it was already there."""
    first, *others = together
    letter = Letter(
        key=first.key,
        chat=first.chat,
        replies=few(tuple(telling.due.kind.say(telling, now) for telling in together)),
        expires_at=max(telling.due.reminder.expires_at for telling in together),
    )
    new = tx.outbox.put(letter, now)
    if new:
        tx.reminders.merge([telling.key for telling in others], now)
    return new


def _may_go_along(catalogue: Catalogue, due: Due, planned: Sequence[Reminder]) -> Iterator[Due]:
    first = due.reminder
    for reminder in planned:
        if reminder.id != first.id and first.due_at <= reminder.due_at <= first.due_at + MERGED_WITHIN:
            other = look_up(catalogue, reminder)
            if other is not None and other.rule.merge:
                yield other


def _together(own: Sequence[Telling], along: Sequence[Telling]) -> Iterator[tuple[Telling, ...]]:
    """Groups by chat into one message, the due reminder first, up to LINE's limit."""
    by_chat: dict[str, list[Telling]] = {}
    for telling in own:
        by_chat.setdefault(telling.chat, []).append(telling)
    needed = {chat: len(tellings) for chat, tellings in by_chat.items()}
    for telling in along:
        if telling.chat in by_chat:
            by_chat[telling.chat].append(telling)
    for chat, all_ in by_chat.items():
        for i in range(0, needed[chat], MOST_TOGETHER):
            yield tuple(all_[i : i + MOST_TOGETHER])
