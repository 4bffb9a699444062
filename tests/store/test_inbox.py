"""An event counts once, however often and at whatever moment it arrives."""

from __future__ import annotations

from datetime import timedelta

import pytest

from models.store import Database
from tests.store.making import NOW, an_event, at_once


def test_an_event_that_arrives_twenty_times_at_once_is_new_once(database: Database) -> None:
    def arrive(_: int) -> bool:
        with database.begin() as tx:
            return tx.inbox.first_time(an_event())

    assert sorted(at_once(20, arrive)) == [False] * 19 + [True]


def test_different_events_are_all_new(database: Database) -> None:
    def arrive(number: int) -> bool:
        with database.begin() as tx:
            return tx.inbox.first_time(an_event(f"E{number}"))

    assert at_once(20, arrive) == [True] * 20


def test_an_event_whose_handling_failed_is_new_again(database: Database) -> None:
    with pytest.raises(ZeroDivisionError), database.begin() as tx:
        assert tx.inbox.first_time(an_event())
        raise ZeroDivisionError
    with database.begin() as tx:
        assert tx.inbox.first_time(an_event())


def test_old_guards_are_dropped_and_young_ones_kept(database: Database) -> None:
    with database.begin() as tx:
        tx.inbox.first_time(an_event("young"))
        tx.inbox.forget_before(NOW)
        assert not tx.inbox.first_time(an_event("young"))
        tx.inbox.forget_before(NOW + timedelta(seconds=1))
        assert tx.inbox.first_time(an_event("young"))
