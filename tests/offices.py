"""An office of its own for tests that ask questions: a database with the shipped programmes, at one time."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bot.cli._office import Office
from bot.cli.preparing import load_shipped
from bot.process.clock import Clock
from bot.process.settings import Settings, instant
from models.store import Database


@contextmanager
def an_office(folder: Path) -> Iterator[Office]:
    """The office, with its database in `folder`, on 5 April 2024 at nine."""
    url = f"sqlite:///{folder / 'office.sqlite3'}"
    here = Office(
        Settings("s", "t", "k", url, folder), Clock(instant("2024-04-05T09:00:00+07:00")), Database(url)
    )
    here.database.migrate()
    load_shipped(here)
    yield here
    here.database.close()
