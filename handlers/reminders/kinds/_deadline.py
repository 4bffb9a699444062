"""What the kinds about a deadline share."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from handlers.reminders.reminder_kind import Occasion
from models.calendar import at, end_of
from models.programme import ReminderRule


def before(day: date | None, rule: ReminderRule) -> Iterator[Occasion]:
    """The rule's number of calendar days before a day that counts to its end; nothing if it is unknown."""
    assert rule.at is not None and rule.days is not None
    if day is not None:
        yield Occasion(f"due@{day.isoformat()}", at(day - timedelta(days=rule.days), rule.at), end_of(day))
