"""Delivers the outbox: threads that look for work, call LINE, and record the outcome.

One thread claims messages in batches into a short in-memory queue, several call LINE, and one records all
outcomes that have come in at a time: the database sees few transactions and no caller idles.

Why this is safe: the attempt is counted before LINE is called, in its own transaction. A push or multicast
carries a retry key, so it may be tried any number of times. A reply has none: if a try was cut off and the
next one gets "Invalid reply token" while the token is young, the first one arrived. If the token is past
its minute by then, nobody can know; we push, and count it (`rapsamak_replies_unknown`).
A message that waited in memory until its lease was about to end is given back untried.
"""

from __future__ import annotations

import logging
import queue
import threading
from datetime import timedelta
from typing import TypeVar

from bot.delivery.line_delivery import Carrier, Channel
from bot.process.clock import Clock, stopwatch
from bot.process.metrics import Metrics
from models.outbox import Claim, Fate, Parcel, Settled
from models.store import Database

__all__ = ["LEASE", "Channel", "Sender"]

log = logging.getLogger("rapsamak.sender")

LEASE = timedelta(seconds=20)
"""Longer than any call to LINE may take."""
TOKEN_LEASE = timedelta(seconds=12)
"""For a reply: so much shorter than the token's life that after a crash others can try several times while
LINE can still say whether it arrived. With 20 seconds, a storm of 1,000 kills sent one answer twice."""
IDLE = 1.0
"""Seconds between looks at the outbox when nobody wakes us: other processes queue into it too."""
T = TypeVar("T")
GROUP = 200
"""The most fates recorded in one transaction."""


class Sender:
    """Threads that deliver. `wake` after a commit; `settle` waits until nothing more can go now."""

    def __init__(
        self, database: Database, channel: Channel, clock: Clock, metrics: Metrics, threads: int = 4
    ) -> None:
        self._database = database
        self._clock = clock
        self._carrier = Carrier(database, channel, clock, metrics)
        self._bell = threading.Condition()
        self._rung = 0
        self._stopping = False
        self._looking = False
        self._in_hand = 0
        self._most_in_hand = 3 * threads
        self._enough_in_hand = 2 * threads
        self._claimed: queue.SimpleQueue[tuple[Parcel, float] | None] = queue.SimpleQueue()
        self._done: queue.SimpleQueue[Settled | None] = queue.SimpleQueue()
        self._feeder = threading.Thread(target=self._feed, name="sender-feeder", daemon=True)
        self._callers = [
            threading.Thread(target=self._call, name=f"sender-{i}", daemon=True) for i in range(threads)
        ]
        self._writer = threading.Thread(target=self._write, name="sender-writer", daemon=True)

    def start(self) -> None:
        """Starts delivering."""
        for thread in (self._writer, *self._callers, self._feeder):
            thread.start()

    def stop(self, patience: float = 8.0) -> None:
        """Finishes what is under way, within `patience` seconds in all; gives back the rest."""
        until = stopwatch() + patience
        with self._bell:
            self._stopping = True
            self._bell.notify_all()
        self._join(self._feeder, until)
        for parcel, _ in _drained(self._claimed):
            self._done.put(Settled(parcel, Fate.UNTOUCHED))
        for _ in self._callers:
            self._claimed.put(None)
        for caller in self._callers:
            self._join(caller, until - 1)  # leaves a second for recording
        self._done.put(None)
        self._join(self._writer, until)

    def wake(self) -> None:
        """There is something to send."""
        with self._bell:
            self._rung += 1
            self._bell.notify_all()

    def settle(self, patience: float = 10.0) -> bool:
        """Waits until nothing that could be sent now is waiting; False if patience runs out."""
        self.wake()
        with self._bell:
            return self._bell.wait_for(self._at_rest, patience)

    def deliver_all(self) -> int:
        """Delivers in this thread until nothing more can go now; returns how many were handled."""
        count = 0
        while claim := self._claim(self._most_in_hand):
            for parcel in claim.parcels:
                self._carrier.write_down([self._carrier.carry(parcel)])
            count += len(claim.parcels) + len(claim.expired)
            if not claim.parcels and not claim.expired:
                break
        return count

    def look_at_quota(self) -> None:
        """Asks LINE for the month's messages, if nobody has within the hour."""
        if self._carrier.look_at_quota():
            self.wake()

    # One thread looks for work

    def _feed(self) -> None:
        seen, pause = -1, 0.0
        while not self._stopping:
            with self._bell:
                self._bell.wait_for(lambda seen=seen: self._rung != seen or self._stopping, pause)  # type: ignore[misc]
                self._bell.wait_for(lambda: self._in_hand <= self._enough_in_hand or self._stopping)
                seen, room, self._looking = self._rung, self._most_in_hand - self._in_hand, True
            claim: Claim | None = None
            since = stopwatch()
            try:
                claim = self._claim(room)
            except Exception:
                # The database may be briefly down; the messages are safe in it and wait.
                log.exception("delivery stopped, will go on")
            parcels = claim.parcels if claim else ()
            pause = 0.0 if claim and claim.full else min((claim and claim.wait) or IDLE, IDLE)
            with self._bell:
                self._in_hand += len(parcels)
                self._looking = False
                self._bell.notify_all()
            for parcel in parcels:
                self._claimed.put((parcel, since))

    def _claim(self, room: int) -> Claim | None:
        if self._stopping:
            return None
        with self._database.begin() as tx:
            now, machine_now = self._clock.now(), self._clock.machine()
            claim = tx.delivery.claim(now, machine_now, LEASE, room, token_lease=TOKEN_LEASE)
        self._carrier.note_expired(claim.expired)
        if claim.look and self._carrier.look_at_quota() and not claim.parcels:
            return self._claim(room)
        return claim

    # Several call LINE

    def _call(self) -> None:
        while (claimed := self._claimed.get()) is not None:
            self._done.put(self._carrier.carry(*claimed))

    # One records

    def _write(self) -> None:
        while (first := self._done.get()) is not None:
            settled = [first, *_drained(self._done, GROUP - 1)]
            self._write_at_last(settled)
            with self._bell:
                self._in_hand -= len(settled)
                self._rung += 1  # a chat's next message can go now
                self._bell.notify_all()

    def _write_at_last(self, settled: list[Settled]) -> None:
        """Retries until the database accepts it, which skips outcomes of leases that have ended."""
        while True:
            try:
                self._carrier.write_down(settled)
                return
            except Exception:
                log.exception(
                    "what became of %s calls could not be written down, will try again", len(settled)
                )
                if self._stopping:
                    return  # the leases run out, and the retry keys keep it from being sent twice
                with self._bell:
                    self._bell.wait_for(lambda: self._stopping, IDLE)

    def _at_rest(self) -> bool:
        return not self._looking and self._in_hand == 0 and self._ready() == 0

    def _ready(self) -> int:
        with self._database.read() as tx:
            return tx.delivery.ready(self._clock.now(), self._clock.machine())

    @staticmethod
    def _join(thread: threading.Thread, until: float) -> None:
        if thread.is_alive():
            thread.join(max(until - stopwatch(), 0.0))  # many may hang: they share one time limit


def _drained(waiting: queue.SimpleQueue[T | None], most: int = 1_000_000) -> list[T]:
    """What is in a queue now; the end marker is left there."""
    taken: list[T] = []
    while len(taken) < most:
        try:
            item = waiting.get_nowait()
        except queue.Empty:
            break
        if item is None:
            waiting.put(None)
            break
        taken.append(item)
    return taken
