"""Small checks that together describe a JSON shape; each reports what is wrong and where, as LINE does."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

SARA_AM = "\u0e33"
RIDING = {"Mn", "Me", "Cf"}


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault in a request body; the property is a path such as `messages[0].text`."""

    message: str
    property: str


Check = Callable[[Any, str], Iterator[Problem]]


def utf16(text: str) -> int:
    """Length as LINE counts most texts: UTF-16 code units, so an emoji is two."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def graphemes(text: str) -> int:
    """Length as a reader counts it, used for labels: combining Thai vowels and tone marks are not counted."""
    return sum(1 for c in text if unicodedata.category(c) not in RIDING and c != SARA_AM)


def text(most: int, *, least: int = 1, measure: Callable[[str], int] = utf16) -> Check:
    """A string of `least` to `most` characters as `measure` counts them."""

    def check(value: Any, path: str) -> Iterator[Problem]:
        if not isinstance(value, str):
            yield Problem("Must be a string", path)
        elif least and not value.strip():
            yield Problem("May not be empty", path)
        elif measure(value) > most:
            yield Problem(f"Length must be between 0 and {most}", path)

    return check


def matching(pattern: str, message: str = "invalid property") -> Check:
    """A string that matches the whole pattern."""
    whole = re.compile(pattern)

    def check(value: Any, path: str) -> Iterator[Problem]:
        if not isinstance(value, str) or not whole.fullmatch(value):
            yield Problem(message, path)

    return check


def one_of(*values: str) -> Check:
    """One of a few words."""

    def check(value: Any, path: str) -> Iterator[Problem]:
        if value not in values:
            yield Problem(f"Must be one of the following values: [{', '.join(values)}]", path)

    return check


def whole(least: int, most: int) -> Check:
    """An integer within bounds."""

    def check(value: Any, path: str) -> Iterator[Problem]:
        if not isinstance(value, int) or isinstance(value, bool):
            yield Problem("Must be an integer", path)
        elif not least <= value <= most:
            yield Problem(f"Must be between {least} and {most}", path)

    return check


def number(least: float, most: float) -> Check:
    """Any number within bounds."""

    def check(value: Any, path: str) -> Iterator[Problem]:
        if not isinstance(value, int | float) or isinstance(value, bool):
            yield Problem("Must be a number", path)
        elif not least <= value <= most:
            yield Problem(f"Must be between {least} and {most}", path)

    return check


def flag(value: Any, path: str) -> Iterator[Problem]:
    """true or false."""
    if not isinstance(value, bool):
        yield Problem("Must be a boolean", path)


def anything(value: Any, path: str) -> Iterator[Problem]:
    """Accepts any value."""
    yield from ()


def several(item: Check, least: int, most: int) -> Check:
    """An array of `least` to `most` items, each passing `item`."""

    def check(value: Any, path: str) -> Iterator[Problem]:
        if not isinstance(value, list):
            yield Problem("Must be an array", path)
            return
        if not least <= len(value) <= most:
            yield Problem(f"Size must be between {least} and {most}", path)
        for place, one in enumerate(value):
            yield from item(one, f"{path}[{place}]")

    return check


def record(required: Mapping[str, Check], optional: Mapping[str, Check]) -> Check:
    """An object with all required properties and only named ones; null counts as absent."""
    known = {**required, **optional}

    def check(value: Any, path: str) -> Iterator[Problem]:
        if not isinstance(value, dict):
            yield Problem("Must be an object", path)
            return
        present = {key: one for key, one in value.items() if one is not None}
        for key in required:
            if key not in present:
                yield Problem("must be specified", below(path, key))
        for key, one in present.items():
            if key in known:
                yield from known[key](one, below(path, key))
            else:
                yield Problem("unknown property", below(path, key))

    return check


def tagged(kinds: Mapping[str, Check], *, tag: str = "type") -> Check:
    """An object whose `tag` says which of several checks applies."""
    names = one_of(*kinds)

    def check(value: Any, path: str) -> Iterator[Problem]:
        if not isinstance(value, dict):
            yield Problem("Must be an object", path)
            return
        kind = value.get(tag)
        if isinstance(kind, str) and kind in kinds:
            yield from kinds[kind](value, path)
        else:
            yield from names(kind, below(path, tag))

    return check


def every(checks: Sequence[Check]) -> Check:
    """All of several checks on the same value."""

    def check(value: Any, path: str) -> Iterator[Problem]:
        for one in checks:
            yield from one(value, path)

    return check


def below(path: str, key: str) -> str:
    """The path of a property of the value at `path`."""
    return f"{path}.{key}" if path else key
