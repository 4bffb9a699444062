"""A bot that reads a few words only, the way to LINE, and the command line, on each kind of database."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from models.store import Database
from tests import rig as rigs
from tests.databases import Placed, empty_url
from tests.edge.post import Post
from tests.edge.terminal import Terminal
from tests.edge.words import read_words

__all__ = ["empty_url"]


@pytest.fixture
def rig(database: Database, tmp_path: Path) -> Iterator[rigs.Rig]:
    """The parts of one bot at 9 o'clock on 5 April 2567; nothing is sent before a test says so."""
    made = rigs.build(database, read_words, tmp_path, "2024-04-05 09:00")
    yield made
    made.close()


@pytest.fixture
def post(database: Placed) -> Iterator[Post]:
    """An outbox, its sender, and LINE over HTTP."""
    made = Post(database)
    yield made
    made.close()


VARIABLES = (
    *("LINE_CHANNEL_SECRET", "LINE_CHANNEL_ACCESS_TOKEN", "LINE_API_BASE_URL", "LINE_DATA_API_BASE_URL"),
    *(
        "DATABASE_URL",
        "DATA_DIR",
        "SECRET_KEY",
        "SECRET_KEY_OLD",
        "PUBLIC_URL",
        "PORT",
        "BOT_CLOCK",
        "METRICS_TOKEN",
    ),
    *("BOT_CLOCK_FILE", "WEB_CONCURRENCY", "WEB_THREADS", "SENDER_CALLS"),
)


@pytest.fixture
def bare_terminal(
    monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes], tmp_path: Path
) -> Terminal:
    """The command line in an environment that says nothing but where data may be put."""
    terminal = Terminal(monkeypatch, capsysbinary)
    terminal.set(**{**dict.fromkeys(VARIABLES), "DATA_DIR": str(tmp_path / "data")})
    return terminal


@pytest.fixture
def terminal(bare_terminal: Terminal, database: Placed) -> Terminal:
    """The command line on a migrated database, on 5 April 2567."""
    bare_terminal.set(
        DATABASE_URL=database.url,
        LINE_API_BASE_URL="http://127.0.0.1:9",
        BOT_CLOCK="2024-04-05T09:00+07:00",
    )
    return bare_terminal
