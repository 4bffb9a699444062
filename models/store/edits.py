"""What staff typed into programmes and did not save yet: one row a programme and member of staff."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from models.edit import Edit
from models.store.insert import insert_new
from models.tables import ProgrammeEditRow, StaffRow


class Edits:
    """Programmes as they are being typed."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def keep(self, programme: str, staff: int, edit: Edit) -> None:
        """Keeps it in place of what was there; two windows of one person may do so at the same time."""
        values = {"document": edit.document, "base_version": edit.base, "at": edit.at}
        if insert_new(self._session, ProgrammeEditRow, programme_id=programme, staff_id=staff, **values):
            return
        row = self._session.get(ProgrammeEditRow, (programme, staff), with_for_update=True)
        if row is not None:
            row.document, row.base_version, row.at = edit.document, edit.base, edit.at
            self._session.flush()

    def of(self, programme: str, staff: int) -> Edit | None:
        """What they typed and did not save."""
        row = self._session.get(ProgrammeEditRow, (programme, staff))
        return Edit(row.document, row.base_version, row.at) if row is not None else None

    def drop(self, programme: str, staff: int) -> bool:
        """Forgets it; whether there was any."""
        gone = self._session.scalars(
            delete(ProgrammeEditRow)
            .where(ProgrammeEditRow.programme_id == programme, ProgrammeEditRow.staff_id == staff)
            .returning(ProgrammeEditRow.staff_id)
        )
        return bool(gone.all())

    def others(self, programme: str, staff: int, since: datetime) -> list[str]:
        """Who else typed into it since then: their names, or else their addresses."""
        rows = self._session.execute(
            select(StaffRow.name, StaffRow.email)
            .join(ProgrammeEditRow, ProgrammeEditRow.staff_id == StaffRow.id)
            .where(
                ProgrammeEditRow.programme_id == programme,
                ProgrammeEditRow.staff_id != staff,
                ProgrammeEditRow.at >= since,
            )
            .order_by(StaffRow.id)
        )
        return [name or email for name, email in rows]

    def forget_before(self, when: datetime) -> int:
        """Forgets what nobody came back to; how many."""
        gone = self._session.scalars(
            delete(ProgrammeEditRow).where(ProgrammeEditRow.at < when).returning(ProgrammeEditRow.staff_id)
        )
        return len(gone.all())
