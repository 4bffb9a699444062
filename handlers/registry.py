"""Folders are registries: a new answer, flow, question or reminder is one new file, no list to edit."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType, ModuleType
from typing import Any


@cache
def modules(package: str) -> Mapping[str, ModuleType]:
    """Every module of a package by its name; modules beginning with `_` are shared pieces, not entries."""
    home = importlib.import_module(package)
    names = sorted(m.name for m in pkgutil.iter_modules(home.__path__) if not m.name.startswith("_"))
    return MappingProxyType({name: importlib.import_module(f"{package}.{name}") for name in names})


@cache
def table(package: str, attribute: str) -> Mapping[str, Any]:
    """The mappings called `attribute` of all modules of a package, as one.

    Raises ValueError when two modules claim one name: that is our bug.
    """
    merged: dict[str, Any] = {}
    for module in modules(package).values():
        for name, entry in getattr(module, attribute, {}).items():
            if name in merged:
                raise ValueError(f"{name} is claimed twice in {package} ({module.__name__})")
            merged[name] = entry
    return MappingProxyType(merged)
