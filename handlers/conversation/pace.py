"""Keeps one person's flood of messages from burying the bot; anyone who waits for answers never notices."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from enum import Enum, auto

from models.conversation import Conversation, Pace
from models.event import Event

MANY = 20
"""This many messages …"""
WITHIN = 10.0
"""… within this many seconds …"""
UNDELIVERED = 8
"""… while this many answers are undelivered: someone who waits for each answer has at most one."""


class Taken(Enum):
    """How an event is taken: as usual, with the single notice, or in silence."""

    AS_ALWAYS = auto()
    WITH_A_NOTICE = auto()
    IN_SILENCE = auto()


def keep_pace(
    conversation: Conversation, event: Event, undelivered: Callable[[], int], machine_now: datetime
) -> tuple[Conversation, Taken]:
    """The conversation with this event counted, and how the event is taken. Groups count per person.

    undelivered  how many answers to this chat LINE has not received yet; asked only when it matters
    """
    now, who = machine_now.timestamp(), event.user or ""
    fresh = {name: pace for name, pace in conversation.pace.items() if _lately(now, pace.last)}
    before = fresh.get(who, Pace())
    times = (*[at for at in before.times if _lately(now, at)][1 - MANY :], now)
    if len(times) >= MANY and undelivered() >= UNDELIVERED:
        taken = Taken.WITH_A_NOTICE if before.flooded_at is None else Taken.IN_SILENCE
        pace = Pace(times, flooded_at=now)
    elif before.flooded_at is not None and _lately(now, before.flooded_at):
        taken, pace = Taken.IN_SILENCE, Pace(times, before.flooded_at)
    else:
        taken, pace = Taken.AS_ALWAYS, Pace(times)
    return replace(conversation, pace={**fresh, who: pace}), taken


def _lately(now: float, at: float) -> bool:
    """Within the last seconds; what lies ahead was before the clock went back."""
    return abs(now - at) < WITHIN
