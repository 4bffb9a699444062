"""Fixtures: a migrated database of either kind, fresh for each test. Import them into a conftest."""

from __future__ import annotations

import itertools
import tempfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import psycopg
import pytest

from models.store import Database
from models.store.engine import database_url
from tests.postgres import TemporaryPostgres

KINDS = ("sqlite", "postgresql")
_TEMPLATE = "migrated"


class NewUrl:
    """Makes fresh PostgreSQL databases on one server: call it for the URL of one."""

    def __init__(self, server: TemporaryPostgres) -> None:
        self._server = server
        self._numbers = itertools.count(1)
        self._run(f'CREATE DATABASE "{_TEMPLATE}" TEMPLATE template0')
        _migrate(server.url(_TEMPLATE))

    def __call__(self, *, migrated: bool = True) -> str:
        name, template = f"test_{next(self._numbers)}", _TEMPLATE if migrated else "template0"
        self._run(f'CREATE DATABASE "{name}" TEMPLATE "{template}" STRATEGY file_copy')
        return self._server.url(name)

    @property
    def binaries(self) -> Path:
        """The folder with the server's own pg_dump."""
        return self._server.binaries

    def drop(self, url: str) -> None:
        """Removes one: each takes eight megabytes."""
        self._run(f'DROP DATABASE "{database_url(url).database}" WITH (FORCE)')

    def _run(self, statement: str) -> None:
        # Without SQLAlchemy, because these cannot run in a transaction.
        with psycopg.connect(
            host=str(self._server.folder), user="postgres", dbname="postgres", autocommit=True
        ) as link:
            link.execute(statement)


class Placed(Database):
    """A database that knows its address, so that a test can open it a second time."""

    def __init__(self, url: str) -> None:
        super().__init__(url)
        self.url = url


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[NewUrl]:
    """Call it for the URL of a fresh PostgreSQL database; one server serves the whole session."""
    with TemporaryPostgres() as server:
        yield NewUrl(server)


@pytest.fixture(params=KINDS)
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Placed]:
    """A fresh migrated database, of each kind in turn; `database.url` is its address."""
    opened = Placed(new_url(request.param, request, tmp_path))
    server: NewUrl | None = None if opened.embedded else request.getfixturevalue("postgres_url")
    yield opened
    opened.close()
    if server is not None:
        server.drop(opened.url)


@pytest.fixture(params=KINDS)
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a database without a schema, of each kind in turn."""
    return new_url(request.param, request, tmp_path, migrated=False)


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
