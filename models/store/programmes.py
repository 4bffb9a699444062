"""Programmes in the database, cached in memory by revision."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from models.json import from_json, to_json
from models.programme import Catalogue, Programme
from models.store.cache import CatalogueCache
from models.tables import CatalogueRow, ProgrammeRow

_THE_ROW = 1


class Programmes:
    """What the database holds of programmes."""

    def __init__(self, session: Session, cache: CatalogueCache) -> None:
        self._session = session
        self._cache = cache

    def catalogue(self) -> Catalogue:
        """All programmes; read again only when a load anywhere has changed one."""
        revision = self._revision()
        if (known := self._cache.at(revision)) is not None:
            return known
        rows = self._session.scalars(select(ProgrammeRow).order_by(ProgrammeRow.position))
        catalogue = Catalogue(tuple(from_json(Programme, row.document) for row in rows))
        self._cache.hold(revision, catalogue)
        return catalogue

    def lock(self, id: str) -> None:
        """Makes every other transaction that gives out this programme's seats wait for ours."""
        self._session.execute(select(ProgrammeRow.id).where(ProgrammeRow.id == id).with_for_update())

    def put(self, programme: Programme, now: datetime) -> int:
        """Creates the programme or replaces it whole; returns the new revision."""
        revision = self._next_revision()
        document = to_json(programme)
        row = self._session.get(ProgrammeRow, programme.id)
        if row is not None:
            row.document, row.updated_at = document, now
        else:
            last = self._session.scalar(select(func.max(ProgrammeRow.position))) or 0
            self._session.add(
                ProgrammeRow(id=programme.id, position=last + 1, document=document, updated_at=now)
            )
        self._session.flush()
        return revision

    def hold(self) -> None:
        """Makes every other change of programmes wait for ours: call before deciding on one by reading."""
        self._next_revision()

    def _next_revision(self) -> int:
        # The row's lock is held until we commit, so changes are made one after another.
        return self._session.scalars(
            update(CatalogueRow)
            .where(CatalogueRow.id == _THE_ROW)
            .values(revision=CatalogueRow.revision + 1)
            .returning(CatalogueRow.revision)
        ).one()

    def _revision(self) -> int:
        return self._session.scalars(select(CatalogueRow.revision)).one()
