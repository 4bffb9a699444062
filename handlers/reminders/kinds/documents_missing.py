"""A missing file, for those who submitted an application without it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from handlers.programmes.admission import window
from handlers.reminders import audience
from handlers.reminders.kinds import _deadline
from handlers.reminders.reminder_kind import Occasion, ReminderKind, Telling
from handlers.wording import reminders
from models.programme import Programme, ReminderRule
from models.reply import Reply


def occasions(programme: Programme, rule: ReminderRule) -> Iterator[Occasion]:
    """Before the day the rule names, or else before applications close."""
    return _deadline.before(rule.due or window(programme).closes, rule)


def say(telling: Telling, now: datetime) -> Reply:
    """By when, and where to send it."""
    return _deadline.say(telling, now, reminders.documents_missing)


KIND = ReminderKind(
    "documents_missing",
    occasions,
    say,
    {"documents_missing": audience.documents_missing},
    needs=("at", "days"),
    may=("due", "stage"),
)
