"""A transaction that knows whether anything was asked of it: what was found without is the same for all."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, cast

from models.store.transaction import Transaction

Note = tuple[str, str | None, str, Sequence[str]]
"""A question as it is kept for staff: text, programme, why, guesses."""


class Watched:
    """Of somebody who is known to have no application; that they have none is not asked of the database.

    notes  what was noted for staff: known, so that it can be noted for others too
    """

    def __init__(self, tx: Transaction) -> None:
        self._tx = tx
        self._asked = False
        self.notes: list[Note] = []

    @property
    def asked(self) -> bool:
        """Whether anything else was asked or written."""
        return self._asked or self._tx.applications.looked

    def as_transaction(self) -> Transaction:
        """For whoever is watched."""
        return cast(Transaction, self)

    @property
    def applications(self) -> Any:
        return self._tx.applications

    @property
    def learning(self) -> Any:
        return _Learning(self, self._tx)

    def __getattr__(self, name: str) -> Any:
        self._asked = True
        return getattr(self._tx, name)


class _Learning:
    """What notes questions for staff."""

    def __init__(self, watched: Watched, tx: Transaction) -> None:
        self._watched = watched
        self._tx = tx

    def note(
        self,
        text: str,
        programme: str | None,
        why: str,
        guesses: Sequence[str],
        now: datetime,
        *,
        asker: str,
    ) -> None:
        """As `Learning.note`."""
        self._watched.notes.append((text, programme, why, guesses))
        self._tx.learning.note(text, programme, why, guesses, now, asker=asker)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._watched.__getattr__("learning"), name)
