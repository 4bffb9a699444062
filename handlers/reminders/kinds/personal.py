"""One more reminder on session days, at a time of day that a person asked for. No programme file names it."""

from __future__ import annotations

from handlers.reminders.kinds import morning

NEEDS = ("at",)
AUDIENCES = ("approved",)
PERSONAL = True

occasions = morning.occasions
say = morning.say
