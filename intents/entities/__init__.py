"""Values found in a text. Each module in this folder is one kind: adding a file adds a kind."""

from __future__ import annotations

import datetime
import importlib
import pkgutil
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from models.understanding import Entity

LONGEST = 600
"""How many characters are searched; nobody states facts about themselves after the first ten lines."""


@dataclass(frozen=True, slots=True)
class Kind:
    """One module of the folder: what it finds, and its rank (the higher rank wins an overlap)."""

    name: str
    rank: int
    find: Callable[[str, datetime.date], list[Entity]]


@lru_cache(maxsize=1)
def kinds() -> tuple[Kind, ...]:
    """Every kind in the folder, ordered by name."""
    modules = [importlib.import_module(f"{__name__}.{info.name}") for info in pkgutil.iter_modules(__path__)]
    return tuple(Kind(module.KIND, module.RANK, module.find) for module in modules)


def find_all(text: str, today: datetime.date) -> tuple[Entity, ...]:
    """The values of all kinds in a normalised text, never overlapping, in text order."""
    head = text[:LONGEST]
    found = [(kind.rank, entity) for kind in kinds() for entity in kind.find(head, today)]
    return without_overlaps(found)


def without_overlaps(found: list[tuple[int, Entity]]) -> tuple[Entity, ...]:
    """Of overlapping values, keeps the higher rank, then the longer, then the earlier."""
    order = sorted(found, key=lambda pair: (-pair[0], pair[1].start - pair[1].end, pair[1].start))
    kept: list[Entity] = []
    for _, entity in order:
        if all(entity.end <= other.start or entity.start >= other.end for other in kept):
            kept.append(entity)
    return tuple(sorted(kept, key=lambda entity: entity.start))
