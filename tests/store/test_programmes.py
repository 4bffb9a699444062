"""Programmes: kept whole, and a change anywhere is seen everywhere."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from sqlalchemy import text

from bot.process.settings import PROGRAMMES
from models import programme_file
from models.store import Database
from models.store.engine import make_engine
from tests.databases import Placed
from tests.store.making import NOW, a_programme, at_once, flat, with_programmes


def names(database: Database) -> list[str]:
    with database.read() as tx:
        return [p.name for p in tx.programmes.catalogue().programmes]


@pytest.mark.parametrize("path", sorted(PROGRAMMES.glob("*.yaml")), ids=lambda p: p.stem)
def test_a_shipped_programme_comes_back_as_its_file_has_it(database: Placed, path) -> None:  # type: ignore[no-untyped-def]
    programme = programme_file.read(path).programme
    with database.begin() as tx:
        tx.programmes.put(programme, NOW)
    other = Database(database.url)
    with other.read() as tx:
        assert tx.programmes.catalogue().get(programme.id) == programme
    other.close()


def test_a_change_is_seen_by_another_process(database: Placed) -> None:
    other = Database(database.url)
    with_programmes(database, "alpha", "beta")
    assert names(other) == ["หลักสูตร alpha", "หลักสูตร beta"]
    with database.begin() as tx:
        tx.programmes.put(replace(a_programme("alpha"), name="ชื่อใหม่"), NOW)
    assert names(other) == ["ชื่อใหม่", "หลักสูตร beta"]
    other.close()


def test_what_has_not_changed_is_not_read_again(database: Database) -> None:
    with_programmes(database)
    with database.read() as tx:
        first = tx.programmes.catalogue()
    with database.read() as tx:
        assert tx.programmes.catalogue() is first


def test_a_change_that_was_rolled_back_is_not_remembered(database: Database) -> None:
    with_programmes(database)
    with pytest.raises(ZeroDivisionError), database.begin() as tx:
        tx.programmes.put(replace(a_programme(), name="ชื่อใหม่"), NOW)
        assert tx.programmes.catalogue().programmes[0].name == "ชื่อใหม่"
        raise ZeroDivisionError
    assert names(database) == ["หลักสูตร alpha"]
    with database.begin() as tx:
        tx.programmes.put(replace(a_programme(), name="อีกชื่อ"), NOW)
    assert names(database) == ["อีกชื่อ"]


def test_what_was_rehearsed_did_not_happen(database: Database) -> None:
    with_programmes(database)
    with database.rehearse() as tx:
        tx.programmes.put(replace(a_programme(), name="ชื่อใหม่"), NOW)
    assert names(database) == ["หลักสูตร alpha"]


def test_what_was_rehearsed_is_never_taken_for_what_another_process_saved(database: Placed) -> None:
    with_programmes(database)
    with database.rehearse() as tx:
        tx.programmes.put(replace(a_programme(), name="ซ้อม"), NOW)
        assert tx.programmes.catalogue().programmes[0].name == "ซ้อม"
    renamed_elsewhere(database, "ชื่อใหม่")
    assert names(database) == ["ชื่อใหม่"]


def test_nor_is_what_was_rolled_back(database: Placed) -> None:
    with_programmes(database)
    with pytest.raises(ZeroDivisionError), database.begin() as tx:
        tx.programmes.put(replace(a_programme(), name="ล้มเหลว"), NOW)
        assert tx.programmes.catalogue().programmes[0].name == "ล้มเหลว"
        raise ZeroDivisionError
    renamed_elsewhere(database, "ชื่อใหม่")
    assert names(database) == ["ชื่อใหม่"]


def test_a_lesson_that_was_only_rehearsed_is_not_remembered(database: Placed) -> None:
    with_programmes(database)
    with database.rehearse() as tx:
        tx.learning.teach_text("กี่โมง", "schedule", NOW)
        assert tx.programmes.catalogue().vocabulary.lessons
    renamed_elsewhere(database, "ชื่อใหม่")
    with database.read() as tx:
        assert tx.programmes.catalogue().vocabulary.lessons == ()


def test_what_was_saved_and_read_in_one_go_is_not_read_again(database: Database) -> None:
    with database.begin() as tx:
        tx.programmes.put(a_programme(), NOW)
        saved = tx.programmes.catalogue()
    with database.read() as tx:
        assert tx.programmes.catalogue() is saved


def test_rehearsals_without_a_change_share_what_is_held(database: Database) -> None:
    with_programmes(database)
    with database.rehearse() as tx:
        first = tx.programmes.catalogue()
    with database.rehearse() as tx:
        assert tx.programmes.catalogue() is first


def renamed_elsewhere(database: Placed, name: str) -> None:
    """Another process saves another change, which gets the revision that ours would have had."""
    other = Database(database.url)
    with other.begin() as tx:
        tx.programmes.put(replace(a_programme(), name=name), NOW)
    other.close()


@pytest.mark.postgresql
def test_changes_at_once_get_revisions_of_their_own(on_postgresql: Placed) -> None:
    ids = ("alpha", "beta", "gamma", "delta")
    with_programmes(on_postgresql, *ids)

    def put(number: int) -> list[int]:
        revisions = []
        for turn in range(5):
            with on_postgresql.begin() as tx:
                changed = replace(a_programme(ids[number]), name=f"ครั้งที่ {turn}")
                revisions.append(tx.programmes.put(changed, NOW))
        return revisions

    assert sorted(flat(at_once(4, put))) == list(range(5, 25))


@pytest.mark.postgresql
def test_two_new_programmes_at_once_get_revisions_of_their_own(on_postgresql: Placed) -> None:
    database = on_postgresql
    with_programmes(database)

    def put(id: str) -> int:
        with database.begin() as tx:
            return tx.programmes.put(a_programme(id), NOW)

    with ThreadPoolExecutor(1) as pool:
        with database.begin() as tx:
            first = tx.programmes.put(a_programme("beta"), NOW)
            second = pool.submit(put, "gamma")
            wait_until_one_waits(database.url)
        assert (first, second.result(10)) == (2, 3)


def wait_until_one_waits(url: str) -> None:
    """Until a transaction waits for another's lock."""
    engine = make_engine(url)
    with engine.connect() as connection:
        for _ in range(1000):
            waiting = text("SELECT count(*) FROM pg_locks WHERE NOT granted AND pg_sleep(0.01) IS NOT NULL")
            if connection.scalar(waiting):
                break
    engine.dispose()
