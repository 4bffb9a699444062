"""The reminder plan: what will be sent, what was missed, who is unreachable."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

import click

from bot.cli import _quota
from bot.cli._office import done, office
from bot.process.plain import one_line
from handlers.office import reminders as office_reminders
from handlers.office.reminders import Month, Plan, Planned
from handlers.reminders.forecast import Quota
from models.calendar import BANGKOK


@click.group()
def reminders() -> None:
    """Reminders planned, done and missed."""


@reminders.command()
@click.argument("id")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
def plan(id: str, as_json: bool) -> None:
    """What is sent when, to how many as things stand, and how much of LINE's monthly quota that takes."""
    with office() as here:
        now = here.clock.now()
        with here.database.read() as tx:
            planned = done(office_reminders.plan(tx, id, now, _quota.members(here.settings)))
        quota = _quota.ask(here.settings)
    rows = [_row(one) for one in planned.rows]
    months = planned.months(quota, now)
    warnings = _quota.warnings(planned.forecast, quota, now, id)
    if as_json:
        said = None if quota is None else {"limit": quota.limit, "used": quota.used}
        document = {
            "programme": id,
            "reminders": rows,
            "months": [asdict(month) for month in months],
            "saved_by_group": planned.forecast.saved(id),
            "quota": said,
            "exceeds_quota": bool(warnings),
        }
        click.echo(json.dumps(document, ensure_ascii=False, indent=2))
        return
    for row in rows:
        cells = [row[key] for key in ("due_at", "rule", "occasion", "state", "recipients", "messages")]
        click.echo("\t".join("-" if cell is None else str(cell) for cell in cells))
    for line in (*_summary(planned, months, quota), *warnings):
        click.echo(line)


@reminders.command()
@click.argument("id", required=False)
def missed(id: str | None) -> None:
    """Reminders that could not be sent in time, for one programme or all."""
    with office() as here, here.database.read() as tx:
        for one in done(office_reminders.missed(tx, id)):
            click.echo(
                f"{one.programme}\t{one.rule}\t{one.occasion}\tdue {_local(one.due_at)}"
                f"\ttoo late from {_local(one.expires_at)}"
            )


@reminders.command()
@click.argument("id")
def blocked(id: str) -> None:
    """Registrants who blocked the bot and get nothing: reference, name, telephone number."""
    with office() as here, here.database.read() as tx:
        for one in done(office_reminders.unreachable(tx, id)):
            cells = (one.reference, one.name, ", ".join(one.phones))
            click.echo("\t".join(one_line(cell or "-") for cell in cells))


def _row(one: Planned) -> dict[str, Any]:
    return {
        "rule": one.reminder.rule,
        "occasion": one.reminder.occasion,
        "due_at": _local(one.reminder.due_at),
        "state": one.reminder.state.value,
        "recipients": one.recipients,
        "messages": one.messages,
        "in_group": one.in_group,
    }


def _summary(planned: Plan, months: Sequence[Month], quota: Quota | None) -> list[str]:
    lines = [
        f"{m.month}: {m.messages} messages to send, {m.all_programmes} with all programmes"
        + (f", {m.left} left" if m.left is not None else "")
        for m in months
    ]
    if planned.saved is not None:
        lines.append(f"posting in the group saves {planned.saved} messages")
    if quota is None:
        return [*lines, "LINE: the quota is not known (no token, or out of reach)"]
    return [*lines, f"LINE: {quota.used} of {quota.limit or 'unlimited'} messages used this month"]


def _local(instant: datetime) -> str:
    return instant.astimezone(BANGKOK).isoformat()
