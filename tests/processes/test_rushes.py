"""The short forms of what `make soak` does in masses."""

from __future__ import annotations

import pytest

from tests.processes.town import Town
from tests.soak import rushes


@pytest.mark.postgresql
@pytest.mark.parametrize("town", ["postgresql"], indirect=True)
def test_two_hundred_confirm_at_once_for_thirty_seats_while_a_worker_is_killed(town: Town) -> None:
    outcome = rushes.seats(town, people=200)
    assert outcome.wrong == [], outcome.figures


@pytest.mark.parametrize("town", ["sqlite"], indirect=True)
def test_while_line_hangs_the_webhook_answers_and_nothing_is_lost(town: Town) -> None:
    outcome = rushes.masses(town, people=60, seconds=1.0, at_once=4)
    assert outcome.wrong == [], outcome.figures
