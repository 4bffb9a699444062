"""A programme's places and values in words, for the pages that show what changes: nothing as a code."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from handlers.enquiries.answer import answer_kinds, label
from handlers.office import references, sections
from handlers.office.merging import Path
from handlers.office.sections import Field, Section
from handlers.wording import dates
from handlers.wording.office import sections as names

_DAY = re.compile(r"\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])")
_CLOCK = re.compile(r"\d\d:\d\d:\d\d")
_OWN = frozenset({"id", "key", "value"})
"""Names that are given by themselves and say nothing to a reader."""


class InWords:
    """Places and values of two versions of a programme; what one of them names is known from both."""

    def __init__(self, *versions: Mapping[str, Any]) -> None:
        self._versions = versions

    def path(self, path: Path | Sequence[str]) -> str:
        """A place of a file: ข้อเท็จจริง 3 › ข้อความที่บอทตอบ."""
        if not path or not path[0]:
            return names.SECTIONS["file"][0]
        section, rest = _section(path)
        title = names.SECTIONS[section.key][0]
        if section.many and rest:
            title += f" {self._record(section, rest.pop(0))}"
        if not rest:
            return title
        known = _field(section, rest)
        more = " ".join(rest[len(known.name.split(".")) :]) if known else " ".join(rest[1:])
        said = sections.label(known.name if known else rest[0], section)
        return f"{title} › {said}{f' {more}' if more else ''}"

    def value(self, path: Path | Sequence[str], value: Any) -> str:
        """A value at a place; a record in a few lines, without its codes."""
        if not path:
            return _plain(value)
        section, rest = _section(path)
        if section.many and rest:
            rest.pop(0)
        field = _field(section, rest) if rest else None
        if field is not None and field.name == ".".join(rest):
            return self._of(section, field, value)
        if isinstance(value, Mapping):
            return self._whole(section, value)
        return _plain(value)

    def _whole(self, section: Section, row: Mapping[str, Any]) -> str:
        lines = []
        for field in section.fields:
            found = sections.value(row, field)
            if field.name not in _OWN and found not in (None, "", [], {}):
                lines.append(f"{sections.label(field.name, section)}: {self._of(section, field, found)}")
        return "\n".join(lines)

    def _of(self, section: Section, field: Field, value: Any) -> str:
        if field.kind == "choice":
            key = "" if value is None else str(value).lower() if isinstance(value, bool) else str(value)
            return dict(sections.choices(section, field)).get(key) or _plain(value)
        if field.kind == "people" and isinstance(value, list):
            said = dict(sections.choices(section, field))
            return ", ".join(said.get(str(one), str(one)) for one in value)
        for version in self._versions:
            if (named := references.name(section, field, value, version)) is not None:
                return named
        if field.kind == "options" and isinstance(value, list):
            return ", ".join(str(one.get("label")) for one in value if isinstance(one, Mapping))
        return _plain(value)

    def _record(self, section: Section, record: str) -> str:
        aspect, _, more = record.partition(" (")
        if aspect in answer_kinds():
            return f"{label(aspect)}{f' ({more}' if more else ''}"
        for version in self._versions:
            if (named := references.record_name(section, record, version)) != record:
                return named
        return record


def path_words(path: Path | Sequence[str]) -> str:
    """A place in words where no version is at hand."""
    return InWords().path(path)


def _section(path: Sequence[str]) -> tuple[Section, list[str]]:
    found = max(
        (s for s in sections.SECTIONS if s.at and tuple(path[: len(s.at)]) == s.at),
        key=lambda s: len(s.at),
        default=sections.BY_KEY["main"],
    )
    return found, list(path[len(found.at) :])


def _field(section: Section, rest: Sequence[str]) -> Field | None:
    whole = f"{'.'.join(rest)}."
    return next((f for f in section.fields if whole.startswith(f"{f.name}.")), None)


def _plain(value: Any) -> str:
    """A value of a file for reading; a record in a few words."""
    if value is None:
        return "–"
    if isinstance(value, bool):
        return names.YES if value else names.NO
    if isinstance(value, Mapping):
        return "\n".join(f"{sections.label(k)}: {_plain(v)}" for k, v in value.items())
    if isinstance(value, list):
        between = "\n" if any(isinstance(one, Mapping) for one in value) else ", "
        return between.join(map(_plain, value))
    text = str(value)
    if _DAY.fullmatch(text):
        return dates.weekday(date.fromisoformat(text))
    return f"{text[:5]} น." if _CLOCK.fullmatch(text) else text
