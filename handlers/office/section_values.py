"""Values of a programme's fields as a form has them, and back: one function for each kind of field."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from handlers.office import typed
from models import programme_file

_UNREADABLE = re.compile("[^\t\n\x20-\x7e\u00a0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What YAML 1.2 has no place for (5.1)."""


def readable(value: Any) -> Any:
    """A value without the letters that no file can hold, whatever it is made of."""
    if isinstance(value, str):
        return _UNREADABLE.sub("", value)
    if isinstance(value, Mapping):
        return {readable(name): readable(inner) for name, inner in value.items()}
    return [readable(inner) for inner in value] if isinstance(value, list) else value


def read(kind: str, text: str) -> Any:
    """What was typed, as a file has it; empty is empty, and what cannot be read stays a text."""
    text = readable(text.replace("\r\n", "\n")).strip()
    return _READ[kind](text) if text and kind in _READ else text


def written(kind: str, value: Any) -> str:
    """A value of a file, as a form has it."""
    if value is None:
        return ""
    if kind == "day":
        return typed.shown_day(str(value))
    if kind == "clock":
        return re.sub(r"^(\d\d:\d\d):\d\d$", r"\1", str(value))
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(_WRITTEN[kind](value)) if kind in _WRITTEN else str(value)


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _commas(text: str) -> list[str]:
    return [part.strip() for part in text.split(",") if part.strip()]


def _options(text: str) -> Any:
    found = []
    for line in _lines(text):
        value, *rest = (part.strip() for part in line.split("|"))
        if not rest:
            return text
        option: dict[str, Any] = {"value": value, "label": rest[0]}
        if len(rest) > 1 and rest[1]:
            option["also"] = _commas(rest[1])
        found.append(option)
    return found


def _pairs(text: str) -> Any:
    found = {}
    for line in _lines(text):
        name, is_pair, value = line.partition("=")
        if not is_pair:
            return text
        found[name.strip()] = programme_file.scalar(value.strip().replace(",", ""))
    return found


def _when(text: str) -> Any:
    found = {}
    for line in _lines(text):
        name, is_pair, value = line.partition("=")
        if not is_pair:
            return text
        found[name.strip()] = _commas(value)
    return found


def _number(text: str) -> Any:
    return programme_file.scalar(re.sub(r"(?<=\d),(?=\d{3})", "", text))


def _flag(text: str) -> Any:
    return text == "true" if text in ("true", "false") else text


def _write_options(value: Any) -> str:
    if not isinstance(value, list):
        return str(value)
    rows = [(o.get("value", ""), o.get("label", ""), ", ".join(map(str, o.get("also") or []))) for o in value]
    return "\n".join(" | ".join(row if row[2] else row[:2]) for row in rows)


def _write_pairs(value: Any) -> str:
    if not isinstance(value, Mapping):
        return str(value)
    return "\n".join(
        f"{name} = {', '.join(map(str, it)) if isinstance(it, list) else it}" for name, it in value.items()
    )


_READ: Mapping[str, Any] = {
    "day": typed.day,
    "clock": typed.clock,
    "number": _number,
    "choice": _flag,
    "lines": _lines,
    "options": _options,
    "pairs": _pairs,
    "when": _when,
    "yaml": programme_file.nested,
}
_WRITTEN: Mapping[str, Any] = {
    "lines": lambda value: "\n".join(map(str, value)) if isinstance(value, list) else str(value),
    "options": _write_options,
    "pairs": _write_pairs,
    "when": _write_pairs,
    "yaml": programme_file.written,
}
