"""User-perceived characters, in which LINE measures labels: ผู้ is one."""

from __future__ import annotations

import unicodedata

SARA_AM = "\u0e33"


def count(text: str) -> int:
    """How many there are; a joined emoji counts as its parts, which errs on the safe side."""
    return sum(not _joins(char) for char in text)


def cut(text: str, limit: int) -> str:
    """The text cut to `limit` of them, never inside one."""
    if len(text) <= limit:
        return text
    seen = 0
    for i, char in enumerate(text):
        if not _joins(char):
            seen += 1
            if seen > limit:
                return text[:i].rstrip()
    return text


def _joins(char: str) -> bool:
    return unicodedata.category(char) in ("Mn", "Me", "Cf") or char == SARA_AM
