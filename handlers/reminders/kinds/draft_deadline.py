"""Applications close soon, for those who began one and have not submitted it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from handlers.reminders import audience
from handlers.reminders.kinds import _deadline
from handlers.reminders.reminder_kind import Occasion, ReminderKind, Telling
from handlers.turn import word
from handlers.wording import common, reminders, service, signup
from models.calendar import local_day
from models.programme import Programme, ReminderRule
from models.reply import Reply


def occasions(programme: Programme, rule: ReminderRule) -> Iterator[Occasion]:
    """Before the last day of applications."""
    return _deadline.before(programme.applications.closes, rule)


def say(telling: Telling, now: datetime) -> Reply:
    """Until when, and how to go on."""
    closes = telling.due.programme.applications.closes
    assert closes is not None
    text = reminders.draft_deadline(
        telling.due.programme.short_name, closes, local_day(now), telling.due.rule.text
    )
    return Reply(text, choices=(word(signup.GO_ON), word(service.MUTE), word(common.MENU)))


KIND = ReminderKind(
    "draft_deadline",
    occasions,
    say,
    {"drafts": audience.drafts},
    needs=("at", "days"),
)
