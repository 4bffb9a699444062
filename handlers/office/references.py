"""Fields of a programme that name something else of it: what there is to choose, and its name in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from handlers.office import sections
from handlers.office.sections import Field, Section
from handlers.wording.office import sections as words
from models.programme import ROUND

Pairs = Sequence[tuple[str, str]]
_UNCOUNTABLE = frozenset({ROUND, "file", "group", "choices", "long_text", "national_id"})
"""Kinds of questions by whose answers no quota counts: a quota counts in each round anyway."""


def offered(section: Section, field: Field, fields: Mapping[str, Any], others: Pairs) -> Pairs | None:
    """What may be chosen in a field that names something; None: it names nothing, or there is nothing yet.

    others   the other programmes, by id and name
    """
    found: list[tuple[str, str]]
    if field.name == "round":
        found = rounds(fields)
        first = words.EVERY_ROUND
    elif (section.key, field.name) == ("quotas", "by"):
        found = [
            (str(row.get("key")), str(row.get("label") or row.get("key")))
            for row in sections.records(fields, sections.BY_KEY["questions"])
            if row.get("kind") not in _UNCOUNTABLE
        ]
        first = words.CHOOSE
    elif (section.key, field.name) == ("reminders", "stage"):
        found = _of(fields, "stages", "key", "label")
        first = words.EVERY_STAGE
    elif field.name == "follows":
        found = list(others)
        first = words.NO_OTHER
    else:
        return None
    return [("", first), *found] if found else None


def name(section: Section, field: Field, value: Any, fields: Mapping[str, Any]) -> str | None:
    """A value of such a field in words; None if it is none of those that can be chosen."""
    found = dict(offered(section, field, fields, ()) or ())
    return found.get(value) if isinstance(value, str) else None


def record_name(section: Section, record: str, fields: Mapping[str, Any]) -> str:
    """What a record is called, by its id or key."""
    for row in sections.records(fields, section):
        if record in (row.get("id"), row.get("key")):
            said = next((str(row[n]) for n in ("name", "label", "what") if row.get(n)), None)
            if said is None and row.get("date"):
                said = str(sections.shown(row, next(f for f in section.fields if f.name == "date")))
            return said or record
    if section.key == "quotas":
        return dict(_of(fields, "questions", "key", "label")).get(record, record)
    return record


def rounds(fields: Mapping[str, Any]) -> list[tuple[str, str]]:
    """The rounds, by id and name."""
    return _of(fields, "rounds", "id", "name")


def _of(fields: Mapping[str, Any], part: str, key: str, name: str) -> list[tuple[str, str]]:
    rows = sections.records(fields, sections.BY_KEY[part])
    return [(str(row[key]), str(row.get(name) or row[key])) for row in rows if row.get(key)]
