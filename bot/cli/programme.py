"""Programmes: load, set, list, dump."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path

import click

from bot.cli import _changes, _quota, programme_writing
from bot.cli._office import done, fail, office
from bot.process.office import Office
from handlers.enquiries.answers.programmes import state
from handlers.office import programmes
from handlers.office.programmes import Changed
from handlers.reminders.forecast import forecast
from handlers.wording import faults as words
from models import programme_file
from models.programme import Programme
from models.programme_file import BadFile, Loaded


@click.group()
def programme() -> None:
    """Programmes in the database."""


@programme.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
def load(files: tuple[Path, ...]) -> None:
    """Create or update programmes from files; a bad file changes nothing."""
    loaded = _read(files)
    with office() as here:
        with here.database.begin() as tx:
            changed = done(programmes.load(tx, loaded, here.clock.now()))
        _say(here, changed)


@programme.command("set")
@click.argument("id")
@click.argument("settings", nargs=-1, required=True, metavar="KEY=VALUE...")
def set_(id: str, settings: tuple[str, ...]) -> None:
    """Change single settings, such as applications.state=accepting or capacity=30."""
    with office() as here:
        with here.database.begin() as tx:
            changed = done(programmes.set_fields(tx, id, settings, here.clock.now()))
        _say(here, [changed])


@programme.command()
@click.argument("id")
@click.argument("new_id")
@click.argument("settings", nargs=-1, metavar="KEY=VALUE...")
def copy(id: str, new_id: str, settings: tuple[str, ...]) -> None:
    """Start a new cohort: a copy without sessions or window, with these settings."""
    with office() as here:
        with here.database.begin() as tx:
            changed = done(programmes.copy(tx, id, new_id, settings, here.clock.now()))
        _say(here, [changed])


@programme.command("list")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
def list_(as_json: bool) -> None:
    """The programmes in the database."""
    with office() as here, here.database.read() as tx:
        now = here.clock.now()
        rows = [_row(listed.programme, now) for listed in programmes.listed(tx, now)]
    if as_json:
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2))
        return
    for row in rows:
        click.echo(f"{row['id']}\t{row['short_name']}\t{row['standing']}\t{row['sessions']} sessions")


@programme.command()
@click.argument("id")
def dump(id: str) -> None:
    """A programme in file form."""
    with office() as here, here.database.read() as tx:
        click.echo(programme_file.dump(done(programmes.found(tx, id))), nl=False)


@programme.command()
def schema() -> None:
    """The JSON Schema of programme files, for editors."""
    click.echo(json.dumps(programme_file.schema(), ensure_ascii=False, indent=2))


programme.add_command(programme_writing.check)
programme.add_command(programme_writing.new)


def _row(one: Programme, now: datetime) -> dict[str, object]:
    return {
        "id": one.id,
        "name": one.name,
        "short_name": one.short_name,
        "state": one.applications.state,
        "standing": state(one, now),
        "sessions": len(one.sessions),
        "facts": len(one.facts),
    }


def _read(files: tuple[Path, ...]) -> list[Loaded]:
    """The files' programmes; fails with the faults of all files if there are any."""
    loaded: list[Loaded] = []
    faults: list[str] = []
    for path in files:
        try:
            loaded.append(programme_file.read(path))
        except BadFile as error:
            faults += map(words.fault, error.faults)
    if faults:
        fail("\n".join(faults))
    return loaded


def _say(here: Office, changed: list[Changed]) -> None:
    """What has changed, and which part of the plan exceeds LINE's quota."""
    for one in changed:
        for line in _changes.lines(one):
            click.echo(line)
    now = here.clock.now()
    if (quota := _quota.ask(here.settings)) is None:
        return
    with here.database.read() as tx:
        planned = forecast(tx, now, _quota.members(here.settings))
    ids = [one.programme.id for one in changed]
    for line in dict.fromkeys(line for id in ids for line in _quota.warnings(planned, quota, now, id)):
        click.echo(line)
