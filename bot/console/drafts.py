"""A programme as somebody edits it: what the form carries of it, and its faults at the fields."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import request
from pydantic import ValidationError

from bot.console.change_words import path_words
from handlers.office import pasted, saving, section_values, sections
from handlers.office.sections import Field, Section
from handlers.wording import faults as said
from models import programme_file
from models.catalogue import Catalogue
from models.json import from_json
from models.programme import Programme
from models.programme_file import BadFile, Fault

FILE = "file"
MAIN = "main"
DEEPEST = 20


@dataclass(frozen=True, slots=True)
class Draft:
    """A programme being edited.

    section  the part that is open
    fields   all of it, as typed; of a file that cannot be read, what was there before
    was      as it was when the editor was opened; None: not known
    text     the file as typed, where that is what is edited
    lines    pasted lines of which nothing could be made
    """

    section: str
    fields: dict[str, Any]
    was: dict[str, Any] | None
    text: str | None = None
    lines: str = ""

    def read(self, id: str | None, others: Catalogue) -> Programme | tuple[Fault, ...]:
        """The programme, or all that is wrong with it."""
        if self.text is not None:
            return saving.read(self.text, id, others)
        return saving.read_fields(self.fields, id, others)


Pasting = Callable[[dict[str, Any], str, str], tuple[dict[str, Any], str]]
"""Fields, a part and lines pasted there: the fields with them, and the lines that are left."""


def of(programme: Programme, paste: Pasting | None = None) -> Draft:
    """What the form says of a programme; what it does not say is as it is."""
    form = request.form
    section = form.get("section") or request.args.get("section") or MAIN
    before = saving.document(programme)
    was, draft = _saved(form.get("was", "")), _fields(form.get("draft", ""))
    text = document()
    if text is not None:
        read = _plain(text)
        return Draft(FILE, read if read is not None else draft or before, was, text)
    fields = draft if draft is not None else before
    lines = form.get("lines", "").replace("\r\n", "\n").strip()
    if (known := sections.BY_KEY.get(section)) is not None and "section" in form:
        fields = sections.put(fields, known, form.to_dict(flat=False))
        if lines and paste is not None and pasted.takes(section):
            fields, lines = paste(fields, section, lines)
            fields = sections.with_names(fields)
    return Draft(section if known or section == FILE else MAIN, fields, was, lines=lines)


def kept(draft: Draft) -> str:
    """A draft as it is kept until it is saved."""
    whole = {"section": draft.section, "fields": draft.fields, "was": draft.was}
    return json.dumps(whole | {"text": draft.text, "lines": draft.lines})  # whatever it holds, as ASCII


def again(text: str) -> Draft | None:
    """A draft that was kept; None if it is none that the editor of today can show."""
    try:
        whole = json.loads(text)
        fields, was = _fields(json.dumps(whole["fields"])), _saved(json.dumps(whole["was"]))
        return None if fields is None else Draft(whole["section"], fields, was, whole["text"], whole["lines"])
    except (ValueError, KeyError, TypeError):
        return None


def document() -> str | None:
    """The file that was uploaded or typed; None if there is neither."""
    uploaded = request.files.get("file")
    if uploaded is not None and uploaded.filename:
        data = uploaded.read(programme_file.MAX_BYTES + 1)
        return data.decode("utf-8-sig", "replace")
    text = request.form.get("document")
    return text.replace("\r\n", "\n") if text is not None and text.strip() else None


def packed(fields: Mapping[str, Any]) -> str:
    """Fields as a hidden field of a form carries them."""
    return json.dumps(fields, ensure_ascii=False)


def at_fields(found: Sequence[Fault], draft: Draft) -> dict[str, str]:
    """Each fault by the name of its field in the open part; those of others by their own."""
    section = sections.BY_KEY.get(draft.section)
    known = _names(section, draft.fields) if section is not None else []
    at: dict[str, str] = {}
    for fault in found:
        name = max((n for n in known if f"{fault.field}.".startswith(f"{n}.")), key=len, default=None)
        if name is None and section is not None and section.many:
            name = next((n for n in known if n.startswith(f"{fault.field}.")), None)
        line = f"บรรทัด {fault.line}: " if draft.text is not None and fault.line else ""
        text = f"{line}{path_words(fault.field.split('.'))}: {said.what(fault.what)}"
        name = name or ("document" if draft.section == FILE else fault.field or "draft")
        at[name] = f"{at[name]} · {text}" if name in at else text
    return at


def _names(section: Section, fields: Mapping[str, Any]) -> list[str]:
    if not section.many:
        return [f"{section.prefix}{field.name}" for field in section.fields]
    count = len(sections.records(fields, section))
    return [f"{section.prefix}{n}.{f.name}" for n in range(1, count + 2) for f in section.fields]


def _fields(text: str) -> dict[str, Any] | None:
    """What a hidden field carried; None if nothing, or something else."""
    try:
        found = json.loads(text) if text else None
    except (ValueError, RecursionError):
        return None
    if not isinstance(found, dict) or _deeper(found, DEEPEST):
        return None
    found = section_values.readable(found)
    return found if all(map(_tame, _values(found))) else None


def _saved(text: str) -> dict[str, Any] | None:
    """What a hidden field carried of a programme as it was; None if it is none."""
    try:
        return saving.document(from_json(Programme, _fields(text)))
    except ValidationError:
        return None


def _values(fields: Mapping[str, Any]) -> Iterator[tuple[Field, Any]]:
    for section in sections.SECTIONS:
        for record in sections.records(fields, section):
            for field in section.fields:
                yield field, sections.value(record, field)


def _tame(known: tuple[Field, Any]) -> bool:
    """Whether a value has a shape that a form can show: a file may hold anything, a form's fields do not."""
    field, value = known
    if field.kind in ("lines", "people"):
        return value is None or isinstance(value, str) or _all(value, str | int | float)
    if field.kind == "options":
        return value is None or isinstance(value, str) or _all(value, Mapping)
    return field.kind in ("pairs", "when", "yaml") or not isinstance(value, Mapping | list)


def _deeper(value: Any, than: int) -> bool:
    """Whether lists and mappings stand in each other more than so deep."""
    inner = value.values() if isinstance(value, Mapping) else value if isinstance(value, list) else ()
    return than == 0 or any(_deeper(one, than - 1) for one in inner)


def _all(value: Any, kind: Any) -> bool:
    return isinstance(value, list) and all(isinstance(one, kind) for one in value)


def _plain(text: str) -> dict[str, Any] | None:
    try:
        return programme_file.fields(text, "")
    except BadFile:  # said with its lines when it is read
        return None
