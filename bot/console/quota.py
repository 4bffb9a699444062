"""The month's messages: what LINE last said, and what the planned reminders will take."""

from __future__ import annotations

import threading
from dataclasses import dataclass

from bot.assembly.wiring import Bot
from bot.process.clock import stopwatch
from handlers.reminders.forecast import forecast
from models.calendar import BANGKOK

AGAIN = 60.0
"""Seconds between two looks: what is planned takes a walk through all reminders."""


@dataclass(frozen=True, slots=True)
class Messages:
    """Of this month. limit: None where there is none or it is not known; `known`: LINE has told."""

    limit: int | None
    used: int
    planned: int
    known: bool

    @property
    def left(self) -> int | None:
        """What may still be sent besides what is planned; negative: the plan does not fit."""
        return None if self.limit is None else self.limit - self.used - self.planned


class Looking:
    """Remembers the last look for a minute, for all who ask."""

    def __init__(self, bot: Bot) -> None:
        self._bot = bot
        self._lock = threading.Lock()
        self._at: float | None = None
        self._last = Messages(None, 0, 0, known=False)

    def messages(self) -> Messages:
        """As of a minute ago at most."""
        with self._lock:
            if self._at is None or stopwatch() - self._at > AGAIN:
                self._last, self._at = self._look(), stopwatch()
            return self._last

    def _look(self) -> Messages:
        now = self._bot.clock.now()
        with self._bot.database.read() as tx:
            quota = tx.channel.quota()
        if quota.read_at is None:  # a new office: nobody has asked yet
            self._bot.sender.look_at_quota()
        with self._bot.database.read() as tx:
            quota = tx.channel.quota()
            planned = forecast(tx, now).months().get(f"{now.astimezone(BANGKOK):%Y-%m}", 0)
        return Messages(quota.limit, quota.used or 0, planned, known=quota.read_at is not None)
