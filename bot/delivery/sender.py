"""Delivers the outbox: an event loop that looks for work and calls LINE, and a thread for the database.

The loop claims messages in batches, has many calls to LINE under way, and all that come to an end while the
database is written to are written down together. An answer to an event is leased in the event's own
transaction and given to the loop directly (`room`). All the database's work is done one after another in a
thread of its own, so that a slow database never keeps the loop from hearing what LINE says.

Why this is safe: the attempt is counted before LINE is called, in its own transaction. A push or multicast
carries a retry key, so it may be tried any number of times. A reply has none: if a try was cut off and the
next one gets "Invalid reply token" while the token is young, the first one arrived. If the token is past
its minute by then, nobody can know; we push, and count it (`rapsamak_replies_unknown`).
A message that waited in memory until its lease was about to end is given back untried.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import threading
from collections import deque
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

from bot.delivery.line_delivery import Carrier, Channel
from bot.delivery.room import Bucket, Room
from bot.process.clock import Clock, stopwatch
from bot.process.metrics import Metrics
from models.channel import HANDED
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
GROUP = 200
"""The most fates recorded in one transaction."""
GATHER = 0.02
"""Seconds for which outcomes are gathered: much less than a call takes, and many go in one transaction."""
TO_RECORD = 1.0
"""Seconds of a stop's patience that are left for recording."""


