"""Work too long for a request, done by the scheduler."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

LEASE = timedelta(seconds=30)
"""How long a process has a job to itself before another may take it; it says so again as it goes on."""
LONGEST_LEASE = timedelta(minutes=5)


class JobKind(StrEnum):
    """What is done."""

    DECIDE = "decide"
    EXPORT = "export"
    IMPORT = "import"


class JobState(StrEnum):
    """`STOPPED`: it cannot be done; its problems say why."""

    WAITING = "waiting"
    DONE = "done"
    STOPPED = "stopped"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that could not be done: what it was about, and why, for staff to read."""

    what: str
    why: str


@dataclass(frozen=True, slots=True)
class Job:
    """One piece of work and how far it has come.

    by     the address of whoever asked for it
    given  what it works on; empty when it is done
    file   name of the file it made, in the folder for such files
    """

    id: int
    kind: JobKind
    programme: str
    by: str
    asked_at: datetime
    state: JobState
    given: Mapping[str, Any]
    done: int
    of: int
    problems: tuple[Problem, ...] = field(default=())
    file: str | None = None
    finished_at: datetime | None = None
