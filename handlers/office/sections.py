"""The editor's table: which parts a programme has and which fields they have; to a form and back.

A form's names are a fault's names: `facts.3.text` is the text of the third fact. What cannot be read stays as
it was typed; the parser of files says what is wrong with it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from handlers.enquiries.answer import answer_kinds
from handlers.enquiries.answer import label as aspect
from handlers.office import section_values
from handlers.wording.eligibility import KINDS
from handlers.wording.office import sections as words

MOST = 400
"""Records of a section that a form may have."""
ADMIN_ONLY = frozenset({"applications.state", "applications.capacity", "applications.privacy"})
"""What staff may not change."""


@dataclass(frozen=True, slots=True)
class Field:
    """One field: where it is within its record, and how it is shown and typed.

    kind  line, area, day, clock, number, choice, lines, people, options, pairs, when, yaml
    long  shown with those that are seldom needed
    """

    name: str
    kind: str = "line"
    seldom: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """One part: a single record at a path, or a list of records there."""

    key: str
    at: tuple[str, ...]
    fields: tuple[Field, ...]
    many: bool = True

    @property
    def prefix(self) -> str:
        """With what its fields' names begin."""
        return "".join(f"{part}." for part in self.at)


def _some(kind: str, *names: str) -> tuple[Field, ...]:
    return tuple(Field(name, kind) for name in names)


def _seldom(kind: str, *names: str) -> tuple[Field, ...]:
    return tuple(Field(name, kind, seldom=True) for name in names)


_QUESTION = (
    *(Field("kind", "choice"), Field("label"), Field("ask", "area")),
    *(Field("required", "choice"), Field("example"), Field("options", "options")),
    *(*_seldom("line", "key", "help"), *_seldom("lines", "also", "suggest")),
    *(*_seldom("number", "max_length", "minimum", "maximum"), *_seldom("when", "when")),
    *_seldom("yaml", "fields"),
)
SECTIONS: tuple[Section, ...] = (
    Section(
        "main",
        (),
        (
            *(*_some("line", "name", "short_name", "name_en", "cohort"), *_some("lines", "aliases")),
            *_some("line", "words.event", "words.people", "source.title", "source.publisher"),
            *(*_some("day", "source.published"), *_some("line", "source.url", "follows")),
            *_some("choice", "published"),
        ),
        many=False,
    ),
    Section(
        "facts",
        ("facts",),
        (
            *(*_some("choice", "about"), *_some("area", "text", "quote"), Field("heading")),
            *(*_seldom("line", "note", "round", "map"), *_seldom("lines", "also"), *_seldom("people", "who")),
            *_seldom("choice", "derived"),
        ),
    ),
    Section(
        "sessions",
        ("sessions",),
        (
            *(*_some("day", "date"), *_some("clock", "starts", "ends"), Field("place"), Field("title")),
            *(*_some("line", "round"), *_seldom("line", "map", "id")),
        ),
    ),
    Section(
        "rounds",
        ("rounds",),
        (
            *(*_some("line", "name", "place"), *_some("day", "opens", "closes")),
            *(*_some("clock", "closes_at"), *_some("number", "capacity"), *_some("choice", "state")),
            *(*_some("area", "quote"), *_seldom("area", "text"), *_seldom("lines", "also")),
            *_seldom("line", "id"),
        ),
    ),
    Section(
        "timeline",
        ("timeline",),
        (
            *(*_some("line", "what"), *_some("choice", "kind"), *_some("day", "date", "until")),
            *(*_some("area", "quote"), *_seldom("clock", "at", "until_at"), *_seldom("line", "roughly")),
            *(*_seldom("number", "days_before"), *_seldom("day", "was"), *_seldom("line", "round", "note")),
            *(*_seldom("lines", "also"), *_seldom("choice", "derived"), *_seldom("line", "id")),
        ),
    ),
    Section(
        "fees",
        ("fees",),
        (
            *(*_some("line", "who"), *_some("number", "amount"), *_some("line", "what", "unit")),
            *(*_some("area", "quote"), *_seldom("pairs", "amounts"), *_seldom("people", "kinds")),
            *(*_seldom("lines", "also"), *_seldom("line", "round", "includes", "excludes", "note")),
        ),
    ),
    Section(
        "applications",
        ("applications",),
        (
            *(*_some("choice", "state", "kind"), *_some("line", "prefix"), *_some("day", "opens", "closes")),
            *(*_some("clock", "closes_at"), *_some("number", "capacity")),
            *_some("area", "window_quote", "window_note"),
        ),
        many=False,
    ),
    Section(
        "quotas",
        ("applications", "quotas"),
        (Field("by"), Field("most", "number"), Field("round"), Field("quote", "area")),
    ),
    Section("stages", ("applications", "stages"), (Field("key"), Field("label"), Field("text", "area"))),
    Section("questions", ("questions",), _QUESTION),
    Section(
        "audiences",
        ("audiences",),
        (
            *(Field("who", "people"), Field("verdict", "choice"), *_some("area", "quote", "text")),
            *_seldom("lines", "only"),
        ),
    ),
    Section(
        "modules",
        ("modules",),
        (*_some("line", "number", "name"), *_some("area", "text", "quote"), *_seldom("lines", "also")),
    ),
    Section(
        "levels",
        ("levels",),
        (*_some("line", "name", "who"), *_some("area", "quote"), *_seldom("lines", "also")),
    ),
    Section(
        "reminders",
        ("reminders",),
        (
            *(Field("kind", "choice"), *_some("clock", "at"), *_some("number", "days", "hours")),
            *(*_some("area", "text"), *_some("choice", "audience"), *_seldom("day", "due")),
            *(*_seldom("line", "stage", "id"), *_seldom("choice", "merge", "quiet")),
        ),
    ),
    Section(
        "staff_answers",
        ("staff_answers",),
        (
            *(*_some("lines", "examples"), *_some("area", "text"), *_some("day", "since")),
            *_seldom("line", "id"),
        ),
    ),
    Section(
        "privacy",
        ("applications", "privacy"),
        (*_some("area", "purpose", "readers"), *_some("number", "keep_days")),
        many=False,
    ),
    Section("former_questions", ("former_questions",), _QUESTION),
)
_NEW = {
    "sessions": ("id", "d"),
    "rounds": ("id", "r"),
    "timeline": ("id", "t"),
    "reminders": ("id", "n"),
    "staff_answers": ("id", "a"),
    "questions": ("key", "q"),
    "stages": ("key", "s"),
}
BY_KEY = {section.key: section for section in SECTIONS}


