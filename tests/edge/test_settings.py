"""The environment: read once, and what is wrong with it said in one line."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from bot.process.settings import LINE_API, BadSettings, instant, read
from tests.edge.terminal import Terminal

SECRETS = {"LINE_CHANNEL_SECRET": "s", "LINE_CHANNEL_ACCESS_TOKEN": "t", "SECRET_KEY": "k"}
STAND_IN = "http://127.0.0.1:9/simulator/line"


def test_an_empty_environment_means_the_documented_defaults() -> None:
    settings = read({})
    assert settings.database_url == "sqlite:///data/rapsamak.sqlite3"
    assert settings.data_dir == Path("data")
    assert settings.model_path == Path("data/model.json.gz")
    assert (settings.api_base_url, settings.port) == (LINE_API, 8000)
    assert (settings.public_url, settings.bot_clock, settings.metrics_token) == (None, None, None)


def test_what_is_set_is_used() -> None:
    settings = read(
        {
            **SECRETS,
            "DATA_DIR": "/srv/rapsamak",
            "DATABASE_URL": "postgresql://db/rapsamak",
            "LINE_API_BASE_URL": f"{STAND_IN}/",
            "PORT": "9000",
            "BOT_CLOCK": "2024-04-05T09:00+07:00",
            "METRICS_TOKEN": "figures",
            "WEB_CONCURRENCY": "2",
        },
        serving=True,
    )
    assert settings.database_url == "postgresql://db/rapsamak"
    assert settings.model_path == Path("/srv/rapsamak/model.json.gz")
    assert (settings.api_base_url, settings.port, settings.workers) == (STAND_IN, 9000, 2)
    assert settings.bot_clock == datetime(2024, 4, 5, 2, 0, tzinfo=UTC)
    assert (settings.channel_secret, settings.access_token, settings.secret_key) == ("s", "t", "k")


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("2024-05-09T18:00", datetime(2024, 5, 9, 11, 0, tzinfo=UTC)),
        ("2024-05-09T18:00:30+07:00", datetime(2024, 5, 9, 11, 0, 30, tzinfo=UTC)),
        ("2024-05-09T11:00Z", datetime(2024, 5, 9, 11, 0, tzinfo=UTC)),
        ("2024-05-09", datetime(2024, 5, 8, 17, 0, tzinfo=UTC)),
    ],
)
def test_an_instant_without_an_offset_is_thailands_time(text: str, meant: datetime) -> None:
    assert instant(text) == meant


WRONG: list[tuple[dict[str, str], str]] = [
    ({"PORT": "many"}, "PORT"),
    ({"PORT": "0"}, "PORT"),
    ({"PORT": "65536"}, "PORT"),
    ({"PORT": "๘๐๐๐"}, "PORT"),
    ({"WEB_CONCURRENCY": "-1"}, "WEB_CONCURRENCY"),
    ({"LINE_API_BASE_URL": "api.line.me"}, "LINE_API_BASE_URL"),
    ({"LINE_API_BASE_URL": "ftp://api.line.me"}, "LINE_API_BASE_URL"),
    ({"LINE_API_BASE_URL": STAND_IN, "BOT_CLOCK": "yesterday"}, "BOT_CLOCK"),
    ({"LINE_API_BASE_URL": STAND_IN, "BOT_CLOCK": "2567-13-45"}, "BOT_CLOCK"),
    ({"BOT_CLOCK": "2024-04-05T09:00+07:00"}, "BOT_CLOCK is refused"),
    ({"BOT_CLOCK_FILE": "data/demo-clock.json"}, "BOT_CLOCK_FILE is refused"),
    ({"BOT_CLOCK": "2024-04-05T09:00+07:00", "LINE_API_BASE_URL": f"{LINE_API}/"}, "BOT_CLOCK is refused"),
]


@pytest.mark.parametrize(("environment", "what"), WRONG, ids=str)
def test_a_wrong_setting_is_named(environment: dict[str, str], what: str) -> None:
    with pytest.raises(BadSettings, match=what) as wrong:
        read(environment)
    assert "\n" not in str(wrong.value)


@pytest.mark.parametrize(("environment", "what"), WRONG, ids=str)
def test_a_wrong_setting_ends_a_command_in_one_line(
    bare_terminal: Terminal, environment: dict[str, str], what: str
) -> None:
    bare_terminal.set(**environment)
    ran = bare_terminal("migrate")
    assert ran.code == 2
    assert len(ran.lines) == 1 and what in ran.lines[0]


@pytest.mark.parametrize("missing", SECRETS)
def test_a_missing_secret_is_named_and_nothing_is_served(missing: str) -> None:
    with pytest.raises(BadSettings, match=missing):
        read({name: value for name, value in SECRETS.items() if name != missing}, serving=True)
    with pytest.raises(BadSettings, match=missing):
        read({**SECRETS, missing: ""}, serving=True)


@pytest.mark.parametrize("process", ["web", "scheduler"])
def test_without_secrets_no_process_starts(bare_terminal: Terminal, process: str) -> None:
    ran = bare_terminal(process)
    assert ran.code == 2
    assert len(ran.lines) == 1
    assert all(name in ran.error for name in SECRETS)


@pytest.mark.parametrize("url", ["mysql://u:hush@host/db", "no url at all"])
def test_a_database_of_another_kind_ends_a_command_in_one_line(bare_terminal: Terminal, url: str) -> None:
    bare_terminal.set(DATABASE_URL=url, **SECRETS)
    for command in ("migrate", "scheduler", "release"):
        ran = bare_terminal(command)
        assert ran.code == 2
        assert len(ran.lines) == 1 and "DATABASE_URL" in ran.error and "hush" not in ran.error


def test_a_database_out_of_reach_ends_a_command_in_one_line(bare_terminal: Terminal) -> None:
    bare_terminal.set(DATABASE_URL="postgresql://nobody:hush@127.0.0.1:9/none")
    ran = bare_terminal("programme", "list")
    assert ran.code == 2
    assert len(ran.lines) == 1 and "cannot be reached" in ran.error and "hush" not in ran.error


@pytest.mark.parametrize("command", ["migrate", "release"])
def test_nor_does_preparing_end_in_a_traceback(bare_terminal: Terminal, command: str) -> None:
    bare_terminal.set(DATABASE_URL="postgresql://nobody:hush@127.0.0.1:9/none")
    ran: Any = bare_terminal(command)
    assert ran.code == 2 and len(ran.lines) == 1


@pytest.mark.parametrize("kept", [None, "", "{}", '{"now": 1, "machine": null}'])
def test_without_a_clock_to_follow_a_command_ends_in_one_line(
    bare_terminal: Terminal, tmp_path: Path, kept: str | None
) -> None:
    file = tmp_path / "clock.json"
    if kept is not None:
        file.write_text(kept)
    bare_terminal.set(LINE_API_BASE_URL=STAND_IN, BOT_CLOCK_FILE=str(file))
    for command in ("migrate", "doctor"):
        ran = bare_terminal(command)
        assert ran.code == 2
        assert len(ran.lines) == 1 and "BOT_CLOCK_FILE" in ran.error


def test_a_clock_of_ones_own_goes_before_one_to_follow() -> None:
    settings = read(
        {
            "LINE_API_BASE_URL": STAND_IN,
            "BOT_CLOCK": "2024-04-05T09:00",
            "BOT_CLOCK_FILE": "/nowhere/clock.json",
        }
    )
    assert f"{settings.clock().now():%Y-%m-%d %H}" == "2024-04-05 02"
