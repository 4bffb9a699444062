"""Clocks in several processes: one is moved, the others follow."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.process.clock import FollowingClock, KeptClock
from tests.fakes import bangkok

HOUR = timedelta(hours=1)
EVE = bangkok("2024-05-09 18:00")


class Machine:
    """The machine's time, which stands still."""

    at = datetime(2026, 1, 1, tzinfo=UTC)

    def machine(self) -> datetime:
        return Machine.at


class Kept(Machine, KeptClock):
    """The demo's."""


class Following(Machine, FollowingClock):
    """A command's."""


@pytest.fixture(autouse=True)
def machine() -> Iterator[type[Machine]]:
    began = Machine.at
    yield Machine
    Machine.at = began


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "clock.json"


@pytest.fixture
def demo(file: Path) -> KeptClock:
    clock = Kept(file, bangkok("2024-04-01 09:00"))
    clock.keep()
    return clock


def test_who_follows_goes_along_with_every_move(demo: KeptClock, file: Path, machine: type[Machine]) -> None:
    beside = Following(file)
    assert beside.now() == bangkok("2024-04-01 09:00")
    machine.at += HOUR
    assert beside.now() == demo.now() == bangkok("2024-04-01 10:00")
    demo.move_to(EVE)
    machine.at += HOUR
    assert beside.now() == demo.now() == EVE + HOUR
    assert beside.machine() == machine.at


def test_a_step_back_is_refused_and_followed_by_nobody(demo: KeptClock, file: Path) -> None:
    demo.move_to(EVE)
    with pytest.raises(ValueError, match="forward only"):
        demo.move_to(EVE - HOUR)
    assert Following(file).now() == EVE


def test_after_its_end_it_goes_on_from_where_it_was(
    demo: KeptClock, file: Path, machine: type[Machine]
) -> None:
    beside = Following(file)
    demo.move_to(EVE)
    demo.stop()
    machine.at += 24 * HOUR
    assert Following(file).now() == EVE
    assert beside.now() == EVE
    machine.at += HOUR
    assert beside.now() == EVE + HOUR


def test_one_that_was_killed_has_ticked_on(demo: KeptClock, file: Path, machine: type[Machine]) -> None:
    demo.move_to(EVE)
    machine.at += HOUR
    assert Following(file).now() == EVE + HOUR


def test_without_its_file_a_clock_ticks_on(demo: KeptClock, file: Path, machine: type[Machine]) -> None:
    beside = Following(file)
    file.unlink()
    machine.at += HOUR
    assert beside.now() == demo.now()
