"""Some hours before a session begins."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from handlers.reminders.kinds import Occasion, Telling, _card, begins_at, occasion
from handlers.wording import service
from models.calendar import local_day
from models.programme import Programme, ReminderRule
from models.reply import Reply

NEEDS = ("hours",)
AUDIENCES = ("approved", "coming", "silent")


def occasions(programme: Programme, rule: ReminderRule) -> Iterator[Occasion]:
    """One for each session."""
    assert rule.hours is not None
    for session in programme.days:
        begins = begins_at(session)
        yield Occasion(occasion(session), begins - timedelta(hours=rule.hours), begins, (session,))


def say(telling: Telling) -> Reply:
    """Today or tomorrow, when and where."""
    away = (telling.sessions[0].date - local_day(telling.now)).days
    return _card.card(telling, service.reminder_lead(away, 1), asks=False)
