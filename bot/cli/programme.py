"""Programmes: load, set, list, dump."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path

import click

from bot.cli import _quota
from bot.cli._office import Office, fail, office, programme_of
from handlers.enquiries.answers.programmes import state
from handlers.office import programmes
from models import programme_file, programme_settings
from models.programme import Catalogue, Programme
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
                for line in programmes.holidays(one.programme) if changes else ():
                    click.echo(line)
        _warn(here, [one.programme.id for one in loaded])


@programme.command("set")
@click.argument("id")
@click.argument("settings", nargs=-1, required=True, metavar="KEY=VALUE...")
def set_(id: str, settings: tuple[str, ...]) -> None:
    """Change single settings, such as applications.state=accepting or capacity=30."""
    with office() as here:
        with here.database.begin() as tx:
            before = programme_of(tx, id)
            _keep(here, tx, _or_fail(lambda: programme_settings.changed(before, settings)))
        _warn(here, [id])


@programme.command()
@click.argument("id")
@click.argument("new_id")
@click.argument("settings", nargs=-1, metavar="KEY=VALUE...")
def copy(id: str, new_id: str, settings: tuple[str, ...]) -> None:
    """Begin a new cohort: a copy without sessions and window, with these settings."""
    with office() as here, here.database.begin() as tx:
        before = programme_of(tx, id)
        if tx.programmes.catalogue().get(new_id) is not None:
            fail(f"{new_id} exists already")
        _keep(here, tx, _or_fail(lambda: programme_settings.next_cohort(before, new_id, settings)))


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


def _warn(here: Office, ids: Sequence[str]) -> None:
    """Says what of the plan LINE's quota will not carry."""
    now = here.clock.now()
    if (quota := _quota.ask(here.settings)) is None:
        return
    with here.database.read() as tx:
        planned = _quota.planned(tx, here.settings, now)
    for line in dict.fromkeys(line for id in ids for line in _quota.warnings(planned, quota, now, id)):
        click.echo(line)


def _keep(here: Office, tx: Transaction, changed: Programme) -> None:
    """Keeps a changed programme if it is right, and says what changed."""
    wrong = list(programmes.wrongs(changed, tx.programmes.catalogue()))
    if wrong:
        fail("\n".join(f"{programme_file.field(w.path)}: {w.what}" for w in wrong))
    changes = programmes.put(tx, changed, here.clock.now())
    for line in changes or [f"{changed.id}: unchanged"]:
        click.echo(line)
    if any("session" in line for line in changes):
        for line in programmes.holidays(changed):
            click.echo(line)


def _or_fail(make: Callable[[], Programme]) -> Programme:
    """What is made, or each fault in a line; a misspelt command line is bad usage."""
    try:
        return make()
    except BadFile as error:
        usage = any(f.what == "is not KEY=VALUE" for f in error.faults)
        fail("\n".join(f"{f.field}: {f.what}" for f in error.faults), 2 if usage else 1)
