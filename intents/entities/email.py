"""E-mail addresses, with Thai keyboard slips repaired. Value: the address, its domain in lower case."""

from __future__ import annotations

import re
from datetime import date

from models.understanding import Entity

KIND = "email"
RANK = 4

_ENDINGS = "com|net|org|co|go|ac|or|in|mi|th|me|info|local"
_ADDRESS = re.compile(
    r"(?<![A-Za-z0-9._%+\-])(?P<name>[A-Za-z0-9][A-Za-z0-9._%+\-]{0,63})[ ]?@[ ]?"
    r"(?P<domain>[A-Za-z0-9][A-Za-z0-9\-]{0,62}"
    rf"(?:\.[A-Za-z0-9\-]{{2,62}}|[ ]?[.,]{{1,2}}[ ]?(?:{_ENDINGS})(?![A-Za-z0-9])){{1,4}})"
)
_GLUED = re.compile(
    r"(?<![A-Za-z0-9._%+\-])(?P<name>[A-Za-z0-9][A-Za-z0-9._%+\-]{0,63})[ ]?@[ ]?"
    r"(?P<host>gmail|hotmail|yahoo|outlook|icloud)com(?![A-Za-z0-9.])",
    re.IGNORECASE,
)
_DOTS = re.compile(r"[ .,]+")


def find(text: str, today: date) -> list[Entity]:
    """Every address; a name without a domain does not count."""
    if "@" not in text:
        return []
    found = [
        _entity(match, f"{_name(match)}@{_DOTS.sub('.', match['domain']).lower()}")
        for match in _ADDRESS.finditer(text)
    ]
    found += [
        _entity(match, f"{_name(match)}@{match['host'].lower()}.com") for match in _GLUED.finditer(text)
    ]
    return found


def _name(match: re.Match[str]) -> str:
    return re.sub(r"\.{2,}", ".", match["name"])


def _entity(match: re.Match[str], value: str) -> Entity:
    return Entity(KIND, value, match[0], match.start(), match.end())
