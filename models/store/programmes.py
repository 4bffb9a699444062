"""Programmes in the database, cached in memory by revision."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.json import from_json, to_json
from models.programme import Catalogue, Programme
from models.store import revision
from models.store.cache import CatalogueCache
from models.store.learning import lessons
from models.tables import ProgrammeRow


class Programmes:
    """What the database holds of programmes."""

    def __init__(self, session: Session, cache: CatalogueCache) -> None:
        self._session = session
        self._cache = cache

    def catalogue(self) -> Catalogue:
        """All programmes and lessons; read again only when somebody somewhere has changed one."""
        at = revision.current(self._session)
        if (known := self._cache.at(at)) is not None:
            return known
        rows = self._session.scalars(select(ProgrammeRow).order_by(ProgrammeRow.position))
        programmes = tuple(from_json(Programme, row.document) for row in rows)
        catalogue = Catalogue(programmes, lessons(self._session))
        self._cache.hold(at, catalogue)
        return catalogue

    def lock(self, id: str) -> None:
        """Makes every other transaction that gives out this programme's seats wait for ours."""
        self._session.execute(select(ProgrammeRow.id).where(ProgrammeRow.id == id).with_for_update())

    def put(self, programme: Programme, now: datetime) -> int:
        """Creates the programme or replaces it whole; returns the new revision."""
        at = revision.raise_(self._session)
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
        return at

    def hold(self) -> None:
        """Makes every other change of programmes wait for ours: call before deciding on one by reading."""
        revision.raise_(self._session)
