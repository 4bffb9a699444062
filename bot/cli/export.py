"""Applications as a file."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from bot.cli._office import done, fail, office
from bot.files.spreadsheet import FORMATS
from bot.process.vault import Vault
from handlers.office import applications


@click.command()
@click.argument("id")
@click.option("--format", "form", type=click.Choice(sorted(FORMATS)), default="csv", show_default=True)
@click.option("--out", type=click.Path(path_type=Path), help="Output file; default: standard output.")
@click.option("--unsealed", is_flag=True, help="With sealed answers in clear; needs SECRET_KEY.")
def export(id: str, form: str, out: Path | None, unsealed: bool) -> None:
    """The applications of a programme."""
    with office() as here, here.database.read() as tx:
        try:
            unseal = Vault.of(here.settings).unseal if unsealed else None
            data = FORMATS[form](done(applications.table(tx, id, unseal)))
        except ValueError as error:
            fail(str(error), 2)
    if out is not None:
        try:
            out.write_bytes(data)
        except OSError as error:
            fail(f"{out}: {error.strerror}")
    elif form == "xlsx" and sys.stdout.isatty():
        fail("a workbook is nothing to read in a terminal: give --out FILE", 2)
    else:
        sys.stdout.buffer.write(data)
