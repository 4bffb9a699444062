"""Seats under a rush: given once each, and passed on to exactly the next in line."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest

from handlers.applications import applying, own
from handlers.office import programmes as loading
from models.application import Application, ApplicationState
from models.programme import Applications, Privacy, Programme, Source
from models.store import Database
from tests.fakes import bangkok

NOW = bangkok("2024-04-05 09:00")
SEATS = 30
PEOPLE = 200

SEMINAR = Programme(
    id="seminar",
    name="สัมมนาหนึ่งวัน",
    short_name="สัมมนา",
    source=Source(title="ประกาศ", publisher="ผู้จัด"),
    applications=Applications(
        prefix="SEM",
        state="accepting",
        kind="seat",
        capacity=SEATS,
        privacy=Privacy(purpose="จัดที่นั่ง", readers="ผู้จัด", keep_days=30),
    ),
)


@pytest.fixture
def drafts(database: Database) -> list[Application]:
    """As many people as want to come, each with a form that only waits for the confirmation."""
    with database.begin() as tx:
        loading.keep(tx, SEMINAR, NOW)
        return [
            tx.applications.keep(
                replace(
                    applying.begin(tx, SEMINAR, f"U{n:032x}", NOW, on_behalf=False, answers={}),
                    consented_at=NOW,
                )
            )
            for n in range(PEOPLE)
        ]


def confirm(database: Database, draft: Application, seconds: int = 0) -> Application:
    """One person presses ยืนยัน."""
    with database.begin() as tx:
        fresh = tx.applications.locked(draft.id)
        assert fresh is not None
        sent = applying.submit(tx, SEMINAR, fresh, NOW + timedelta(seconds=seconds))
    assert isinstance(sent, Application)
    return sent


def states(database: Database) -> dict[str, int]:
    """How many applications are in each state."""
    with database.read() as tx:
        found = tx.applications.submitted(SEMINAR.id)
    return {
        s.value: sum(a.state is s for a in found) for s in ApplicationState if s in {a.state for a in found}
    }


def test_two_hundred_at_once_for_thirty_seats(database: Database, drafts: list[Application]) -> None:
    with ThreadPoolExecutor(16) as rush:
        sent = list(rush.map(lambda draft: confirm(database, draft), drafts))
    assert states(database) == {"approved": SEATS, "waitlisted": PEOPLE - SEATS}
    assert len({a.reference for a in sent}) == PEOPLE


def test_a_seat_given_up_goes_to_exactly_the_next(database: Database, drafts: list[Application]) -> None:
    sent = [confirm(database, draft, n) for n, draft in enumerate(drafts[: SEATS + 3])]
    with database.begin() as tx:
        first = tx.applications.locked(sent[0].id)
        assert first is not None
        own.withdraw(tx, first, NOW)
    with database.read() as tx:
        after = {a.id: a.state for a in tx.applications.submitted(SEMINAR.id)}
        told = tx.outbox.keys("decision:")
    assert [after[a.id].value for a in sent[SEATS:]] == ["approved", "waitlisted", "waitlisted"]
    assert [key.split(":")[1] for key, _ in told] == [sent[SEATS].id]


def test_withdrawals_at_once_promote_as_many(database: Database, drafts: list[Application]) -> None:
    sent = [confirm(database, draft, n) for n, draft in enumerate(drafts[: SEATS + 10])]

    def give_up(application: Application) -> None:
        with database.begin() as tx:
            mine = tx.applications.locked(application.id)
            assert mine is not None
            own.withdraw(tx, mine, NOW)

    with ThreadPoolExecutor(8) as several:
        list(several.map(give_up, sent[:7]))
    assert states(database) == {"approved": SEATS, "waitlisted": 3, "withdrawn": 7}


def test_more_seats_move_the_waiting_list_up(database: Database, drafts: list[Application]) -> None:
    for n, draft in enumerate(drafts[: SEATS + 5]):
        confirm(database, draft, n)
    larger = replace(SEMINAR, applications=replace(SEMINAR.applications, capacity=SEATS + 4))
    with database.begin() as tx:
        loading.keep(tx, larger, NOW)
    assert states(database) == {"approved": SEATS + 4, "waitlisted": 1}
