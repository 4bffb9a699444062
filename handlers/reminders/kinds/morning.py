"""The morning of a session."""

from __future__ import annotations

from collections.abc import Iterator

from handlers.reminders.kinds import Occasion, Telling, _card, begins_at, occasion
from handlers.wording import service
from models.calendar import at
from models.programme import Programme, ReminderRule
from models.reply import Reply

NEEDS = ("at",)
AUDIENCES = ("approved", "coming", "silent")


def occasions(programme: Programme, rule: ReminderRule) -> Iterator[Occasion]:
    """One for each session, on its day."""
    assert rule.at is not None
    for session in programme.days:
        yield Occasion(occasion(session), at(session.date, rule.at), begins_at(session), (session,))


def say(telling: Telling) -> Reply:
    """Today, when and where."""
    return _card.card(telling, service.MORNING_LEAD, asks=False)
