"""Folders are registries: a new answer, act, question or reminder is one new file, with no list to edit."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from types import MappingProxyType, ModuleType
from typing import TypeVar

T = TypeVar("T")


@cache
def modules(package: str) -> tuple[ModuleType, ...]:
    """Every module of a package, by name; those beginning with `_` are shared helpers, not entries."""
    home = importlib.import_module(package)
    names = sorted(m.name for m in pkgutil.iter_modules(home.__path__) if not m.name.startswith("_"))
    return tuple(importlib.import_module(f"{package}.{name}") for name in names)


def exported(package: str, name: str, kind: type[T]) -> Iterator[T]:
    """What each module of a package exports under a name: one value of the type, or a tuple of them.

    Raises TypeError if a module exports something else, or nothing: that is our bug.
    """
    for module in modules(package):
        given = vars(module).get(name)
        for entry in given if isinstance(given, tuple) else (given,):
            if not isinstance(entry, kind):
                raise TypeError(f"{module.__name__}.{name} is no {kind.__name__}")
            yield entry


def by_name(entries: Iterable[T], name: Callable[[T], str]) -> Mapping[str, T]:
    """Entries as a table. Raises ValueError if two claim one name: that is our bug."""
    table: dict[str, T] = {}
    for entry in entries:
        if name(entry) in table:
            raise ValueError(f"{name(entry)} is claimed twice")
        table[name(entry)] = entry
    return MappingProxyType(table)
