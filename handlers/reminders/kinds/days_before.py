"""Some days before a run of days, to leave time to prepare."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from handlers.reminders import audience
from handlers.reminders.kinds import _runs
from handlers.reminders.reminder_kind import Occasion, ReminderKind, Telling
from models.programme import Programme, ReminderRule
from models.reply import Reply


def occasions(programme: Programme, rule: ReminderRule) -> Iterator[Occasion]:
    """One for each run of consecutive days, `rule.days` calendar days before the first."""
    assert rule.days is not None
    return _runs.before(programme, rule, rule.days)


def say(telling: Telling, now: datetime) -> Reply:
    """Names the days and how far off they are."""
    return _runs.card(telling, now, asks=False)


KIND = ReminderKind(
    "days_before",
    occasions,
    say,
    audience.OF_SESSIONS,
    needs=("at", "days"),
    public=True,
    when_and_where=True,
)
