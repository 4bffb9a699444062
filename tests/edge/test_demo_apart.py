"""The demo keeps apart: from real data in the environment and on disk, and from pages of other sites."""

from __future__ import annotations

import http.client
from pathlib import Path

import pytest
from flask import Flask

from bot.demo import environment, folder
from bot.demo.hosts import guard
from bot.process import settings
from bot.process.settings import BadSettings
from models.store import Database
from tests.edge.terminal import Terminal
from tests.edge.test_demo import data, join, running
from tests.fakes import bangkok
from tests.store.making import a_programme

__all__ = ["data"]

REAL_KEYS = {"LINE_CHANNEL_SECRET": "s", "LINE_CHANNEL_ACCESS_TOKEN": "t", "SECRET_KEY": "k"}


@pytest.mark.parametrize("name", environment.REAL)
def test_what_may_be_real_is_refused_in_one_line(bare_terminal: Terminal, name: str, tmp_path: Path) -> None:
    bare_terminal.set(**{name: f"sqlite:///{tmp_path}/real.sqlite3"})
    ran = bare_terminal("demo", "--port", "1")
    assert (ran.code, ran.text) == (2, "")
    (line,) = ran.lines
    assert name in line and f"--use {name}" in line and "real.sqlite3" not in line
    assert not (tmp_path / "data").exists() and not (tmp_path / "real.sqlite3").exists()


def test_all_that_is_set_is_named_at_once(bare_terminal: Terminal) -> None:
    bare_terminal.set(**REAL_KEYS)
    (line,) = bare_terminal("demo", "--use", "SECRET_KEY").lines
    assert "--use LINE_CHANNEL_SECRET --use LINE_CHANNEL_ACCESS_TOKEN" in line
    assert "SECRET_KEY set" not in line and "--use SECRET_KEY" not in line


def test_told_to_it_takes_them(tmp_path: Path) -> None:
    given = {"DATA_DIR": str(tmp_path), "SECRET_KEY": "k", "DATABASE_URL": "sqlite:////x"}
    taken = environment.own(given, ("SECRET_KEY", "DATABASE_URL"))
    assert (taken["SECRET_KEY"], taken["DATABASE_URL"]) == ("k", "sqlite:////x")


def test_it_keeps_its_data_beside_real_data_and_not_among_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    demos, real = settings.read(environment.own({})), settings.read({})
    assert demos.data_dir == tmp_path / "data" / "demo"
    assert demos.data_dir.resolve() != real.data_dir.resolve()
    assert demos.database_url != f"sqlite:///{tmp_path}/data/rapsamak.sqlite3"


def test_a_folder_with_real_data_is_refused_and_untouched(bare_terminal: Terminal, tmp_path: Path) -> None:
    real = tmp_path / "data"
    real.mkdir()
    database = Database(f"sqlite:///{real / 'rapsamak.sqlite3'}")
    database.migrate()
    with database.begin() as tx:
        tx.programmes.put(a_programme(), bangkok("2024-04-05 09:00"))
    database.close()
    before = {path.name: path.read_bytes() for path in real.iterdir()}
    ran = bare_terminal("demo", "--port", "1")
    (line,) = ran.lines
    assert ran.code == 2 and "DATA_DIR" in line and str(real) in line
    assert {path.name: path.read_bytes() for path in real.iterdir()} == before


@pytest.mark.parametrize("process", ["web", "scheduler"])
def test_a_real_process_does_not_serve_from_a_demos_folder(
    bare_terminal: Terminal, tmp_path: Path, process: str
) -> None:
    real = tmp_path / "data"
    real.mkdir()
    folder.keys(real)
    bare_terminal.set(**REAL_KEYS)
    ran = bare_terminal(process)
    (line,) = ran.lines
    assert ran.code == 2 and "demo" in line and "DATA_DIR" in line


def test_a_terminal_that_joined_it_may_start_it_again(data: Path, bare_terminal: Terminal) -> None:
    with running(data) as here:
        joined = join(bare_terminal, here.joining)
    assert environment.own(joined)["DATA_DIR"] == str(data)
    with pytest.raises(BadSettings, match="SECRET_KEY"):
        environment.own({**joined, "SECRET_KEY": "another"})


def test_the_running_demo_answers_to_its_own_name_only(data: Path) -> None:
    with running(data) as here:
        port = here.server.server_port

        def get(host: str, path: str) -> int:
            link = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
            link.putrequest("GET", path, skip_host=True)
            link.putheader("Host", host)
            link.endheaders()
            status = link.getresponse().status
            link.close()
            return status

        for path in (
            "/simulator/",
            "/simulator/api/clock",
            "/simulator/line/v2/bot/info",
            "/healthz",
            "/nothing",
        ):
            for host in (f"evil.example:{port}", "evil.example", "localhost:1", "", f"localhost.evil:{port}"):
                assert get(host, path) == 403, (host, path)
        for host in (f"localhost:{port}", f"127.0.0.1:{port}", f"[::1]:{port}", f"LOCALHOST:{port}"):
            assert get(host, "/simulator/api/clock") == 200, host


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("demo.example.org", 404),
        ("demo.example.org:443", 404),
        ("other.example.org", 403),
        ("localhost", 403),
        ("localhost:8000", 404),
        ("[::1]", 403),
        ("[::1]:8000", 404),
    ],
)
def test_a_host_that_an_option_names_is_answered_too(host: str, status: int) -> None:
    app = Flask(__name__)
    guard(app, 8000, ("demo.example.org",))
    assert app.test_client().get("/", headers={"Host": host}).status_code == status
