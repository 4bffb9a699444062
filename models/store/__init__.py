"""Queries, named for what they mean. `Database` opens a `Transaction`; everything else hangs off it."""

from models.store.copying import CannotCopy
from models.store.database import Database, DatabaseAway
from models.store.exchange import Arrival
from models.store.transaction import PartFailed, Transaction
from models.store.watched import Note, Watched

__all__ = [
    "Arrival",
    "CannotCopy",
    "Database",
    "DatabaseAway",
    "Note",
    "PartFailed",
    "Transaction",
    "Watched",
]
