"""Some hours before a session begins."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from handlers.programmes.sessions import begins_at, occasion
from handlers.reminders import audience
from handlers.reminders.kinds import _card
from handlers.reminders.reminder_kind import Occasion, ReminderKind, Telling
from handlers.wording import service
from models.calendar import local_day
from models.programme import Programme, ReminderRule
from models.reply import Reply


def occasions(programme: Programme, rule: ReminderRule) -> Iterator[Occasion]:
    """One for each session."""
    assert rule.hours is not None
    for session in programme.days:
        begins = begins_at(session)
        yield Occasion(occasion(session), begins - timedelta(hours=rule.hours), begins, (session,))


def say(telling: Telling, now: datetime) -> Reply:
    """Today or tomorrow, when and where."""
    away = (telling.due.sessions[0].date - local_day(now)).days
    return _card.card(telling, service.reminder_lead(telling.due.programme.words.event, away, 1), asks=False)


KIND = ReminderKind(
    "hours_before",
    occasions,
    say,
    audience.ON_THE_DAY,
    needs=("hours",),
    when_and_where=True,
)
