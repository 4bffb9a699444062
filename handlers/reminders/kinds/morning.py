"""The morning of a session."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from handlers.programmes.sessions import begins_at, occasion
from handlers.reminders import audience
from handlers.reminders.kinds import _card
from handlers.reminders.reminder_kind import Occasion, ReminderKind, Telling
from handlers.wording import service
from models.calendar import at
from models.programme import Programme, ReminderRule
from models.reply import Reply


def occasions(programme: Programme, rule: ReminderRule) -> Iterator[Occasion]:
    """One for each session, on its day."""
    assert rule.at is not None
    for session in programme.days:
        yield Occasion(occasion(session), at(session.date, rule.at), begins_at(session), (session,))


def say(telling: Telling, now: datetime) -> Reply:
    """Today, when and where."""
    return _card.card(telling, service.reminder_lead(telling.due.programme.words.event, 0, 1), asks=False)


KIND = ReminderKind(
    "morning",
    occasions,
    say,
    audience.ON_THE_DAY,
    needs=("at",),
    when_and_where=True,
    called=("เช้า",),
    label="เตือนตอนเช้าของวันอบรม",
)
