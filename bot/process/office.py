"""What a process that only works on the database needs: settings, the clock, the database."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from bot.process import settings
from bot.process.clock import Clock
from models.store import Database


class Unusable(Exception):
    """Why the database cannot be used, in one line."""


@dataclass(frozen=True, slots=True)
class Office:
    """Settings, the clock and an open database."""

    settings: settings.Settings
    clock: Clock
    database: Database

    def schema_fault(self) -> str | None:
        """Why the database cannot be used, in one line; None if it can."""
        try:
            return self.database.schema_fault()
        except Exception as error:
            return f"the database cannot be reached ({type(error).__name__}): check DATABASE_URL"


@contextmanager
def apart(here: Office) -> Iterator[Office]:
    """The same with an empty database of its own, which nobody else sees and nothing is left of."""
    with tempfile.TemporaryDirectory() as folder:
        database = Database(f"sqlite:///{folder}/apart.db")
        try:
            database.migrate()
            yield Office(here.settings, here.clock, database)
        finally:
            database.close()


@contextmanager
def opened(read: settings.Settings, *, migrated: bool = True) -> Iterator[Office]:
    """The database these settings name. Raises `Unusable`, also if its schema is not at head."""
    read.data_dir.mkdir(parents=True, exist_ok=True)
    try:
        database = Database(read.database_url)
    except ValueError as error:
        raise Unusable(str(error)) from error
    here = Office(read, read.clock(), database)
    try:
        if migrated and (fault := here.schema_fault()) is not None:
            raise Unusable(fault)
        yield here
    finally:
        database.close()
