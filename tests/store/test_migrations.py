"""Migrations lead from nothing to exactly the tables the code has, and may be run at any time."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from sqlalchemy import inspect, text

from models.channel import Endpoint
from models.migrations import revisions
from models.programme import Session
from models.store import Database
from models.store.engine import make_engine
from models.tables import Base
from tests.databases import NewUrl, Placed
from tests.store.making import LEASE, MACHINE, NOW, a_letter, a_programme, at_once, with_programmes


def test_migrated_tables_are_those_of_the_code(empty_url: str) -> None:
    database = Database(empty_url)
    database.migrate()
    database.close()
    engine = make_engine(empty_url)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []
        indexes = {i["name"] for i in inspect(connection).get_indexes("application")}
        assert "uq_application_own" in indexes
    engine.dispose()


def test_before_it_is_migrated_a_database_says_so(empty_url: str) -> None:
    database = Database(empty_url)
    fault = database.schema_fault()
    assert fault is not None and "nothing" in fault and "rapsamak migrate" in fault
    assert "\n" not in fault
    database.migrate()
    assert database.schema_fault() is None
    database.close()


def test_a_schema_of_another_version_is_named(database: Placed) -> None:
    engine = make_engine(database.url)
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    engine.dispose()
    fault = database.schema_fault()
    assert fault is not None and "9999" in fault


def test_migrating_again_harms_no_data(database: Database) -> None:
    with_programmes(database)
    with database.begin() as tx:
        tx.outbox.put(a_letter(), NOW)
    database.migrate()
    database.migrate()
    assert database.schema_fault() is None
    with database.read() as tx:
        assert tx.delivery.ready(NOW, MACHINE) == 1
        assert [p.id for p in tx.programmes.catalogue().programmes] == ["alpha"]


def test_the_delivery_migration_leads_there_and_back_with_what_waits(empty_url: str) -> None:
    def at(revision: str, move: Callable[[Config, str], None]) -> None:
        with engine.begin() as connection:
            move(revisions._config(connection), revision)

    engine = make_engine(empty_url)
    at("0002", command.upgrade)
    with engine.begin() as connection:
        connection.execute(
            text(
                "INSERT INTO outbox (key, chat, replies, retry_key, state, attempts, token_tries, queued_at)"
                " VALUES ('old', :chat, '[{\"text\": \"ก\"}]', 'k', 'pending', 0, 0, '2024-04-05 02:00:00')"
            ),
            {"chat": "U" + "1" * 32},
        )
    at("head", command.upgrade)
    database = Database(empty_url)
    with database.begin() as tx:
        (parcel,) = tx.delivery.claim(NOW, MACHINE, LEASE, 10).parcels
        assert (parcel.by, parcel.first.key, parcel.first.replies[0].text) == (Endpoint.PUSH, "old", "ก")
    database.close()
    at("0002", command.downgrade)
    with engine.connect() as connection:
        assert connection.execute(text("SELECT key, state FROM outbox")).all() == [("old", "leased")]
        assert "line_channel" not in inspect(connection).get_table_names()
    at("head", command.upgrade)
    engine.dispose()


@pytest.mark.postgresql
def test_releases_at_once_take_turns(postgres_url: NewUrl) -> None:
    url = postgres_url(migrated=False)

    def release(_: int) -> str | None:
        database = Database(url)
        try:
            database.migrate()
            return database.schema_fault()
        finally:
            database.close()

    assert at_once(3, release) == [None] * 3


def test_there_is_a_way_back_and_forth_with_data(database: Placed) -> None:
    with_programmes(database)
    with database.begin() as tx:
        day = Session(id="d01", date=date(2024, 5, 10))
        tx.programmes.put(a_programme(sessions=(day,)), NOW)
        tx.people.person("Usomchai", NOW)
        tx.people.set_muted("Usomchai", True)
    engine = make_engine(database.url)
    revisions.downgrade(engine, "0004")
    revisions.upgrade(engine)
    engine.dispose()
    assert database.schema_fault() is None
    with database.read() as tx:
        person = tx.people.person("Usomchai", NOW)
        assert (person.muted, person.muted_kinds, person.left_at) == (True, (), None)
        (record,) = tx.sessions.of("alpha")
        assert (record.session, record.sequence, record.changed_at) == (day, 0, NOW)
