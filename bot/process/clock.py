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

    `now` is the time all business is done by; `start` sets where it begins, and it ticks on from there.
    `machine` is the machine's own, for what is physical: leases, waits, the life of a reply token. Processes
    that were given different business clocks still agree on it.
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
        """Sets business time forward (demo only). Raises ValueError for a step back."""
        with self._lock:
            offset = instant - self.machine()
            if offset < self._offset - timedelta(seconds=1):
                raise ValueError("the clock moves forward only")
            self._offset = max(offset, self._offset)


class KeptClock(Clock):
    """A clock with a file that says how it goes: for processes beside it, and for its own next start.

    The file holds the business time and, while the clock ticks, the machine's time at which it was that.
    """

    def __init__(self, file: Path, start: datetime) -> None:
        super().__init__(start)
        self._file = file

    def keep(self) -> None:
        """Writes down how it goes; from now on others may follow."""
        with self._lock:
            self._write(machine=_text(self.machine()))

    def move_to(self, instant: datetime) -> None:
        """Sets business time forward, for those that follow too. Raises ValueError for a step back."""
        with self._lock:
            super().move_to(instant)
            self.keep()

    def stop(self) -> None:
        """Writes down where it ends, so that the next start goes on from there, however much later."""
        with self._lock:
            self._write(machine=None)

    def _write(self, machine: str | None) -> None:
        private_file.write(self._file, json.dumps({"now": _text(self.now()), "machine": machine}) + "\n")


class FollowingClock(Clock):
    """A clock that goes as another process's `KeptClock` does; from where that ended, when it has ended.

    Raises OSError or ValueError when no clock is kept in the file.
    """

    def __init__(self, file: Path) -> None:
        super().__init__()
        self._file = file
        self._read: str | None = None
        self._follow()

    def now(self) -> datetime:
        """Business time, aware."""
        with self._lock:
            # Without its file (somebody cleared the directory) it ticks on as it did.
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
    """From the machine's time to business time. Raises ValueError."""
    try:
        fields = json.loads(kept)
        ticking = fields["machine"]
        since = machine if ticking is None else datetime.fromisoformat(ticking)
        return datetime.fromisoformat(fields["now"]) - since
    except (KeyError, TypeError) as error:
        raise ValueError("no clock is kept there") from error


stopwatch = time.monotonic
"""Seconds for measuring how long something took."""
