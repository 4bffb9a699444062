"""A proposal is due on a day that the rule names, for those whose application is at its stage."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from handlers.reminders.kinds import Occasion, Telling, _deadline
from handlers.turn import word
from handlers.wording import common, reminders, service
from models.calendar import local_day
from models.programme import Programme, ReminderRule
from models.reply import Reply

NEEDS = ("at", "days", "due")
MAY = ("stage",)
AUDIENCES = ("approved", "documents_missing")


def occasions(programme: Programme, rule: ReminderRule) -> Iterator[Occasion]:
    """Before that day."""
    return _deadline.before(rule.due, rule)


def say(telling: Telling) -> Reply:
    """By when."""
    day = local_day(telling.until - timedelta(days=1))
    text = reminders.proposal_due(
        telling.programme.short_name, day, local_day(telling.now), telling.whose, telling.rule.text
    )
    return Reply(text, choices=(word(common.STATUS), word(service.MUTE), word(common.MENU)))
