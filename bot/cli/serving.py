"""The Procfile's processes."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from bot.assembly import scheduler as ticking
from bot.assembly import wiring
from bot.cli._office import fail
from bot.process import logs, settings


@click.command()
def web() -> None:
    """Serve the webhook under gunicorn."""
    settings.read(serving=True)
    # As its script and not as a module: it starts its successor (USR2) by the name it was started with.
    script = str(Path(sys.executable).with_name("gunicorn"))
    arguments = [sys.executable, script, "-c", "python:bot.web.gunicorn_conf", "bot.web.wsgi:app"]
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
