"""What needs somebody now, counted."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import Session

from models.application import ApplicationState
from models.case import CaseKind, Sender
from models.outbox import OutboxState
from models.tables import (
    ApplicationRow,
    AttendanceRow,
    CaseMessageRow,
    CaseRow,
    OutboxRow,
    PersonRow,
    UnreadRow,
)


class Today:
    """Counts of what is left to do; `programmes` are those somebody sees."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def to_decide(self, programmes: Sequence[str]) -> dict[str, tuple[int, datetime | None]]:
        """How many applications wait for a decision, and since when the oldest, by programme."""
        query = (
            select(ApplicationRow.programme_id, func.count(), func.min(ApplicationRow.submitted_at))
            .where(
                ApplicationRow.programme_id.in_(programmes),
                ApplicationRow.state == ApplicationState.SUBMITTED.value,
            )
            .group_by(ApplicationRow.programme_id)
        )
        return {id: (count, oldest) for id, count, oldest in self._session.execute(query)}

    def unanswered(self, programmes: Sequence[str]) -> tuple[int, datetime | None]:
        """How many open cases end with the person's word, and since when the oldest; no notes."""
        last = (
            select(func.max(CaseMessageRow.id))
            .join(CaseRow, CaseRow.id == CaseMessageRow.case_id)
            .where(CaseRow.closed_at.is_(None), CaseRow.kind != CaseKind.NOTE.value, _seen(programmes))
            .group_by(CaseMessageRow.case_id)
        )
        query = select(func.count(), func.min(CaseMessageRow.at)).where(
            CaseMessageRow.id.in_(last), CaseMessageRow.sender == Sender.PERSON.value
        )
        count, oldest = self._session.execute(query).one()
        return count, oldest

    def questions(self) -> int:
        """How many questions were not read well and are not taught yet."""
        return self._count(
            select(func.count())
            .select_from(UnreadRow)
            .where(UnreadRow.intent.is_(None), UnreadRow.answer.is_(None))
        )

    def failed(self) -> int:
        """How many messages LINE refused for good."""
        failed = OutboxRow.state == OutboxState.FAILED.value
        return self._count(select(func.count()).select_from(OutboxRow).where(failed))

    def approved(self, programme: str) -> int:
        """How many take part in a programme."""
        return self._count(
            select(func.count())
            .select_from(ApplicationRow)
            .where(
                ApplicationRow.programme_id == programme,
                ApplicationRow.state == ApplicationState.APPROVED.value,
            )
        )

    def coming(self, programme: str, occasion: str) -> dict[str, int]:
        """How many of those taking part gave which answer for a session."""
        query = (
            select(AttendanceRow.answer, func.count())
            .join(ApplicationRow, ApplicationRow.id == AttendanceRow.application_id)
            .where(
                ApplicationRow.programme_id == programme,
                ApplicationRow.state == ApplicationState.APPROVED.value,
                AttendanceRow.occasion == occasion,
            )
            .group_by(AttendanceRow.answer)
        )
        return dict(self._session.execute(query).all())

    def anybody_wrote(self) -> bool:
        """Whether anybody has talked to the bot yet."""
        return self._session.scalar(select(PersonRow.user_id).limit(1)) is not None

    def _count(self, query: Select[int]) -> int:
        return self._session.scalar(query) or 0


def _seen(programmes: Sequence[str]) -> ColumnElement[bool]:
    return or_(CaseRow.programme_id.is_(None), CaseRow.programme_id.in_(programmes))
