"""The month's messages: what LINE last said, and what the planned reminders will take."""

from __future__ import annotations

import threading
from dataclasses import dataclass

from bot.assembly.wiring import Bot
from bot.process.clock import stopwatch
from handlers.reminders.forecast import Quota, forecast
from models.calendar import BANGKOK

AGAIN = 60.0
"""Seconds between two looks: what is planned takes a walk through all reminders."""
SELDOM = 100
"""At most so small a part of the time is spent on looking."""


@dataclass(frozen=True, slots=True)
class Messages:
    """Of this month. limit: None where there is none or it is not known; `known`: LINE has told.

    missing   how many messages are missing in the first month whose plan does not fit
    """

    limit: int | None
    used: int
    planned: int
    known: bool
    missing: int = 0

    @property
    def left(self) -> int | None:
        """What may still be sent besides what is planned; negative: the plan does not fit."""
        return None if self.limit is None else self.limit - self.used - self.planned


class Looking:
    """Remembers the last look for a minute, for all who ask."""

    def __init__(self, bot: Bot) -> None:
        self._bot = bot
        self._lock = threading.Lock()
        self._last: Messages | None = None
        self._again = 0.0

    def messages(self) -> Messages:
        """As of a minute ago, or some more where a look takes long; nobody waits for another's look."""
        if self._lock.acquire(blocking=self._last is None):
            try:
                if self._last is None or stopwatch() > self._again:
                    began = stopwatch()
                    self._last = self._look()
                    self._again = stopwatch() + max(AGAIN, SELDOM * (stopwatch() - began))
            finally:
                self._lock.release()
        assert self._last is not None
        return self._last

    def _look(self) -> Messages:
        now = self._bot.clock.now()
        with self._bot.database.read() as tx:
            quota = tx.channel.quota()
        if quota.read_at is None:  # a new office: nobody has asked yet
            self._bot.sender.look_at_quota()
        with self._bot.database.read() as tx:
            quota = tx.channel.quota()
            planned = forecast(tx, now)
        over = Quota(quota.limit, quota.used or 0).overdrawn(planned, now)
        return Messages(
            quota.limit,
            quota.used or 0,
            planned.months().get(f"{now.astimezone(BANGKOK):%Y-%m}", 0),
            known=quota.read_at is not None,
            missing=over[0].wanted - over[0].left if over else 0,
        )
