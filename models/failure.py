"""A due item that failed: what, how often, and when it is tried again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from models.deadline import ahead

FIRST_WAIT = timedelta(minutes=1)
LONGEST_WAIT = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class DueFailure:
    """A due item that keeps failing, for staff and whoever looks after the machine.

    key       what it is: `reminder:12`, `notice:3`, `seats:<programme>`, `file:<id>` …
    attempts  how many times it was tried
    error     what last went wrong, without personal data
    failed_at, retry_at   business time
    """

    key: str
    attempts: int
    error: str
    failed_at: datetime
    retry_at: datetime

    def waits(self, now: datetime) -> bool:
        """Whether it is not yet to be tried again."""
        return ahead(self.retry_at, now, LONGEST_WAIT)


def next_try(before: DueFailure | None, key: str, error: str, now: datetime) -> DueFailure:
    """The record after one more failure: the wait doubles from a minute to an hour."""
    attempts = before.attempts + 1 if before else 1
    wait = min(FIRST_WAIT * 2 ** min(attempts - 1, 10), LONGEST_WAIT)
    return DueFailure(key, attempts, error, now, now + wait)
