"""Folders are registries: a new answer, flow, question or reminder is one new file, no list to edit."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType, ModuleType
from typing import Any


@cache
def modules(*packages: str) -> Mapping[str, ModuleType]:
    """Every module of some packages by its name; those beginning with `_` are shared pieces, not entries."""
    found: dict[str, ModuleType] = {}
    for package in packages:
        home = importlib.import_module(package)
        names = sorted(m.name for m in pkgutil.iter_modules(home.__path__) if not m.name.startswith("_"))
        found |= {name: importlib.import_module(f"{package}.{name}") for name in names}
    return MappingProxyType(found)


@cache
def table(packages: str | tuple[str, ...], attribute: str) -> Mapping[str, Any]:
    """The mappings called `attribute` of all modules of a package, or of several, as one.

    Raises ValueError when two modules claim one name: that is our bug.
    """
    merged: dict[str, Any] = {}
    for module in modules(*([packages] if isinstance(packages, str) else packages)).values():
        for name, entry in getattr(module, attribute, {}).items():
            if name in merged:
                raise ValueError(f"{name} is claimed twice in {packages} ({module.__name__})")
            merged[name] = entry
    return MappingProxyType(merged)
