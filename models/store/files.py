"""What was deleted, taken out of the database's files as well."""

from __future__ import annotations

import logging
from pathlib import Path

from sqlalchemy import Engine, text

from models.store.engine import LOCK_WAIT_MS

log = logging.getLogger("rapsamak.database")

PERSONAL = (
    "menu_due",
    "person_menu",
    "application",
    "application_change",
    "application_flag",
    "application_import",
    "application_note",
    "application_search",
    "attachment",
    "attendance",
    "broadcast_recipient",
    "consent",
    "conversation",
    "interest",
    "job",
    "outbox",
    "own_data_link",
    "person",
    "reminder_owed",
    "staff_case",
    "staff_case_message",
    "staff_case_note",
    "staff_line",
    "talk",
    "unread",
    "unread_asker",
)
"""The tables that hold personal data."""
LARGE = 64 * 1024 * 1024
"""Bytes of a table that is not rewritten while people wait: `rapsamak privacy scrub` does that."""
LOG_LARGE = 4 * 1024 * 1024
"""Bytes of SQLite's log that are written back."""
EMPTYING_WAIT_MS = 1_000
_SIZE = text("SELECT pg_total_relation_size(CAST(:name AS regclass))")
_PLACE = text("SELECT pg_relation_filenode(CAST(:name AS regclass))")
_OTHERS = text(
    "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() "
    "AND xact_start < now() - interval '30 seconds'"
)


def log_size(engine: Engine) -> int:
    """Bytes of SQLite's log."""
    log_file = Path(f"{engine.url.database}-wal")
    return log_file.stat().st_size if log_file.exists() else 0


def empty_log(engine: Engine) -> bool:
    """SQLite: writes the log into the database and empties it; False while somebody still reads from it.

    Writers wait meanwhile, for as long as readers are waited for: a second.
    """
    connection = engine.raw_connection()
    try:
        cursor = connection.cursor()
        cursor.execute(f"PRAGMA busy_timeout={EMPTYING_WAIT_MS}")
        busy = cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
        cursor.execute(f"PRAGMA busy_timeout={LOCK_WAIT_MS}")
        cursor.close()
    finally:
        connection.close()
    return not busy


def rewrite(engine: Engine, *, large_too: bool = False) -> bool:
    """PostgreSQL: rewrites the tables with personal data, none that is in use just now.

    A table is closed to others while it is rewritten: a second at most, for `LARGE` bytes. False when one
    was in use, or when a transaction is so old that it may still see what was deleted.
    """
    done = True
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT", alone=True) as connection:
        if connection.scalar(_OTHERS):
            return False
        for table in PERSONAL:
            small = (connection.scalar(_SIZE, {"name": table}) or 0) < LARGE
            before = connection.scalar(_PLACE, {"name": table})
            if small or large_too:
                # No name here comes from outside; SKIP_LOCKED waits for nobody.
                connection.exec_driver_sql(f"VACUUM (FULL, SKIP_LOCKED) {table}")
                done = done and connection.scalar(_PLACE, {"name": table}) != before
            else:
                connection.exec_driver_sql(f"VACUUM (SKIP_LOCKED) {table}")
                log.warning("table=%s is too large to be rewritten now: rapsamak privacy scrub", table)
    return done
