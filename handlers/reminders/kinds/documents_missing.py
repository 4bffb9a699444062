"""A file is wanted, for those whose application is in without it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from handlers.reminders.kinds import Occasion, Telling, _deadline
from handlers.turn import word
from handlers.wording import common, reminders, service
from models.calendar import local_day
from models.programme import Programme, ReminderRule
from models.reply import Reply

NEEDS = ("at", "days")
MAY = ("due", "stage")
AUDIENCES = ("documents_missing",)


def occasions(programme: Programme, rule: ReminderRule) -> Iterator[Occasion]:
    """Before the day the rule names, else before applications close."""
    return _deadline.before(rule.due or programme.applications.closes, rule)


def say(telling: Telling) -> Reply:
    """By when, and where to send it."""
    day = local_day(telling.until - timedelta(days=1))
    text = reminders.documents_missing(
        telling.programme.short_name, day, local_day(telling.now), telling.whose, telling.rule.text
    )
    return Reply(text, choices=(word(common.STATUS), word(service.MUTE), word(common.MENU)))
