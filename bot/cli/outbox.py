"""What is waiting for delivery, and what LINE refused; never anybody's words."""

from __future__ import annotations

import json

import click

from bot.cli._office import done, office
from bot.line.masking import masked
from bot.process.office import Office
from bot.process.plain import one_line
from handlers.office import outbox as delivery
from handlers.wording import dates
from models.outbox import Failed


@click.group()
def outbox() -> None:
    """Messages to LINE: what is waiting, what was refused."""


@outbox.command()
@click.option("--json", "as_json", is_flag=True)
def show(as_json: bool) -> None:
    """Counts by state, the oldest waiting message, whether LINE answers, the month's messages."""
    with office() as here:
        figures = _figures(here)
    if as_json:
        click.echo(json.dumps(figures, ensure_ascii=False))
        return
    for name, value in figures.items():
        click.echo(f"{name}\t{'-' if value is None else value}")


@outbox.command()
@click.option("--json", "as_json", is_flag=True)
def failed(as_json: bool) -> None:
    """What LINE refused for good: key, chat, when, LINE's words."""
    with office() as here, here.database.read() as tx:
        messages = [_line(message) for message in delivery.failed(tx)]
    if as_json:
        click.echo(json.dumps(messages, ensure_ascii=False))
        return
    for message in messages:
        click.echo("\t".join(one_line(str(value)) for value in message.values()))


@outbox.command()
@click.argument("keys", nargs=-1)
@click.option("--all", "every", is_flag=True, help="all that were refused")
def retry(keys: tuple[str, ...], every: bool) -> None:
    """Put refused messages back into the queue, by the keys that `outbox failed` shows."""
    if bool(keys) == every:
        raise click.UsageError("give keys, or --all")
    with office() as here, here.database.begin() as tx:
        back = delivery.retry(tx, None if every else keys, masked, here.clock.machine())
    for key in back.keys:
        click.echo(f"queued again\t{key}")
    if back.refused is not None:
        done(back.refused)


def _figures(here: Office) -> dict[str, object]:
    with here.database.read() as tx:
        now, trouble = delivery.waiting(tx), delivery.trouble(tx)
    quota = now.quota
    return {
        **{state: now.states[state] for state in sorted(now.states)},
        "oldest waiting since": dates.moment(now.oldest) if now.oldest else None,
        "LINE": masked("; ".join(trouble)) or "answers",
        "quota": "used up" if quota.out else "has room",
        "quota limit": quota.limit,
        "quota used": quota.used,
        "quota left": quota.left,
    }


def _line(message: Failed) -> dict[str, object]:
    return {
        "key": masked(message.key),
        "chat": masked(message.chat),
        "at": dates.moment(message.at) if message.at else "-",
        "error": masked(message.error),
        "can be put back": message.kept,
    }
