"""Questions the bot understood poorly: look through them, teach what they mean."""

from __future__ import annotations

import json

import click

from bot.cli._office import done, office
from bot.process.plain import one_line
from handlers.office import teaching
from models.learning import Unread


@click.group()
def question() -> None:
    """Questions understood poorly, and what staff taught."""


@question.command("list")
@click.option("--taught", is_flag=True, help="Show the lessons instead.")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
def list_(taught: bool, as_json: bool) -> None:
    """Questions nobody has looked at yet, most frequent first."""
    with office() as here, here.database.read() as tx:
        found = teaching.taught(tx) if taught else teaching.unread(tx)
    if as_json:
        click.echo(json.dumps([_as_json(one) for one in found], ensure_ascii=False, indent=2))
        return
    for one in found:
        meaning = one.intent or f"{one.why}: {', '.join(one.guesses) or '-'}"
        click.echo(f"{one.id}\t{one.times}x\t{one.programme or '-'}\t{meaning}\t{one_line(one.text)}")


@question.command()
@click.argument("id", type=int)
@click.argument("intent")
def teach(id: int, intent: str) -> None:
    """Teach that question ID means INTENT; every process applies it from its next message on."""
    with office() as here, here.database.begin() as tx:
        done(teaching.teach(tx, id, intent, here.clock.now()))
    click.echo(f"taught: {id} means {intent}")


@question.command()
@click.argument("text")
@click.argument("intent")
def add(text: str, intent: str) -> None:
    """Teach a question nobody has asked yet."""
    with office() as here, here.database.begin() as tx:
        done(teaching.teach_text(tx, text, intent, here.clock.now()))
    click.echo(f"taught: {intent}")


@question.command()
@click.argument("id", type=int)
def drop(id: int) -> None:
    """Drop question ID: not worth a lesson, or its lesson was wrong."""
    with office() as here, here.database.begin() as tx:
        done(teaching.drop(tx, id, here.clock.now()))
    click.echo(f"dropped: {id}")


def _as_json(one: Unread) -> dict[str, object]:
    return {
        "id": one.id,
        "text": one.text,
        "programme": one.programme,
        "why": one.why,
        "guesses": list(one.guesses),
        "times": one.times,
        "last_at": one.last_at.isoformat(),
        "intent": one.intent,
    }
