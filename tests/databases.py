"""Fixtures: a migrated database of either kind, fresh for each test. Import them into a conftest."""

from __future__ import annotations

import itertools
import tempfile
from collections import Counter
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
_MOST_USES = 40
_LARGEST = 16 << 20
"""Bytes of a database above which a test has filled it, so that it is not used again."""
_BUILT = """
SELECT md5(string_agg(line, ' ' ORDER BY line)) FROM (
  SELECT format('%s %s %s', c.relname, a.attname, a.atttypid) AS line
    FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid WHERE c.relnamespace = 'public'::regnamespace
  UNION ALL SELECT format('%s %s', tgname, tgenabled) FROM pg_trigger
  UNION ALL SELECT 'set ' || setdatabase FROM pg_db_role_setting) AS built
"""
"""What a database is made of, its data apart: a test that changed it has the last use of it."""

_COUNT_ANEW = """
SELECT setval(format('%I', sequencename)::regclass, start_value, false) FROM pg_sequences
WHERE last_value IS NOT NULL"""


class NewUrl:
    """PostgreSQL databases without anybody else's data, on one server: call it for the URL of one.

    A migrated one is given again to another test, emptied: that takes a tenth of the time of making one.
    """

    def __init__(self, server: TemporaryPostgres) -> None:
        self._server = server
        self._numbers = itertools.count(1)
        self._clean: list[str] = []
        self._uses: Counter[str] = Counter()
        self._run(f'CREATE DATABASE "{_TEMPLATE}" TEMPLATE template0')
        _migrate(server.url(_TEMPLATE))
        with self._connected(_TEMPLATE) as link:
            self._built = _one(link, _BUILT)
            link.execute(_COUNT_ANEW)
            self._seeds = {
                table: link.execute(f'SELECT * FROM "{table}"').fetchall() for table in _filled(link)
            }

    def __call__(self, *, migrated: bool = True, fresh: bool = False) -> str:
        """fresh: it never held anything, in no byte, and no statistics."""
        if migrated and not fresh and self._clean:
            return self._server.url(self._clean.pop())
        name, template = f"test_{next(self._numbers)}", _TEMPLATE if migrated else "template0"
        self._run(f'CREATE DATABASE "{name}" TEMPLATE "{template}" STRATEGY file_copy')
        return self._server.url(name)

    @property
    def binaries(self) -> Path:
        """The folder with the server's own pg_dump."""
        return self._server.binaries

    def drop(self, url: str) -> None:
        """It is needed no more: emptied for another test, or removed if it is not as it was made."""
        name = database_url(url).database
        assert name is not None
        self._uses[name] += 1
        if self._uses[name] < _MOST_USES and self._emptied(name):
            self._clean.append(name)
        else:
            self._run(f'DROP DATABASE "{name}" WITH (FORCE)')

    def _emptied(self, name: str) -> bool:
        with self._connected(name) as link:
            link.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
            too_large = _one(link, f"SELECT pg_database_size(current_database()) > {_LARGEST}")
            if too_large or _one(link, _BUILT) != self._built:
                return False
            with link.transaction():
                link.execute("SET LOCAL session_replication_role = replica")  # no triggers, no foreign keys
                for table in _filled(link):
                    link.execute(f'DELETE FROM "{table}"')
                for table, rows in self._seeds.items():
                    values = ", ".join(["%s"] * len(rows[0]))
                    link.cursor().executemany(f'INSERT INTO "{table}" VALUES ({values})', rows)
                link.execute(_COUNT_ANEW)
        return True

    def _connected(self, name: str) -> psycopg.Connection:
        # Without SQLAlchemy, because making and removing cannot run in a transaction.
        folder = str(self._server.folder)
        return psycopg.connect(host=folder, user="postgres", dbname=name, autocommit=True)

    def _run(self, statement: str) -> None:
        with self._connected("postgres") as link:
            link.execute(statement)


def _one(link: psycopg.Connection, statement: str) -> object:
    row = link.execute(statement).fetchone()
    return row[0] if row else None


def _filled(link: psycopg.Connection) -> list[str]:
    """The tables with anything in them."""
    tables = [row[0] for row in link.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")]
    looks = (f"SELECT '{table}' WHERE EXISTS (SELECT FROM \"{table}\")" for table in tables)
    return [row[0] for row in link.execute(" UNION ALL ".join(looks))]


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
    """A migrated database without data, of each kind in turn; `database.url` is its address.

    A test marked `fresh` gets one that never had any.
    """
    fresh = request.node.get_closest_marker("fresh") is not None
    opened = Placed(new_url(request.param, request, tmp_path, fresh=fresh))
    server: NewUrl | None = None if opened.embedded else request.getfixturevalue("postgres_url")
    yield opened
    opened.close()
    if server is not None:
        server.drop(opened.url)


@pytest.fixture(params=KINDS)
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a database without a schema, of each kind in turn."""
    return new_url(request.param, request, tmp_path, migrated=False)


def new_url(
    kind: str, request: pytest.FixtureRequest, folder: Path, *, migrated: bool = True, fresh: bool = False
) -> str:
    """The URL of a database of this kind without data."""
    if kind == "postgresql":
        new: NewUrl = request.getfixturevalue("postgres_url")
        return new(migrated=migrated, fresh=fresh)
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
