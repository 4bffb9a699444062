"""LINE's side of the webhook: what is not answered with 200 within two seconds is sent again."""

from __future__ import annotations

import http.client
import random
import threading
import time
from collections import Counter
from collections.abc import Sequence

from bot.simulator.people import Event, redelivered
from tests.processes.town import Town

PATIENCE = 2.0
"""Seconds that LINE waits for an answer."""
PAUSE = 0.3
LONGEST_PAUSE = 5.0
GIVE_UP_AFTER = 300.0
"""Seconds. LINE does not say when it gives up; a message that nobody takes for so long counts as lost."""
TWICE = 0.05
"""The share of events that LINE sends a second time although they were answered."""


class GaveUp(Exception):
    """Nobody took an event, however often it was sent."""


class Postman:
    """Brings events to whichever web process it comes upon. Thread-safe."""

    def __init__(self, town: Town, ports: Sequence[int], seed: int) -> None:
        self._town = town
        self._ports = ports
        self._random = random.Random(seed)
        self._lock = threading.Lock()
        self.counts: Counter[str] = Counter()
        self.slowest = 0.0

    def deliver(self, event: Event) -> None:
        """Until it is answered with 200. Raises `GaveUp`, and AssertionError when it is refused."""
        began = time.monotonic()
        pause, first = PAUSE, True
        while not self._answered(event if first else redelivered(event)):
            if time.monotonic() - began > GIVE_UP_AFTER:
                raise GaveUp(event["webhookEventId"])
            time.sleep(pause)
            pause, first = min(2 * pause, LONGEST_PAUSE), False
        if self._random.random() < TWICE:
            self._count("sent twice by LINE")
            self._answered(redelivered(event))

    def _answered(self, event: Event) -> bool:
        self._count("webhook calls")
        began = time.monotonic()
        try:
            status = self._town.post(event, port=self._random.choice(self._ports), patience=PATIENCE)
        except (OSError, http.client.HTTPException) as error:
            self._count(f"no answer ({type(error).__name__})")
            return False
        with self._lock:
            self.slowest = max(self.slowest, time.monotonic() - began)
        assert status == 200 or status >= 500, f"the webhook said {status}"
        if status >= 500:
            self._count(f"answered {status}")
        return status == 200

    def _count(self, what: str) -> None:
        with self._lock:
            self.counts[what] += 1
