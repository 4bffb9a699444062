"""What the kinds that speak before a run of days share."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from handlers.programmes.sessions import begins_at, occasion
from handlers.reminders.kinds import _card
from handlers.reminders.reminder_kind import Occasion, Telling
from handlers.wording import service
from models.calendar import at, local_day
from models.programme import Programme, ReminderRule, runs_of_days
from models.reply import Reply


def before(programme: Programme, rule: ReminderRule, days: int) -> Iterator[Occasion]:
    """One for each run of consecutive days, so many calendar days before the first, at the rule's time."""
    assert rule.at is not None
    for run in runs_of_days(programme.sessions):
        due_at = at(run[0].date - timedelta(days=days), rule.at)
        yield Occasion(occasion(run[0]), due_at, begins_at(run[0]), run)


def card(telling: Telling, now: datetime, *, asks: bool) -> Reply:
    """Names the days and how far off they are now."""
    sessions = telling.due.sessions
    lead = service.reminder_lead(
        telling.due.programme.words.event, (sessions[0].date - local_day(now)).days, len(sessions)
    )
    return _card.card(telling, lead, asks=asks)
