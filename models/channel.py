"""What all processes together know of LINE: how often it may be called, whether it answers, what is left."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum


class Endpoint(StrEnum):
    """How a message can go to LINE; each has a limit of its own."""

    REPLY = "reply"
    PUSH = "push"
    MULTICAST = "multicast"


@dataclass(frozen=True, slots=True)
class Limit:
    """So many calls in so many seconds, as a bucket that holds `calls` and fills up evenly."""

    calls: int
    seconds: int

    def filled(self, held: float, seconds: float) -> float:
        """What a bucket holds so many seconds after it held `held`."""
        return min(float(self.calls), held + max(seconds, 0.0) * self.calls / self.seconds)


LIMITS = {
    Endpoint.REPLY: Limit(2000, 1),
    Endpoint.PUSH: Limit(2000, 1),
    Endpoint.MULTICAST: Limit(200, 1),
}
"""LINE's own, for each channel: https://developers.line.biz/en/reference/messaging-api/#rate-limits"""
RECIPIENTS = 500
"""The most a multicast may have: …/reference/messaging-api/#send-multicast-message"""

FAILURES = 5
"""So many calls without an answer, one after another, mean that LINE is away. With one fault in eight calls
it happens by chance once in some 45,000."""
FIRST_BREAK = 2
LONGEST_BREAK = 60
"""Seconds in which LINE is left alone, doubling from the one to the other."""
BUSY_BREAK = timedelta(seconds=1)
"""How long an endpoint is left alone that said we call too often; its bucket is empty then as well."""


@dataclass(frozen=True, slots=True)
class Circuit:
    """Whether LINE answers.

    failures    calls in a row that got no answer or a 5xx
    open_until  machine time until which LINE is left alone; None when all is well
    open_for    seconds of the present break
    """

    failures: int = 0
    open_until: datetime | None = None
    open_for: int = 0

    @property
    def open(self) -> bool:
        """LINE is taken to be away (one call may be on its way to find out)."""
        return self.open_until is not None

    def after(self, answered: bool, trial: bool, now: datetime) -> Circuit:
        """What is known after one more call; `trial` is the one that was let through to find out."""
        if answered:
            return Circuit()
        if self.open:
            # Calls that were under way when it opened say nothing new.
            return self._broken(min(self.open_for * 2, LONGEST_BREAK), now) if trial else self
        if self.failures + 1 >= FAILURES:
            return replace(self, failures=self.failures + 1)._broken(FIRST_BREAK, now)
        return replace(self, failures=self.failures + 1)

    def _broken(self, seconds: int, now: datetime) -> Circuit:
        return replace(self, open_until=now + timedelta(seconds=seconds), open_for=seconds)


@dataclass(frozen=True, slots=True)
class Quota:
    """The month's messages as LINE last told; replies are free and not counted.

    limit    None: no limit, or never read
    read_at  machine time; None when never read
    out      LINE said that they are used up: nothing but replies goes until there is room
    """

    limit: int | None = None
    used: int | None = None
    read_at: datetime | None = None
    out: bool = False

    @property
    def left(self) -> int | None:
        """How many are left; None when not limited or not known."""
        return None if self.limit is None or self.used is None else max(self.limit - self.used, 0)


@dataclass(frozen=True, slots=True)
class Gate:
    """What may go now, read before messages are looked for.

    wait      seconds after which to look again, where something is shut
    look      the quota is to be asked for: it was used up and an hour is over
    """

    circuit: Circuit = Circuit()
    quota: Quota = Quota()
    shut: frozenset[Endpoint] = field(default_factory=frozenset)
    wait: float | None = None
    look: bool = False
