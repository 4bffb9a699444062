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
    NO_PROGRAMME = "no-programme"
