"""The morning of a session."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from handlers.reminders import _card
from handlers.wording import service
from models.calendar import at
from models.programme import Programme, ReminderRule, Session
from models.reply import Reply


def plan(programme: Programme, rule: ReminderRule) -> Iterator[tuple[tuple[Session, ...], datetime]]:
    """One for each session, on its day."""
    for session in programme.days:
        yield (session,), at(session.date, rule.at)


def say(
    programme: Programme,
    sessions: Sequence[Session],
    now: datetime,
    whose: str | None = None,
    application: str | None = None,
) -> Reply:
    """Today, when and where."""
    return _card.card(programme, sessions, service.MORNING_LEAD, whose, application, asks=False)
