"""The menus at the foot of the chat."""

from __future__ import annotations

import click

from bot.cli._office import fail, office
from bot.line.client import Line
from bot.line.rich_menus import RichMenus
from bot.menus import publishing


@click.group()
def richmenu() -> None:
    """The menus at the foot of the chat."""


@richmenu.command()
def publish() -> None:
    """Draw, upload and link the menus; may be run again at any time."""
    with office() as here:
        chosen = here.settings
        if not chosen.access_token:
            fail("LINE_CHANNEL_ACCESS_TOKEN is not set", 2)
        line = Line(chosen.access_token, chosen.api_base_url, chosen.data_api_base_url)
        try:
            done = publishing.publish(here.database, RichMenus(line), here.clock, chosen.public_url)
        except ConnectionError as error:
            fail(f"LINE: {error} (run it again: what is done is not done twice)")
        finally:
            line.close()
    made, kept = len(done.made), len(done.kept)
    click.echo(f"{made} made, {kept} there already, {done.linked} people linked, {done.removed} old removed")


@richmenu.command()
@click.argument("user")
@click.option("--off", is_flag=True, help="No longer.")
def staff(user: str, off: bool) -> None:
    """Show USER (LINE's id of them) the menu for staff, whatever they applied for."""
    with office() as here, here.database.begin() as tx:
        tx.menus.set_staff(user, not off)
