"""The demo: bot, LINE stand-in and scheduler in one process, on a clock that can be moved."""

from __future__ import annotations

import logging
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from flask import Flask, redirect
from flask.typing import ResponseReturnValue
from werkzeug.serving import BaseWSGIServer

from bot import simulator
from bot.assembly import scheduler, wiring
from bot.assembly.wiring import Bot
from bot.console import passwords
from bot.demo import folder
from bot.demo.hosts import guard
from bot.line.rich_menus import RichMenus
from bot.menus import publishing
from bot.process.clock import KeptClock
from bot.process.settings import Settings
from bot.simulator.serving import make_server
from bot.simulator.standin import StandIn
from bot.web.app import create_app
from handlers.applications import deciding
from handlers.office import applications, reminders, staffing
from handlers.refusal import Refused
from handlers.wording import dates, service
from handlers.wording.office import frame
from handlers.wording.refusals import in_thai
from models.calendar import BANGKOK, local_day
from models.staff import COMMAND_LINE
from models.store import DatabaseAway

log = logging.getLogger("rapsamak.demo")

BEGINS = datetime(2024, 4, 1, 9, 0, tzinfo=BANGKOK)
"""Within the first shipped programme's application window."""
BOT_NAME = "รับสมัคร"
BY = "staff (demo)"
_SHOWN = 8
_LABELS = {"approve": "อนุมัติ", "reject": "ไม่อนุมัติ", "waitlist": "สำรอง", "complete": "จบโครงการ"}


@dataclass(slots=True)
class Demo:
    """A running demo.

    joining   the file that a second terminal reads
    accounts  who may sign in to the console
    """

    bot: Bot
    app: Flask
    server: BaseWSGIServer
    stand_in: StandIn
    joining: Path
    accounts: Sequence[folder.Account]


def demo_settings(settings: Settings, port: int) -> Settings:
    """The settings with LINE's address set to our stand-in, and the demo's own keys and clock."""
    keys = folder.keys(settings.data_dir)
    return replace(
        settings,
        channel_secret=settings.channel_secret or keys.channel_secret,
        access_token=settings.access_token or keys.access_token,
        secret_key=settings.secret_key or keys.secret_key,
        api_base_url=f"http://127.0.0.1:{port}/simulator/line",
        data_api_base_url=f"http://127.0.0.1:{port}/simulator/line",
        # So that links in messages (calendar, one's own data) can be followed.
        public_url=settings.public_url or f"http://127.0.0.1:{port}",
        # Where the previous demo left off: a clock behind its own data would only confuse.
        bot_clock=settings.bot_clock or folder.last_time(settings.data_dir) or BEGINS,
        port=port,
    )


@contextmanager
def running(settings: Settings, host: str = "127.0.0.1", hosts: Collection[str] = ()) -> Iterator[Demo]:
    """Runs everything but the web server's loop: call `demo.server.serve_forever()` inside.

    settings  `demo_settings`
    hosts     names it answers to besides this machine's own
    """
    clock = KeptClock(folder.clock_file(settings.data_dir), settings.bot_clock or BEGINS)
    bot = wiring.build(settings, clock)
    app = create_app(bot)
    guard(app, settings.port, hosts)
    accounts = folder.accounts(settings.data_dir)
    stand_in, blueprints = simulator.create_simulator(
        secret=settings.channel_secret,
        access_token=settings.access_token,
        bot_name=BOT_NAME,
        history_path=settings.data_dir / "simulator.sqlite3",
        real_now=bot.clock.machine,
        hooks=hooks(bot, app),
        accounts=[(it.email, it.password, frame.ROLES[it.role]) for it in accounts],
    )
    for blueprint in blueprints:
        app.register_blueprint(blueprint)

    @app.get("/")
    def front() -> ResponseReturnValue:
        return redirect("/simulator/")

    server = make_server(app, host, settings.port)
    # Not before the port is ours: another demo may be running here.
    clock.keep()
    employ(bot, accounts)
    joining = folder.write_environment(settings)
    bot.read  # noqa: B018 - loads the model now, not at the first message
    bot.sender.start()
    ticking = scheduler.start(bot)
    try:
        yield Demo(bot, app, server, stand_in, joining, accounts)
    finally:
        ticking.shutdown(wait=True)
        bot.close()
        clock.stop()
        server.server_close()
        stand_in.history.close()


