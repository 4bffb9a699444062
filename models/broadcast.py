"""An announcement that staff send to those who applied."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from models.listing import Filter

LONGEST_TITLE = 60
LONGEST_TEXT = 2_000
"""Characters of an announcement: with what stands under it, it goes into one message of LINE's."""
USEFUL_FOR = timedelta(hours=24)
"""After so long (LINE away, the month's messages used up) it is not sent any more: it is no news then."""


class BroadcastState(StrEnum):
    """How far it is; `SCHEDULED`: its list is fixed and its time has not come."""

    DRAFT = "draft"
    SCHEDULED = "scheduled"
    SENDING = "sending"
    DONE = "done"
    STOPPED = "stopped"


@dataclass(frozen=True, slots=True)
class Audience:
    """Whom it is for: the people behind applications to one programme that fit.

    session, attendance  only those who answered so for this occasion ("": did not answer)
    rounds               only those who chose one of these
    """

    programme: str
    wanted: Filter
    session: str | None = None
    attendance: str | None = None
    rounds: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reach:
    """Who of an audience is reached, and who is not and why; each person counts once.

    users      LINE's ids of those who are reached
    opted_out  want no announcements
    blocked    blocked the bot
    no_line    applications nobody in LINE stands behind
    """

    users: tuple[str, ...]
    opted_out: int
    blocked: int
    no_line: int


@dataclass(frozen=True, slots=True)
class Broadcast:
    """One announcement.

    at      business time at which it goes; None: as soon as it is sent
    of      how many it is for; fixed when it is sent
    queued  how many of them are in the outbox
    """

    id: int
    audience: Audience
    title: str
    text: str
    by: str
    created_at: datetime
    state: BroadcastState
    at: datetime | None = None
    of: int = 0
    queued: int = 0
    started_at: datetime | None = None
    finished_at: datetime | None = None

    @property
    def open(self) -> bool:
        """Whether something of it may still go."""
        return self.state in (BroadcastState.SCHEDULED, BroadcastState.SENDING)

    def key(self, place: int) -> str:
        """The outbox key of one person's copy: names nobody."""
        return f"broadcast:{self.id}:{place}"


@dataclass(frozen=True, slots=True)
class Progress:
    """What has become of what is in the outbox."""

    sent: int = 0
    failed: int = 0
    waiting: int = 0
