"""The demo and a second terminal beside it: one data, one clock, the same keys; and a second start."""

from __future__ import annotations

import json
import os
import shutil
import stat
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from bot.cli.preparing import prepare
from bot.demo import running as demo
from bot.demo.running import Demo
from bot.process.clock import Clock
from bot.process.office import Office
from bot.process.settings import BadSettings, read
from bot.process.vault import Vault
from models.store import Database
from tests.edge.terminal import Terminal
from tests.fakes import bangkok
from tests.processes.town import free_port

EVE = bangkok("2024-05-09 18:00")


@pytest.fixture
def data(tmp_path: Path, model_path: Path) -> Path:
    """A data directory whose name a shell must quote, with the model trained already."""
    folder = tmp_path / "ข้อมูล it's"
    folder.mkdir()
    shutil.copy(model_path, folder / "model.json.gz")
    return folder


@contextmanager
def running(data: Path, **environment: str) -> Iterator[Demo]:
    """The demo, serving on a port of its own."""
    given = {"DATA_DIR": str(data), "LINE_API_BASE_URL": "http://127.0.0.1", **environment}
    settings = demo.demo_settings(read(given), free_port())
    database = Database(settings.database_url)
    prepare(Office(settings, Clock(settings.bot_clock), database))
    database.close()
    with demo.running(settings) as here:
        thread = threading.Thread(target=here.server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield here
        finally:
            here.server.shutdown()
            thread.join()


def join(terminal: Terminal, file: Path) -> dict[str, str]:
    """What a person does in a second terminal; the variables that it changed."""
    before = {"PATH": os.environ["PATH"], "BOT_CLOCK": "2030-01-01", "PUBLIC_URL": "https://example.org"}
    command = ["sh", "-c", '. "$0" && env -0', str(file)]
    said = subprocess.run(command, env=before, check=True, capture_output=True, timeout=10).stdout.decode()
    after = dict(line.split("=", 1) for line in said.split("\0") if line)
    terminal.set(**{name: after.get(name) for name in [*before, *after] if name not in ("PWD", "_")})
    return after


def eve(terminal: Terminal) -> str:
    """What the plan says of the first reminder."""
    ran = terminal("reminders", "plan", "ling", "--json")
    assert ran.code == 0, ran.error
    return next(it["state"] for it in ran.json["reminders"] if it["due_at"].startswith("2024-05-09T18:00"))


def test_commands_beside_it_use_its_data_keys_and_clock(data: Path, bare_terminal: Terminal) -> None:
    with running(data) as here:
        joined = join(bare_terminal, here.joining)
        assert joined["PATH"].split(os.pathsep)[0] == str(Path(shutil.which("rapsamak") or "").parent)
        assert "BOT_CLOCK" not in joined
        assert joined["PUBLIC_URL"] == here.bot.settings.public_url != "https://example.org"
        assert bare_terminal("doctor").text.endswith("all is well\n")
        assert eve(bare_terminal) == "planned"
        before = read().clock()
        demo.move(here.bot, EVE)
        assert eve(bare_terminal) == "done"
        assert before.now() >= EVE
        assert read().secret_key == here.bot.settings.secret_key


def test_a_second_start_goes_on_with_its_clock_and_keys(data: Path, bare_terminal: Terminal) -> None:
    with running(data) as here:
        assert f"{here.bot.clock.now():%Y-%m-%d %H:%M}" == "2024-04-01 02:00"
        sealed = here.bot.vault.seal("1101700230708")
        demo.move(here.bot, EVE)
        join(bare_terminal, here.joining)
    assert read().clock().now() >= EVE
    with running(data) as here:
        assert here.bot.clock.now() >= EVE
        assert here.bot.vault.unseal(sealed) == "1101700230708"
        assert Vault(read().secret_key).unseal(sealed) == "1101700230708"


def test_the_clock_that_is_asked_for_is_used_though_the_demo_was_later(data: Path) -> None:
    with running(data, BOT_CLOCK="2024-05-09T17:00") as here:
        assert EVE > here.bot.clock.now() >= bangkok("2024-05-09 17:00")
    with running(data, BOT_CLOCK="2024-04-02T09:00") as here:
        assert here.bot.clock.now() < bangkok("2024-04-03 09:00")


def test_nobody_else_may_read_its_keys(data: Path) -> None:
    with running(data) as here:
        for file in (here.joining, data / "demo-keys.json"):
            assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_keys_that_cannot_be_read_are_not_replaced(data: Path) -> None:
    (data / "demo-keys.json").write_text(json.dumps({"secret_key": "only this"}))
    with pytest.raises(BadSettings, match=r"demo-keys\.json"), running(data):
        pass
    assert "only this" in (data / "demo-keys.json").read_text()


def test_a_taken_port_is_one_line_and_changes_nothing(data: Path, bare_terminal: Terminal) -> None:
    with running(data) as here:
        kept = (data / "demo-clock.json").read_text()
        bare_terminal.set(DATA_DIR=str(data))
        ran = bare_terminal("demo", "--port", here.server.server_port)
        assert ran.code == 2 and ran.text == ""
        assert len(ran.lines) == 1 and f"port {here.server.server_port} cannot be used" in ran.error
        assert (data / "demo-clock.json").read_text() == kept
