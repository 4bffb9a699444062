"""What the kinds that speak of a deadline share."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from handlers.reminders.reminder_kind import Occasion
from models.calendar import at, end_of
from models.programme import ReminderRule


def before(day: date | None, rule: ReminderRule) -> Iterator[Occasion]:
    """So many calendar days before a day that counts to its end; nothing where no such day is known."""
    assert rule.at is not None and rule.days is not None
    if day is not None:
        yield Occasion(f"due@{day.isoformat()}", at(day - timedelta(days=rule.days), rule.at), end_of(day))
