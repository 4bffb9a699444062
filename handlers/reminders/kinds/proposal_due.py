"""A proposal due on a day the rule names, for those whose application is at its stage."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from handlers.reminders import audience
from handlers.reminders.kinds import _deadline
from handlers.reminders.reminder_kind import Occasion, ReminderKind, Telling
from handlers.wording import reminders
from models.programme import Programme, ReminderRule
from models.reply import Reply


def occasions(programme: Programme, rule: ReminderRule) -> Iterator[Occasion]:
    """Before that day."""
    return _deadline.before(rule.due, rule)


def say(telling: Telling, now: datetime) -> Reply:
    """By when."""
    return _deadline.say(telling, now, reminders.proposal_due)


KIND = ReminderKind(
    "proposal_due",
    occasions,
    say,
    {"approved": audience.approved, "documents_missing": audience.documents_missing},
    needs=("at", "days", "due"),
    may=("stage",),
)
