"""What operators ask of the web process, and what it does not serve."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot import wiring
from bot.settings import Settings
from bot.web import create_app
from bot.wiring import Bot
from tests.edge.words import read_words
from tests.fakes import FrozenClock
from tests.rig import Rig


@pytest.fixture
def fresh(empty_url: str, tmp_path: Path) -> Iterator[Bot]:
    """A process on a database without a schema, without a model."""
    bot = wiring.build(Settings("secret", "token", "key", empty_url, tmp_path / "data"), FrozenClock())
    yield bot
    bot.close()


def test_a_living_process_says_so_whatever_is_missing(fresh: Bot) -> None:
    assert create_app(fresh).test_client().get("/healthz").status_code == 200


def test_readiness_names_what_is_missing_and_how_to_mend_it(fresh: Bot) -> None:
    client = create_app(fresh).test_client()
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert "rapsamak migrate" in answer.text and "rapsamak train" in answer.text
    fresh.database.migrate()
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert "rapsamak migrate" not in answer.text and "rapsamak train" in answer.text
    fresh._read = read_words
    assert client.get("/readyz").status_code == 200


def test_a_database_out_of_reach_is_not_ready(tmp_path: Path) -> None:
    settings = Settings("s", "t", "k", f"sqlite:///{tmp_path}/no/such/folder/x.sqlite3", tmp_path)
    bot = wiring.build(settings, FrozenClock())
    answer = create_app(bot).test_client().get("/readyz")
    bot.close()
    assert answer.status_code == 503 and "database" in answer.text


@pytest.mark.parametrize("path", ["/simulator/", "/simulator/api/clock", "/simulator/line/v2/bot/info"])
def test_production_has_no_simulator(rig: Rig, path: str) -> None:
    assert rig.client.get(path).status_code == 404


def test_figures_are_for_this_machine_only_when_there_is_no_token(rig: Rig) -> None:
    assert rig.client.get("/metrics").status_code == 200
    elsewhere = {"REMOTE_ADDR": "203.0.113.7"}
    assert rig.client.get("/metrics", environ_base=elsewhere).status_code == 403


def test_figures_need_the_token_when_there_is_one_from_here_too(rig: Rig) -> None:
    rig.bot.settings = replace(rig.bot.settings, metrics_token="figures-please")
    elsewhere = {"REMOTE_ADDR": "203.0.113.7"}

    def get(authorization: str) -> int:
        headers = {"Authorization": authorization}
        return rig.client.get("/metrics", headers=headers, environ_base=elsewhere).status_code

    assert rig.client.get("/metrics").status_code == 403
    assert [get(given) for given in ("", "Bearer", "Bearer figures", "figures-please")] == [403] * 4
    assert get("Bearer figures-please") == 200


def test_figures_tell_what_came_in_and_what_waits(rig: Rig) -> None:
    body, signature = rig.line.webhook(rig.line.person("สมชาย").text("กำหนดการ"))
    rig.post(body, signature)
    before = rig.client.get("/metrics").text
    assert 'rapsamak_outbox_messages{state="pending"} 1.0' in before
    assert 'rapsamak_events_total{kind="text",outcome="handled"} 1.0' in before
    rig.deliver()
    after = rig.client.get("/metrics").text
    assert 'rapsamak_outbox_messages{state="sent"} 1.0' in after
    assert 'rapsamak_deliveries_total{by="reply",status="200"} 1.0' in after


def test_every_answer_tells_browsers_to_be_careful(rig: Rig) -> None:
    headers = rig.client.get("/healthz").headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
