"""An extra reminder on session days, at a time of day the person chose. No policy names it."""

from __future__ import annotations

from handlers.reminders import audience
from handlers.reminders.kinds import morning
from handlers.reminders.reminder_kind import ReminderKind

KIND = ReminderKind(
    "personal",
    morning.occasions,
    morning.say,
    {"who_chose": audience.who_chose},
    needs=("at",),
    in_policy=False,
)
