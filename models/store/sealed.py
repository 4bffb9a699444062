"""Sealed values wherever they stand in the database's JSON, looked through in batches."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import JSON, Column, ColumnElement, String, Table, cast, literal, or_, select, tuple_
from sqlalchemy.orm import Session

from models.tables import Base

KEY = "sealed"
"""The key under which a sealed value stands in an answer."""

Renew = Callable[[str], str]
"""Gives the value to stand there instead, or the same."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a look goes on: a table, and the row after which."""

    table: str
    after: tuple[Any, ...] | None = None


class Sealed:
    """Goes through every table that has JSON; what is added later is found too."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def rewrite(self, place: Place, limit: int, renew: Renew) -> Place | None:
        """Looks through the next rows, locked, and writes those back whose sealed values are now others.

        Returns where to go on; None when all have been seen.
        """
        table = _WITH_JSON[place.table]
        keys = list(table.primary_key.columns)
        held = [column for column in table.columns if isinstance(column.type, JSON)]
        query = select(*keys, *held).where(or_(*(cast(c, String).contains(f'"{KEY}"') for c in held)))
        if place.after is not None:
            after = (literal(value, key.type) for key, value in zip(keys, place.after, strict=True))
            query = query.where(tuple_(*keys) > tuple_(*after))
        rows = self._session.execute(query.order_by(*keys).limit(limit).with_for_update()).all()
        for row in rows:
            which = [key == value for key, value in zip(keys, row[: len(keys)], strict=True)]
            self._write_back(table, which, dict(zip(held, row[len(keys) :], strict=True)), renew)
        if len(rows) == limit:
            return Place(place.table, tuple(rows[-1][: len(keys)]))
        return _after(place.table)

    def _write_back(
        self,
        table: Table,
        which: list[ColumnElement[bool]],
        before: dict[Column[Any], Any],
        renew: Renew,
    ) -> None:
        after = {column.name: _renewed(value, renew) for column, value in before.items()}
        if after != {column.name: value for column, value in before.items()}:
            self._session.execute(table.update().where(*which).values(after))


def _renewed(value: Any, renew: Renew) -> Any:
    if isinstance(value, list):
        return [_renewed(one, renew) for one in value]
    if isinstance(value, dict):
        return {
            name: renew(one) if name == KEY and isinstance(one, str) else _renewed(one, renew)
            for name, one in value.items()
        }
    return value


_WITH_JSON = {
    table.name: table
    for table in Base.metadata.sorted_tables
    if any(isinstance(column.type, JSON) for column in table.columns)
}
FIRST = Place(next(iter(_WITH_JSON)))


def _after(table: str) -> Place | None:
    names = list(_WITH_JSON)
    at = names.index(table) + 1
    return Place(names[at]) if at < len(names) else None
