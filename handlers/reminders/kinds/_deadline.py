"""What the kinds about a deadline share."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta

from handlers.reminders.reminder_kind import Occasion, Telling
from handlers.turn import word
from handlers.wording import common, service
from models.calendar import at, end_of, local_day
from models.programme import ReminderRule
from models.reply import Reply

Wording = Callable[[str, date, date, str | None, str | None], str]
"""The programme's name, the last day, today, whose application it is, and the rule's own text."""


def before(day: date | None, rule: ReminderRule) -> Iterator[Occasion]:
    """The rule's number of calendar days before a day that counts to its end; nothing if it is unknown."""
    assert rule.at is not None and rule.days is not None
    if day is not None:
        yield Occasion(f"due@{day.isoformat()}", at(day - timedelta(days=rule.days), rule.at), end_of(day))


def say(telling: Telling, now: datetime, wording: Wording) -> Reply:
    """By when something of an application is wanted."""
    due = telling.due
    day = local_day(due.reminder.expires_at - timedelta(days=1))
    text = wording(due.programme.short_name, day, local_day(now), telling.whose, due.rule.text)
    return Reply(text, choices=(word(common.STATUS), word(service.MUTE), word(common.MENU)))
