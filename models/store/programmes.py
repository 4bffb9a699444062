"""Programmes in the database, cached in memory by revision."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.catalogue import Catalogue
from models.json import from_json, to_json
from models.programme import Programme
from models.store import revision
from models.store.cache import CatalogueCache
from models.store.learning import lessons
from models.tables import ProgrammeRow


class Programmes:
    """The programmes the database holds."""

    def __init__(self, session: Callable[[], Session], shared: CatalogueCache) -> None:
        self._opened = session
        self._shared = shared
        self._own = CatalogueCache()
        self._supposed: Catalogue | None = None

    @property
    def _session(self) -> Session:
        return self._opened()

    def at(self) -> int:
        """The number that grows with every change to a programme or lesson."""
        return revision.current(self._session)

    def catalogue(self, at: int | None = None) -> Catalogue:
        """All programmes and lessons; read again only when some process has changed one.

        at  the revision, where it has been read in this transaction
        """
        if self._supposed is not None:
            return self._supposed
        if at is not None and (known := self._shared.at(at)) is not None:
            return known
        at = revision.current(self._session)
        # Once we have raised the revision, nobody else may see what we read under its number: if we do not
        # commit, that number goes to another change.
        cache = self._own if revision.raised(self._session) else self._shared
        if (known := cache.at(at)) is not None:
            return known
        rows = self._session.scalars(select(ProgrammeRow).order_by(ProgrammeRow.position))
        programmes = tuple(from_json(Programme, row.document) for row in rows)
        catalogue = Catalogue(programmes, lessons(self._session))
        cache.hold(at, catalogue)
        return catalogue

    def suppose(self, catalogue: Catalogue) -> None:
        """Takes these for all programmes there are until the transaction ends; nobody else sees them."""
        self._supposed = catalogue

    def share(self) -> None:
        """Shares what we read of our own changes with everybody: call only after the commit."""
        self._shared.hold_same(self._own)

    def lock(self, id: str) -> None:
        """Makes every other transaction that allocates this programme's seats wait for ours."""
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
        """Makes every other programme change wait for ours: call before reading to decide on one."""
        revision.raise_(self._session)