def choices(section: Section, field: Field) -> tuple[tuple[str, str], ...]:
    """What may be chosen in a field."""
    if field.name == "about":
        return tuple((intent, aspect(intent)) for intent in answer_kinds())
    if field.kind == "people":
        return tuple((str(kind.value), label) for kind, label in KINDS.items())
    own = words.CHOICES.get(f"{section.at[-1] if section.at else ''}.{field.name}")
    if own is None and section.key == "former_questions":
        own = words.CHOICES.get(f"questions.{field.name}")
    return own or words.CHOICES.get(field.name, ())


def label(name: str, section: Section | None = None) -> str:
    """A field's name in Thai, as its section says it."""
    own = words.LABELS.get(f"{section.key}.{name}") if section is not None else None
    return own or words.LABELS.get(name) or words.LABELS.get(name.rpartition(".")[2], name)


def records(fields: Mapping[str, Any], section: Section) -> list[dict[str, Any]]:
    """The records of a section in a file's fields."""
    found: Any = fields
    for part in section.at:
        found = found.get(part, {}) if isinstance(found, Mapping) else {}
    if not section.many:
        return [dict(found) if isinstance(found, Mapping) else {}]
    rows = found if isinstance(found, list) else []
    return [dict(row) for row in rows if isinstance(row, Mapping)]


def shown(record: Mapping[str, Any], field: Field) -> Any:
    """A field's value as a form has it: a text; of people, a list."""
    found = value(record, field)
    if field.kind == "people":
        return [str(one) for one in found] if isinstance(found, list) else []
    return section_values.written(field.kind, found)


