"""Engines for SQLite and PostgreSQL, configured so that nothing acknowledged is lost."""

from __future__ import annotations

import sqlite3
import threading
from typing import Any

import psycopg
from sqlalchemy import Engine, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import InterfaceError, InternalError, OperationalError
from sqlalchemy.exc import TimeoutError as NoConnectionFree
from sqlalchemy.pool import StaticPool

LOST = (psycopg.OperationalError, psycopg.InterfaceError)
"""From the driver itself, of a prepared statement; of its own SQLAlchemy sees to the pool."""
PASSING = (
    *(OperationalError, InterfaceError, InternalError, NoConnectionFree),
    *(*LOST, psycopg.InternalError, sqlite3.OperationalError),
)
"""Errors from a restart, a full disk, a lock, or a standby not yet promoted: no fault of ours."""
LOCK_WAIT_MS = 10_000
STATEMENT_WAIT_MS = 15_000
LOG_PAGES = 50_000
"""Pages of SQLite's log (200 MB) at which any commit writes them back; before that only `Database.write_back`
does. Checkpoints of several processes that meet a commit have lost commits in every SQLite up to 3.51.2
(https://sqlite.org/wal.html#walresetbug), so there is one that does it, with writers held off."""
BEGIN = {
    "sqlite": "BEGIN IMMEDIATE",
    "postgresql": f"BEGIN; SET LOCAL statement_timeout = {STATEMENT_WAIT_MS}; "
    f"SET LOCAL lock_timeout = {LOCK_WAIT_MS}",
}
"""Begins a transaction that writes. Waits are bounded for it alone: after it a pooler gives the connection to
another."""
JOINS = "joins"
"""The execution option of a connection whose transaction has begun already; it begins none."""
_TRIES = 100
_PAUSE = 0.02


def database_url(text: str) -> URL:
    """A SQLAlchemy URL from what hosting providers give: `postgres://` and `postgresql://` mean psycopg 3.

    Raises ValueError for anything but SQLite and PostgreSQL.
    """
    try:
        url = make_url(text)
    except Exception as error:
        raise ValueError("DATABASE_URL is not a database URL") from error
    if url.drivername in {"postgres", "postgresql"}:
        url = url.set(drivername="postgresql+psycopg")
    if url.get_backend_name() not in {"sqlite", "postgresql"}:
        raise ValueError(f"DATABASE_URL names {url.get_backend_name()}: only SQLite and PostgreSQL will do")
    return url


def make_engine(text: str, *, pool_size: int = 16) -> Engine:
    """An engine whose transactions cannot lose each other's updates. Raises ValueError as `database_url`."""
    url = database_url(text)
    return _sqlite(url) if url.get_backend_name() == "sqlite" else _postgresql(url, pool_size)


def _sqlite(url: URL) -> Engine:
    in_memory = url.database in (None, "", ":memory:")
    # One in memory is its connection's: all share one, in turn. Of a file's, the one that wrote last still
    # knows the pages; any other has to read them again.
    of_a_file: dict[str, Any] = {"pool_size": 16, "pool_use_lifo": True}
    pool = {"poolclass": StaticPool} if in_memory else of_a_file
    engine = create_engine(
        url,
        connect_args={"check_same_thread": False},
        pool_reset_on_return=None,  # every transaction here is ended by who began it
        **pool,
        hide_parameters=True,  # an error must not carry people's answers into a log
    )

    @event.listens_for(engine, "connect")
    def _connect(connection: Any, _record: Any) -> None:
        # The driver would not send BEGIN before a SELECT, so two read-then-write
        # transactions could overwrite each other: it must leave BEGIN to us.
        connection.isolation_level = None
        for pragma in (
            f"busy_timeout={LOCK_WAIT_MS}",
            "synchronous=FULL",  # an acknowledged event must survive a power cut
            "foreign_keys=ON",
            f"wal_autocheckpoint={LOG_PAGES}",
            "secure_delete=ON",  # what is erased is overwritten, whatever the build's own default
        ):
            connection.execute(f"PRAGMA {pragma}")
        _write_ahead(connection)

    @event.listens_for(engine, "begin")
    def _begin(connection: Any) -> None:
        options = connection.get_execution_options()
        if not options.get(JOINS):
            connection.exec_driver_sql(f"BEGIN {options.get('sqlite_begin', 'IMMEDIATE')}")

    return engine


def _write_ahead(connection: Any) -> None:
    """Retries: two openers of a new file may block each other on this pragma, whatever the busy timeout."""
    for attempt in range(_TRIES):
        try:
            connection.execute("PRAGMA journal_mode=WAL")
            return
        except sqlite3.OperationalError:
            if attempt == _TRIES - 1:
                raise
            threading.Event().wait(_PAUSE)


def _postgresql(url: URL, pool_size: int) -> Engine:
    engine = create_engine(
        url,
        pool_size=pool_size,
        max_overflow=0,
        pool_reset_on_return=None,
        hide_parameters=True,
        isolation_level="AUTOCOMMIT",  # BEGIN is ours: it and the bounds go in one round trip
        connect_args={
            # Nothing here needs its own session, so a pooler in transaction mode may sit in between.
            "prepare_threshold": None,
            "connect_timeout": 10,
        },
    )

    @event.listens_for(engine, "begin")
    def _begin(connection: Any) -> None:
        options = connection.get_execution_options()
        if not (options.get("alone") or options.get(JOINS)):
            connection.exec_driver_sql(BEGIN["postgresql"])

    return engine
