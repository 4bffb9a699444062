"""Deciding on many: exactly those, each told once, whatever stops in between; what was withdrawn is named."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from bot.assembly import jobs
from handlers.applications import own
from handlers.office import decisions
from models.application import ApplicationState
from models.job import JobState
from models.staff import Action
from models.store import Database
from tests import many
from tests.console.applying import LIST, Counter, attributes, rows
from tests.console.office import Desk, both, said, values
from tests.store.making import at_once

WANTED = {"state": "submitted", "province": "อุดรธานี"}
"""People 0, 10, 20 … of `many`: each tenth, and sent."""
CONFIRMED = {"confirm": "1"}
_HIDDEN = re.compile(r'<input type="hidden" name="([^"]*)" value="([^"]*)"')


@pytest.fixture
def counter(office: Desk) -> Counter:
    """An office with six hundred applications, sixty of them to be decided in one province."""
    made = Counter(office)
    made.fill(600)
    made.delay(0)
    return made


@both
def test_exactly_those_that_match_are_decided_and_told_once(counter: Counter) -> None:
    browser = counter.desk.signed_in("staff")
    page = counter.decide_all(browser, "approve", expected="60", **WANTED)
    assert page.status_code == 200
    assert attributes(page, "data-selected", "data-told", "data-messages", "data-to-ring") == {
        "data-selected": "60",
        "data-told": "60",
        "data-messages": "60",
        "data-to-ring": "0",
    }
    assert counter.now(0).version == 1
    # All that is needed stands in the form of that page.
    form = page.text[page.text.index('class="confirm"') :]
    fields = dict(_HIDDEN.findall(form))
    assert {**fields, "csrf_token": ""} == {
        **{"csrf_token": "", "decision": "approve", "all": "1", "expected": "60"},
        **{"confirm": "1", **WANTED},
    }
    answer = browser.client.post(f"{LIST}decisions", data=fields)
    assert answer.status_code == 303
    counter.work()
    done = browser.get(answer.headers["Location"])
    assert attributes(done, "data-job", "data-done", "data-of", "data-state") == {
        **{"data-job": "1", "data-done": "60", "data-of": "60", "data-state": "done"}
    }
    assert "อนุมัติแล้ว 60 ใบ" in done.text
    wanted = {n for n in range(600) if n % 10 == 0}
    for number in range(600):
        told = counter.told(number)
        if number in wanted:
            assert len(told) == 1 and counter.reference(number) in told[0]
        else:
            assert told == [] and counter.now(number).version == 1
    entries = [e for e in counter.desk.audit() if e.action is Action.DECIDE]
    assert sorted(e.object for e in entries) == sorted(counter.reference(n) for n in wanted)
    assert {e.who.staff for e in entries} == {"staff@office.example"}


def test_when_as_many_match_no_longer_nothing_happens(counter: Counter) -> None:
    browser = counter.desk.signed_in("staff")
    for more in ({}, CONFIRMED):
        answer = counter.decide_all(browser, "approve", expected="59", **WANTED, **more)
        assert answer.status_code == 409 and "60" in answer.text
    counter.work()
    assert {counter.now(n).version for n in range(0, 600, 10)} == {1}
    assert counter.desk.rig.channel.bodies == []


@pytest.mark.parametrize(
    "fields",
    [
        {"decision": "approve"},
        {"decision": "approve", "all": "1"},
        {"decision": "approve", "all": "1", "expected": "x"},
        {"decision": "", "all": "1", "expected": "600"},
        {"decision": "submitted", "all": "1", "expected": "600"},
        {"decision": "approve", "reference": "   "},
    ],
)
def test_a_form_that_chooses_nothing_does_nothing(counter: Counter, fields: dict[str, str]) -> None:
    browser = counter.desk.signed_in("staff")
    for more in ({}, CONFIRMED):
        assert browser.post(f"{LIST}decisions", **fields, **more).status_code == 422
    assert {counter.now(n).version for n in range(20)} == {1}


def test_what_was_withdrawn_meanwhile_is_named_and_the_others_are_done(counter: Counter) -> None:
    browser = counter.desk.signed_in("staff")
    with counter.desk.rig.bot.database.begin() as tx:
        own.withdraw(tx, counter.made[1], counter.desk.rig.clock.now())
    chosen = [counter.reference(n) for n in (0, 1, 2)] + ["ALPHA-NOBODY"]
    data = {"csrf_token": browser.token("/console/account"), "decision": "approve", "reference": chosen}
    page = browser.client.post(f"{LIST}decisions", data=data)
    assert values(page, "data-cannot") == [counter.reference(1), "ALPHA-NOBODY"]
    assert attributes(page, "data-selected", "data-told") == {"data-selected": "4", "data-told": "2"}
    answer = browser.client.post(f"{LIST}decisions", data={**data, **CONFIRMED})
    done = browser.get(answer.headers["Location"])
    assert "อนุมัติแล้ว 2 ใบค่ะ ทำไม่ได้ 2 ใบ" in done.text
    assert sorted(values(done, "data-problem")) == sorted([counter.reference(1), "ALPHA-NOBODY"])
    assert [counter.now(n).state.value for n in (0, 1, 2)] == ["approved", "withdrawn", "approved"]


def test_nothing_done_is_never_called_done(counter: Counter) -> None:
    browser = counter.desk.signed_in("staff")
    fields = {"decision": "complete", "reference": counter.reference(0)}
    answer = browser.post(f"{LIST}decisions", **fields, **CONFIRMED)
    page = browser.get(answer.headers["Location"])
    assert "ยังไม่ได้จบโครงการสักใบ" in page.text and "แล้ว 0 ใบ" not in page.text


def test_whom_no_push_reaches_is_counted_before(counter: Counter) -> None:
    counter.block(0, 10, 20)
    browser = counter.desk.signed_in("staff")
    page = counter.decide_all(browser, "reject", expected="60", **WANTED)
    assert attributes(page, "data-told", "data-messages", "data-to-ring") == {
        **{"data-told": "57", "data-messages": "57", "data-to-ring": "3"}
    }
    counter.decide_all(browser, "reject", expected="60", **WANTED, **CONFIRMED)
    counter.work()
    assert rows(browser.get(f"{LIST}?flag=to-ring")) == [counter.reference(n) for n in (0, 10, 20)]


def test_all_of_it_is_taken_back_within_the_minute(counter: Counter) -> None:
    counter.delay(60)
    browser = counter.desk.signed_in("staff")
    answer = counter.decide_all(browser, "approve", expected="60", **WANTED, **CONFIRMED)
    counter.work()
    job = browser.get(answer.headers["Location"])
    assert values(job, "data-undo") == ["60"]
    counter.wait(seconds=30)
    undone = browser.post(f"{answer.headers['Location']}/undo")
    assert undone.status_code == 303
    assert "เลิกทำแล้ว 60 ใบ" in said(browser.get(undone.headers["Location"]))
    counter.wait(seconds=300)
    assert counter.desk.rig.channel.bodies == []
    assert {counter.now(n).state for n in range(0, 600, 10)} == {ApplicationState.SUBMITTED}
    assert browser.post(f"{answer.headers['Location']}/undo").status_code == 409


def test_a_job_is_its_askers_alone(counter: Counter) -> None:
    answer = counter.decide_all(
        counter.desk.signed_in("staff"), "approve", expected="60", **WANTED, **CONFIRMED
    )
    for who in ("admin", "other"):
        assert counter.desk.signed_in(who).get(answer.headers["Location"]).status_code == 404


@both
def test_a_process_that_dies_in_the_middle_repeats_and_loses_nothing(
    counter: Counter, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Killed within a step, before its commit: what it did is undone with the count of it."""
    browser = counter.desk.signed_in("staff")
    counter.decide_all(browser, "approve", expected="60", **WANTED, **CONFIRMED)
    real, seen = decisions.deciding.decide, list[str]()

    def dies_at(count: int) -> Callable[..., Any]:
        def decide(tx: Any, reference: str, *args: Any, **more: Any) -> Any:
            seen.append(reference)
            if len(seen) == count:
                raise KeyboardInterrupt
            return real(tx, reference, *args, **more)

        return decide

    for count in (7, 40, 70):
        monkeypatch.setattr(decisions.deciding, "decide", dies_at(count))
        with pytest.raises(KeyboardInterrupt):
            jobs.work(counter.desk.rig.bot)
    monkeypatch.setattr(decisions.deciding, "decide", real)
    counter.work()
    assert len(seen) > 60
    told = [counter.told(n) for n in range(0, 600, 10)]
    assert [len(one) for one in told] == [1] * 60
    assert {counter.now(n).version for n in range(0, 600, 10)} == {2}


