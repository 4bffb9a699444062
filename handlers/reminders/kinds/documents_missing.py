"""A missing file, for those who submitted an application without it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from handlers.reminders import audience
from handlers.reminders.kinds import _deadline
from handlers.reminders.reminder_kind import Occasion, ReminderKind, Telling
from handlers.turn import word
from handlers.wording import common, reminders, service
from models.calendar import local_day
from models.programme import Programme, ReminderRule
from models.reply import Reply


def occasions(programme: Programme, rule: ReminderRule) -> Iterator[Occasion]:
    """Before the day the rule names, or else before applications close."""
    return _deadline.before(rule.due or programme.applications.closes, rule)


def say(telling: Telling, now: datetime) -> Reply:
    """By when, and where to send it."""
    day = local_day(telling.due.reminder.expires_at - timedelta(days=1))
    text = reminders.documents_missing(
        telling.due.programme.short_name, day, local_day(now), telling.whose, telling.due.rule.text
    )
    return Reply(text, choices=(word(common.STATUS), word(service.MUTE), word(common.MENU)))


KIND = ReminderKind(
    "documents_missing",
    occasions,
    say,
    {"documents_missing": audience.documents_missing},
    needs=("at", "days"),
    may=("due", "stage"),
)
