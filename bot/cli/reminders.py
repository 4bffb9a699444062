"""The reminder plan."""

from __future__ import annotations

import json

import click

from bot.cli._office import office, programme_of
from models.calendar import BANGKOK


@click.group()
def reminders() -> None:
    """Reminders planned and done."""


@reminders.command()
@click.argument("id")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
def plan(id: str, as_json: bool) -> None:
    """What is sent when, to how many as things stand."""
    with office() as here, here.database.read() as tx:
        programme = programme_of(tx, id)
        people = len(tx.applications.to_remind(programme.id))
        rows = [
            {
                "rule": r.rule,
                "occasion": r.occasion,
                "due_at": r.due_at.astimezone(BANGKOK).isoformat(),
                "state": r.state.value,
                "recipients": people,
            }
            for r in tx.reminders.of(programme.id)
        ]
    if as_json:
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2))
        return
    for row in rows:
        click.echo(f"{row['due_at']}\t{row['rule']}\t{row['occasion']}\t{row['state']}\t{row['recipients']}")
