"""What staff do with an application besides deciding on it, and what follows from a decision."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from models.application import Note, Undoable
from models.outbox import LONGEST_WAIT
from models.store.insert import insert_new
from models.store.parts import parts
from models.tables import (
    ApplicationFlagRow,
    ApplicationImportRow,
    ApplicationNoteRow,
    ApplicationRingRow,
    ApplicationRow,
    ApplicationUndoRow,
)


class Desk:
    """Notes, flags, whom to ring, what may be taken back, what came from files."""

    def __init__(self, session: Session) -> None:
        self._session = session

    # Notes and flags

    def note(self, application: str, by: str, text: str, now: datetime) -> None:
        """Adds a note."""
        self._session.add(ApplicationNoteRow(application_id=application, by=by, text=text, at=now))
        self._session.flush()

    def notes(self, application: str) -> list[Note]:
        """All notes, oldest first."""
        rows = self._session.scalars(
            select(ApplicationNoteRow)
            .where(ApplicationNoteRow.application_id == application)
            .order_by(ApplicationNoteRow.id)
        )
        return [Note(row.id, row.at, row.by, row.text) for row in rows]

    def flag(self, application: str, flag: str, *, on: bool) -> bool:
        """Puts a flag on, or takes it off; whether that changed anything."""
        if on:
            return insert_new(self._session, ApplicationFlagRow, application_id=application, flag=flag)
        gone = self._session.scalars(
            delete(ApplicationFlagRow)
            .where(ApplicationFlagRow.application_id == application, ApplicationFlagRow.flag == flag)
            .returning(ApplicationFlagRow.flag)
        )
        return bool(gone.all())

    def flags(self, applications: Sequence[str]) -> dict[str, tuple[str, ...]]:
        """The flags of each, in order."""
        found: dict[str, list[str]] = {}
        for some in parts(applications):
            rows = self._session.scalars(
                select(ApplicationFlagRow)
                .where(ApplicationFlagRow.application_id.in_(some))
                .order_by(ApplicationFlagRow.flag)
            )
            for row in rows:
                found.setdefault(row.application_id, []).append(row.flag)
        return {id: tuple(flags) for id, flags in found.items()}

    # Whom to ring

    def ring(self, application: str, now: datetime) -> None:
        """No push reaches the person: staff tell them by telephone. Twice is once, since the first time."""
        insert_new(self._session, ApplicationRingRow, application_id=application, since=now)

    def rung(self, application: str) -> bool:
        """They know; False if nobody had to ring them."""
        gone = self._session.scalars(
            delete(ApplicationRingRow)
            .where(ApplicationRingRow.application_id == application)
            .returning(ApplicationRingRow.application_id)
        )
        return bool(gone.all())

    def to_ring(self, application: str) -> datetime | None:
        """Since when they are to be rung; None if they are not."""
        row = self._session.get(ApplicationRingRow, application)
        return row.since if row is not None else None

    # What may be taken back

    def may_undo(self, application: str, version: int, before: str, until: datetime) -> None:
        """A decision made this version; until then (machine time) it may be taken back."""
        self.no_undo(application)
        self._session.add(
            ApplicationUndoRow(application_id=application, version=version, before=before, until=until)
        )
        self._session.flush()

    def undoable(self, application: str, machine_now: datetime) -> Undoable | None:
        """What may be taken back now. A time further ahead than the longest is over: the clock went back."""
        row = self._session.get(ApplicationUndoRow, application, populate_existing=True)
        if row is None or not machine_now < row.until <= machine_now + LONGEST_WAIT:
            return None
        return Undoable(row.version, row.before, row.until)

    def undo_until(self, references: Sequence[str], machine_now: datetime) -> datetime | None:
        """The last time at which one of the decisions on these may be taken back; None if none may."""
        latest: datetime | None = None
        for some in parts(references):
            query = (
                select(func.max(ApplicationUndoRow.until))
                .join(ApplicationRow, ApplicationRow.id == ApplicationUndoRow.application_id)
                .where(
                    ApplicationRow.reference.in_(some),
                    ApplicationRow.version == ApplicationUndoRow.version,
                    ApplicationUndoRow.until > machine_now,
                    ApplicationUndoRow.until <= machine_now + LONGEST_WAIT,
                )
            )
            found = self._session.scalar(query)
            latest = max(filter(None, (latest, found)), default=None)
        return latest

    def no_undo(self, application: str) -> None:
        """Nothing may be taken back any more."""
        self._session.execute(
            delete(ApplicationUndoRow).where(ApplicationUndoRow.application_id == application)
        )

    def forget_undo(self, machine_now: datetime) -> None:
        """Drops what nobody may take back any more."""
        over = ApplicationUndoRow.until < machine_now - timedelta(hours=1)
        self._session.execute(delete(ApplicationUndoRow).where(over))

    # What came from a file

    def imported(self, application: str, key: str) -> bool:
        """This row of a file became this application; False if the row was taken before."""
        return insert_new(self._session, ApplicationImportRow, key=key, application_id=application, tries=0)

    def imported_before(self, keys: Sequence[str]) -> set[str]:
        """Those of these rows that were taken before."""
        found: set[str] = set()
        for some in parts(keys):
            found.update(
                self._session.scalars(
                    select(ApplicationImportRow.key).where(ApplicationImportRow.key.in_(some))
                )
            )
        return found

    def tries(self, application: str) -> int:
        """How often somebody gave wrong digits for it."""
        query = select(ApplicationImportRow.tries).where(ApplicationImportRow.application_id == application)
        return self._session.scalar(query) or 0

    def tried(self, application: str, tries: int) -> None:
        """Sets that."""
        self._session.execute(
            update(ApplicationImportRow)
            .where(ApplicationImportRow.application_id == application)
            .values(tries=tries)
        )
