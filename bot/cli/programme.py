"""Programmes: load, set, list, dump."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click

from bot.cli._office import Office, fail, office, programme_of
from handlers import programmes
from handlers.answers.programmes import state
from models import programme_file
from models.programme import Catalogue
from models.programme_file import BadFile, Loaded
from models.store import Transaction


@click.group()
def programme() -> None:
    """Programmes in the database."""


@programme.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
def load(files: tuple[Path, ...]) -> None:
    """Create or update programmes from files; a bad file changes nothing."""
    with office() as here:
        loaded, faults = _read(files)
        with here.database.begin() as tx:
            known = tx.programmes.catalogue()
            for one in loaded:
                faults += [str(one.fault(w.path, w.what)) for w in programmes.wrongs(one.programme, known)]
                known = Catalogue((*(p for p in known.programmes if p.id != one.programme.id), one.programme))
            if faults:
                fail("\n".join(faults))
            for one in loaded:
                changes = programmes.put(tx, one.programme, here.clock.now())
                for line in changes or [f"{one.programme.id}: unchanged"]:
                    click.echo(line)


@programme.command("set")
@click.argument("id")
@click.argument("settings", nargs=-1, required=True, metavar="KEY=VALUE...")
def set_(id: str, settings: tuple[str, ...]) -> None:
    """Change single settings, such as applications.state=accepting or capacity=30."""
    with office() as here, here.database.begin() as tx:
        document = programme_file.plain(programme_file.dump(programme_of(tx, id)))
        _change(here, tx, document, id, settings)


@programme.command()
@click.argument("id")
@click.argument("new_id")
@click.argument("settings", nargs=-1, metavar="KEY=VALUE...")
def copy(id: str, new_id: str, settings: tuple[str, ...]) -> None:
    """Begin a new cohort: a copy without sessions and window, with these settings."""
    with office() as here, here.database.begin() as tx:
        document = programme_file.plain(programme_file.dump(programme_of(tx, id)))
        if tx.programmes.catalogue().get(new_id) is not None:
            fail(f"{new_id} exists already")
        document |= {"id": new_id, "follows": id, "sessions": []}
        for field in ("opens", "closes", "window_quote", "window_note"):
            document["applications"].pop(field, None)
        _change(here, tx, document, new_id, settings)


@programme.command("list")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
def list_(as_json: bool) -> None:
    """What the database holds."""
    with office() as here, here.database.read() as tx:
        rows = [
            {
                "id": p.id,
                "name": p.name,
                "short_name": p.short_name,
                "state": p.applications.state,
                "standing": state(p, here.clock.now()),
                "sessions": len(p.sessions),
                "facts": len(p.facts),
            }
            for p in tx.programmes.catalogue().programmes
        ]
    if as_json:
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2))
        return
    for row in rows:
        click.echo(f"{row['id']}\t{row['short_name']}\t{row['standing']}\t{row['sessions']} sessions")


@programme.command()
@click.argument("id")
def dump(id: str) -> None:
    """The file form of a programme."""
    with office() as here, here.database.read() as tx:
        click.echo(programme_file.dump(programme_of(tx, id)), nl=False)


@programme.command()
def schema() -> None:
    """The JSON Schema of programme files, for editors."""
    click.echo(json.dumps(programme_file.schema(), ensure_ascii=False, indent=2))


def _read(files: tuple[Path, ...]) -> tuple[list[Loaded], list[str]]:
    loaded: list[Loaded] = []
    faults: list[str] = []
    for path in files:
        try:
            loaded.append(programme_file.read(path))
        except BadFile as error:
            faults += map(str, error.faults)
    return loaded, faults


def _change(
    here: Office, tx: Transaction, document: dict[str, Any], id: str, settings: tuple[str, ...]
) -> None:
    """Applies settings to a programme's fields, and keeps it if it is right."""
    for setting in settings:
        key, given, value = setting.partition("=")
        if not given:
            fail(f"{setting}: not KEY=VALUE", 2)
        _put(document, key, value)
    try:
        changed = programme_file.parse(json.dumps(document, ensure_ascii=False), id)
    except BadFile as error:
        fail("\n".join(f"{f.field}: {f.what}" for f in error.faults))
    if changed.programme.id != id:
        fail("id: cannot be changed")
    wrong = list(programmes.wrongs(changed.programme, tx.programmes.catalogue()))
    if wrong:
        fail("\n".join(str(changed.fault(w.path, w.what)) for w in wrong))
    for line in programmes.put(tx, changed.programme, here.clock.now()) or [f"{id}: unchanged"]:
        click.echo(line)


def _put(document: dict[str, Any], key: str, value: str) -> None:
    """Sets `a.b=value`; a bare key of the applications' section is found there (`capacity=30`)."""
    path = key.split(".")
    if len(path) == 1 and path[0] in programme_file.APPLICATION_FIELDS:
        path = ["applications", path[0]]
    target: Any = document
    for part in path[:-1]:
        target = target[int(part) - 1] if isinstance(target, list) else target.setdefault(part, {})
        if not isinstance(target, dict | list):
            fail(f"{key}: {part} has no parts")
    if isinstance(target, list):
        fail(f"{key}: names a list; change the file and load it")
    target[path[-1]] = programme_file.scalar(value)
