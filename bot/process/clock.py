"""The clock: the only module that reads the time."""

from __future__ import annotations

import threading
import time
from datetime import UTC, datetime, timedelta

from models.calendar import Moment


class Clock:
    """Business time and machine time.

    `now` is the time all business is done by; `start` sets where it begins, and it ticks on from there.
    `machine` is the machine's own, for what is physical: leases, waits, the life of a reply token. Processes
    that were given different business clocks still agree on it.
    """

    def __init__(self, start: datetime | None = None) -> None:
        self._lock = threading.Lock()
        self._offset = timedelta(0) if start is None else start - self.machine()

    def now(self) -> datetime:
        """Business time, aware."""
        with self._lock:
            return self.machine() + self._offset

    def machine(self) -> datetime:
        """Machine time, aware."""
        return datetime.now(UTC)

    def moment(self) -> Moment:
        """Both at once, for whoever handles something."""
        return Moment(self.now(), self.machine())

    def move_to(self, instant: datetime) -> None:
        """Sets business time forward (demo only). Raises ValueError for a step back."""
        with self._lock:
            offset = instant - self.machine()
            if offset < self._offset - timedelta(seconds=1):
                raise ValueError("the clock moves forward only")
            self._offset = max(offset, self._offset)


stopwatch = time.monotonic
"""Seconds for measuring how long something took."""
