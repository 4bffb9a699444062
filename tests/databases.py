"""Fixtures: a migrated database of either kind, fresh for each test. Import both into a conftest."""

from __future__ import annotations

import itertools
import tempfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Protocol

import psycopg
import pytest

from models.store import Database
from tests.postgres import TemporaryPostgres

KINDS = ("sqlite", "postgresql")
_TEMPLATE = "migrated"


class NewUrl(Protocol):
    """Makes a fresh PostgreSQL database and gives its URL."""

    def __call__(self, *, migrated: bool = True) -> str: ...


class Placed(Database):
    """A database that knows its address, so that a test can open it a second time."""

    def __init__(self, url: str) -> None:
        super().__init__(url)
        self.url = url


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[NewUrl]:
    """Call it for the URL of a fresh PostgreSQL database; one server serves the whole session."""
    with TemporaryPostgres() as server:
        _migrate(_create(server, _TEMPLATE, "template0"))
        numbers = itertools.count(1)

        def new(*, migrated: bool = True) -> str:
            return _create(server, f"test_{next(numbers)}", _TEMPLATE if migrated else "template0")

        yield new


@pytest.fixture(params=KINDS)
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Placed]:
    """A fresh migrated database, of each kind in turn; `database.url` is its address."""
    opened = Placed(new_url(request.param, request, tmp_path))
    yield opened
    opened.close()


def new_url(kind: str, request: pytest.FixtureRequest, folder: Path, *, migrated: bool = True) -> str:
    """The URL of a fresh database of this kind."""
    if kind == "postgresql":
        new: NewUrl = request.getfixturevalue("postgres_url")
        return new(migrated=migrated)
    path = folder / "test.sqlite3"
    if migrated:
        path.write_bytes(_migrated_sqlite())
    return f"sqlite:///{path}"


@cache
def _migrated_sqlite() -> bytes:
    # Copying a file is quicker than migrating anew.
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "migrated.sqlite3"
        _migrate(f"sqlite:///{path}")
        return path.read_bytes()


def _migrate(url: str) -> None:
    database = Database(url)
    database.migrate()
    database.close()


def _create(server: TemporaryPostgres, name: str, template: str) -> str:
    # Without SQLAlchemy, because CREATE DATABASE cannot run in a transaction.
    with psycopg.connect(
        host=str(server.folder), user="postgres", dbname="postgres", autocommit=True
    ) as link:
        link.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}" STRATEGY file_copy')
    return server.url(name)
