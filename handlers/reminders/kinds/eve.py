"""The evening before a run of days: one message naming all of them, and asking who comes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from handlers.reminders.kinds import Occasion, Telling, _card, begins_at, occasion
from handlers.wording import service
from models.calendar import at, local_day
from models.programme import Programme, ReminderRule, runs_of_days
from models.reply import Reply

NEEDS = ("at",)
AUDIENCES = ("approved", "coming", "silent")
PUBLIC = True


def occasions(programme: Programme, rule: ReminderRule) -> Iterator[Occasion]:
    """One for each run of consecutive days, on the day before the first."""
    assert rule.at is not None
    for run in runs_of_days(programme.sessions):
        due_at = at(run[0].date - timedelta(days=1), rule.at)
        yield Occasion(occasion(run[0]), due_at, begins_at(run[0]), run)


def say(telling: Telling) -> Reply:
    """Names the days; a late one says how near they are now."""
    sessions = telling.sessions
    lead = service.reminder_lead((sessions[0].date - local_day(telling.now)).days, len(sessions))
    return _card.card(telling, lead, asks=True)
