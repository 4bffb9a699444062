"""What people left for staff."""

from __future__ import annotations

import click

from bot.cli._office import fail, office
from handlers.wording import dates


@click.group(invoke_without_command=True)
@click.pass_context
def requests(ctx: click.Context) -> None:
    """Words left for staff, oldest first."""
    if ctx.invoked_subcommand is not None:
        return
    with office() as here, here.database.read() as tx:
        for case in tx.people.open_requests():
            click.echo(f"{case.id}\t{dates.moment(case.at)}\t{case.programme or '-'}\t{case.text}")


@requests.command()
@click.argument("number", type=int)
def done(number: int) -> None:
    """Close one."""
    with office() as here, here.database.begin() as tx:
        if not tx.people.close_request(number, here.clock.now()):
            fail(f"no open request {number}")
