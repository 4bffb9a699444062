"""What operators ask of the web process, and what it does not serve."""

from __future__ import annotations

import logging
import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml
from sqlalchemy import event as watching
from sqlalchemy.exc import OperationalError

from bot.assembly import wiring
from bot.assembly.wiring import Bot
from bot.process.settings import Settings
from bot.web.app import create_app
from tests.databases import Placed
from tests.edge.words import read_words
from tests.fakes import FrozenClock
from tests.rig import Rig

ROOT = Path(__file__).parents[2]


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


def test_nothing_can_be_written_to_a_full_disk_and_it_says_so(
    rig: Rig, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not rig.bot.database.embedded:
        return  # PostgreSQL says it itself, as in the next test
    assert rig.client.get("/readyz").status_code == 200
    usage = shutil.disk_usage("/")
    monkeypatch.setattr("shutil.disk_usage", lambda path: usage._replace(free=4096))
    answer = rig.client.get("/readyz")
    assert answer.status_code == 503 and "disk is full" in answer.text


@pytest.mark.parametrize("why", ["SQLITE_FULL", "DiskFull"])
def test_a_write_that_fails_is_named(rig: Rig, why: str) -> None:
    error = type(why, (Exception,), {})("could not extend file /var/lib/secret: No space left on device")

    def full(_c: object, _cursor: object, sql: str, *_: object) -> None:
        if sql.startswith("UPDATE alembic_version"):
            raise OperationalError(sql, {}, error)

    engine = rig.bot.database._engine
    watching.listen(engine, "before_cursor_execute", full)
    answer = rig.client.get("/readyz")
    watching.remove(engine, "before_cursor_execute", full)
    assert answer.status_code == 503
    assert "nothing can be written" in answer.text and why in answer.text and "/var/lib" not in answer.text
    assert rig.client.get("/readyz").status_code == 200


def test_a_database_that_only_reads_is_not_ready(rig: Rig, database: Placed) -> None:
    engine = rig.bot.database._engine
    statement = "PRAGMA query_only=ON" if database.embedded else "SET default_transaction_read_only=on"

    def only_reads(connection: Any, *_: object) -> None:
        connection.cursor().execute(statement)
        connection.commit()

    engine.dispose()
    watching.listen(engine, "connect", only_reads)
    answer = rig.client.get("/readyz")
    watching.remove(engine, "connect", only_reads)
    engine.dispose()
    assert answer.status_code == 503 and "nothing can be written" in answer.text
    assert rig.client.get("/readyz").status_code == 200


@pytest.mark.parametrize("path", ["/simulator/", "/simulator/api/clock", "/simulator/line/v2/bot/info"])
def test_production_has_no_simulator(rig: Rig, path: str) -> None:
    assert rig.client.get(path).status_code == 404


def test_figures_are_for_this_machine_only_when_there_is_no_token(rig: Rig) -> None:
    assert rig.client.get("/metrics").status_code == 200
    elsewhere = {"REMOTE_ADDR": "203.0.113.7"}
    assert rig.client.get("/metrics", environ_base=elsewhere).status_code == 403


@pytest.mark.parametrize("header", ["Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Real-IP", "Via"])
def test_what_a_proxy_on_this_machine_passes_on_is_not_from_this_machine(rig: Rig, header: str) -> None:
    assert rig.client.get("/metrics", headers={header: "203.0.113.7"}).status_code == 403
    rig.bot.settings = replace(rig.bot.settings, metrics_token="figures-please")
    with_token = {header: "203.0.113.7", "Authorization": "Bearer figures-please"}
    assert rig.client.get("/metrics", headers=with_token).status_code == 200


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


def test_figures_tell_how_it_stands_with_line_for_all_processes(rig: Rig) -> None:
    rig.tick()
    body, signature = rig.line.webhook(rig.line.person("สมชาย").text("กำหนดการ"))
    rig.post(body, signature)
    rig.clock.wait(timedelta(seconds=90))
    rig.line.monthly_quota = 300
    rig.bot.sender.look_at_quota()
    shown = rig.client.get("/metrics").text
    for figure in (
        "rapsamak_outbox_oldest_seconds 90.0",
        "rapsamak_circuit_open 0.0",
        "rapsamak_quota_exhausted 0.0",
        "rapsamak_quota_limit 300.0",
        "rapsamak_quota_left 300.0",
        "rapsamak_reminders_due 0.0",
    ):
        assert figure in shown
    rig.deliver()
    shown = rig.client.get("/metrics").text
    assert "rapsamak_outbox_oldest_seconds 0.0" in shown
    assert "rapsamak_delivery_seconds_count 1.0" in shown
    assert 'rapsamak_call_seconds_count{by="push"} 1.0' in shown


def test_every_alert_is_on_a_figure_that_there_is(rig: Rig) -> None:
    rig.line.monthly_quota = 300
    rig.bot.sender.look_at_quota()
    shown = rig.client.get("/metrics").text
    rules = yaml.safe_load((ROOT / "docs" / "alerts.yaml").read_text("utf-8"))
    alerts = [rule for group in rules["groups"] for rule in group["rules"]]
    assert len(alerts) >= 8
    for alert in alerts:
        assert alert["annotations"]["summary"] and alert["labels"]["severity"] in ("page", "ticket")
        for name in re.findall(r"rapsamak_\w+", alert["expr"]):
            known = re.sub(r"_(total|bucket|sum|count)$", "", name)
            assert f"# TYPE {known} " in shown or f"# TYPE {name} " in shown, name


def test_a_log_tells_lines_number_and_nothing_of_the_person(
    rig: Rig, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "rapsamak")
    somchai = rig.line.person("สมชาย")
    body, signature = rig.line.webhook(somchai.text("กำหนดการ"))
    rig.post(body, signature)
    with rig.bot.database.begin() as tx:
        tx.people.note_interest(somchai.id, "ling", rig.clock.now())
    rig.tick()
    assert "request=request-1" in caplog.text and "by=reply" in caplog.text and "by=push" in caplog.text
    assert somchai.id not in caplog.text and "กำหนดการ" not in caplog.text


def test_every_answer_tells_browsers_to_be_careful(rig: Rig) -> None:
    headers = rig.client.get("/healthz").headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
