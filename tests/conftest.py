"""What all tests share: databases, and the model trained once."""

from __future__ import annotations

import fcntl
import os
from pathlib import Path

import pytest

from bot.process import reading
from handlers.turn import Reader
from tests.databases import database, postgres_url

__all__ = ["database", "postgres_url"]


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--accept` writes what the bot says into the conversation scripts, for review."""
    parser.addoption("--accept", action="store_true", help="write the bot's lines into tests/scripts anew")


def pytest_xdist_auto_num_workers() -> int:
    """For `-n auto`: one more than there are cores, because many tests wait for processes and clocks."""
    return (os.cpu_count() or 1) + 1


@pytest.fixture(scope="session")
def model_path() -> Path:
    """The model; trained anew when corpus or code have changed since the last session."""
    path = Path(__file__).parent.parent / "data" / "test-model.json.gz"
    path.parent.mkdir(exist_ok=True)
    with path.with_suffix(".lock").open("w") as turn:  # one of the processes that run tests trains, for all
        fcntl.flock(turn, fcntl.LOCK_EX)
        reading.ensure(path)
    return path


@pytest.fixture(scope="session")
def read(model_path: Path) -> Reader:
    """Reads Thai as the bot does."""
    return reading.load(model_path)
