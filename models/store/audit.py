"""The record of what staff did. It is added to and read; nothing here changes or deletes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.staff import Action, AuditEntry, Who
from models.tables import AuditRow


class Audit:
    """What was done by whom, in the order it was done."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def note(
        self,
        action: Action,
        object: str,
        *,
        by: Who,
        at: datetime,
        before: str | None = None,
        after: str | None = None,
    ) -> None:
        """Writes one entry, in the transaction of what it tells; `AuditEntry` says what may stand in it."""
        self._session.add(
            AuditRow(
                at=at,
                staff=by.staff,
                role=by.role,
                action=action.value,
                object=object,
                before=before,
                after=after,
            )
        )
        self._session.flush()

    def since(self, at: datetime | None = None) -> list[AuditEntry]:
        """All from an instant on, oldest first."""
        query = select(AuditRow).order_by(AuditRow.id)
        query = query.where(AuditRow.at >= at) if at is not None else query
        return [_entry(row) for row in self._session.scalars(query)]

    def page(
        self,
        *,
        staff: str | None = None,
        actions: Sequence[Action] = (),
        object: str | None = None,
        before_id: int | None = None,
        limit: int,
    ) -> list[AuditEntry]:
        """The newest that fit, newest first; `before_id` goes on where a page ended."""
        query = select(AuditRow).order_by(AuditRow.id.desc()).limit(limit)
        query = query.where(AuditRow.staff == staff) if staff is not None else query
        query = query.where(AuditRow.action.in_([it.value for it in actions])) if actions else query
        query = query.where(AuditRow.object == object) if object is not None else query
        query = query.where(AuditRow.id < before_id) if before_id is not None else query
        return [_entry(row) for row in self._session.scalars(query)]

    def count(self) -> int:
        """How many entries there are."""
        return self._session.scalar(select(func.count()).select_from(AuditRow)) or 0

    def names(self) -> list[str]:
        """Everybody there is an entry of, in order."""
        return list(self._session.scalars(select(AuditRow.staff).distinct().order_by(AuditRow.staff)))


def _entry(row: AuditRow) -> AuditEntry:
    return AuditEntry(
        id=row.id,
        at=row.at,
        who=Who(row.staff, row.role),
        action=Action(row.action),
        object=row.object,
        before=row.before,
        after=row.after,
    )
