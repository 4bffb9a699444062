"""What may be wrong with the machinery."""

from __future__ import annotations

from enum import StrEnum


class Trouble(StrEnum):
    """What may be wrong; `handlers.wording.office.health` has words and remedies."""

    LINE_AWAY = "line-away"
    LINE_REFUSES = "line-refuses"
    QUOTA_OUT = "quota-out"
    FAILED = "failed"
    WAITING = "waiting"
    DUE = "due"
    ERASURES = "erasures"
    JOBS = "jobs"
    SCHEDULER = "scheduler"
    NO_PROGRAMME = "no-programme"
    DISK = "disk"
    QUOTA_SHORT = "quota-short"
    NO_BACKUP = "no-backup"
    OLD_BACKUP = "old-backup"
    NO_MENU = "no-menu"


NOTES = frozenset({Trouble.NO_BACKUP, Trouble.OLD_BACKUP, Trouble.NO_MENU})
"""What is good to know: nothing stands still because of it."""
