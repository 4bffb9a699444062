"""The plan of reminders: what was done stays done, the rest follows the programme."""

from __future__ import annotations

from dataclasses import replace

import pytest

from models.reminder import Reminder, ReminderState
from models.store import Database
from tests.fakes import bangkok
from tests.store.making import a_reminder, at_once, flat, with_programmes

FIRST = a_reminder("d01@2024-05-10", "2024-05-09 18:00")
SECOND = a_reminder("d03@2024-05-17", "2024-05-16 18:00")
LAST = a_reminder("d05@2024-05-24", "2024-05-23 18:00")


def plan(database: Database, *reminders: Reminder) -> None:
    with database.begin() as tx:
        tx.reminders.replan("alpha", reminders)


def of(database: Database) -> list[tuple[str, str, ReminderState]]:
    with database.read() as tx:
        return [(r.occasion[:3], f"{r.due_at:%m-%d}", r.state) for r in tx.reminders.of("alpha")]


@pytest.fixture
def planned(database: Database) -> Database:
    """A database with a plan of three."""
    with_programmes(database)
    plan(database, SECOND, FIRST, LAST)
    return database


def test_the_plan_is_kept_in_order_of_time(planned: Database) -> None:
    with planned.read() as tx:
        kept = tx.reminders.planned()
        assert [replace(r, id=None) for r in kept] == [FIRST, SECOND, LAST]
        assert [r.occasion for r in tx.reminders.planned(limit=1)] == [FIRST.occasion]


def test_planning_again_changes_nothing(planned: Database) -> None:
    before = of(planned)
    plan(planned, FIRST, SECOND, LAST)
    assert of(planned) == before


def test_planning_anew_moves_adds_and_drops_and_leaves_what_was_done(planned: Database) -> None:
    with planned.begin() as tx:
        first, second, _ = tx.reminders.planned()
        tx.reminders.finish(first.id, ReminderState.DONE)
        tx.reminders.finish(second.id, ReminderState.MISSED)
    moved = a_reminder(LAST.occasion, "2024-05-22 18:00", sessions=("d05",))
    added = a_reminder("d07@2024-05-31", "2024-05-30 18:00")
    dropped_later = a_reminder(FIRST.occasion, "2024-05-08 18:00")
    plan(planned, dropped_later, moved, added)
    assert of(planned) == [
        ("d01", "05-09", ReminderState.DONE),
        ("d03", "05-16", ReminderState.MISSED),
        ("d05", "05-22", ReminderState.PLANNED),
        ("d07", "05-30", ReminderState.PLANNED),
    ]
    with planned.read() as tx:
        assert tx.reminders.planned()[0].sessions == ("d05",)
    plan(planned, added)
    assert [occasion for occasion, _, _ in of(planned)] == ["d01", "d03", "d07"]


def test_one_programmes_plan_leaves_anothers_alone(planned: Database) -> None:
    with_programmes(planned, "beta")
    with planned.begin() as tx:
        tx.reminders.replan("beta", [replace(FIRST, programme="beta")])
    plan(planned)
    assert of(planned) == []
    with planned.read() as tx:
        assert [r.programme for r in tx.reminders.planned()] == ["beta"]


def test_due_is_what_has_come_and_is_not_done(planned: Database) -> None:
    with planned.begin() as tx:
        assert tx.reminders.due(bangkok("2024-05-09 17:59")) == []
        (first,) = tx.reminders.due(bangkok("2024-05-09 18:00"))
        both = tx.reminders.due(bangkok("2024-05-17 00:00"))
        assert (both[0], len(both)) == (first, 2)
        assert tx.reminders.due(bangkok("2024-05-17 00:00"), limit=1) == [first]
        assert tx.reminders.take(both[1], bangkok("2024-05-09 18:00")) is None
        taken = [tx.reminders.take(id, bangkok("2024-05-17 00:00")) for id in both]
        assert [one and one.occasion for one in taken] == [FIRST.occasion, SECOND.occasion]
        tx.reminders.finish(both[0], ReminderState.DONE)
        tx.reminders.finish(both[1], ReminderState.MISSED)
        assert tx.reminders.due(bangkok("2024-05-17 00:00")) == []
        assert tx.reminders.take(both[0], bangkok("2024-05-17 00:00")) is None


def test_many_schedulers_at_once_do_each_reminder_once(planned: Database) -> None:
    def tick(_: int) -> list[str]:
        done = []
        for _ in range(4):
            with planned.begin() as tx:
                for id in tx.reminders.due(bangkok("2024-06-01 00:00")):
                    if (reminder := tx.reminders.take(id, bangkok("2024-06-01 00:00"))) is not None:
                        tx.reminders.finish(id, ReminderState.DONE)
                        done.append(reminder.occasion)
        return done

    done = sorted(flat(at_once(6, tick)))
    assert done == [FIRST.occasion, SECOND.occasion, LAST.occasion]


@pytest.mark.postgresql
def test_what_one_scheduler_has_in_hand_another_passes_over(on_postgresql: Database) -> None:
    with_programmes(on_postgresql)
    plan(on_postgresql, FIRST, SECOND)
    now = bangkok("2024-06-01 00:00")
    with on_postgresql.begin() as one, on_postgresql.begin() as other:
        first, second = one.reminders.due(now)
        taken = one.reminders.take(first, now)
        assert taken is not None and taken.occasion == FIRST.occasion
        assert other.reminders.take(first, now) is None
        beside = other.reminders.take(second, now)
        assert beside is not None and beside.occasion == SECOND.occasion
        assert one.reminders.take_along(taken, now) == []
