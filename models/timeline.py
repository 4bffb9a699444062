"""One thing that has a date, and where it lies seen from an instant."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum

from models.announced import Round
from models.calendar import at, end_of

PART = "part"
"""The kind of days with a title of their own, within the days of the event."""
HAPPENS = frozenset({"session", PART, "presentation", "result", "orientation", "confirmation", "other"})
"""Kinds that take place; the others are open for a while, or end."""


class Standing(StrEnum):
    """Where a milestone lies, seen from now."""

    AHEAD = "ahead"
    ON = "on"
    PAST = "past"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Milestone:
    """One thing that has a date.

    what       what it is called
    kind       as in `models.announced.TimelineKind`, or `PART`
    first, last   its days, both inclusive; a deadline has only a last one; neither where no day is known
    starts, ends  the stated hours of those days
    told       how the announcement puts it, where it names no day
    phrases    how people may name it
    own        a timeline entry of its own, not only the window or the days of training
    quote      the announcement's words; None for what follows from the data
    place      where those days are, where they have a place of their own
    """

    what: str
    kind: str
    first: date | None
    last: date | None
    phrases: tuple[str, ...] = ()
    starts: time | None = None
    ends: time | None = None
    round: Round | None = None
    told: str | None = None
    was: date | None = None
    note: str | None = None
    derived: bool = False
    own: bool = False
    id: str | None = None
    quote: str | None = None
    place: str | None = None

    @property
    def happens(self) -> bool:
        """It takes place on its days; otherwise it can be done until its last one."""
        return self.kind in HAPPENS and self.first is not None

    def standing(self, now: datetime) -> Standing:
        """Whether it is ahead, going on or over; the last day counts to its stated hour, else to its end."""
        if self.first is None and self.last is None:
            return Standing.UNKNOWN
        last = self.last or self.first
        assert last is not None
        if now >= (at(last, self.ends) if self.ends is not None else end_of(last)):
            return Standing.PAST
        if self.first is not None and now < at(self.first, self.starts or time.min):
            return Standing.AHEAD
        return Standing.ON
