"""The demo's stand-in for LINE and its phones. `create_simulator` is all the rest of the bot needs."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

from flask import Blueprint

from bot.simulator.api import api_blueprint
from bot.simulator.history import History
from bot.simulator.hooks import Hooks
from bot.simulator.line_api import line_blueprint
from bot.simulator.menu_routes import menu_routes
from bot.simulator.page import page_blueprint
from bot.simulator.standin import Faults, StandIn

__all__ = ["Hooks", "StandIn", "create_simulator"]


def create_simulator(
    *,
    secret: str,
    access_token: str,
    bot_name: str,
    history_path: Path | str,
    real_now: Callable[[], datetime],
    hooks: Hooks,
    monthly_quota: int | None = None,
    faults: Faults | None = None,
    accounts: Sequence[tuple[str, str, str]] = (),
) -> tuple[StandIn, list[Blueprint]]:
    """The stand-in, and the blueprints to register on the app (they bring their own /simulator prefix).

    accounts  (address, password, role in words) of the staff's console, to show on the page

    The SDK's host is then `http://127.0.0.1:PORT/simulator/line`. Close `stand_in.history` when done.
    """
    line = StandIn(
        secret,
        access_token,
        "U" + hashlib.sha256(secret.encode()).hexdigest()[:32],
        real_now,
        History(history_path),
        bot_name=bot_name,
        demo_now=hooks.now,
        monthly_quota=monthly_quota,
        faults=faults,
    )
    called = line_blueprint(line)
    menu_routes(called, line)
    return line, [called, api_blueprint(line, hooks), page_blueprint(line, accounts)]
