"""Changing the key that seals: everything sealed is rewritten with the newest, in steps."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from models.store import Database
from models.store.sealed import FIRST, Place

BATCH = 200
"""Rows in one transaction: people's chats wait for no more than that."""


@dataclass(slots=True)
class Resealed:
    """How many values were sealed anew, were so already, and cannot be opened with any key."""

    resealed: int = 0
    already: int = 0
    locked: int = 0
    tables: Counter[str] = field(default_factory=Counter)


def reseal(database: Database, renewed: Callable[[str], str | None]) -> Resealed:
    """Rewrites what is sealed with an older key; killed in between, it is run again and does the rest.

    renewed  the value sealed with the newest key, None if it is so already; raises ValueError without its key
    """
    done = Resealed()
    place: Place | None = FIRST
    while place is not None:
        table = place.table

        def renew(sealed: str, table: str = table) -> str:
            try:
                again = renewed(sealed)
            except ValueError:
                done.locked += 1
                return sealed
            if again is None:
                done.already += 1
                return sealed
            done.resealed += 1
            done.tables[table] += 1
            return again

        with database.begin() as tx:
            place = tx.sealed.rewrite(place, BATCH, renew)
    return done


def looked_through(database: Database, see: Callable[[str], object]) -> None:
    """Shows every sealed value, changing none."""

    def seen(sealed: str) -> str:
        see(sealed)
        return sealed

    place: Place | None = FIRST
    while place is not None:
        with database.rehearse() as tx:
            place = tx.sealed.rewrite(place, BATCH, seen)
