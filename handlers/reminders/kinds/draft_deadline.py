"""Applications close soon, for those who began one and have not sent it."""

from __future__ import annotations

from collections.abc import Iterator

from handlers.reminders.kinds import Occasion, Telling, _deadline
from handlers.turn import word
from handlers.wording import common, reminders, service, signup
from models.calendar import local_day
from models.programme import Programme, ReminderRule
from models.reply import Reply

NEEDS = ("at", "days")
AUDIENCES = ("drafts",)


def occasions(programme: Programme, rule: ReminderRule) -> Iterator[Occasion]:
    """Before the last day of applications."""
    return _deadline.before(programme.applications.closes, rule)


def say(telling: Telling) -> Reply:
    """Until when, and how to go on."""
    closes = telling.programme.applications.closes
    assert closes is not None
    text = reminders.draft_deadline(
        telling.programme.short_name, closes, local_day(telling.now), telling.rule.text
    )
    return Reply(text, choices=(word(signup.GO_ON), word(service.MUTE), word(common.MENU)))
