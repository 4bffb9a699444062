"""The Procfile's processes."""

from __future__ import annotations

import os
import sys

import click

from bot import logs, settings, wiring
from bot import scheduler as ticking
from bot.cli._office import fail


@click.command()
def web() -> None:
    """Serve the webhook under gunicorn."""
    settings.read(serving=True)
    arguments = [sys.executable, "-m", "gunicorn", "-c", "python:bot.gunicorn_conf", "bot.wsgi:app"]
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
