"""On what it was measured."""

from __future__ import annotations

import os
import platform
import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

PACKAGES = ("line-bot-sdk", "flask", "gunicorn", "sqlalchemy", "psycopg", "pythainlp", "httptools", "numpy")


def description() -> dict[str, object]:
    """The machine, the versions, the day."""
    return {
        "date": datetime.now(UTC).date().isoformat(),
        "cpu": next(_named(Path("/proc/cpuinfo"), "model name"), platform.processor()),
        "cores": len(os.sched_getaffinity(0)),
        "system": f"{platform.system()} {platform.release()}",
        "python": platform.python_version(),
        "sqlite": sqlite3.sqlite_version,
        "packages": {name: version(name) for name in PACKAGES},
    }


def load() -> float:
    """How many want to compute, over the last minute; what else the machine does is in it."""
    return round(os.getloadavg()[0], 1)


def _named(path: Path, name: str) -> Iterator[str]:
    if path.exists():
        for line in path.read_text().splitlines():
            if line.startswith(name):
                yield line.split(":", 1)[1].strip()
