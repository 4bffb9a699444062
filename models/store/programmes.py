"""Programmes in the database, cached in memory by revision."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.json import from_json, to_json
from models.programme import Catalogue, Programme
from models.tables import ProgrammeRow

if TYPE_CHECKING:
    from models.store.database import Database


class Programmes:
    """What the database holds of programmes."""

    def __init__(self, session: Session, database: Database) -> None:
        self._session = session
        self._database = database

    def catalogue(self) -> Catalogue:
        """All programmes; read again only when a load anywhere has changed one."""
        revision = self._revision()
        if (known := self._database.catalogue(revision)) is not None:
            return known
        rows = self._session.scalars(select(ProgrammeRow).order_by(ProgrammeRow.position))
        catalogue = Catalogue(tuple(from_json(Programme, row.document) for row in rows))
        self._database.remember(revision, catalogue)
        return catalogue

    def lock(self, id: str) -> None:
        """Makes every other transaction that gives out this programme's seats wait for ours."""
        self._session.execute(select(ProgrammeRow.id).where(ProgrammeRow.id == id).with_for_update())

    def put(self, programme: Programme, now: datetime) -> int:
        """Creates the programme or replaces it whole; returns the new revision."""
        # All rows, so that two loads at once get different revisions.
        rows = {row.id: row for row in self._session.scalars(select(ProgrammeRow).with_for_update())}
        revision = max((row.revision for row in rows.values()), default=0) + 1
        document = to_json(programme)
        if (row := rows.get(programme.id)) is not None:
            row.document, row.revision, row.updated_at = document, revision, now
        else:
            self._session.add(
                ProgrammeRow(
                    id=programme.id,
                    position=len(rows) + 1,
                    document=document,
                    revision=revision,
                    updated_at=now,
                )
            )
        self._session.flush()
        return revision

    def _revision(self) -> int:
        return self._session.scalar(select(func.max(ProgrammeRow.revision))) or 0
