"""Reminders, one per rule and session, not one per person; notices of change; who is owed what."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from models.programme import Session


class ReminderState(StrEnum):
    """`MISSED`: could not be sent to anybody before its session began."""

    PLANNED = "planned"
    DONE = "done"
    MISSED = "missed"


@dataclass(frozen=True, slots=True)
class Reminder:
    """When one rule's reminder goes out for one session (or the run of days it begins, or a deadline).

    occasion     the session's id and date: a moved session is a new occasion
    due_at       computed in local calendar days, then time of day
    expires_at   when the session begins: from then on nothing is sent
    messages     how many pushes it turned into, once done
    """

    programme: str
    rule: str
    occasion: str
    sessions: tuple[str, ...]
    due_at: datetime
    expires_at: datetime
    state: ReminderState = ReminderState.PLANNED
    id: int | None = None
    messages: int | None = None

    def key(self, recipient: str) -> str:
        """The key that makes it unique for one application (or group): it is only ever queued once."""
        return f"reminder:{self.rule}:{self.occasion}:{recipient}"


@dataclass(frozen=True, slots=True)
class Notice:
    """A change to a programme's sessions that people are to be told about.

    before     the sessions as people were last told
    noted_at   the first change; later ones within the wait are announced together with it
    sent_at    None while it waits
    """

    id: int
    programme: str
    before: tuple[Session, ...]
    noted_at: datetime
    due_at: datetime
    sent_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Owed:
    """A registrant who missed something that was sent and still matters.

    since   when they blocked the bot; None for someone just approved
    """

    application: str
    since: datetime | None
    due_at: datetime


@dataclass(frozen=True, slots=True)
class SessionRecord:
    """A session as calendars know it.

    sequence     grows with every change that a calendar shows
    dropped_at   when it was cancelled; None while it is held
    """

    programme: str
    session: Session
    sequence: int
    changed_at: datetime
    dropped_at: datetime | None = None
