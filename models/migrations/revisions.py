"""Brings a database's schema to head, and says whether it is at head."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, text

_LOCK = 7_261_930_118  # any fixed number: two releases at once take turns on PostgreSQL


def _config(connection: Connection | None = None) -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config


def upgrade(engine: Engine) -> None:
    """To head, in one transaction; on a database with data too."""
    with _changing(engine) as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text(f"SELECT pg_advisory_xact_lock({_LOCK})"))
        command.upgrade(_config(connection), "head")


def downgrade(engine: Engine, revision: str) -> None:
    """Back to an older revision, for those who must."""
    with _changing(engine) as connection:
        command.downgrade(_config(connection), revision)


@contextmanager
def _changing(engine: Engine) -> Iterator[Connection]:
    """A transaction that may rebuild tables.

    SQLite changes a table by making it anew and dropping the old one, which with foreign keys enforced fails
    where rows refer to it, and takes along those that go with it. So they are checked at the end instead
    (https://www.sqlite.org/lang_altertable.html, 7); the pragma has no effect within a transaction.
    """
    with engine.connect() as connection:
        embedded = connection.dialect.name == "sqlite"
        driver = connection.connection.driver_connection
        if embedded and driver is not None:
            driver.execute("PRAGMA foreign_keys=OFF")
        try:
            with connection.begin():
                if not embedded:
                    connection.execute(text("SET LOCAL statement_timeout = 0; SET LOCAL lock_timeout = 0"))
                yield connection
                if embedded and connection.exec_driver_sql("PRAGMA foreign_key_check").first() is not None:
                    raise RuntimeError("the migration would leave rows that refer to nothing")
        finally:
            if embedded and driver is not None:
                driver.execute("PRAGMA foreign_keys=ON")


def current(engine: Engine) -> str | None:
    """The revision a database is at; None without a schema."""
    with engine.execution_options(sqlite_begin="DEFERRED").connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def known() -> list[str]:
    """Every revision that this code can start from, oldest first."""
    return [script.revision for script in ScriptDirectory.from_config(_config()).walk_revisions()][::-1]


def fault(engine: Engine) -> str | None:
    """None when the schema is at head, else one line."""
    head = ScriptDirectory.from_config(_config()).get_current_head()
    at = current(engine)
    if at == head:
        return None
    return f"the schema is at {at or 'nothing'}, not at {head}: run `rapsamak migrate`"
