"""Backups: one archive with the database and people's files, and the way back."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from bot.cli._office import fail, office
from bot.files import backup as backups
from bot.process.settings import instant
from handlers.wording import dates


class _Instant(click.ParamType):
    """ISO 8601; without an offset in Thailand's time."""

    name = "instant"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> datetime:
        """The instant."""
        try:
            return instant(value)
        except ValueError:
            self.fail(f"{value!r} is not an ISO 8601 instant", param, ctx)


@click.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
def backup(file: Path) -> None:
    """Copy database and people's files into FILE (.tar.gz) while everything runs, and check the copy.

    SECRET_KEY is not in it: without it nobody can read what is sealed. Keep it elsewhere.
    """
    with office() as here:
        try:
            made = backups.make(here, file)
        except backups.FAULTS as error:
            fail(str(error))
        except OSError as error:
            fail(f"{file}: {error.strerror or error}")
    gone = f", {made.missing} erased meanwhile" if made.missing else ""
    kind, at = made.manifest.kind, made.manifest.revision
    click.echo(f"{file}: {kind}, schema {at}, {made.files} files{gone}, {made.size} bytes, checked")


@click.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False, exists=True))
@click.option(
    "--ran-until",
    type=_Instant(),
    help="Until when the old installation may have run (ISO 8601); default: now. "
    "Reminders that fell due until then count as sent.",
)
def restore(file: Path, ran_until: datetime | None) -> None:
    """Put a backup into an empty database, bring its schema to head; nothing that was said is said again."""
    with office(migrated=False) as here:
        try:
            manifest, settled = backups.restore(here, file, ran_until)
        except backups.FAULTS as error:
            fail(str(error))
        except ConnectionError as error:
            fail(str(error), 2)
        except OSError as error:
            fail(f"{file}: {error.strerror or error}")
    made = dates.moment(datetime.fromisoformat(manifest.made_at))
    click.echo(f"restored the state of {made}, {len(manifest.members) - 1} files")
    click.echo(f"messages that go on by themselves: {settled.waiting}")
    if settled.held:
        click.echo(
            f"messages set aside, perhaps sent already: {len(settled.held)} "
            "(`rapsamak outbox failed`, `outbox retry`)"
        )
    for one in settled.reminders:
        click.echo(
            f"reminder passed over: {one.programme} {one.rule} {one.occasion} due {dates.moment(one.due_at)}"
        )
    for notice in settled.notices:
        click.echo(f"notice of change passed over: {notice.programme}")
    click.echo("next: `rapsamak release`, then start web and scheduler")
