"""What all processes know about LINE: how often it may be called, whether it answers, what quota is left."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum


class Endpoint(StrEnum):
    """The ways to send a message to LINE; each has its own limit."""

    REPLY = "reply"
    PUSH = "push"
    MULTICAST = "multicast"


@dataclass(frozen=True, slots=True)
class Limit:
    """`calls` calls per `seconds` seconds: a bucket that holds `calls` and refills evenly."""

    calls: int
    seconds: int

    def filled(self, held: float, seconds: float) -> float:
        """What a bucket holds `seconds` after it held `held`."""
        return min(float(self.calls), held + max(seconds, 0.0) * self.calls / self.seconds)


LIMITS = {
    Endpoint.REPLY: Limit(2000, 1),
    Endpoint.PUSH: Limit(2000, 1),
    Endpoint.MULTICAST: Limit(200, 1),
}
"""LINE's own limits, per channel: https://developers.line.biz/en/reference/messaging-api/#rate-limits"""
RECIPIENTS = 500
"""The most recipients a multicast may have: …/reference/messaging-api/#send-multicast-message"""

FAILURES = 5
"""This many unanswered calls in a row mean that LINE is down. If one call in eight fails, that happens by
chance about once in 45,000."""
FIRST_BREAK = 2
LONGEST_BREAK = 60
"""Seconds for which LINE is left alone, doubling from the first to the longest."""
BUSY_BREAK = timedelta(seconds=1)
"""How long an endpoint is left alone after saying we call too often; its bucket is emptied as well."""


@dataclass(frozen=True, slots=True)
class Circuit:
    """Whether LINE answers.

    failures    calls in a row that got no answer or a 5xx
    open_until  machine time until which LINE is left alone; None when all is well
    open_for    length of the current break in seconds
    """

    failures: int = 0
    open_until: datetime | None = None
    open_for: int = 0

    @property
    def open(self) -> bool:
        """LINE is presumed down (one trial call may be in flight to find out)."""
        return self.open_until is not None

    def after(self, answered: bool, trial: bool, now: datetime) -> Circuit:
        """The circuit after one more call; `trial` marks the one let through to find out."""
        if answered:
            return Circuit()
        if self.open:
            # Calls already in flight when it opened say nothing new.
            return self._broken(min(self.open_for * 2, LONGEST_BREAK), now) if trial else self
        if self.failures + 1 >= FAILURES:
            return replace(self, failures=self.failures + 1)._broken(FIRST_BREAK, now)
        return replace(self, failures=self.failures + 1)

    def _broken(self, seconds: int, now: datetime) -> Circuit:
        return replace(self, open_until=now + timedelta(seconds=seconds), open_for=seconds)


@dataclass(frozen=True, slots=True)
class Quota:
    """The month's messages as LINE last reported; replies are free and not counted.

    limit    None: no limit, or never read
    read_at  machine time; None when never read
    out      LINE said that they are used up: only replies go out until there is room
    """

    limit: int | None = None
    used: int | None = None
    read_at: datetime | None = None
    out: bool = False

    @property
    def left(self) -> int | None:
        """How many are left; None when unlimited or unknown."""
        return None if self.limit is None or self.used is None else max(self.limit - self.used, 0)


@dataclass(frozen=True, slots=True)
class Gate:
    """What may go now, read before looking for messages.

    wait      seconds after which to look again, if something is shut
    look      ask LINE for the quota: it was used up and an hour has passed
    """

    circuit: Circuit = Circuit()
    quota: Quota = Quota()
    shut: frozenset[Endpoint] = field(default_factory=frozenset)
    wait: float | None = None
    look: bool = False
