"""An application and the moves it may make."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any


class ApplicationState(StrEnum):
    """Where an application stands."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    WAITLISTED = "waitlisted"
    APPROVED = "approved"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"
    COMPLETED = "completed"


_S = ApplicationState

MOVES: Mapping[ApplicationState, frozenset[ApplicationState]] = {
    _S.DRAFT: frozenset({_S.SUBMITTED}),  # and straight on where seats are given at once
    _S.SUBMITTED: frozenset({_S.APPROVED, _S.REJECTED, _S.WAITLISTED, _S.WITHDRAWN}),
    _S.WAITLISTED: frozenset({_S.APPROVED, _S.REJECTED, _S.WITHDRAWN}),
    _S.APPROVED: frozenset({_S.REJECTED, _S.WAITLISTED, _S.WITHDRAWN, _S.COMPLETED}),
    _S.REJECTED: frozenset({_S.APPROVED, _S.WAITLISTED}),
    _S.WITHDRAWN: frozenset(),
    _S.COMPLETED: frozenset(),
}
"""Every legal move; an abandoned draft is deleted, not moved."""

LIVE = frozenset({_S.SUBMITTED, _S.WAITLISTED, _S.APPROVED})
"""States in which an application counts as the person's own for its programme."""


@dataclass(frozen=True, slots=True)
class Application:
    """One person's (or their colleague's) application to one programme.

    id            unguessable; buttons carry it
    reference     what people quote (prefix and six characters); None while a draft
    user          the LINE user who fills it in and is told about it; None if it came from a file and nobody
                  has linked it to their chat
    on_behalf     filled in for a colleague
    stage         the programme's own stage it has reached, if any
    answers       question key to value, as the question's kind stores it
    source        the code of the poster that led to it, if one did
    needs_review  looks like a duplicate; staff decide
    version       grows with every change; buttons carry it, so a stale one is recognised
    """

    id: str
    programme: str
    user: str | None
    state: ApplicationState
    created_at: datetime
    updated_at: datetime
    reference: str | None = None
    on_behalf: bool = False
    answers: dict[str, Any] = field(default_factory=dict)
    consented_at: datetime | None = None
    submitted_at: datetime | None = None
    needs_review: bool = False
    stage: str | None = None
    version: int = 1
    source: str | None = None

    def may_become(self, state: ApplicationState) -> bool:
        """Whether the move is in the table."""
        return state in MOVES[self.state]


@dataclass(frozen=True, slots=True)
class Change:
    """One line of an application's history: who did what, when and why.

    before, after   the answers that changed, by key (an edit), or states under the key `state`
    """

    at: datetime
    actor: str
    what: str
    before: dict[str, Any] = field(default_factory=dict)
    after: dict[str, Any] = field(default_factory=dict)
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Attendance:
    """What a registrant said about a session: `yes`, `no` or `substitute`; and why, or whom they send."""

    answer: str
    detail: str | None = None


@dataclass(frozen=True, slots=True)
class Note:
    """What one of the staff wrote down; `by` is their address."""

    id: int
    at: datetime
    by: str
    text: str


@dataclass(frozen=True, slots=True)
class Undoable:
    """A decision that may be taken back: it made this version, and the state before. Machine time."""

    version: int
    before: str
    until: datetime
