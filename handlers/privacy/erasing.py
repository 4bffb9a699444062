"""Erasing a person: at once from every table, then from the database's files (PDPA s. 33)."""

from __future__ import annotations

from datetime import datetime

from handlers.applications.dropping import drop
from models.store import Database, Transaction


def erase(tx: Transaction, user: str, last_key: str, now: datetime) -> int:
    """Forgets a person; returns how many applications went.

    `last_key` is the outbox key of the message that tells them so: the one thing that still has to know
    where to go. `finish` takes that out too.
    """
    applications = tx.applications.of(user)
    for application in applications:
        drop(tx, application.id)
    forget(tx, user)
    tx.privacy.erased(last_key, now)
    return len(applications)


def forget(tx: Transaction, user: str) -> None:
    """All that is kept of a person besides applications."""
    tx.outbox.forget_chat(user)
    tx.cases.erase(user)
    tx.talk.erase(user)
    tx.broadcasts.erase(user)
    tx.staff_lines.forget(user)
    tx.learning.forget(user)
    tx.privacy.end_links(user)
    tx.menus.forget(user)
    tx.people.erase(user)


def finish(database: Database) -> int:
    """Takes erased chats out of messages that are through, and what was erased out of the database's files.

    Returns how many erasures that finished. What cannot be written over now is tried again.
    """
    with database.read() as tx:
        if not tx.privacy.erasures_waiting():
            return 0
    with database.begin() as tx:
        done = tx.privacy.finish_erasures()
    return done if done and _written_over(database) else 0


def scrub(database: Database) -> bool:
    """The same whether anybody waits for it or not, and for large tables too; False when it must wait."""
    with database.begin() as tx:
        tx.privacy.finish_erasures()
    return _written_over(database, large_too=True)


def _written_over(database: Database, *, large_too: bool = False) -> bool:
    if not database.write_over(large_too=large_too):
        return False
    with database.begin() as tx:
        tx.privacy.written_over()
    return True
