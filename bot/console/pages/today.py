"""Today: what needs somebody now, each one click from being done."""

from __future__ import annotations

from flask import Blueprint, Response

from bot.console.here import Here
from bot.console.quota import Looking
from handlers.office import today as office
from models.staff import Role


def register(pages: Blueprint, here: Here) -> None:
    """`/console/`."""
    looking = Looking(here.bot)

    @pages.get("/")
    def today() -> Response:
        settings, now = here.bot.settings, here.at.now
        with here.read() as tx:
            found = office.today(tx, here.programmes(tx), now)
            steps = office.first_steps(
                tx, channel=bool(settings.channel_secret and settings.access_token), now=now
            )
        return here.page(
            "today.html",
            today=found,
            steps=steps if here.may(Role.ADMIN) and not steps.done else None,
            quota=looking.messages(),
            now=now,
        )
