"""Delivers the outbox: leases a message, calls LINE outside any transaction, writes down what came of it.

What is safe here and why. The attempt is counted before LINE is called, in a transaction of its own. A
push carries a retry key, so it may be tried any number of times. A reply has none: if a try was cut off and
the next one hears "Invalid reply token" while the token is young, the first one arrived. If the token is
past its minute by then, nobody can know; we push, and count it (`rapsamak_replies_unknown`).
"""

from __future__ import annotations

import logging
import threading
from datetime import datetime, timedelta
from typing import Protocol

from bot.clock import Clock, stopwatch
from bot.line import Answer
from bot.metrics import Metrics
from models.outbox import OutboxMessage
from models.reply import Reply
from models.store import Database

log = logging.getLogger("rapsamak.sender")

LEASE = timedelta(seconds=20)
"""Longer than one call to LINE may take, shorter than a reply token lives."""
BATCH = 4
"""Small, so that no thread holds work that another could do."""
IDLE = 1.0
"""Seconds between looks at the outbox when nobody rings: other processes queue into it too."""
FIRST_WAIT = timedelta(seconds=1)
LONGEST_WAIT = timedelta(minutes=5)
GIVE_UP_AFTER = 60
"""Attempts, some four hours of them."""


class Channel(Protocol):
    """What the sender needs of LINE."""

    def reply(self, token: str, replies: tuple[Reply, ...]) -> Answer:
        """Answers by reply token."""

    def push(self, to: str, replies: tuple[Reply, ...], retry_key: str) -> Answer:
        """Pushes with a retry key."""


class Sender:
    """Threads that deliver. `wake` after a commit; `settle` waits until nothing is left that can go now."""

    def __init__(
        self, database: Database, channel: Channel, clock: Clock, metrics: Metrics, threads: int = 4
    ) -> None:
        self._database = database
        self._channel = channel
        self._clock = clock
        self._metrics = metrics
        self._bell = threading.Condition()
        self._rung = 0
        self._stopping = False
        self._busy = 0
        self._threads = [
            threading.Thread(target=self._work, name=f"sender-{i}", daemon=True) for i in range(threads)
        ]

    def start(self) -> None:
        """Begins to deliver."""
        for thread in self._threads:
            thread.start()

    def stop(self, patience: float = 8.0) -> None:
        """Finishes what is under way, within `patience` seconds all together."""
        until = stopwatch() + patience
        with self._bell:
            self._stopping = True
            self._bell.notify_all()
        for thread in self._threads:
            if thread.is_alive():
                thread.join(max(until - stopwatch(), 0.1))

    def wake(self) -> None:
        """There is something to send."""
        with self._bell:
            self._rung += 1
            self._bell.notify_all()

    def settle(self, patience: float = 10.0) -> bool:
        """Waits until nothing is waiting that could be sent now; False when patience ran out."""
        self.wake()
        with self._bell:
            return self._bell.wait_for(lambda: self._busy == 0 and not self._waiting(), patience)

    def deliver_all(self) -> int:
        """Delivers in this thread until nothing is left that can go now; returns how many were handled."""
        count = 0
        while batch := self._claim():
            for message in batch:
                self._deliver(message)
            count += len(batch)
        return count

    def _work(self) -> None:
        seen = -1
        while not self._stopping:
            with self._bell:
                self._bell.wait_for(lambda seen=seen: self._rung != seen or self._stopping, IDLE)  # type: ignore[misc]
                seen = self._rung
                self._busy += 1
            try:
                self.deliver_all()
            except Exception:
                # The database may be away for a moment; the messages are in it and wait.
                log.exception("delivery stopped, will go on")
            finally:
                with self._bell:
                    self._busy -= 1
                    self._bell.notify_all()

    def _waiting(self) -> bool:
        with self._database.read() as tx:
            return tx.outbox.ready(self._clock.machine()) > 0

    def _claim(self) -> list[OutboxMessage]:
        if self._stopping:
            return []
        with self._database.begin() as tx:
            return tx.outbox.claim(self._clock.machine(), LEASE, BATCH)

    def _deliver(self, message: OutboxMessage) -> None:
        if message.expires_at is not None and self._clock.now() >= message.expires_at:
            with self._database.begin() as tx:
                tx.outbox.expired(message.id, self._clock.machine())
            log.info("expired key=%s", message.key)
            return
        if not message.replies:
            with self._database.begin() as tx:
                tx.outbox.refused(message.id, "nothing to say", None, self._clock.machine())
            return
        by_token = self._token_good(message, self._clock.machine())
        if by_token:
            assert message.reply_token is not None
            answer = self._channel.reply(message.reply_token, message.replies)
        else:
            if message.token_tries:
                self._metrics.unknown.inc()
            answer = self._channel.push(message.chat, message.replies, message.retry_key)
        self._write_down(message, answer, by_token)
        self._metrics.deliveries.labels("reply" if by_token else "push", str(answer.status)).inc()
        log.info(
            "sent key=%s by=%s status=%s attempt=%s request=%s %s",
            message.key,
            "reply" if by_token else "push",
            answer.status,
            message.attempts,
            answer.request_id,
            answer.message,
        )

    def _write_down(self, message: OutboxMessage, answer: Answer, by_token: bool) -> None:
        now = self._clock.machine()
        with self._database.begin() as tx:
            if answer.accepted or (by_token and answer.token_refused and message.token_tries > 1):
                tx.outbox.sent(message.id, answer.request_id, now)
            elif by_token and answer.token_refused:
                # The only try, so it was never used: it is too old. Push at once.
                tx.outbox.retry(message.id, now, answer.message, spend_token=True)
            elif answer.passing and message.attempts < GIVE_UP_AFTER:
                # Refused outright, the token was not used; after a lost answer it may have been.
                tx.outbox.retry(
                    message.id,
                    now + _wait(message.attempts),
                    answer.message,
                    unused=400 <= answer.status < 500,
                )
            else:
                error = f"{answer.status} {answer.message}"
                tx.outbox.refused(message.id, error, answer.request_id, now)
                log.warning("refused key=%s status=%s %s", message.key, answer.status, answer.message)

    @staticmethod
    def _token_good(message: OutboxMessage, now: datetime) -> bool:
        return (
            message.reply_token is not None and message.token_until is not None and now < message.token_until
        )


def _wait(attempts: int) -> timedelta:
    """Exponential back-off."""
    return min(FIRST_WAIT * 2 ** min(attempts - 1, 10), LONGEST_WAIT)
