"""Sessions: who comes, and in which group their eve is posted."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path

import click

from bot.cli._office import done, fail, office
from bot.files.spreadsheet import as_csv
from bot.process.plain import plain
from handlers.office import sessions
from models.calendar import BANGKOK


@click.group()
def session() -> None:
    """Sessions of a programme."""


@session.command()
@click.argument("id")
@click.option("--date", "day", type=click.DateTime(["%Y-%m-%d"]), help="One day; default: all to come.")
@click.option("--format", "form", type=click.Choice(["text", "csv"]), default="text")
@click.option("--out", type=click.Path(path_type=Path), help="Output file; default: standard output.")
def attendance(id: str, day: datetime | None, form: str, out: Path | None) -> None:
    """What each registrant answered, with reason or substitute; silence is shown as silence."""
    with office() as here, here.database.read() as tx:
        table = done(sessions.who_comes(tx, id, day.date() if day else None, here.clock.now()))
    text = "\n".join("\t".join(" ".join(cell.split()) for cell in row) for row in table) + "\n"
    body = as_csv(table) if form == "csv" else plain(text).encode()
    if out is None:
        sys.stdout.buffer.write(body)
        return
    try:
        out.write_bytes(body)
    except OSError as error:
        fail(f"{out}: {error.strerror}", 2)


@session.command()
def groups() -> None:
    """The group chats the bot is in, and what is posted there."""
    with office() as here, here.database.read() as tx:
        for one in sessions.groups(tx):
            joined = one.since.astimezone(BANGKOK).isoformat(timespec="minutes")
            click.echo(f"{one.chat}\t{one.programme or '-'}\tsince {joined}")


@session.command()
@click.argument("id")
@click.argument("group")
def group(id: str, group: str) -> None:
    """Post a programme's eve in this group instead of to each registrant; `off` undoes it."""
    with office() as here, here.database.begin() as tx:
        done(sessions.post_in(tx, id, None if group == "off" else group))
        where = "each registrant's chat" if group == "off" else group
        click.echo(f"{id}: the eve is posted in {where}")
