"""Programme files: YAML to a `Programme` and back, with faults that name file, line and field."""

from __future__ import annotations

import re
from collections.abc import Hashable, Mapping
from copy import deepcopy
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml
from pydantic import TypeAdapter, ValidationError

from models.json import from_json, to_json
from models.programme import ROUND, Programme, Question

MAX_BYTES = 1_000_000
DEEPEST = 60
MOST_FIELDS = 50_000
_FIELD = re.compile(r"[a-z][a-z_]*")
"""Fields and entries of a file, all counted."""
ROUND_LABEL = "รุ่น"
ROUND_ASK = "สมัครรุ่นไหนคะ"
Path_ = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong with a file, for the person who wrote it."""

    file: str
    line: int
    field: str
    what: str

    def __str__(self) -> str:
        where = f"{self.file}:{self.line}" if self.line else self.file
        return f"{where}: {self.field}: {self.what}" if self.field else f"{where}: {self.what}"


class BadFile(Exception):
    """A programme file that cannot be accepted; `faults` lists everything wrong with it."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__("\n".join(map(str, faults)))
        self.faults = faults


@dataclass(frozen=True, slots=True)
class Loaded:
    """A file's programme, and the line of each of its fields."""

    programme: Programme
    file: str
    lines: dict[Path_, int]

    def fault(self, path: Path_, what: str) -> Fault:
        """A fault at a field; if the field is absent, on the line of the nearest enclosing one."""
        return _fault(self.file, self.lines, path, what)


_Safe: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""libyaml's is ten times as quick, but ends its process on a text that is nested very deeply: see `_read`."""


class _Loader(_Safe):  # type: ignore[misc,valid-type]
    """YAML 1.2 scalars: `18:00` and `2024-05-10` are strings, `no` is not a boolean."""


_Loader.yaml_implicit_resolvers = {}
_Loader.add_implicit_resolver("tag:yaml.org,2002:null", re.compile(r"^(?:~|null|)$"), ["~", "n", ""])
_Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"^(?:true|false)$"), list("tf"))
_Loader.add_implicit_resolver(
    "tag:yaml.org,2002:int", re.compile(r"^-?[1-9][0-9]*$|^0$"), list("-0123456789")
)


def read(path: Path) -> Loaded:
    """The programme in a file. Raises `BadFile`."""
    file = path.name
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise BadFile([Fault(str(path), 0, "", error.strerror or "cannot be read")]) from error
    if len(raw) > MAX_BYTES:
        raise BadFile([Fault(file, 0, "", f"larger than {MAX_BYTES} bytes")])
    try:
        return parse(raw.decode("utf-8"), file)
    except UnicodeDecodeError as error:
        raise BadFile([Fault(file, 0, "", "not UTF-8 text")]) from error


def parse(text: str, file: str) -> Loaded:
    """The programme in a string. Raises `BadFile` with every fault found."""
    data, lines = _loaded(text, file)
    try:
        return Loaded(with_round_question(from_json(Programme, data)), file, lines)
    except ValidationError as error:
        raise BadFile([_fault(file, lines, e["loc"], _words(dict(e))) for e in error.errors()]) from error


def fields(text: str, file: str) -> dict[str, Any]:
    """The fields of a file's text, whatever they are. Raises `BadFile` if it has none, or too many."""
    return _loaded(text, file)[0]


def of_fields(given: Mapping[str, Any], file: str) -> Loaded:
    """The programme in a file's fields; without a text its faults have no lines. Raises `BadFile`."""
    try:
        return Loaded(with_round_question(from_json(Programme, given)), file, {})
    except ValidationError as error:
        found = [Fault(file, 0, field(e["loc"]), _words(dict(e))) for e in error.errors()]
        raise BadFile(found) from error


def _loaded(text: str, file: str) -> tuple[dict[str, Any], dict[Path_, int]]:
    """The fields, and the line of each. Raises `BadFile`."""
    try:
        data, lines = _read(text)
    except BadFile as bad:
        raise BadFile([replace(fault, file=file) for fault in bad.faults]) from bad
    return deepcopy(data), lines


def _flat(text: str, *, aliases: bool = True) -> None:
    """Raises `BadFile` for a text nested more deeply than any file is; reading its events takes no stack.

    aliases  may stand in it; they may make a value part of itself
    """
    depth = 0
    for event in yaml.parse(text, Loader=_Loader):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > DEEPEST:
                line = event.start_mark.line + 1 if event.start_mark else 0
                raise BadFile([Fault("", line, "", "nested too deeply")])
        elif isinstance(event, yaml.AliasEvent) and not aliases:
            raise BadFile([Fault("", 0, "", "has an alias")])
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1


