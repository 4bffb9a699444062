"""Carries one parcel to LINE and records the outcome; asks LINE for the month's quota."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Protocol

from bot.delivery.line_outcomes import GIVE_UP_AFTER, before_sending, verdict, wait, worth_asking
from bot.line.answers import Answer
from bot.line.masking import masked
from bot.line.messenger import REPLY_TIMEOUT, TIMEOUT
from bot.process.clock import Clock, stopwatch
from bot.process.metrics import Metrics
from models.calendar import BANGKOK
from models.channel import FIRST_BREAK, Endpoint
from models.outbox import Fate, Noted, Parcel, Settled
from models.reply import Reply
from models.store import Database

log = logging.getLogger("rapsamak.sender")

CALL = timedelta(seconds=sum(TIMEOUT) + 1)
REPLY_CALL = timedelta(seconds=sum(REPLY_TIMEOUT) + 1)
"""The longest a call can take, plus a second to record it."""
LOOK_AFTER = timedelta(hours=1)
"""How often LINE is asked for the quota."""
LOOK_AGAIN = timedelta(minutes=5)
"""How soon to ask again after a failure, and while answers are pushed."""


class Messages(Protocol):
    """The ways to send; each for any number of callers in one event loop."""

    async def reply(self, token: str, replies: tuple[Reply, ...]) -> Answer:
        """Answers by reply token."""

    async def push(self, to: str, replies: tuple[Reply, ...], retry_key: str) -> Answer:
        """Pushes with a retry key."""

    async def multicast(self, to: Sequence[str], replies: tuple[Reply, ...], retry_key: str) -> Answer:
        """Sends the same to several users, with a retry key."""

    async def trouble(self) -> str | None:
        """What keeps the channel from being served at all; None when nothing does."""


class Channel(Protocol):
    """What the sender needs from LINE."""

    def open(self) -> AbstractAsyncContextManager[Messages]:
        """Sends messages, from within an event loop."""

    def quota(self) -> tuple[int | None, int]:
        """(messages per month or None, used so far); raises ConnectionError."""


class Carrier:
    """Has no mutable state: any thread may use it."""

    def __init__(self, database: Database, channel: Channel, clock: Clock, metrics: Metrics) -> None:
        self._database = database
        self._channel = channel
        self._clock = clock
        self._metrics = metrics

    def open(self) -> AbstractAsyncContextManager[Messages]:
        """The way to LINE for `carry`, within an event loop."""
        return self._channel.open()

    async def carry(self, line: Messages, parcel: Parcel, since: float | None = None) -> Settled:
        """Calls LINE, outside any transaction, unless there is a reason not to; returns the outcome.

        since  when it was claimed, by the stopwatch: the machine's clock may have been set back meanwhile
        """
        first = parcel.first
        try:
            call = REPLY_CALL if parcel.by is Endpoint.REPLY else CALL
            left = self._left(parcel, since) - call
            decided = before_sending(parcel, self._clock.now(), self._clock.machine(), left)
            if decided is not None:
                return decided
            began = stopwatch()
            answer = await _sent(line, parcel)
            self._measure(parcel, answer, stopwatch() - began)
            trouble = await line.trouble() if worth_asking(parcel, answer) else None
            settled = verdict(parcel, answer, self._clock.machine(), trouble)
        except Exception as error:
            # A bug of ours must neither end the sender nor come back at once.
            log.exception("key=%s could not be sent", masked(first.key))
            later = self._clock.machine() + wait(first.attempts)
            words = f"our fault: {type(error).__name__}"
            return Settled(parcel, Fate.LATER, words, not_before=later, strikes_out=GIVE_UP_AFTER)
        if parcel.by is Endpoint.REPLY and settled.refused_outright:
            return await asyncio.to_thread(self._write_at_once, settled)
        return settled

    def _left(self, parcel: Parcel, since: float | None) -> timedelta:
        """What is left of the lease, by whichever of the two clocks is further on."""
        left = parcel.until - self._clock.machine()
        if since is None:
            return left
        return min(left, parcel.until - parcel.claimed_at - timedelta(seconds=stopwatch() - since))

    def _write_at_once(self, settled: Settled) -> Settled:
        """Writes down that a reply was refused, before anything else happens to it.

        Until that is done, a crash leaves a try that LINE may have taken, and the next *Invalid reply token*
        would mean that it had.
        """
        try:
            self.write_down([settled])
        except Exception:
            log.exception("key=%s its refusal is not written down yet", masked(settled.parcel.first.key))
            return settled
        return replace(settled, written=True)

    def write_down(self, settled: Sequence[Settled]) -> bool:
        """Records the outcome of calls in one transaction; whether something may wait to be claimed."""
        settled = [it for it in settled if not it.written]
        if not settled:
            return True
        now = self._clock.machine()
        ran_out = False
        with self._database.begin() as tx:
            after = tx.exchange.sent(settled, now) if all(map(_plainly_sent, settled)) else None
            if after is not None and not after.news:
                noted = Noted(tuple(settled), waiting=after.waiting)
            else:
                noted = tx.delivery.settle(settled, now)
            if any(it.out_of_quota for it in settled):
                ran_out = tx.channel.run_out(next_look(now))
        for it in noted.settled:
            if it.fate is Fate.SENT:
                if it.parcel.by is Endpoint.PUSH and it.parcel.first.token_tries:
                    self._metrics.unknown.inc()
                for message in it.parcel.messages:
                    waited = (self._clock.now() - message.queued_at).total_seconds()
                    self._metrics.delivery.observe(max(waited, 0.0))
            elif it.fate is Fate.EXPIRED:
                self.note_expired([message.key for message in it.parcel.messages])
            elif it.fate is Fate.REFUSED:
                for message in it.parcel.messages:
                    log.warning("refused key=%s %s", masked(message.key), masked(it.error or ""))
        self._tell(noted, ran_out)
        return noted.waiting

    def note_expired(self, keys: Sequence[str]) -> None:
        """Logs a line for each message that expired."""
        for key in keys:
            log.info("expired key=%s", masked(key))

    def look_at_quota(self) -> bool:
        """Asks LINE for the month's messages unless somebody just has; True when there is room again."""
        now = self._clock.machine()
        with self._database.begin() as tx:
            if not tx.channel.may_look(now, LOOK_AGAIN):
                return False
        try:
            limit, used = self._channel.quota()
        except ConnectionError as error:
            log.warning("quota cannot be read: %s", masked(str(error)))
            return False
        with self._database.begin() as tx:
            again = now + LOOK_AGAIN if tx.channel.tokens_dying(now) else next_look(now)
            room = tx.channel.told(limit, used, now, again)
        log.info("quota limit=%s used=%s", limit, used)
        if room:
            log.warning("quota has room again: delivery goes on")
        return room

    def _measure(self, parcel: Parcel, answer: Answer, seconds: float) -> None:
        first = parcel.first
        self._metrics.deliveries.labels(parcel.by.value, str(answer.status)).inc()
        self._metrics.calls.labels(parcel.by.value).observe(seconds)
        log.info(
            "sent key=%s by=%s to=%s status=%s attempt=%s ms=%.0f request=%s said=%r",
            masked(first.key),
            parcel.by.value,
            len(parcel.messages),
            answer.status,
            first.attempts,
            seconds * 1000,
            answer.request_id,
            masked(answer.message),
        )

    def _tell(self, noted: Noted, ran_out: bool) -> None:
        circuit = noted.circuit
        if circuit is not None and circuit.open:
            first = circuit.open_for == FIRST_BREAK  # one alarm; the longer breaks that follow are no news
            if circuit.trouble is not None:
                words = f"LINE serves nothing of this channel ({masked(circuit.trouble)}): all waits"
            else:
                words = "LINE does not answer"
            log.log(
                logging.ERROR if first else logging.WARNING,
                "%s: no call for %s seconds",
                words,
                circuit.open_for,
            )
        elif circuit is not None:
            log.warning("LINE answers again" if not circuit.failures else "LINE faltered")
        if noted.refusing is not None:
            where, words = noted.refusing.endpoint.value, masked(noted.refusing.words)
            log.error("LINE refuses every %s (%s): they wait, and one at a time is tried", where, words)
        if noted.dying:
            log.error("reply tokens die early: while the month has room, answers are pushed")
        if ran_out:
            log.error("the month's messages are used up: only replies go until there is room")


async def _sent(line: Messages, parcel: Parcel) -> Answer:
    first = parcel.first
    match parcel.by:
        case Endpoint.REPLY:
            assert first.reply_token is not None
            return await line.reply(first.reply_token, first.replies)
        case Endpoint.PUSH:
            return await line.push(first.chat, first.replies, first.retry_key)
        case _:
            assert parcel.batch is not None
            return await line.multicast([it.chat for it in parcel.messages], first.replies, parcel.batch)


def _plainly_sent(it: Settled) -> bool:
    return it.fate is Fate.SENT and bool(it.answered) and it.parcel.batch is None and not it.parcel.trial


def next_look(now: datetime) -> datetime:
    """When to ask for the quota again: in an hour, or when the month turns if that is sooner."""
    here = now.astimezone(BANGKOK)
    turn = (here.replace(day=1) + timedelta(days=32)).replace(
        day=1, hour=0, minute=0, second=0, microsecond=0
    )
    return min(now + LOOK_AFTER, turn)
