"""Brings a database's schema to head, and says whether it is at head."""

from __future__ import annotations

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
    with engine.begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text(f"SELECT pg_advisory_xact_lock({_LOCK})"))
        command.upgrade(_config(connection), "head")


def downgrade(engine: Engine, revision: str) -> None:
    """Back to an older revision, for those who must."""
    with engine.begin() as connection:
        command.downgrade(_config(connection), revision)


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
