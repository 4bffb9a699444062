"""The Procfile's processes."""

from __future__ import annotations

import os
import sys

import click

from bot.assembly import scheduler as ticking
from bot.assembly import wiring
from bot.cli._office import fail
from bot.process import logs, settings


@click.command()
def web() -> None:
    """Serve the webhook under gunicorn."""
    settings.read(serving=True)
    arguments = [sys.executable, "-m", "gunicorn", "-c", "python:bot.web.gunicorn_conf", "bot.web.wsgi:app"]
    os.execv(sys.executable, arguments)  # noqa: S606 - no shell, fixed arguments


@click.command()
def scheduler() -> None:
    """Tick and deliver."""
    logs.set_up()
    read = settings.read(serving=True)
    try:
        bot = wiring.build(read)
    except ValueError as error:
        fail(str(error), 2)
    ticking.run(bot)
