"""The engines' settings, on which everything else relies."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy.exc import IntegrityError, StatementError

from models.store import Database
from models.store.engine import database_url, make_engine
from tests.fakes import bangkok
from tests.store.making import MACHINE, NOW, a_letter, a_reminder, an_application, with_programmes


def test_sqlite_is_set_to_lose_nothing(tmp_path: Path) -> None:
    engine = make_engine(f"sqlite:///{tmp_path / 'test.sqlite3'}")
    with engine.connect() as connection:
        pragmas = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in (
                "journal_mode",
                "synchronous",
                "foreign_keys",
                "busy_timeout",
                "secure_delete",
                "wal_autocheckpoint",
            )
        }
    engine.dispose()
    assert pragmas == {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "busy_timeout": 10_000,
        "secure_delete": 1,
        "wal_autocheckpoint": 50_000,
    }


def test_a_large_log_is_written_back_and_a_small_one_left(tmp_path: Path) -> None:
    path = tmp_path / "test.sqlite3"
    database = Database(f"sqlite:///{path}")
    database.migrate()
    log = Path(f"{path}-wal")
    small = log.stat().st_size
    assert database.write_back() and log.stat().st_size == small
    with_programmes(database, "alpha")
    for number in range(40):
        with database.begin() as tx:
            tx.outbox.put(a_letter(f"reply:{number}", text="ก" * 40_000), NOW)
    assert log.stat().st_size > 4 * 1024 * 1024
    assert database.write_back()
    assert log.stat().st_size == 0
    with database.begin() as tx:
        assert tx.outbox.waiting() == 40
    database.close()


def test_postgresql_will_not_wait_for_ever(on_postgresql: Database) -> None:
    with on_postgresql.begin() as tx:
        shown = tx.inbox._session.connection().exec_driver_sql("SHOW lock_timeout").scalar()
    assert shown == "10s"


@pytest.mark.parametrize(
    ("given", "driver"),
    [
        ("postgres://u:p@host/db", "postgresql+psycopg"),
        ("postgresql://u:p@host/db", "postgresql+psycopg"),
        ("postgresql+psycopg://u:p@host/db", "postgresql+psycopg"),
        ("sqlite:///data/x.sqlite3", "sqlite"),
    ],
)
def test_the_urls_that_hosts_hand_out_are_understood(given: str, driver: str) -> None:
    assert database_url(given).drivername == driver


@pytest.mark.parametrize("given", ["", "mysql://u:p@host/db", "not a url", "oracle://x"])
def test_other_urls_are_refused_without_their_password(given: str) -> None:
    with pytest.raises(ValueError, match="DATABASE_URL") as refusal:
        database_url(given)
    assert "p@host" not in str(refusal.value)


def test_readers_do_not_wait_for_a_writer_and_see_nothing_half_done(database: Database) -> None:
    with database.begin() as writing:
        writing.outbox.put(a_letter(), NOW)
        with database.read() as reading:
            assert reading.outbox.waiting() == 0
    with database.read() as reading:
        assert reading.outbox.waiting() == 1


def test_a_time_without_a_zone_is_refused(database: Database) -> None:
    naive = datetime(2024, 4, 5, 9, 0)  # noqa: DTZ001 - what must not be stored
    with pytest.raises((ValueError, StatementError), match="without a zone"), database.begin() as tx:
        tx.outbox.put(a_letter(), naive)
    with pytest.raises((ValueError, StatementError), match="without a zone"), database.begin() as tx:
        tx.reminders.due(naive)
    with database.read() as tx:
        assert tx.outbox.waiting() == 0


def test_a_time_comes_back_as_the_same_instant(database: Database) -> None:
    with_programmes(database)
    due = bangkok("2024-05-09 18:00")
    with database.begin() as tx:
        tx.reminders.replan("alpha", [a_reminder(due="2024-05-09 18:00")])
        tx.outbox.put(a_letter(expires_at=due), NOW)
    with database.begin() as tx:
        kept = tx.reminders.planned()[0].due_at
        expires = tx.delivery.claim(NOW, MACHINE, timedelta(seconds=20), 1).parcels[0].first.expires_at
    assert kept == expires == due == datetime(2024, 5, 9, 11, 0, tzinfo=UTC)
    assert kept.utcoffset() == timedelta(0)


def test_an_error_of_the_database_tells_nobodys_words(database: Database) -> None:
    with_programmes(database)
    with database.begin() as tx:
        tx.applications.add(an_application("a1"))
    with pytest.raises(IntegrityError) as error, database.begin() as tx:
        tx.applications.add(an_application("a2", answers={"full_name": "Somchai"}))
    assert "Somchai" not in str(error.value)
