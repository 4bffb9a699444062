"""The evening before a run of days: one message naming them all and asking who comes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from handlers.programmes.sessions import begins_at, occasion
from handlers.reminders import audience
from handlers.reminders.kinds import _card
from handlers.reminders.reminder_kind import Occasion, ReminderKind, Telling
from handlers.wording import service
from models.calendar import at, local_day
from models.programme import Programme, ReminderRule, runs_of_days
from models.reply import Reply


def occasions(programme: Programme, rule: ReminderRule) -> Iterator[Occasion]:
    """One for each run of consecutive days, on the day before the first."""
    assert rule.at is not None
    for run in runs_of_days(programme.sessions):
        due_at = at(run[0].date - timedelta(days=1), rule.at)
        yield Occasion(occasion(run[0]), due_at, begins_at(run[0]), run)


def say(telling: Telling, now: datetime) -> Reply:
    """Names the days; if late, says how near they are now."""
    sessions = telling.due.sessions
    lead = service.reminder_lead((sessions[0].date - local_day(now)).days, len(sessions))
    return _card.card(telling, lead, asks=True)


KIND = ReminderKind(
    "eve",
    occasions,
    say,
    audience.OF_SESSIONS,
    needs=("at",),
    public=True,
    when_and_where=True,
    called=("เย็น", "คืนก่อน", "วันก่อน", "ก่อนวัน", "ล่วงหน้า"),
    label="เตือนเย็นก่อนวันอบรม",
)