def publish_menus(bot: Bot) -> None:
    """As an operator does once; the stand-in forgets its menus when it ends. Call it once it serves."""
    try:
        scheduler.ask_quota(bot)
        publishing.publish(bot.database, RichMenus(bot.line), bot.clock, bot.settings.public_url)
    except (ConnectionError, DatabaseAway) as error:
        log.warning("the menus are not published: %s", error)


def employ(bot: Bot, accounts: Sequence[folder.Account]) -> None:
    """Makes the demo's accounts, those that are not there yet."""
    with bot.database.begin() as tx:
        for one in accounts:
            if tx.staff.by_email(one.email) is None:
                staffing.add(
                    tx,
                    one.email,
                    frame.ROLES[one.role],
                    one.role,
                    (),
                    by=COMMAND_LINE,
                    at=bot.clock.moment(),
                    password=passwords.hashed(one.password),
                )


def hooks(bot: Bot, app: Flask) -> simulator.Hooks:
    """What the simulator may do with the bot."""

    def post(body: bytes, signature: str) -> int:
        headers = {"X-Line-Signature": signature, "Content-Type": "application/json"}
        client, here = app.test_client(), f"http://127.0.0.1:{bot.settings.port}"
        return client.post("/callback", base_url=here, data=body, headers=headers).status_code

    def settle() -> None:
        bot.sender.settle()

    def move_clock(to: datetime) -> None:
        move(bot, to)

    return simulator.Hooks(
        post=post,
        settle=settle,
        now=bot.clock.now,
        move_clock=move_clock,
        upcoming=lambda: upcoming(bot),
        applications=lambda: submitted(bot),
        decide=lambda reference, decision: decide(bot, reference, decision),
    )


def move(bot: Bot, to: datetime) -> None:
    """Moves the clock, stopping at whatever falls due on the way. Raises ValueError for a step back."""
    if to < bot.clock.now():
        raise ValueError("the clock moves forward only")

    def ticks() -> None:
        scheduler.tick(bot)
        bot.sender.settle()

    scheduler.advance(bot.database, bot.clock, to, ticks)


def upcoming(bot: Bot) -> list[dict[str, Any]]:
    """What is planned next, for the page."""
    with bot.database.read() as tx:
        coming = reminders.coming(tx, limit=_SHOWN)
    shown = []
    for one in coming:
        called = one.due.programme
        days = ", ".join(dates.short(session.date) for session in one.due.sessions)
        shown.append(
            {
                "at": one.due.reminder.due_at.astimezone(BANGKOK).isoformat(),
                "what": f"{service.reminder_title(called.words.event, called.short_name)} {days}"
                if days
                else service.other_reminder(called.short_name),
                "recipients": one.recipients,
            }
        )
    return shown


def submitted(bot: Bot) -> list[dict[str, Any]]:
    """Applications that staff can decide on, for the page."""
    with bot.database.read() as tx:
        entries = applications.all_entries(tx)
    return [
        {
            "reference": entry.application.reference,
            "name": entry.name or "",
            "programme": entry.programme.short_name,
            "status": entry.application.state.value,
            "status_text": entry.status,
            "choices": [{"value": name, "label": _LABELS[name]} for name in entry.decisions],
        }
        for entry in entries
    ]


def decide(bot: Bot, reference: str, decision: str) -> str | None:
    """Staff decide on the page; None, or why not."""
    with bot.database.begin() as tx:
        decided = deciding.decide(tx, reference, decision, by=BY, reason=None, now=bot.clock.now())
    if isinstance(decided, Refused):
        return in_thai(decided)
    bot.sender.wake()
    return None


def today_in_words(bot: Bot) -> str:
    """The demo's day and time, for the terminal."""
    return f"{dates.weekday(local_day(bot.clock.now()))} {bot.clock.now().astimezone(BANGKOK):%H:%M}"
