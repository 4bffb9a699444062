"""A poster for a notice board."""

from __future__ import annotations

from pathlib import Path

import click

from bot.cli._office import done, fail, office
from bot.line.client import Line
from bot.menus import poster as drawing
from bot.process.office import Office
from handlers.applications import posters
from handlers.office import programmes
from intents.tokens import words


@click.command()
@click.argument("id")
@click.option("--out", required=True, type=click.Path(path_type=Path), help="FILE.pdf or FILE.png.")
@click.option("--code", help="Stands on the applications of those it leads here: letters, digits, - and _.")
@click.option("--line-id", help="By what people add the bot, such as @123abcde; else LINE is asked.")
def poster(id: str, out: Path, code: str | None, line_id: str | None) -> None:
    """Draw a poster (A4) with a square that opens the chat. Its text names programme ID, ready to send."""
    if out.suffix.lower() not in drawing.KINDS:
        fail(f"--out {out} is neither .pdf nor .png", 2)
    if code is not None and not posters.CODE.fullmatch(code):
        fail(f"--code {code!r}: up to 24 letters, digits, - and _", 2)
    with office() as here:
        with here.database.read() as tx:
            programme = done(programmes.found(tx, id))
            title, lines, below = posters.words(programme, here.clock.now())
        link = posters.link(line_id or _asked(here), programme, code)
    drawing.draw(out, title, lines, link, [*below, *([code] if code else [])], words)
    click.echo(f"{out}: {link}")


def _asked(here: Office) -> str:
    with here.database.read() as tx:
        known = tx.channel.basic_id()
    if known is not None:
        return known
    if not here.settings.access_token:
        fail("by what id people add the bot is not known: give --line-id @…", 2)
    line = Line(here.settings.access_token, here.settings.api_base_url)
    try:
        told = line.basic_id()
    except ConnectionError as error:
        fail(f"LINE: {error} (or give --line-id @…)")
    finally:
        line.close()
    return told or fail("LINE does not tell the bot's id: give --line-id @…")
