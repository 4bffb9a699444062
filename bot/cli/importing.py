"""Applications out of a table."""

from __future__ import annotations

import json
from pathlib import Path

import click

from bot.cli._office import done, fail, office
from bot.files import sheets
from bot.process.office import Office
from bot.process.plain import one_line
from bot.process.vault import Vault
from handlers.office import importing, programmes
from handlers.office.importing import Checked
from handlers.wording.office import importing as words
from models.programme import Programme
from models.staff import COMMAND_LINE


@click.command("import")
@click.argument("id")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option(
    "--map",
    "mapping",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    required=True,
    help='JSON: {"column heading": "question key", "submitted_at" or null}.',
)
@click.option("--dry-run", is_flag=True, help="Only say what would be taken.")
def import_(id: str, file: Path, mapping: Path, dry_run: bool) -> None:
    """Take applications out of a CSV or XLSX file; what cannot be read is named by line and left out."""
    try:
        given = json.loads(mapping.read_text("utf-8-sig"))
        assert isinstance(given, dict)
    except (OSError, ValueError, AssertionError):
        fail(f"{mapping}: not a JSON object of column headings", 2)
    try:
        sheet = sheets.read(file.read_bytes())
    except sheets.BadSheet as bad:
        fail(f"{file}: {words.FAULTS_IN_ENGLISH[bad.fault]}", 2)
    with office() as here:

        def seal(clear: str) -> str:
            try:
                return Vault.of(here.settings).seal(clear)
            except ValueError as error:
                fail(str(error), 2)

        # Reading takes seconds, and no writer waits for it.
        with here.database.read() as tx:
            programme = done(programmes.found(tx, id))
            columns = done(importing.by_headings(programme, sheet.head, given))
            checked = importing.check(tx, programme, sheet, columns, seal, here.clock.now())
        if checked.ready and not dry_run:
            _take(here, programme, checked)
    for line in _lines(checked, dry_run=dry_run):
        click.echo(line)


def _take(here: Office, programme: Programme, checked: Checked) -> None:
    with here.database.begin() as tx:
        number = importing.begin(tx, programme, checked.ready, by=COMMAND_LINE, at=here.clock.moment())
    left = True
    while left:
        with here.database.begin() as tx:
            left = importing.go_on(tx, number, here.clock.moment())


def _lines(checked: Checked, *, dry_run: bool) -> list[str]:
    found = [f"line {one.line}: {one_line(one.heading)}: {one_line(one.why)}" for one in checked.wrong]
    for one in checked.duplicates:
        there = one.reference or (f"line {one.earlier}" if one.earlier else "an earlier import")
        found.append(f"line {one.line}: {one_line(one.name)}: a duplicate of {there}")
    taken = "would be taken" if dry_run else "taken"
    found.append(
        f"{checked.rows} rows: {len(checked.ready)} {taken}, {checked.problems} with problems, "
        f"{len(checked.duplicates)} duplicates"
    )
    return found