def test_one_that_cannot_be_done_for_a_fault_of_ours_stops_no_other(
    counter: Counter, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    real = decisions.deciding.decide

    def decide(tx: Any, reference: str, *args: Any, **more: Any) -> Any:
        done = real(tx, reference, *args, **more)
        if reference == counter.reference(10):
            raise ValueError("ของเราเอง")
        return done

    monkeypatch.setattr(decisions.deciding, "decide", decide)
    browser = counter.desk.signed_in("staff")
    answer = counter.decide_all(browser, "approve", expected="60", **WANTED, **CONFIRMED)
    counter.work()
    page = browser.get(answer.headers["Location"])
    assert values(page, "data-problem") == [counter.reference(10)]
    assert "อนุมัติแล้ว 59 ใบค่ะ ทำไม่ได้ 1 ใบ" in page.text
    assert counter.now(10).version == 1 and counter.told(10) == []
    assert len([e for e in counter.desk.audit() if e.action is Action.DECIDE]) == 59
    assert counter.reference(10) in caplog.text


@both
def test_two_schedulers_share_a_job(counter: Counter, database: Database) -> None:
    browser = counter.desk.signed_in("staff")
    counter.decide_all(browser, "approve", expected="60", **WANTED, **CONFIRMED)
    at_once(3, lambda _: jobs.work(counter.desk.rig.bot))
    counter.work()
    assert [len(counter.told(n)) for n in range(0, 600, 10)] == [1] * 60
    with database.read() as tx:
        job = tx.jobs.get(1)
    assert job is not None and (job.state, job.done) == (JobState.DONE, 60)


def test_what_jobs_say_is_forgotten_after_an_hour(counter: Counter) -> None:
    browser = counter.desk.signed_in("staff")
    answer = counter.decide_all(browser, "reject", reason="ความลับ", expected="60", **WANTED, **CONFIRMED)
    counter.work()
    rig = counter.desk.rig
    with rig.bot.database.read() as tx:
        job = tx.jobs.get(1)
        assert job is not None and "ความลับ" not in str(job)
    jobs.tidy(rig.bot)
    assert browser.get(answer.headers["Location"]).status_code == 200
    rig.clock.move_to(rig.clock.now() + timedelta(hours=2))
    jobs.tidy(rig.bot)
    assert browser.get(answer.headers["Location"]).status_code == 404


def test_a_job_that_nobody_works_on_is_a_trouble(counter: Counter) -> None:
    rig = counter.desk.rig
    counter.decide_all(counter.desk.signed_in("staff"), "approve", expected="60", **WANTED, **CONFIRMED)
    viewer = counter.desk.signed_in("viewer")
    assert "scheduler ทำงานอยู่" not in viewer.get("/console/health/").text
    rig.clock.move_to(rig.clock.now() + timedelta(minutes=11))
    assert "มีงานที่ขอไว้ 1 งาน" in viewer.get("/console/health/").text
    jobs.work(rig.bot)
    assert "มีงานที่ขอไว้" not in viewer.get("/console/health/").text


def test_flags_go_on_many_at_once(counter: Counter) -> None:
    browser = counter.desk.signed_in("staff")
    answer = browser.post(f"{LIST}flags", new_flag="รอเอกสาร", all="1", expected="60", **WANTED)
    assert answer.status_code == 303
    assert "60 ใบ" in said(browser.get(answer.headers["Location"]))
    assert len(rows(browser.get(f"{LIST}?flag=รอเอกสาร"))) == 50
    assert browser.post(f"{LIST}flags", new_flag="", all="1", expected="60", **WANTED).status_code == 422
    assert browser.post(f"{LIST}flags", new_flag="ก", **WANTED).status_code == 422
    gone = browser.post(f"{LIST}flags", new_flag="รอเอกสาร", on="0", all="1", expected="60", **WANTED)
    assert gone.status_code == 303
    assert rows(browser.get(f"{LIST}?flag=รอเอกสาร")) == []


def test_a_seat_that_was_given_on_is_not_taken_back(counter: Counter) -> None:
    database, clock = counter.desk.rig.bot.database, counter.desk.rig.clock
    with database.begin() as tx:
        programme = many.the_programme()
        rules = replace(programme.applications, kind="seat", capacity=180)
        tx.programmes.put(replace(programme, applications=rules), clock.now())
    counter.delay(60)
    browser = counter.desk.signed_in("staff")
    approved = next(n for n in range(10) if many.STATES[n] is ApplicationState.APPROVED)
    assert counter.decide(browser, approved, "reject").status_code == 303
    waiting = next(n for n in range(10) if many.STATES[n] is ApplicationState.WAITLISTED)
    assert counter.now(waiting).state is ApplicationState.APPROVED
    undo = browser.post(f"/console/applications/{counter.reference(approved)}/undo", version="2")
    assert undo.status_code == 409 and "ให้ที่นั่งผู้อื่นไปแล้ว" in undo.text
