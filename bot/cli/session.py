"""Sessions: who comes."""

from __future__ import annotations

from datetime import datetime

import click

from bot.cli._office import office, programme_of
from handlers.applications import applicant_name
from handlers.reminders import occasion
from models.application import ApplicationState
from models.calendar import local_day


@click.group()
def session() -> None:
    """Sessions of a programme."""


@session.command()
@click.argument("id")
@click.option("--date", "day", type=click.DateTime(["%Y-%m-%d"]), help="One day; all to come without it.")
def attendance(id: str, day: datetime | None) -> None:
    """What registrants answered to the reminders; silence is shown as -."""
    with office() as here, here.database.read() as tx:
        programme = programme_of(tx, id)
        today = local_day(here.clock.now())
        days = [s for s in programme.days if (s.date == day.date() if day else s.date >= today)]
        for application in tx.applications.submitted(id):
            if application.state is not ApplicationState.APPROVED:
                continue
            said = tx.applications.attendance(application.id)
            for one in days:
                name = applicant_name(programme, application)
                click.echo(f"{one.date}\t{application.reference}\t{name}\t{said.get(occasion(one), '-')}")
