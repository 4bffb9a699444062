"""The demo in one process."""

from __future__ import annotations

import os
import signal
import threading
from typing import Any

import click

from bot.cli._office import fail
from bot.cli.preparing import prepare
from bot.demo import running as running_demo
from bot.process import logs, settings
from bot.process.office import opened


@click.command()
@click.option("--port", type=click.IntRange(1, 65535), help="Instead of $PORT (8000).")
def demo(port: int | None) -> None:
    """Bot, LINE stand-in and scheduler, to try in a browser."""
    logs.set_up()
    # In the demo LINE is our own stand-in, so a clock of one's own is always allowed.
    environment = {**os.environ, "LINE_API_BASE_URL": "http://127.0.0.1/simulator/line"}
    read = settings.read(environment)
    chosen = running_demo.demo_settings(read, port or read.port)
    chosen.data_dir.mkdir(parents=True, exist_ok=True)
    click.echo("preparing …")
    with opened(chosen, migrated=False) as here:
        prepare(here)
    try:
        with running_demo.running(chosen) as here:
            _serve(here)
    except OSError as error:
        fail(f"port {chosen.port} cannot be used: {error.strerror}", 2)


def _serve(here: running_demo.Demo) -> None:
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: _stop(here))
    address = f"http://127.0.0.1:{here.server.server_port}"
    click.echo(f"simulator  {address}/simulator/")
    click.echo(f"webhook    {address}/callback")
    click.echo(f"readiness  {address}/readyz")
    click.echo(f"demo clock {running_demo.today_in_words(here.bot)} (it ticks on; move it on the page)")
    click.echo("Ctrl-C ends it; the data stays")
    here.server.serve_forever()


def _stop(here: running_demo.Demo) -> Any:
    # From another thread: the server's loop runs in this one and could not end itself.
    threading.Thread(target=here.server.shutdown, daemon=True).start()
