"""The console over HTTP, with three members of staff and one who sees another programme only."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from argon2 import PasswordHasher

from bot.console import passwords
from models.store import Database
from tests.console.office import Desk, desk
from tests.databases import Placed, new_url
from tests.edge.words import read_words
from tests.rig import build


@pytest.fixture(autouse=True)
def quick_hashes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hashing that takes no time: the library's own tests show that its defaults do."""
    monkeypatch.setattr(passwords, "HASHER", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
    passwords._nobodys.cache_clear()


@pytest.fixture
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Placed]:
    """A fresh migrated database: SQLite, and each kind in turn for tests marked with `both`."""
    kind = getattr(request, "param", "sqlite")
    opened = Placed(new_url(kind, request, tmp_path))
    yield opened
    opened.close()
    if not opened.embedded:
        request.getfixturevalue("postgres_url").drop(opened.url)


@pytest.fixture
def office(database: Database, tmp_path: Path) -> Iterator[Desk]:
    """An office at 9 o'clock on 5 April 2567."""
    rig = build(database, read_words, tmp_path, "2024-04-05 09:00", with_shipped=False)
    yield desk(rig)
    rig.close()
