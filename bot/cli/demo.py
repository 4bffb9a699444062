"""The demo in one process."""

from __future__ import annotations

import os
import shlex
import signal
import socket
import threading
from typing import Any

import click

from bot.cli._office import fail
from bot.cli.preparing import prepare
from bot.demo import environment, folder
from bot.demo import running as running_demo
from bot.process import logs, settings
from bot.process.office import Unusable, opened
from handlers.wording import dates


@click.command()
@click.option("--port", type=click.IntRange(1, 65535), help="Instead of $PORT (8000).")
@click.option(
    "--use",
    "used",
    multiple=True,
    type=click.Choice(environment.REAL),
    help="Take this variable of the environment, although it may lead to real data.",
)
@click.option("--host", "hosts", multiple=True, help="Answer to this host name too, such as a tunnel's.")
def demo(port: int | None, used: tuple[str, ...], hosts: tuple[str, ...]) -> None:
    """Bot, LINE stand-in and scheduler, to try in a browser.

    Keeps its data in $DATA_DIR, or in data/demo, and never touches any other.
    """
    logs.set_up()
    read = settings.read(environment.own(os.environ, used))
    _refuse_taken(port or read.port)
    read.data_dir.mkdir(parents=True, exist_ok=True)
    _warn_of_time_gone(read)
    chosen = running_demo.demo_settings(read, port or read.port)
    click.echo(f"preparing {chosen.data_dir}")
    try:
        with opened(chosen, migrated=False) as here:
            prepare(here)
    except Unusable as error:
        fail(str(error), 2)
    with running_demo.running(chosen, hosts=hosts) as here:
        _serve(here)


def _warn_of_time_gone(read: settings.Settings) -> None:
    last = folder.last_time(read.data_dir)
    if last is not None and read.bot_clock is not None and read.bot_clock < last:
        click.echo(f"BOT_CLOCK is before {dates.moment(last)}, where the demo was: some data lies ahead")


def _refuse_taken(port: int) -> None:
    """Checked before anything is prepared, because the web server would exit with its own message."""
    try:
        socket.create_server(("127.0.0.1", port)).close()
    except OSError as error:
        fail(f"port {port} cannot be used: {os.strerror(error.errno or 0)}", 2)


def _serve(here: running_demo.Demo) -> None:
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: _stop(here))
    address = f"http://127.0.0.1:{here.server.server_port}"
    click.echo(f"simulator  {address}/simulator/")
    click.echo(f"console    {address}/console/")
    for one in here.accounts:
        click.echo(f"           {one.email}  password {one.password}")
    click.echo(f"webhook    {address}/callback")
    click.echo(f"readiness  {address}/readyz")
    click.echo(f"demo clock {running_demo.today_in_words(here.bot)} (it ticks on; move it on the page)")
    click.echo("to run commands alongside, with its data, keys and clock, paste into another terminal:")
    click.echo(f"  . {shlex.quote(str(here.joining))}")
    click.echo("Ctrl-C ends it; the data stays, and the clock will go on from where it was")
    threading.Thread(target=running_demo.publish_menus, args=(here.bot,), daemon=True).start()
    here.server.serve_forever()


def _stop(here: running_demo.Demo) -> Any:
    # From another thread: the server's loop runs in this one and cannot stop itself.
    threading.Thread(target=here.server.shutdown, daemon=True).start()
