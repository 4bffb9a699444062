"""Applications as a file."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from bot.cli._office import office, programme_of
from bot.spreadsheet import FORMATS
from handlers.exporting import table


@click.command()
@click.argument("id")
@click.option("--format", "form", type=click.Choice(sorted(FORMATS)), default="csv", show_default=True)
@click.option("--out", type=click.Path(path_type=Path), help="A file; standard output without it.")
def export(id: str, form: str, out: Path | None) -> None:
    """The applications of a programme."""
    with office() as here, here.database.read() as tx:
        programme = programme_of(tx, id)
        data = FORMATS[form](table(programme, tx.applications.submitted(id)))
    if out is not None:
        out.write_bytes(data)
    else:
        sys.stdout.buffer.write(data)
