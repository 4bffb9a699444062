"""The evening before a run of days: one message naming them all and asking who comes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from handlers.reminders import audience
from handlers.reminders.kinds import _runs
from handlers.reminders.reminder_kind import Occasion, ReminderKind, Telling
from models.programme import Programme, ReminderRule
from models.reply import Reply


def occasions(programme: Programme, rule: ReminderRule) -> Iterator[Occasion]:
    """One for each run of consecutive days, on the day before the first."""
    return _runs.before(programme, rule, 1)


def say(telling: Telling, now: datetime) -> Reply:
    """Names the days; if late, says how near they are now."""
    return _runs.card(telling, now, asks=True)


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
