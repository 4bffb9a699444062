"""A reminder: one per rule and session, not one per person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class ReminderState(StrEnum):
    """`MISSED` is one that nobody could be sent before its session began."""

    PLANNED = "planned"
    DONE = "done"
    MISSED = "missed"


@dataclass(frozen=True, slots=True)
class Reminder:
    """When one rule speaks about one session (or the run of days that begins with it).

    occasion     the session's id and date: a moved session is a new occasion
    due_at       worked out in local calendar days, then time of day
    useless_at   when the session begins: from then on nothing is sent
    """

    programme: str
    rule: str
    occasion: str
    sessions: tuple[str, ...]
    due_at: datetime
    useless_at: datetime
    state: ReminderState = ReminderState.PLANNED
    id: int | None = None
