"""The demo has an account for each role, whose passwords are shown; its clock signs nobody out."""

from __future__ import annotations

import re
import stat
from datetime import timedelta
from pathlib import Path

from flask.testing import FlaskClient

from bot.demo import running as demo
from tests.console.office import Browser
from tests.edge.test_demo import data, running

__all__ = ["data"]


def client(here: demo.Demo) -> FlaskClient:
    """A browser on the demo's own address."""
    here.app.config["SERVER_NAME"] = f"127.0.0.1:{here.server.server_port}"
    return here.app.test_client()


def test_each_role_signs_in_with_what_the_page_shows(data: Path) -> None:
    with running(data) as here:
        page = client(here).get("/simulator/").text
        shown = re.findall(r"<code>([a-z]+@demo\.example)</code><br><code>([^<]+)</code>", page)
        assert [email for email, _ in shown] == [
            "admin@demo.example",
            "staff@demo.example",
            "viewer@demo.example",
        ]
        assert shown == [(it.email, it.password) for it in here.accounts]
        for email, password in shown:
            browser = Browser(client(here))
            assert browser.sign_in(email, password).status_code == 303
            demo.move(here.bot, here.bot.clock.now() + timedelta(days=20))
            assert browser.get("/console/").status_code == 200
        file = data / "demo-staff.json"
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
    with running(data) as again:
        assert [(it.email, it.password) for it in again.accounts] == shown
        assert Browser(client(again)).sign_in(*shown[0]).status_code == 303
