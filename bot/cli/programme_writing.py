"""Writing a programme file: a skeleton to begin with, and what the bot would say from it."""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import click

from bot.cli._office import done, fail, office
from bot.cli.talking import enquire, load_reader
from bot.process import reading
from bot.process.office import Office, apart
from handlers.conversation.as_text import text_of
from handlers.office import checking, programmes
from handlers.office.checking import Asked
from handlers.turn import Reader
from handlers.wording import checking as words
from handlers.wording import faults, skeleton
from models import programme_file
from models.programme_file import BadFile, Loaded

_ID = re.compile(r"[a-z][a-z0-9-]{0,39}")


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
def check(file: Path) -> None:
    """Ask a file the usual questions without loading it; says what will be ยังไม่ประกาศ."""
    try:
        loaded = programme_file.read(file)
    except BadFile as error:
        fail("\n".join(map(faults.fault, error.faults)))
    with office(migrated=False) as here:
        found = _answers(here, loaded)
    for one in found:
        click.echo(words.question(one.question))
        click.echo("\n".join(f"     {line}" for line in one.answer.splitlines()))
    gaps = checking.gaps(found)
    click.echo("")
    click.echo(words.gaps(len(gaps), len(found)) if gaps else words.ALL_ANNOUNCED)
    for gap in gaps:
        click.echo(f"  - {gap}")


def _reader(here: Office) -> Reader:
    """A file is checked on any machine: what reads Thai is prepared where it is not yet."""
    if reading.fault(here.settings.model_path) is not None:
        click.echo(words.PREPARING, err=True)
        reading.ensure(here.settings.model_path)
    return load_reader(here)


def _answers(here: Office, loaded: Loaded) -> Sequence[Asked]:
    """The answers from the file alone, in a database of its own that nobody else sees."""
    with apart(here) as own:
        with own.database.begin() as tx:
            done(programmes.load(tx, [loaded], own.clock.now()))
        read = _reader(here)
        id = loaded.programme.id
        return [
            checking.asked(question, text_of(enquire(own, read, question, id)[1].replies))
            for question in checking.questions(loaded.programme)
        ]


@click.command()
@click.argument("id")
@click.option("--out", type=click.Path(path_type=Path), help="Where to write it; ID.yaml by default.")
def new(id: str, out: Path | None) -> None:
    """Write a commented skeleton of a programme file, by a few questions."""
    if not _ID.fullmatch(id):
        fail(f"{id}: an id has small letters, digits and hyphens, and begins with a letter", 2)
    path = out or Path(f"{id}.yaml")
    if path.exists():
        fail(f"{path} is there already", 2)
    name = _ask(skeleton.NAME, id)
    short = _ask(skeleton.SHORT, name[:20])
    text = skeleton.file(
        id,
        name,
        short,
        _ask(skeleton.EVENT, "อบรม"),
        _ask(skeleton.PUBLISHER, "ผู้จัด"),
        _ask(skeleton.PREFIX, re.sub(r"[^A-Z]", "", id.upper())[:8].ljust(2, "X")),
        _days(_ask(skeleton.DAYS, "")),
        next(iter(_days(_ask(skeleton.CLOSES, ""))), ""),
    )
    path.write_text(text, "utf-8")
    click.echo(f"{path} written; fill it in, then: rapsamak programme check {path}")


def _ask(question: str, default: str) -> str:
    """An answer; the default where nobody answers."""
    try:
        answer: str = click.prompt(question, default=default, show_default=bool(default), err=True)
    except click.Abort:
        if sys.stdin.isatty():
            raise
        return default
    return " ".join(answer.split()) or default


def _days(typed: str) -> list[str]:
    """Days as typed; those that are none are left out, and told."""
    found = []
    for part in re.split(r"[\s,]+", typed):
        try:
            found.append(date.fromisoformat(part).isoformat())
        except ValueError:
            if part:
                click.echo(f"{part}: not a day such as 2024-05-10, left out", err=True)
    return found
