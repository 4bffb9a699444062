"""Questions a new model must read at least as well as the one in use."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

FILE = Path(__file__).parent / "regression.txt"


@lru_cache(maxsize=1)
def questions() -> tuple[tuple[str, str], ...]:
    """(intent, question) from each line; names appear as {programme} and {other}."""
    lines = FILE.read_text(encoding="utf-8").splitlines()
    pairs = (line.split("\t") for line in lines if line.strip() and not line.startswith("#"))
    return tuple((intent, question) for intent, question in pairs)


def asked(programme: str, other: str) -> list[tuple[str, str]]:
    """(intent, question) with these names filled in."""
    return [
        (intent, question.replace("{programme}", programme).replace("{other}", other))
        for intent, question in questions()
    ]
