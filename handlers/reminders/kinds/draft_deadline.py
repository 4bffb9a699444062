"""Applications close soon, for those who began one and have not submitted it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from handlers.programmes.admission import window
from handlers.reminders import audience
from handlers.reminders.kinds import _deadline
from handlers.reminders.reminder_kind import Occasion, ReminderKind, Telling
from handlers.turn import word
from handlers.wording import common, reminders, service, signup
from handlers.wording.dates import last_day_before
from models.calendar import local_day
from models.programme import Programme, ReminderRule
from models.reply import Reply


def occasions(programme: Programme, rule: ReminderRule) -> Iterator[Occasion]:
    """Before the last day of applications."""
    closing = [window(programme, round).closes for round in (programme.rounds or (None,))]
    for day in sorted({day for day in closing if day is not None}):
        yield from _deadline.before(day, rule)


def say(telling: Telling, now: datetime) -> Reply:
    """Until when, and how to go on."""
    closes = last_day_before(telling.due.reminder.expires_at)
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
