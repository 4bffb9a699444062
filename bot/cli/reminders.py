"""The reminder plan: what will be sent, what was missed, who cannot be reached."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

import click

from bot.cli import _quota
from bot.cli._office import office, programme_of
from handlers.applications.questions import kind_of
from handlers.applications.showing import applicant_name
from handlers.reminders.forecast import Expected, Forecast, Quota
from models.application import Application
from models.calendar import BANGKOK
from models.programme import Programme
from models.reminder import Reminder


@click.group()
def reminders() -> None:
    """Reminders planned, done and missed."""


@reminders.command()
@click.argument("id")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
def plan(id: str, as_json: bool) -> None:
    """What is sent when, to how many as things stand, and what that takes of LINE's monthly messages."""
    with office() as here:
        now = here.clock.now()
        with here.database.read() as tx:
            programme = programme_of(tx, id)
            all_ = _quota.planned(tx, here.settings, now)
            reminders = tx.reminders.of(programme.id)
        quota = _quota.ask(here.settings)
    expected = all_.of(programme.id)
    rows = [_row(r, expected.get(r.id)) for r in reminders]
    warnings = _quota.warnings(all_, quota, now, programme.id)
    if as_json:
        months = _months(all_, programme.id, quota, now)
        said = None if quota is None else {"limit": quota.limit, "used": quota.used}
        document = {
            "programme": programme.id,
            "reminders": rows,
            "months": months,
            "saved_by_group": all_.saved(programme.id),
            "quota": said,
            "exceeds_quota": bool(warnings),
        }
        click.echo(json.dumps(document, ensure_ascii=False, indent=2))
        return
    for row in rows:
        cells = [row[key] for key in ("due_at", "rule", "occasion", "state", "recipients", "messages")]
        click.echo("\t".join("-" if cell is None else str(cell) for cell in cells))
    for line in (*_summary(all_, programme.id, quota, now), *warnings):
        click.echo(line)


@reminders.command()
@click.argument("id", required=False)
def missed(id: str | None) -> None:
    """What nobody could be sent before it was too late, of one programme or of all."""
    with office() as here, here.database.read() as tx:
        if id is not None:
            programme_of(tx, id)
        for one in tx.reminders.missed(id):
            click.echo(
                f"{one.programme}\t{one.rule}\t{one.occasion}\tdue {_local(one.due_at)}"
                f"\ttoo late from {_local(one.expires_at)}"
            )


@reminders.command()
@click.argument("id")
def blocked(id: str) -> None:
    """Registrants who blocked the bot and get nothing: reference, name, telephone number."""
    with office() as here, here.database.read() as tx:
        programme = programme_of(tx, id)
        for one in tx.applications.registrants(programme.id, following=False):
            cells = (one.reference, applicant_name(programme, one), _phones(programme, one))
            click.echo("\t".join(cell or "-" for cell in cells))


def _row(reminder: Reminder, expected: Expected | None) -> dict[str, Any]:
    done = reminder.messages
    return {
        "rule": reminder.rule,
        "occasion": reminder.occasion,
        "due_at": _local(reminder.due_at),
        "state": reminder.state.value,
        "recipients": expected.recipients if expected else done or 0,
        "messages": expected.messages if expected else done or 0,
        "in_group": expected is not None and expected.in_group,
    }


def _months(all_: Forecast, programme: str, quota: Quota | None, now: datetime) -> list[dict[str, Any]]:
    together = all_.months()
    return [
        {
            "month": month,
            "messages": own,
            "all_programmes": together[month],
            "left": quota.left(month, now) if quota else None,
        }
        for month, own in all_.months(programme).items()
    ]


def _summary(all_: Forecast, programme: str, quota: Quota | None, now: datetime) -> list[str]:
    lines = [
        f"{m['month']}: {m['messages']} messages to send, {m['all_programmes']} with all programmes"
        + (f", {m['left']} left" if m["left"] is not None else "")
        for m in _months(all_, programme, quota, now)
    ]
    if any(e.in_group for e in all_.of(programme).values()):
        lines.append(f"posting in the group saves {all_.saved(programme)} messages")
    if quota is None:
        return [*lines, "LINE: the quota is not known (no token, or out of reach)"]
    return [*lines, f"LINE: {quota.used} of {quota.limit or 'unlimited'} messages used this month"]


def _phones(programme: Programme, application: Application) -> str:
    shown = []
    for question in programme.questions:
        value = application.answers.get(question.key)
        if question.kind == "phone" and value is not None:
            shown.append(kind_of(question).show(question, value))
    return ", ".join(shown)


def _local(instant: datetime) -> str:
    return instant.astimezone(BANGKOK).isoformat()
