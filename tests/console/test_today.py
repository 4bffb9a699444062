"""Today: what is counted there is what waits, for whom it concerns; the first steps; the month's messages."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

from models.application import ApplicationState
from models.case import CaseKind, Sender
from models.outbox import OutboxState
from models.programme import Session
from models.store import Transaction
from tests.console.office import Desk, both, counted, values
from tests.store.making import a_letter, a_programme, an_application

NAMES = ("to-decide", "unanswered", "questions", "failed", "to-ring")


def counts(office: Desk, who: str) -> dict[str, int]:
    """The page's figures."""
    page = office.signed_in(who).get("/console/")
    return {name: counted(page, name) for name in NAMES}


def applied(tx: Transaction, number: int, programme: str, state: ApplicationState, **more: Any) -> None:
    """Somebody's application."""
    user = f"U{programme}{number}"
    tx.people.person(user, more.pop("seen", None) or an_application().created_at)
    tx.applications.add(
        an_application(
            f"{programme}{number}", user, state, programme, reference=f"{programme.upper()}-{number}", **more
        )
    )


def test_nothing_waits_in_an_empty_office(office: Desk) -> None:
    page = office.signed_in("staff").get("/console/")
    assert {counted(page, name) for name in NAMES} == {0}
    assert "วันนี้ไม่มีงานค้างค่ะ" in page.text


@both
def test_what_waits_is_counted_for_whom_it_concerns(office: Desk) -> None:
    with office.rig.bot.database.begin() as tx:
        for number in range(3):
            applied(tx, number, "alpha", ApplicationState.SUBMITTED)
        applied(tx, 9, "beta", ApplicationState.SUBMITTED)
        applied(tx, 4, "alpha", ApplicationState.APPROVED)
        applied(tx, 5, "alpha", ApplicationState.APPROVED)
        applied(tx, 6, "alpha", ApplicationState.DRAFT, submitted_at=None)
        tx.desk.ring("alpha5", office.rig.clock.now())
        now = office.rig.clock.now()
        answered = tx.cases.open("Ualpha0", CaseKind.WORDS, "alpha", "หนึ่ง", now)
        tx.cases.add(answered, Sender.STAFF, "ค่ะ", now)
        tx.cases.open("Ualpha1", CaseKind.WORDS, "alpha", "สอง", now - timedelta(hours=3))
        tx.cases.open("Ualpha1", CaseKind.WORDS, None, "สาม", now)
        tx.cases.note("alpha", "บันทึก", now)
        closed = tx.cases.open("Ualpha2", CaseKind.WORDS, "alpha", "สี่", now)
        tx.cases.close(closed, now)
    assert counts(office, "staff") == {
        "to-decide": 4, "unanswered": 2, "questions": 0, "failed": 0, "to-ring": 1
    }  # fmt: skip
    assert counts(office, "other") == {
        "to-decide": 1, "unanswered": 1, "questions": 0, "failed": 0, "to-ring": 0
    }  # fmt: skip
    assert "เก่าสุด 3 ชั่วโมง" in office.signed_in("viewer").get("/console/").text


@both
def test_this_weeks_sessions_say_who_comes(office: Desk) -> None:
    days = tuple(Session(id=f"d{n}", date=date(2024, 4, day)) for n, day in enumerate((4, 5, 11, 12)))
    with office.rig.bot.database.begin() as tx:
        tx.programmes.put(a_programme("alpha", sessions=days), office.rig.clock.now())
        for number, answer in enumerate(("yes", "late", "no", "substitute", None)):
            applied(tx, number, "alpha", ApplicationState.APPROVED)
            if answer:
                tx.applications.attend(f"alpha{number}", "d1@2024-04-05", answer, office.rig.clock.now())
    page = office.signed_in("staff").get("/console/")
    assert values(page, "data-session") == ["d1", "d2"], "today and six days from now"
    first = page.text.split('data-session="d1"')[1].split("</li>")[0]
    assert [int(it) for it in re.findall(r" (\d+)</span>", first)] == [2, 1, 1, 1]
    assert 'data-session="d' not in office.signed_in("other").get("/console/").text


def test_the_months_messages_are_what_line_says_and_what_is_planned(office: Desk) -> None:
    office.rig.line.monthly_quota = 100
    page = office.signed_in("viewer").get("/console/")
    (limit,), (used,) = values(page, "data-quota-limit"), values(page, "data-quota-used")
    assert (limit, used, values(page, "data-quota-planned")) == ("100", "0", ["0"])


@both
def test_what_line_refused_is_counted(office: Desk) -> None:
    with office.rig.bot.database.begin() as tx:
        tx.outbox.put(a_letter(), office.rig.clock.now())
        tx.outbox.hold(office.rig.clock.machine() - timedelta(days=2), office.rig.clock.machine(), "refused")
        assert tx.outbox.by_state() == {OutboxState.FAILED.value: 1}
    assert counts(office, "staff")["failed"] == 1
    page = office.signed_in("staff").get("/console/health/")
    assert "มี 1 ข้อความที่ LINE ไม่รับ" in page.text and "rapsamak outbox retry" in page.text


def test_the_first_steps_are_shown_to_an_admin_until_they_are_done(office: Desk) -> None:
    assert "เริ่มใช้งาน" in office.signed_in("admin").get("/console/").text
    assert "เริ่มใช้งาน" not in office.signed_in("staff").get("/console/").text
    with office.rig.bot.database.begin() as tx:
        tx.people.person("Usomchai", office.rig.clock.now())
    assert "เริ่มใช้งาน" not in office.signed_in("admin").get("/console/").text


def test_health_says_when_all_is_well(office: Desk) -> None:
    assert "ทุกอย่างทำงานปกติค่ะ" in office.signed_in("viewer").get("/console/health/").text
