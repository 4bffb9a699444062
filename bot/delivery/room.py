"""Room for an answer in a sender's hands, and how many may be given to it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from models.channel import Limit
from models.outbox import Parcel


class Room:
    """A hand of a sender held free for one answer: given to it, or let go at the end.

    lease  for how long the answer may be taken; None if it is left in the queue
    """

    def __init__(
        self, give: Callable[[Parcel | None, float], None], lease: timedelta | None, since: float
    ) -> None:
        self._give, self._since, self.lease = give, since, lease

    def __enter__(self) -> Room:
        return self

    def give(self, parcel: Parcel | None) -> None:
        """The answer, once its transaction is committed."""
        if parcel is not None:
            self._give(parcel, self._since)
            self.lease = None

    def __exit__(self, *_: object) -> None:
        if self.lease is not None:
            self._give(None, self._since)


class Bucket:
    """Calls that may be made by this process alone; see `models.channel.Limit`."""

    def __init__(self, limit: Limit) -> None:
        self._limit, self._held, self._at = limit, float(limit.calls), 0.0

    def take(self, now: float) -> bool:
        """One call, if there is one; `now` by the stopwatch."""
        self._held, self._at = self._limit.filled(self._held, now - self._at), now
        if self._held < 1:
            return False
        self._held -= 1
        return True
