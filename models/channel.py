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


HANDED = Limit(500, 1)
"""Answers that one web process sends without a claim; two such processes take half of LINE's limit."""
LIMITS = {
    Endpoint.REPLY: Limit(1000, 1),
    Endpoint.PUSH: Limit(2000, 1),
    Endpoint.MULTICAST: Limit(200, 1),
}
"""LINE's own limits, per channel, but for replies half of it; see `HANDED`: https://developers.line.biz/en/reference/messaging-api/#rate-limits"""
RECIPIENTS = 500
"""The most recipients a multicast may have: …/reference/messaging-api/#send-multicast-message"""

FAILURES = 5
"""This many unanswered calls in a row mean that LINE is down. If one call in eight fails, that happens by
chance about once in 45,000."""
FIRST_BREAK = 2
LONGEST_BREAK = 10
"""Seconds for which LINE is left alone, doubling from the first to the longest: an answer whose fate is not
known must be asked for again before its reply token is over."""
SEVERAL = 2
"""When this many messages in a row meet with a refusal that names no fault of theirs, it is not theirs."""
LONGEST_SHUT = timedelta(minutes=1)
"""No endpoint, and not all of LINE, is ever left alone for longer than this."""
LEARNT_FOR = timedelta(hours=1)
"""How long it is remembered that reply tokens die early."""
DYING = 2
"""So many tokens found dead …"""
DYING_WITHIN = timedelta(minutes=10)
"""… each so soon after the last, and none can be trusted: while the month has room, answers are pushed."""
BUSY_BREAK = timedelta(seconds=1)
"""How long an endpoint is left alone after saying we call too often; its bucket is emptied as well."""


@dataclass(frozen=True, slots=True)
class Call:
    """One call, as far as it says something about LINE as a whole.

    answered  LINE took it, or said what is wrong with it
    trial     the one let through to find out whether LINE is back
    trouble   what was said that is meant for the whole channel
    """

    answered: bool
    trial: bool = False
    trouble: str | None = None


@dataclass(frozen=True, slots=True)
class Refusing:
    """An endpoint that refuses every message, and its words; all that go by it wait."""

    endpoint: Endpoint
    words: str


@dataclass(frozen=True, slots=True)
class Circuit:
    """Whether LINE answers.

    failures    calls in a row that got no answer or a 5xx
    open_until  machine time until which LINE is left alone; None when all is well
    open_for    length of the current break in seconds
    trouble     what is said to every call of this channel (a bad token, a suspended channel, a proxy's page)
    """

    failures: int = 0
    open_until: datetime | None = None
    open_for: int = 0
    trouble: str | None = None

    @property
    def open(self) -> bool:
        """LINE is presumed down (one trial call may be in flight to find out)."""
        return self.open_until is not None

    def after(self, call: Call, now: datetime) -> Circuit:
        """The circuit after one more call."""
        if call.answered:
            return Circuit()
        told = replace(self, trouble=call.trouble or self.trouble)
        if self.open:
            # Calls already in flight when it opened say nothing new.
            return told._broken(min(self.open_for * 2, LONGEST_BREAK), now) if call.trial else told
        failed = replace(told, failures=self.failures + 1)
        if call.trouble or failed.failures >= FAILURES:
            return failed._broken(FIRST_BREAK, now)
        return failed

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

    @property
    def to_spare(self) -> bool:
        """Whether more than half are left; what is not known is not spared."""
        return not self.out and (self.limit is None or self.left is None or 2 * self.left > self.limit)


@dataclass(frozen=True, slots=True)
class Gate:
    """What may go now, read before looking for messages.

    wait      seconds after which to look again, if something is shut
    look      ask LINE for the quota: it was used up and an hour has passed
    token_left  reply tokens with this much of their minute left have been found dead; zero: none were
    push_answers  reply tokens die early, so answers not yet tried by token are pushed, with a retry key
    """

    circuit: Circuit = Circuit()
    quota: Quota = Quota()
    shut: frozenset[Endpoint] = field(default_factory=frozenset)
    wait: float | None = None
    look: bool = False
    token_left: timedelta = timedelta(0)
    push_answers: bool = False
