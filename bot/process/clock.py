"""The clock: the only module that reads the time."""

from __future__ import annotations

import json
import threading
import time
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.process import private_file
from models.calendar import BANGKOK, Moment


class Clock:
    """Business time and machine time.

    `now` is the time all business goes by; `start` sets where it begins, and it ticks on from there.
    `machine` is the machine's own, for physical time: leases, waits, the life of a reply token. Processes
    given different business clocks still agree on it.
    """

    def __init__(self, start: datetime | None = None) -> None:
        self._lock = threading.RLock()
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
        """Moves business time forward (demo only). Raises ValueError for a step back."""
        with self._lock:
            offset = instant - self.machine()
            if offset < self._offset - timedelta(seconds=1):
                raise ValueError("the clock moves forward only")
            self._offset = max(offset, self._offset)


class KeptClock(Clock):
    """A clock that records its state in a file, for other processes and for its own next start.

    The file holds the business time and, while the clock ticks, the machine time at which that was read.
    """

    def __init__(self, file: Path, start: datetime) -> None:
        super().__init__(start)
        self._file = file

    def keep(self) -> None:
        """Records its state; from now on others may follow."""
        with self._lock:
            self._write(machine=_text(self.machine()))

    def move_to(self, instant: datetime) -> None:
        """Moves business time forward, for followers too. Raises ValueError for a step back."""
        with self._lock:
            super().move_to(instant)
            self.keep()

    def stop(self) -> None:
        """Records where it stops, so that the next start continues from there, however much later."""
        with self._lock:
            self._write(machine=None)

    def _write(self, machine: str | None) -> None:
        private_file.write(self._file, json.dumps({"now": _text(self.now()), "machine": machine}) + "\n")


class FollowingClock(Clock):
    """A clock that follows another process's `KeptClock`, or goes on from where that one stopped.

    Raises OSError or ValueError if the file holds no clock.
    """

    def __init__(self, file: Path) -> None:
        super().__init__()
        self._file = file
        self._read: str | None = None
        self._follow()

    def now(self) -> datetime:
        """Business time, aware."""
        with self._lock:
            # If its file is gone (somebody cleared the directory) it ticks on as before.
            with suppress(OSError):
                self._follow()
            return super().now()

    def _follow(self) -> None:
        text = self._file.read_text("utf-8")
        if text != self._read:
            self._offset = _offset(text, self.machine())
            self._read = text


def _text(at: datetime) -> str:
    return at.astimezone(BANGKOK).isoformat()


def _offset(kept: str, machine: datetime) -> timedelta:
    """The offset from machine time to business time. Raises ValueError."""
    try:
        fields = json.loads(kept)
        ticking = fields["machine"]
        since = machine if ticking is None else datetime.fromisoformat(ticking)
        return datetime.fromisoformat(fields["now"]) - since
    except (KeyError, TypeError) as error:
        raise ValueError("no clock is kept there") from error


stopwatch = time.monotonic
"""Seconds, for measuring durations."""
