"""A connection lent by the pool for one transaction, spoken to in the driver's own terms.

Most events need a few statements that are written out. SQLAlchemy's connection and transaction around them
cost as much as they do, so these are made when something else is asked for, and join what has begun.
"""

from __future__ import annotations

import contextlib
from typing import Any

from sqlalchemy import Connection, Engine, RootTransaction

from models.store.engine import BEGIN
from models.store.prepared import Prepared


class Lent:
    """One write transaction: begun when made, ended by `commit` or `roll_back`, given back by `close`."""

    def __init__(self, engine: Engine, joining: Engine) -> None:
        """joining  the same engine, whose connections begin nothing: see `engine.JOINS`"""
        self._joining = joining
        self._lent = engine.raw_connection()
        driver: Any = self._lent.driver_connection
        self._driver = driver
        self._made: Connection | None = None
        self._begun: RootTransaction | None = None
        self._dialect = engine.dialect.name
        try:
            self._driver.execute(BEGIN[self._dialect])
        except Exception:
            self.roll_back()
            self.close()
            raise

    @property
    def prepared(self) -> Prepared:
        """The statements that are written out."""
        return Prepared(self._driver, self._dialect)

    def connection(self) -> Connection:
        """SQLAlchemy's own, within the same transaction."""
        if self._made is None:
            self._made = Connection(self._joining, self._lent)
            self._begun = self._made.begin()
        return self._made

    def commit(self) -> None:
        """Raises what the driver says, in SQLAlchemy's words where that has joined."""
        if self._begun is not None:
            self._begun.commit()
        else:
            self._driver.commit()

    def roll_back(self) -> None:
        """Undoes all; a connection that cannot even do that is not given back."""
        try:
            if self._begun is not None:
                self._begun.rollback()
            else:
                self._driver.rollback()
        except Exception:
            with contextlib.suppress(Exception):
                self._lent.invalidate()

    def close(self) -> None:
        """Gives it back to the pool."""
        (self._made or self._lent).close()