@lru_cache(maxsize=8)
def _read(text: str) -> tuple[dict[str, Any], dict[Path_, int]]:
    """The same of a text without a name. Reading costs far more than copying, and a text is read again."""
    file = ""
    try:
        _flat(text)
        loader = _Loader(text)
        node = loader.get_single_node()
        data = loader.construct_document(node) if node is not None else None
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 0
        raise BadFile([Fault(file, line, "", f"not YAML: {error.problem}")]) from error
    except (yaml.YAMLError, RecursionError, ValueError) as error:  # ValueError: `!!int x`, 5,000 digits
        raise BadFile([Fault(file, 0, "", "not YAML")]) from error
    lines: dict[Path_, int] = {}
    faults: list[Fault] = []
    if not isinstance(node, yaml.MappingNode):
        raise BadFile([Fault(file, 1, "", "a programme file is a mapping of fields")])
    _index(node, (), lines, faults, file)
    if faults:
        raise BadFile(faults)
    return dict(data or {}), lines


def with_round_question(programme: Programme) -> Programme:
    """A programme with rounds asks for one first, where its file does not say how."""
    if not programme.rounds or not programme.questions or any(q.kind == ROUND for q in programme.questions):
        return programme
    asked = Question("round", ROUND, ROUND_LABEL, ROUND_ASK)
    return replace(programme, questions=(asked, *programme.questions))


def dump(programme: Programme) -> str:
    """A programme as the text of a file."""
    return yaml.safe_dump(to_json(programme), allow_unicode=True, sort_keys=False, width=110)


def plain(text: str) -> dict[str, Any]:
    """The fields of a file's text, unchecked."""
    _flat(text)
    return dict(yaml.load(text, Loader=_Loader))  # noqa: S506 - a SafeLoader with fewer types


def scalar(text: str) -> Any:
    """One value as a file would have it: a number, true, false, nothing, or text."""
    try:
        _flat(text)
        value = yaml.load(text, Loader=_Loader)  # noqa: S506 - a SafeLoader with fewer types
    except (yaml.YAMLError, ValueError, BadFile):
        return text
    return value if isinstance(value, bool | int | None) else text


def nested(text: str) -> Any:
    """A value that is itself written as a file is; what cannot be read so stays a text."""
    try:
        _flat(text, aliases=False)
        return yaml.load(text, Loader=_Loader)  # noqa: S506 - a SafeLoader with fewer types
    except (yaml.YAMLError, RecursionError, ValueError, BadFile):
        return text


def written(value: Any) -> str:
    """Such a value as text."""
    if isinstance(value, str):
        return value
    return yaml.safe_dump(value, allow_unicode=True, sort_keys=False, width=110)


def schema() -> dict[str, Any]:
    """The JSON Schema of a programme file, for editors."""
    return TypeAdapter(Programme).json_schema()


def _index(node: yaml.Node, path: Path_, lines: dict[Path_, int], faults: list[Fault], file: str) -> None:
    # A few lines of aliases may stand for more than any memory holds.
    if len(path) > 20 or len(lines) > MOST_FIELDS:
        if not faults:
            faults.append(Fault(file, node.start_mark.line + 1, "", "nested too deeply"))
        return
    lines[path] = node.start_mark.line + 1
    if isinstance(node, yaml.MappingNode):
        seen: set[Hashable] = set()
        for key, value in node.value:
            name = str(key.value)
            if name in seen:
                faults.append(Fault(file, key.start_mark.line + 1, name, "is given twice"))
            seen.add(name)
            _index(value, (*path, name), lines, faults, file)
            lines[(*path, name)] = key.start_mark.line + 1
    elif isinstance(node, yaml.SequenceNode):
        for i, value in enumerate(node.value):
            _index(value, (*path, i), lines, faults, file)


def _fault(file: str, lines: dict[Path_, int], path: Path_, what: str) -> Fault:
    known = path
    while known and known not in lines:
        known = known[:-1]
    return Fault(file, lines.get(known, 1), field(path), what)


def field(path: Path_) -> str:
    """A field's name for people: `questions.2.kind`, counted from one."""
    return ".".join(str(p + 1) if isinstance(p, int) else p for p in path)


def _words(error: dict[str, Any]) -> str:
    """Pydantic's message for a fault, put more plainly for the commonest ones."""
    context = error.get("ctx", {})
    match error["type"]:
        case "missing" | "missing_argument" | "missing_keyword_only_argument":
            return "is missing"
        case "unexpected_keyword_argument" | "extra_forbidden":
            name = str((error.get("loc") or ("",))[-1])
            split = error.get("input", name) is None and not _FIELD.fullmatch(name)
            return "a comma within {…} ends a text" if split else "is not a field of a programme file"
        case "date_from_datetime_parsing" | "date_parsing" | "date_type":
            return "is not a date such as 2024-05-10"
        case "time_parsing" | "time_type":
            return 'is not a time such as "18:00"'
        case "literal_error":
            return f"is not one of {context.get('expected')}"
        case "string_too_short":
            return "is empty"
        case "string_pattern_mismatch":
            return f"does not have the form {context.get('pattern')}"
        case _:
            return str(error["msg"])
