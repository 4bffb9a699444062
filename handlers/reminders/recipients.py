"""To whom a reminder goes: each registrant, or a group; alone, or with another that may go along.

Forecast and sending share this.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime, timedelta

from handlers.reminders.reminder_kind import Due, Telling
from handlers.reminders.reminder_plan import look_up
from models.outbox import Letter
from models.programme import Catalogue
from models.reminder import Reminder
from models.store import Transaction

MERGED_WITHIN = timedelta(hours=1)
"""How far ahead of its time a reminder may go out together with another."""
MOST_TOGETHER = 5
"""LINE's limit for the messages of one push."""


def recipients(tx: Transaction, due: Due) -> list[Telling]:
    """Everyone a reminder is for, as things stand; the programme's group where that is told instead."""
    group = tx.sessions.group(due.programme.id) if due.kind.public else None
    if group is not None:
        return [Telling(due, group=group)]
    stage = due.rule.stage
    reached = due.kind.audience(due.rule)(tx, due.programme, due.rule, due.sessions)
    return [
        Telling(due, application) for application in reached if stage is None or application.stage == stage
    ]


def messages(
    tx: Transaction,
    catalogue: Catalogue,
    due: Due,
    planned: Sequence[Reminder],
    told: Collection[str],
) -> list[tuple[Telling, ...]]:
    """What a due reminder becomes: one message a chat, of one reminder or several that may go together.

    planned   reminders that are still to come: what may go along with this one is taken from them
    told      keys of what went along with an earlier one
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
    """Puts a message into the outbox; False when it was there already."""
    first, *others = together
    letter = Letter(
        key=first.key,
        chat=first.chat,
        replies=tuple(telling.due.kind.say(telling, now) for telling in together),
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
    """A chat's in one message, those of the due reminder first, at most so many as LINE takes."""
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
