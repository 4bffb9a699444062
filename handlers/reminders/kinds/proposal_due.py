"""A proposal due on a day the rule names, for those whose application is at its stage."""

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
    """Before that day."""
    return _deadline.before(rule.due, rule)


def say(telling: Telling, now: datetime) -> Reply:
    """By when."""
    day = local_day(telling.due.reminder.expires_at - timedelta(days=1))
    text = reminders.proposal_due(
        telling.due.programme.short_name, day, local_day(now), telling.whose, telling.due.rule.text
    )
    return Reply(text, choices=(word(common.STATUS), word(service.MUTE), word(common.MENU)))


KIND = ReminderKind(
    "proposal_due",
    occasions,
    say,
    {"approved": audience.approved, "documents_missing": audience.documents_missing},
    needs=("at", "days", "due"),
    may=("stage",),
)
