"""Rewriting what is sealed with the newest key."""

from __future__ import annotations

import click

from bot.cli._office import fail, office
from bot.process.vault import Vault
from handlers.office import resealing


@click.command()
def reseal() -> None:
    """Seal everything anew with SECRET_KEY; SECRET_KEY_OLD opens what its predecessors sealed.

    May be killed and run again at any time, and beside the running processes.
    """
    with office() as here:
        try:
            vault = Vault.of(here.settings)
        except ValueError as error:
            fail(str(error), 2)
        done = resealing.reseal(here.database, vault.renewed)
    for table, count in sorted(done.tables.items()):
        click.echo(f"{table}\t{count}")
    click.echo(f"sealed anew {done.resealed}, with the newest key already {done.already}")
    if done.locked:
        fail(
            f"{done.locked} are sealed with a key that is not there: name it in SECRET_KEY_OLD and run again"
        )
