"""The evening before a run of days: one message naming all of them, and asking who comes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from handlers.reminders import _card
from handlers.wording import service
from models.calendar import at, local_day
from models.programme import Programme, ReminderRule, Session, runs_of_days
from models.reply import Reply


def plan(programme: Programme, rule: ReminderRule) -> Iterator[tuple[tuple[Session, ...], datetime]]:
    """One for each run of consecutive days, on the day before the first."""
    for run in runs_of_days(programme.sessions):
        yield run, at(run[0].date - timedelta(days=1), rule.at)


def say(
    programme: Programme,
    sessions: Sequence[Session],
    now: datetime,
    whose: str | None = None,
    application: str | None = None,
) -> Reply:
    """Names the days; a late one says how near they are now."""
    lead = service.reminder_lead((sessions[0].date - local_day(now)).days, len(sessions))
    return _card.card(programme, sessions, lead, whose, application, asks=True)
