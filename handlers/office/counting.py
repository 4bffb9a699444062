"""Keeps how often what was asked: events are kept for a month, their counts for good."""

from __future__ import annotations

from datetime import datetime

from models.calendar import local_day
from models.numbers import AskedCount
from models.store import Transaction


def asked(tx: Transaction, now: datetime) -> list[AskedCount]:
    """The questions of all days that are over, from the last one counted on: an event may come late."""
    return tx.numbers.heard(tx.numbers.counted_until(), local_day(now))


def keep(tx: Transaction, counts: list[AskedCount]) -> None:
    """Writes them down; the same once more changes nothing."""
    tx.numbers.keep(counts)
