"""What breaks around one process: the database away, full or slow, events doubled, mixed up or in masses."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import psycopg
import pytest
from sqlalchemy import event as watching

from bot.simulator import people
from bot.web.app import create_app
from handlers.wording import common
from models.store.engine import database_url
from models.store.prepared import Prepared
from tests.databases import Placed
from tests.rig import Rig
from tests.store.making import at_once

NAMES = ("สมชาย", "มาลี", "มานะ")


@pytest.fixture
def somchai(rig: Rig) -> people.Person:
    """Someone with LINE."""
    return rig.line.person("สมชาย")


def call(rig: Rig, *events: people.Event) -> int:
    """LINE delivers these."""
    return rig.post(*rig.line.webhook(*events))


def read(rig: Rig, person: people.Person) -> list[str]:
    """What can be read on a phone once everything is delivered."""
    rig.deliver()
    shown = rig.line.history.since(person.id)
    return [it.message.get("text") or it.message["altText"] for it in shown if it.sender == "bot"]


# The database away


def breaking(rig: Rig, statement: str, times: int) -> Callable[[], None]:
    """Makes the database break off at a kind of statement, so many times; call the result to end it."""
    left = [times]
    away = "server closed the connection unexpectedly"

    def break_off(sql: str) -> None:
        if left[0] and statement in sql:
            left[0] -= 1
            embedded = rig.bot.database.embedded
            raise sqlite3.OperationalError(away) if embedded else psycopg.OperationalError(away)

    return before_each(rig, break_off)


def before_each(rig: Rig, look: Callable[[str], None]) -> Callable[[], None]:
    """Calls `look` with every statement, prepared or built; call the result to end it."""
    engine, patch = rig.bot.database._engine, pytest.MonkeyPatch()
    prepared = Prepared._execute

    def built(_c: object, _cursor: object, sql: str, *_: object) -> None:
        look(sql)

    def first(do: Prepared, sql: str, values: dict[str, Any]) -> Any:
        look(sql)
        return prepared(do, sql, values)

    watching.listen(engine, "before_cursor_execute", built)
    patch.setattr(Prepared, "_execute", first)

    def end() -> None:
        watching.remove(engine, "before_cursor_execute", built)
        patch.undo()

    return end


@pytest.mark.parametrize("statement", ["INSERT INTO inbox", "INSERT INTO outbox", "UPDATE conversation"])
def test_a_database_that_breaks_off_once_costs_no_answer(
    rig: Rig, somchai: people.Person, statement: str
) -> None:
    end = breaking(rig, statement, times=1)
    assert call(rig, somchai.text("กำหนดการ")) == 200
    end()
    (answer,) = read(rig, somchai)
    assert "22 มิถุนายน 2567" in answer


def test_while_the_database_is_away_line_keeps_the_events_and_nobody_is_fobbed_off(
    rig: Rig, somchai: people.Person
) -> None:
    first, second = somchai.text("กำหนดการ"), rig.line.person("มาลี").text("กำหนดการ")
    end = breaking(rig, "INSERT INTO outbox", times=100)
    assert call(rig, first, second) == 503
    end()
    assert call(rig, people.redelivered(first), people.redelivered(second)) == 200
    for name in ("สมชาย", "มาลี"):
        (answer,) = read(rig, rig.line.person(name))
        assert "22 มิถุนายน 2567" in answer and common.FAULT not in answer


@pytest.mark.postgresql
@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
def test_a_connection_cut_in_the_middle_costs_no_answer(
    rig: Rig, database: Placed, somchai: people.Person
) -> None:
    url = database_url(database.url)
    cut = [False]

    def cut_all(sql: str) -> None:
        if "INSERT INTO outbox" in sql and not cut[0]:
            cut[0] = True
            with psycopg.connect(
                host=str(url.query["host"]), user="postgres", dbname="postgres", autocommit=True
            ) as link:
                link.execute(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s",
                    (url.database,),
                )

    end = before_each(rig, cut_all)
    assert call(rig, somchai.text("กำหนดการ")) == 200
    end()
    assert cut[0]
    assert len(read(rig, somchai)) == 1


# The disk full


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_a_full_disk_leaves_nothing_half_written_and_goes_on_when_there_is_room(
    rig: Rig, database: Placed
) -> None:
    raw = rig.bot.database._engine.raw_connection()  # the pool gives one connection to one thread at a time
    pages = raw.execute("PRAGMA page_count").fetchone()[0]
    raw.execute(f"PRAGMA max_page_count={pages}")
    raw.close()
    answered, refused = [], []
    for number in range(24):
        rig.clock.wait(timedelta(seconds=1))
        event = rig.line.person(f"คนที่ {number}").text("กำหนดการ")
        status = call(rig, event)
        assert status in (200, 503)
        (answered if status == 200 else refused).append((number, event))
    assert refused, "the disk was never full"
    for number, _ in refused:
        with rig.bot.database.read() as tx:
            assert tx.outbox.waiting(rig.line.person(f"คนที่ {number}").id) == 0
    raw = rig.bot.database._engine.raw_connection()
    raw.execute("PRAGMA max_page_count=1000000")
    raw.close()
    for _, event in refused:
        assert call(rig, people.redelivered(event)) == 200
    for number in range(24):
        assert len(read(rig, rig.line.person(f"คนที่ {number}"))) == 1


# Events doubled, mixed up, in masses


def test_the_same_event_fifty_times_at_once_is_answered_once(rig: Rig, somchai: people.Person) -> None:
    body, signature = rig.line.webhook(somchai.text("กำหนดการ"))
    app = create_app(rig.bot)

    def deliver(_: int) -> int:
        headers = {"X-Line-Signature": signature}
        return app.test_client().post("/callback", data=body, headers=headers).status_code

    assert at_once(50, deliver) == [200] * 50
    assert len(read(rig, somchai)) == 1


def test_events_in_the_wrong_order_are_each_answered_once(rig: Rig, somchai: people.Person) -> None:
    """Within a call LINE's timestamps count; what comes later than its time is answered as it comes."""
    early = somchai.text("กำหนดการ")
    rig.clock.wait(timedelta(seconds=3))
    late = somchai.text("เมนู")
    assert call(rig, late, early) == 200
    first, second = read(rig, somchai)
    assert "22 มิถุนายน 2567" in first and "22 มิถุนายน 2567" not in second
    delayed = somchai.text("กำหนดการ")
    rig.clock.wait(timedelta(minutes=3))
    assert call(rig, somchai.text("เมนู")) == 200
    assert call(rig, people.redelivered(delayed)) == 200
    assert len(read(rig, somchai)) == 4
    assert call(rig, people.redelivered(early), people.redelivered(late)) == 200
    assert len(read(rig, somchai)) == 4
