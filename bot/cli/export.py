"""Applications as a file."""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

import click

from bot.cli._office import done, fail, office
from bot.files.spreadsheet import WRITERS
from bot.process.vault import Vault
from handlers.office import applications


@click.command()
@click.argument("id")
@click.option("--format", "form", type=click.Choice(sorted(WRITERS)), default="csv", show_default=True)
@click.option("--out", type=click.Path(path_type=Path), help="Output file; default: standard output.")
@click.option("--unsealed", is_flag=True, help="With sealed answers in clear; needs SECRET_KEY.")
def export(id: str, form: str, out: Path | None, unsealed: bool) -> None:
    """The applications of a programme."""
    if out is None and form == "xlsx" and sys.stdout.isatty():
        fail("a workbook is nothing to read in a terminal: give --out FILE", 2)
    # All or nothing, without holding it: into a file that no name leads to.
    with office() as here, here.database.read() as tx, tempfile.TemporaryFile() as whole:
        try:
            unseal = Vault.of(here.settings).unseal if unsealed else None
            WRITERS[form](done(applications.table(tx, id, unseal)), whole)
        except ValueError as error:
            fail(str(error), 2)
        whole.seek(0)
        if out is None:
            shutil.copyfileobj(whole, sys.stdout.buffer)
            return
        try:
            with out.open("wb") as file:
                shutil.copyfileobj(whole, file)
        except OSError as error:
            fail(f"{out}: {error.strerror}")
