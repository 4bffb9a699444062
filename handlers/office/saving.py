"""Saving a programme from the console: read as a file is, on the version that was seen, audited once."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from handlers.office import programmes
from handlers.office.programme_faults import faults
from handlers.office.programmes import Changed
from models import programme_file
from models.calendar import Moment
from models.catalogue import Catalogue
from models.json import to_json, to_json_text
from models.programme import Programme
from models.programme_file import BadFile, Fault, Loaded
from models.staff import Action, Who
from models.store import Transaction


@dataclass(frozen=True, slots=True)
class Stale:
    """Somebody saved another version meanwhile: this one."""

    now: Programme


def version(programme: Programme) -> str:
    """Names a programme's content: it changes with whatever changes in it."""
    return hashlib.sha256(to_json_text(programme).encode()).hexdigest()[:20]


def document(programme: Programme) -> dict[str, Any]:
    """The fields of its file."""
    return dict(to_json(programme))


def read(text: str, id: str | None, others: Catalogue) -> Programme | tuple[Fault, ...]:
    """The programme in a file's text, or everything wrong with it; `id` is what it must be called."""
    return _read(lambda: programme_file.parse(text, id or ""), id, others)


def _read(load: Callable[[], Loaded], id: str | None, others: Catalogue) -> Programme | tuple[Fault, ...]:
    try:
        loaded = load()
    except BadFile as bad:
        return tuple(bad.faults)
    programme = loaded.programme
    found = [loaded.fault(fault.path, fault.what) for fault in faults(programme, others)]
    if id is not None and programme.id != id:
        found.append(loaded.fault(("id",), "cannot be changed"))
    return tuple(found) or programme


def read_fields(
    fields: Mapping[str, Any], id: str | None, others: Catalogue
) -> Programme | tuple[Fault, ...]:
    """The same of a file's fields."""
    return _read(lambda: programme_file.of_fields(fields, id or ""), id, others)


def save(
    tx: Transaction,
    programme: Programme,
    expected: str | None,
    *,
    by: Who,
    at: Moment,
    what: Action = Action.PROGRAMME,
    about: str | None = None,
    note: str | None = None,
) -> Changed | Stale | tuple[Fault, ...]:
    """Saves it, if it is still the version that was seen; faults that came up meanwhile keep it out.

    expected  None: there was none
    about     what the audit names; without it, the programme's id
    """
    tx.programmes.hold()
    known = tx.programmes.catalogue()
    now = known.get(programme.id)
    if now is not None and (expected is None or version(now) != expected):
        return Stale(now)
    found = tuple(Fault("", 0, programme_file.field(f.path), f.what) for f in faults(programme, known))
    if found:
        return found
    changed = programmes.keep(tx, programme, at.now)
    if not changed.nothing:
        before = None if now is None else expected
        after = note or ", ".join(names(changed)) or None
        tx.audit.note(what, about or programme.id, by=by, at=at.now, before=before, after=after)
    return changed


def names(changed: Changed) -> Sequence[str]:
    """The changed parts, by their names in a file."""
    if changed.new:
        return ("new",)
    return (*changed.fields, *(["sessions"] if changed.sessions else []))
