"""For the data-protection officer: the record of processing, and the database's files."""

from __future__ import annotations

import click

from bot.cli._office import fail, office
from bot.process import settings
from handlers.privacy import erasing, record


@click.group()
def privacy() -> None:
    """Personal data: what is processed, how long, and what was erased."""


@privacy.command("record")
@click.option("--controller", default=None, help="Who is responsible, as it should stand on the record.")
def record_(controller: str | None) -> None:
    """The record of processing (PDPA s. 39), in Thai, as Markdown."""
    keeping = settings.read().keeping
    with office() as here, here.database.read() as tx:
        click.echo(record.written(tx, keeping, here.clock.now(), controller))


@privacy.command()
def scrub() -> None:
    """Takes what was erased out of the database's files, large tables too. They are closed meanwhile."""
    with office() as here:
        if not erasing.scrub(here.database):
            fail("something still reads from the database: try again when it is quiet")
    click.echo("what was erased is in the database's files no more")
