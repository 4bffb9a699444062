"""The one number that tells every process that its in-memory copy is stale."""

from __future__ import annotations

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from models.tables import CatalogueRow

_THE_ROW = 1
_RAISED = "the revision is raised"


def current(session: Session) -> int:
    """The revision of programmes and lessons."""
    return session.scalars(select(CatalogueRow.revision)).one()


def raise_(session: Session) -> int:
    """Raises it; the row's lock is held until we commit, so changes are made one after another."""
    session.info[_RAISED] = True
    return session.scalars(
        update(CatalogueRow)
        .where(CatalogueRow.id == _THE_ROW)
        .values(revision=CatalogueRow.revision + 1)
        .returning(CatalogueRow.revision)
    ).one()


def raised(session: Session) -> bool:
    """Whether this session raised it: the number is ours until we commit, and another's if we do not."""
    return _RAISED in session.info
