"""Quotas where staff decide: kept by whoever decides, one at a time, many at once or all together."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from handlers.applications import applying, deciding, quotas, rounds
from handlers.applications.moving import Delay
from handlers.office import decisions
from handlers.refusal import Refusal, Refused
from models.announced import Quota, Round
from models.application import Application, ApplicationState
from models.calendar import Moment
from models.job import JobState
from models.programme import Programme, Question
from models.staff import Who
from models.store import Database
from tests import many
from tests.store.making import MACHINE, NOW, at_once

BY = Who("somsri@office.example", "staff")
AT = Moment(NOW, MACHINE)
ROOM = 4
UDON = range(0, 60, 10)
"""Six people of one province whom nobody has decided on."""


def programme(kind: str = "person", **more: Any) -> Programme:
    """Four of a province in each of two rounds; two hundred of a kind of organisation."""
    found = many.the_programme()
    asked = Question(key="round", kind="round", label="รุ่น", ask="รุ่นไหนคะ")
    rules = replace(
        found.applications,
        kind=kind,
        quotas=(
            Quota("province", ROOM, "จังหวัดละไม่เกิน 4 คนต่อรุ่น"),
            Quota("organisation_type", 200, "ประเภทละ 200"),
        ),
        **more,
    )
    each = (Round("r1", "รุ่นที่ 1", "รุ่นที่ 1"), Round("r2", "รุ่นที่ 2", "รุ่นที่ 2", capacity=2))
    return replace(found, applications=rules, rounds=each, questions=(*found.questions, asked))


def fill(
    database: Database, count: int = 60, of: Programme | None = None, **answers: Any
) -> list[Application]:
    """Applications to the first round."""
    made = many.fill(database, count, of or programme(), long=10)
    with database.begin() as tx:
        for one in made:
            found = tx.applications.locked(one.id)
            assert found is not None
            tx.applications.keep(replace(found, answers={**found.answers, "round": "r1", **answers}))
    return made


def approve(database: Database, one: Application, **more: Any) -> Application | Refused:
    with database.begin() as tx:
        return deciding.decide(tx, one.reference or "", "approve", by="somsri", reason=None, now=NOW, **more)


def approved(database: Database, province: str = "อุดรธานี") -> int:
    with database.read() as tx:
        return tx.seats.taken("alpha", {"province": province, "round": "r1"})


def test_the_fifth_of_a_province_is_refused_with_the_numbers(database: Database) -> None:
    made = fill(database)
    done = [approve(database, made[n]) for n in UDON]
    assert [isinstance(one, Refused) for one in done] == [False] * 4 + [True] * 2
    refused = done[4]
    assert isinstance(refused, Refused) and refused.why is Refusal.QUOTA_FULL
    assert refused.data["share"] == "โควตา จังหวัด อุดรธานี (รุ่นที่ 1): อนุมัติแล้ว 4 จาก 4"
    assert not isinstance(approve(database, made[1]), Refused), "another province has its own"


@pytest.mark.parametrize("kind", ["person", "organisation", "proposal", "seat", "interest"])
def test_a_quota_means_something_wherever_approving_gives_a_place(database: Database, kind: str) -> None:
    made = fill(database, of=programme(kind))
    done = [approve(database, made[n]) for n in UDON]
    assert sum(isinstance(one, Refused) for one in done) == (0 if kind == "interest" else 2)


def test_who_completed_is_in_who_is_rejected_is_not_and_past_it_goes_only_on_purpose(
    database: Database,
) -> None:
    made = fill(database)
    for n in (0, 10, 20, 30):
        approve(database, made[n])
    with database.begin() as tx:
        deciding.decide(tx, made[0].reference or "", "complete", by="x", reason=None, now=NOW)
    assert isinstance(approve(database, made[40]), Refused)
    assert not isinstance(approve(database, made[40], past_quota=True), Refused)
    with database.begin() as tx:
        for n in (10, 20):
            deciding.decide(tx, made[n].reference or "", "reject", by="x", reason=None, now=NOW)
    assert not isinstance(approve(database, made[50]), Refused)


def test_a_decision_is_not_taken_back_into_a_place_that_was_given_meanwhile(database: Database) -> None:
    made = fill(database)
    for n in (0, 10, 20, 30):
        approve(database, made[n])
    with database.begin() as tx:
        rejected = deciding.decide(
            tx,
            made[0].reference or "",
            "reject",
            by="x",
            reason=None,
            now=NOW,
            delay=Delay(MACHINE, timedelta(minutes=1)),
        )
    assert isinstance(rejected, Application)
    approve(database, made[40])
    with database.begin() as tx:
        undone = deciding.undo(
            tx, made[0].reference or "", expected=None, by="x", now=NOW, machine_now=MACHINE
        )
    assert isinstance(undone, Refused) and undone.why is Refusal.QUOTA_FULL
    assert approved(database) == ROOM


def test_nobody_is_moved_past_the_quota_of_another_round(database: Database) -> None:
    made = fill(database)
    for n in (0, 10, 20, 30):
        approve(database, made[n])
    with database.begin() as tx:
        one = tx.applications.by_reference(made[40].reference or "")
        assert one is not None
        tx.applications.keep(replace(one, answers={**one.answers, "round": "r2"}))
    assert not isinstance(approve(database, made[40]), Refused), "the other round has its own"
    with database.begin() as tx:
        moved = rounds.move_to(tx, made[40].reference or "", "r1", "x", NOW)
        assert isinstance(moved, Refused) and moved.why is Refusal.QUOTA_FULL
        moved = rounds.move_to(tx, made[40].reference or "", "r1", "x", NOW, past_quota=True)
        assert isinstance(moved, Application)


def test_who_is_in_and_answers_otherwise_past_a_quota_is_for_staff_to_look_at(database: Database) -> None:
    made = fill(database)
    for n in (0, 10, 20, 30, 1):
        approve(database, made[n])
    with database.begin() as tx:
        one = tx.applications.locked(made[1].id)
        assert one is not None
        moved = applying.put_answers(tx, one, {"province": "น่าน"}, NOW)
        assert not moved.needs_review
        moved = applying.put_answers(tx, moved, {"province": "อุดรธานี"}, NOW)
        assert moved.needs_review and moved.state is ApplicationState.APPROVED


def test_seats_are_said_but_bind_nobody_who_decides(database: Database) -> None:
    made = fill(database, of=programme(capacity=3), round="r2")
    with database.read() as tx:
        of = tx.programmes.catalogue().get("alpha")
        assert of is not None
        found = quotas.shares(tx, of, {"round": "r2"})
    assert [(s.round, s.taken, s.most, s.full, s.firm) for s in found] == [
        ("รุ่นที่ 2", 18, 2, True, False),
        ("", 18, 3, True, False),
    ]
    assert not isinstance(approve(database, made[0]), Refused)


def test_what_many_would_do_is_what_they_do(database: Database) -> None:
    made = fill(database)
    approve(database, made[0])
    with database.begin() as tx:
        rows, _ = decisions.chosen(tx, "alpha", [made[n].reference or "" for n in (*UDON, 1, 11)])
        would = decisions.consequences(tx, "approve", rows)
        assert isinstance(would, decisions.Consequences)
        assert (would.decided, len(would.past), len(would.cannot), would.past_told) == (5, 2, 1, 2)
        number = decisions.begin(tx, "alpha", "approve", rows, by=BY, reason=None, delay=timedelta(), at=AT)
        job = tx.jobs.get(number)
    assert job is not None and job.state is JobState.DONE
    named = {problem.what for problem in job.problems}
    assert named == {problem.what for problem in (*would.past, *would.cannot)}
    assert approved(database) == ROOM


def test_sixteen_at_once_for_four_places(database: Database) -> None:
    made = fill(database, 160)
    wanted = [made[n] for n in range(0, 160, 10)]
    done = at_once(16, lambda n: approve(database, wanted[n]))
    assert sum(not isinstance(one, Refused) for one in done) == ROOM == approved(database)


def test_many_and_single_decisions_wait_for_each_other_and_never_for_ever(database: Database) -> None:
    """All lock applications first, in one order, then the programme: else these would block each other."""
    made = fill(database, 200)
    of_one = [made[n].reference or "" for n in range(0, 200, 10)]

    def work(number: int) -> int:
        if number % 2:
            wanted = of_one if number % 4 == 1 else of_one[::-1]
            with database.begin() as tx:
                rows, _ = decisions.chosen(tx, "alpha", wanted)
                order = rows if number % 4 == 1 else rows[::-1]
                decisions.begin(tx, "alpha", "approve", order, by=BY, reason=None, delay=timedelta(), at=AT)
            return 0
        done = 0
        for reference in of_one[number::4]:
            with database.begin() as tx:
                found = deciding.decide(tx, reference, "approve", by="x", reason=None, now=NOW)
            done += not isinstance(found, Refused)
        return done

    at_once(8, work)
    assert approved(database) == ROOM
    with database.read() as tx:
        states = [a.state for a in tx.applications.submitted("alpha") if a.reference in of_one]
    assert states.count(ApplicationState.APPROVED) == ROOM


def test_a_quota_of_one_round_binds_nobody_in_another(database: Database) -> None:
    of = programme()
    only = (replace(of.applications.quotas[0], round="r2"),)
    made = fill(database, of=replace(of, applications=replace(of.applications, quotas=only)))
    done = [approve(database, made[n]) for n in UDON]
    assert not any(isinstance(one, Refused) for one in done)
    with database.read() as tx:
        kept = tx.programmes.catalogue().get("alpha")
        assert kept is not None
        filling = quotas.Filling(tx, kept)
        assert [filling.admit({"province": "อุดรธานี", "round": "r2"}) is None for _ in range(ROOM + 1)] == [
            *[True] * ROOM,
            False,
        ]
        assert filling.admit({"province": "อุดรธานี", "round": "r1"}) is None
