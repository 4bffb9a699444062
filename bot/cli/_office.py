"""What commands that only need the database share."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import NoReturn

import click

from bot import settings
from bot.clock import Clock
from models.programme import Programme
from models.store import Database, Transaction


@dataclass(frozen=True, slots=True)
class Office:
    """Settings, the clock and an open database at the right schema."""

    settings: settings.Settings
    clock: Clock
    database: Database


def fail(message: str, code: int = 1) -> NoReturn:
    """One clear line and an exit code."""
    click.echo(f"rapsamak: {message}", err=True)
    raise SystemExit(code)


@contextmanager
def office(*, migrated: bool = True) -> Iterator[Office]:
    """Opens the database; says in one line what keeps it from being used."""
    read = settings.read()
    clock = read.clock()
    read.data_dir.mkdir(parents=True, exist_ok=True)
    try:
        database = Database(read.database_url)
    except ValueError as error:
        fail(str(error), 2)
    try:
        if migrated and (fault := schema_fault(database)) is not None:
            fail(fault, 2)
        yield Office(read, clock, database)
    finally:
        database.close()


def programme_of(tx: Transaction, id: str) -> Programme:
    """The programme by id, or one line saying which there are."""
    catalogue = tx.programmes.catalogue()
    programme = catalogue.get(id)
    if programme is None:
        known = ", ".join(p.id for p in catalogue.programmes) or "none"
        fail(f"no programme {id} (there are: {known})")
    return programme


def schema_fault(database: Database) -> str | None:
    """What keeps the database from being used, in one line; None when nothing does."""
    try:
        return database.schema_fault()
    except Exception as error:
        return f"the database cannot be reached ({type(error).__name__}): check DATABASE_URL"