class Sender:
    """Delivers until stopped. `wake` after a commit; `settle` waits until nothing more can go now.

    calls  how many may be under way at once
    """

    def __init__(
        self, database: Database, channel: Channel, clock: Clock, metrics: Metrics, calls: int = 32
    ) -> None:
        self._database = database
        self._clock = clock
        self._carrier = Carrier(database, channel, clock, metrics)
        self._calls = calls
        self._most_in_hand = 3 * calls
        self._enough_in_hand = 2 * calls
        # Shared with other threads, under the bell.
        self._bell = threading.Condition()
        self._in_hand = 0
        self._looking = self._stopping = self._running = False
        self._pace = Bucket(HANDED)
        # What others leave for the loop, and whether it has been told.
        self._given: deque[tuple[Parcel, float]] = deque()
        self._rung = self._told = False
        self._thread = threading.Thread(target=self._run, name="sender", daemon=True)
        self._started = threading.Event()
        self._patience = 0.0

    def start(self) -> None:
        """Starts delivering."""
        self._thread.start()
        self._started.wait()
        self._running = True

    def stop(self, patience: float = 8.0) -> None:
        """Finishes what is under way, within `patience` seconds in all; gives back the rest."""
        with self._bell:
            self._stopping, self._patience = True, patience
            self._bell.notify_all()
        if self._thread.is_alive():
            self._tell()
            self._thread.join(patience)

    def wake(self) -> None:
        """There is something to send."""
        self._rung = True
        if self._running:
            self._tell()

    def settle(self, patience: float = 10.0) -> bool:
        """Waits until nothing that could be sent now is waiting; False if patience runs out."""
        self.wake()
        with self._bell:
            return self._bell.wait_for(self._at_rest, patience)

    def room(self) -> Room:
        """A hand held free for the answer to one event; with no lease if none is free.

        An answer so given needs no claim. How many go this way is bounded for each process: LINE's limit is
        shared, and the other half of it is in the buckets that all claims take from.
        """
        with self._bell:
            able = self._running and not self._stopping and self._in_hand < self._most_in_hand
            since = stopwatch()
            free = able and self._pace.take(since)
            self._in_hand += free
        return Room(self.give, TOKEN_LEASE if free else None, since)

    def give(self, parcel: Parcel | None, since: float) -> None:
        """Sends what was leased to this process, or lets the hand go; see `room`."""
        if parcel is not None:
            self._given.append((parcel, since))
            self._tell()
            return
        self._let_go(1)

    def deliver_all(self) -> int:
        """Delivers until nothing more can go now, one after another; returns how many were handled."""
        with ThreadPoolExecutor(1) as thread:  # the caller's may have a loop of its own
            return thread.submit(asyncio.run, self._deliver_all()).result()

    def look_at_quota(self) -> None:
        """Asks LINE for the month's messages, if nobody has within the hour."""
        if self._carrier.look_at_quota():
            self.wake()

    async def _deliver_all(self) -> int:
        count = 0
        async with self._carrier.open() as line:
            while claim := await self._claim(self._most_in_hand, asyncio.to_thread):
                for parcel in claim.parcels:
                    self._carrier.write_down([await self._carrier.carry(line, parcel)])
                count += len(claim.parcels) + len(claim.expired)
                if not claim.parcels and not claim.expired:
                    break
        return count

    # The loop

    def _run(self) -> None:
        asyncio.run(self._work())

    async def _work(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._call = asyncio.Semaphore(self._calls)
        self._something = asyncio.Event()
        self._under_way: set[asyncio.Task[None]] = set()
        self._done: deque[Settled] = deque()
        self._writing: asyncio.Task[None] | None = None
        self._full = False
        with ThreadPoolExecutor(1, "sender-database") as database:
            self._in_database = database
            async with self._carrier.open() as line:
                self._line = line
                self._started.set()
                while not self._stopping:
                    await self._look()
                await self._finish(stopwatch() + self._patience)

    def _tell(self) -> None:
        """Something was left for the loop; it is told once for all that is."""
        if not self._told:
            self._told = True
            with contextlib.suppress(RuntimeError):  # it has ended: the leases run out, others send
                self._loop.call_soon_threadsafe(self._hear)

    def _hear(self) -> None:
        self._told = False
        while self._given:
            self._begin(*self._given.popleft())
        if self._rung or self._stopping:
            self._something.set()

    async def _look(self) -> None:
        """Claims what can go now, then waits until there may be more."""
        self._something.clear()
        self._rung = False
        room = self._most_in_hand - self._in_hand
        claim: Claim | None = None
        self._full = self._in_hand > self._enough_in_hand
        if not self._full:
            self._looking = True
            since = stopwatch()
            try:
                claim = await self._claim(room, self._do)
            except Exception:
                # The database may be briefly down; the messages are safe in it and wait.
                log.exception("delivery stopped, will go on")
            parcels = claim.parcels if claim else ()
            with self._bell:
                self._in_hand += len(parcels)
                self._looking = False
                self._bell.notify_all()
            for parcel in parcels:
                self._begin(parcel, since)
            if claim and claim.full:
                return
        pause = min((claim and claim.wait) or IDLE, IDLE)
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._something.wait(), pause)

    def _begin(self, parcel: Parcel, since: float) -> None:
        task = self._loop.create_task(self._carry(parcel, since))
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)

    async def _carry(self, parcel: Parcel, since: float) -> None:
        begun = False
        try:
            async with self._call:
                begun = not self._stopping
                settled = Settled(parcel, Fate.UNTOUCHED)
                if begun:
                    settled = await self._carrier.carry(self._line, parcel, since)
        except asyncio.CancelledError:
            if begun:
                raise  # its fate is not known: whoever tries next finds out
            settled = Settled(parcel, Fate.UNTOUCHED)
        self._done.append(settled)
        if self._writing is None:
            self._writing = self._loop.create_task(self._write())

    # The database

    async def _do(self, work: Callable[..., Any], *arguments: object) -> Any:
        return await self._loop.run_in_executor(self._in_database, work, *arguments)

    async def _claim(self, room: int, do: Callable[..., Awaitable[Any]]) -> Claim | None:
        """What can go now; the quota is asked for beside the database's thread, LINE may take its time."""
        claim: Claim | None = await do(self._lease, room)
        if (
            claim
            and claim.look
            and await asyncio.to_thread(self._carrier.look_at_quota)
            and not claim.parcels
        ):
            return await self._claim(room, do)
        return claim

    def _lease(self, room: int) -> Claim | None:
        if self._stopping:
            return None
        with self._database.read() as tx:
            if not tx.delivery.anything():
                return Claim()
        with self._database.begin() as tx:
            now, machine_now = self._clock.now(), self._clock.machine()
            claim = tx.delivery.claim(now, machine_now, LEASE, room, token_lease=TOKEN_LEASE)
        self._carrier.note_expired(claim.expired)
        return claim

    async def _write(self) -> None:
        """Records all that has come to an end, until nothing more has."""
        while self._done:
            if len(self._done) < GROUP and not self._stopping:
                await asyncio.sleep(GATHER)
            settled = [self._done.popleft() for _ in range(min(len(self._done), GROUP))]
            waiting = await self._write_at_last(settled)
            self._let_go(len(settled))
            if waiting or self._full:
                self._something.set()  # a chat's next message can go now, or there is room for more
        self._writing = None

    async def _write_at_last(self, settled: list[Settled]) -> bool:
        """Retries until the database accepts it, which skips outcomes of leases that have ended.

        Returns whether something may wait to be claimed.
        """
        while True:
            try:
                return bool(await self._do(self._carrier.write_down, settled))
            except Exception:
                log.exception(
                    "what became of %s calls could not be written down, will try again", len(settled)
                )
                if self._stopping:
                    return True  # the leases run out, and the retry keys keep it from being sent twice
                await asyncio.sleep(IDLE)

    async def _finish(self, until: float) -> None:
        """Waits for the calls under way as long as there is patience, and records what came of them."""
        while self._given:
            self._begin(*self._given.popleft())
        if self._under_way:
            await asyncio.wait(list(self._under_way), timeout=max(until - TO_RECORD - stopwatch(), 0))
        for task in list(self._under_way):
            task.cancel()
        await asyncio.gather(*self._under_way, return_exceptions=True)
        if self._writing is not None:
            await asyncio.wait([self._writing], timeout=max(until - stopwatch(), 0))

    # For other threads

    def _let_go(self, hands: int) -> None:
        with self._bell:
            self._in_hand -= hands
            self._bell.notify_all()

    def _at_rest(self) -> bool:
        return not self._looking and self._in_hand == 0 and self._ready() == 0

    def _ready(self) -> int:
        with self._database.read() as tx:
            return tx.delivery.ready(self._clock.now(), self._clock.machine())