def value(record: Mapping[str, Any], field: Field) -> Any:
    """A field's value as the record has it; None if it has none."""
    found: Any = record
    for part in field.name.split("."):
        found = found.get(part) if isinstance(found, Mapping) else None
    return found


def put(fields: Mapping[str, Any], section: Section, form: Mapping[str, list[str]]) -> dict[str, Any]:
    """The file's fields with a section as a form has it. Empty records and those ticked off go."""
    before = records(fields, section)
    if not section.many:
        (record,) = before
        return _at(fields, section.at, _filled(record, section, section.prefix, form))
    rows = []
    count = _one(form, "rows")
    for number in range(1, min(int(count) if count.isdecimal() and len(count) < 6 else 0, MOST) + 1):
        prefix = f"{section.prefix}{number}."
        kept = before[number - 1] if number <= len(before) else {}
        record = _filled(kept, section, prefix, form)
        if section.key == "facts" and record.get("quote"):
            record.setdefault("text", record["quote"])  # said as it is announced
        if record and not _one(form, f"{prefix}drop"):
            rows.append((_place(_one(form, f"{prefix}place"), number), number, record))
    made = [record for _, _, record in sorted(rows, key=lambda row: row[:2])]
    _name_new(section, made)
    return _at(fields, section.at, made)


def with_names(fields: Mapping[str, Any]) -> dict[str, Any]:
    """The file's fields, in which whatever must have an id has one."""
    made = dict(fields)
    for key in _NEW:
        section = BY_KEY[key]
        if rows := records(made, section):
            _name_new(section, rows)
            made = _at(made, section.at, rows)
    return made


def _name_new(section: Section, made: Sequence[dict[str, Any]]) -> None:
    """Gives those that must have an id and were given none one that is free."""
    if section.key not in _NEW:
        return
    name, letter = _NEW[section.key]
    taken = {record.get(name) for record in made}
    for record in made:
        if name not in record:
            record[name] = next(it for n in range(1, MOST + 2) if (it := f"{letter}{n:02}") not in taken)
            taken.add(record[name])


def forbidden(old: Mapping[str, Any], new: Mapping[str, Any]) -> bool:
    """Whether something changed that only an admin may change."""
    before, after = old.get("applications", {}), new.get("applications", {})
    names = [name.partition(".")[2] for name in ADMIN_ONLY]
    return any(before.get(name) != after.get(name) for name in names)


def _filled(
    record: Mapping[str, Any], section: Section, prefix: str, form: Mapping[str, list[str]]
) -> dict[str, Any]:
    made = dict(record)
    for field in section.fields:
        if f"{prefix}{field.name}" not in form and field.kind != "people":
            continue
        value = _read(field, form.get(f"{prefix}{field.name}", []))
        *way, last = field.name.split(".")
        target = made
        for part in way:
            inner = target.get(part)
            target[part] = dict(inner) if isinstance(inner, Mapping) else {}
            target = target[part]
        if value in ("", [], {}, None):
            target.pop(last, None)
        else:
            target[last] = value
    return {name: value for name, value in made.items() if value != {}}


def _read(field: Field, given: Sequence[str]) -> Any:
    """What was typed into a field, as a file has it."""
    if field.kind == "people":
        return [one for one in given if one]
    return section_values.read(field.kind, given[0]) if given else ""


def _one(form: Mapping[str, list[str]], name: str) -> str:
    given = form.get(name) or [""]
    return given[0]


def _place(text: str, number: int) -> float:
    """Where a record is wanted: a number moves it in front of the one that has it."""
    try:
        place = float(text or number)
    except ValueError:
        return number
    return place if place == number else place - 0.5 if place < number else place + 0.5


def _at(fields: Mapping[str, Any], way: Sequence[str], value: Any) -> dict[str, Any]:
    """The fields with a value at a path; an empty one goes."""
    if not way:
        return dict(value)
    made = dict(fields)
    if len(way) > 1:
        inner = made.get(way[0])
        made[way[0]] = _at(inner if isinstance(inner, Mapping) else {}, way[1:], value)
    elif value in ([], {}):
        made.pop(way[0], None)
    else:
        made[way[0]] = value
    return made
