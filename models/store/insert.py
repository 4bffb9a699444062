"""Inserts rows that may already be there, the same way on both databases."""

from __future__ import annotations

from typing import Any

from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import CursorResult
from sqlalchemy.orm import Session

from models.tables import Base


def insert_new(session: Session, table: type[Base], **values: Any) -> bool:
    """Inserts a row unless one with the same unique key exists; returns whether it was new."""
    dialect = session.get_bind().dialect.name
    insert = postgresql.insert if dialect == "postgresql" else sqlite.insert
    statement = insert(table).values(**values).on_conflict_do_nothing()
    # Without this SQLAlchemy loses the count on PostgreSQL (-1: unknown), as it reads back generated keys.
    result = session.execute(statement, execution_options={"preserve_rowcount": True})
    assert isinstance(result, CursorResult)
    return result.rowcount == 1
