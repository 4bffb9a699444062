"""Changes single fields of a programme by name, with the same checks as a file."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from models import programme_file
from models.programme import Applications, Programme
from models.programme_file import BadFile, Fault

_APPLICATION_FIELDS = frozenset(Applications.__dataclass_fields__)
_OF_A_COHORT = ("opens", "closes", "window_quote", "window_note")


class BadSetting(BadFile):
    """A setting that is not KEY=VALUE: a misspelt command line, not a fault of the programme."""


def changed(programme: Programme, settings: Sequence[str]) -> Programme:
    """The programme with `KEY=VALUE` settings applied (`applications.state=accepting`, `sessions.3.place=…`).

    A bare key is looked up in the applications section (`capacity=30`). Raises `BadFile`.
    """
    return _apply(programme.id, _document(programme), settings)


def next_cohort(programme: Programme, id: str, settings: Sequence[str]) -> Programme:
    """A copy under another id that follows this one, with only the sessions and window the settings give.

    Raises `BadFile`.
    """
    document = _document(programme) | {"id": id, "follows": programme.id, "sessions": []}
    for field in _OF_A_COHORT:
        document["applications"].pop(field, None)
    return _apply(id, document, settings)


def _document(programme: Programme) -> dict[str, Any]:
    return programme_file.plain(programme_file.dump(programme))


def _apply(id: str, document: dict[str, Any], settings: Sequence[str]) -> Programme:
    for setting in settings:
        key, given, value = setting.partition("=")
        if not given or not key:
            raise BadSetting([Fault(id, 0, setting, "is not KEY=VALUE")])
        _put(id, document, key, value)
    result = programme_file.parse(json.dumps(document, ensure_ascii=False, indent=1), id).programme
    if result.id != id:
        raise BadFile([Fault(id, 0, "id", "cannot be changed")])
    return result


def _item(items: list[Any], number: str) -> Any:
    """One item of a list, counted from one. Raises IndexError or ValueError."""
    if not 1 <= int(number) <= len(items):
        raise IndexError(number)
    return items[int(number) - 1]


def _put(id: str, document: dict[str, Any], key: str, value: str) -> None:
    path = key.split(".")
    if len(path) == 1 and path[0] in _APPLICATION_FIELDS:
        path = ["applications", path[0]]
    target: Any = document
    try:
        for part in path[:-1]:
            target = _item(target, part) if isinstance(target, list) else target.setdefault(part, {})
        target[path[-1]] = programme_file.scalar(value)
    except (TypeError, ValueError, IndexError, AttributeError) as error:
        raise BadFile([Fault(id, 0, key, "is not a single field; change the file and load it")]) from error
