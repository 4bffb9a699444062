"""The record of what staff did."""

from __future__ import annotations

import json
from datetime import datetime

import click

from bot.cli._office import fail, office
from bot.process.plain import one_line
from bot.process.settings import instant
from models.calendar import BANGKOK


@click.command()
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@click.option("--since", help="Only from this ISO 8601 instant on.")
def audit(as_json: bool, since: str | None) -> None:
    """Who did what to what, oldest first. Nothing changes it."""
    with office() as here, here.database.read() as tx:
        found = tx.audit.since(_instant(since) if since else None)
    records = [
        {
            "at": one.at.astimezone(BANGKOK).isoformat(),
            "staff": one.who.staff,
            "role": one.who.role,
            "action": one.action.value,
            "object": one.object,
            "before": one.before,
            "after": one.after,
        }
        for one in found
    ]
    if as_json:
        click.echo(json.dumps(records, ensure_ascii=False, indent=2))
        return
    for it in records:
        click.echo("\t".join(one_line(str(value or "-")) for value in it.values()))


def _instant(text: str) -> datetime:
    try:
        return instant(text)
    except ValueError:
        fail(f"--since is {text!r}, not an ISO 8601 instant", 2)
