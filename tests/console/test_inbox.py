"""What people leave for staff: listed, answered once in their chat, closed; a viewer sees no texts."""

from __future__ import annotations

from bot.simulator import people
from models.application import ApplicationState
from models.case import CaseKind, Sender
from models.staff import Action
from tests.console.office import Desk, Form, both, said, values
from tests.edge.test_webhook import texts
from tests.store.making import an_application

PERSON = people.user_id("สมชาย")
WORDS = "รถไปไม่ถึง ขอเลื่อนวันได้ไหม"


def left(office: Desk, programme: str | None = "alpha", user: str = PERSON, **more: object) -> int:
    """Somebody left words for staff."""
    with office.rig.bot.database.begin() as tx:
        tx.people.person(user, office.rig.clock.now())
        return tx.cases.open(user, CaseKind.WORDS, programme, WORDS, office.rig.clock.now(), **more)  # type: ignore[arg-type]


@both
def test_folders_hold_what_waits_what_i_answered_and_what_is_done(office: Desk) -> None:
    first, second, third = left(office), left(office), left(office)
    staff = office.signed_in("staff")
    staff.post(f"/console/inbox/{second}/reply", text="ได้ค่ะ")
    staff.post(f"/console/inbox/{third}/close")

    def rows(folder: str, who: str = "staff") -> list[int]:
        return [int(it) for it in values(office.signed_in(who).get(f"/console/inbox/{folder}"), "data-case")]

    assert rows("") == rows("?folder=open") == rows("?folder=nothing") == [first, second]
    assert rows("?folder=mine") == [second] and rows("?folder=mine", "admin") == []
    assert rows("?folder=done") == [third]
    assert rows("", "other") == []


@both
def test_an_answer_reaches_the_person_once_and_is_written_down(office: Desk) -> None:
    office.rig.line.person("สมชาย")
    number = left(office)
    staff = office.signed_in("staff")
    page = staff.get(f"/console/inbox/{number}")
    assert values(page, "data-handled-by") == ["bot"]
    assert (values(page, "data-who"), values(page, "data-message")) == (["person"], [WORDS])
    seen = Form(page.text).hidden["seen"]
    answer = staff.post(f"/console/inbox/{number}/reply", text=" ได้ค่ะ เลื่อนเป็นวันที่ 12 ", seen=seen)
    assert answer.status_code == 303
    page = staff.get(answer.headers["Location"])
    assert "ส่งคำตอบแล้ว" in said(page)
    assert values(page, "data-who") == ["person", "staff"] and "staff@office.example" in page.text
    again = staff.post(f"/console/inbox/{number}/reply", text="ได้ค่ะ เลื่อน", seen=seen)
    assert again.status_code == 409 and "ได้ค่ะ เลื่อน" in again.text
    assert sum("เลื่อนเป็นวันที่ 12" in it for it in texts(office.rig, PERSON)) == 1
    entries = [it for it in office.audit() if it.action is Action.REPLY]
    assert [(it.object, it.who.staff) for it in entries] == [(str(number), "staff@office.example")]
    assert "เลื่อน" not in repr(office.audit())


def test_an_answer_that_says_nothing_or_too_much_is_refused_and_kept(office: Desk) -> None:
    number, staff = left(office), office.signed_in("staff")
    assert staff.post(f"/console/inbox/{number}/reply", text="  ").status_code == 422
    long = staff.post(f"/console/inbox/{number}/reply", text="ก" * 2001)
    assert long.status_code == 422 and "ก" * 2001 in long.text
    assert texts(office.rig, PERSON) == []


def test_a_case_is_closed_and_said_so(office: Desk) -> None:
    number, staff = left(office), office.signed_in("staff")
    answer = staff.post(f"/console/inbox/{number}/close")
    assert f"ปิดเรื่องที่ {number} แล้ว" in said(staff.get(answer.headers["Location"]))
    assert "ปิดอยู่แล้ว" in said(staff.get(staff.post(f"/console/inbox/{number}/close").headers["Location"]))
    assert [it.object for it in office.audit() if it.action is Action.CLOSE] == [str(number)]


def test_a_viewer_sees_a_case_without_its_texts(office: Desk) -> None:
    number, viewer = left(office, phone="0812345678"), office.signed_in("viewer")
    for path in ("/console/inbox/", f"/console/inbox/{number}"):
        page = viewer.get(path)
        assert page.status_code == 200 and WORDS not in page.text and "0812345678" not in page.text
    assert viewer.post(f"/console/inbox/{number}/reply", text="ค่ะ").status_code == 403
    assert viewer.post(f"/console/inbox/{number}/close").status_code == 403


@both
def test_of_another_programme_nothing_is_seen_not_even_in_a_shared_case(office: Desk) -> None:
    with office.rig.bot.database.begin() as tx:
        tx.people.person(PERSON, office.rig.clock.now())
        tx.applications.add(
            an_application("a1", PERSON, ApplicationState.SUBMITTED, reference="ALPHA-77", answers={})
        )
    theirs, shared = left(office), left(office, None)
    other = office.signed_in("other")
    assert other.get(f"/console/inbox/{theirs}").status_code == 404
    assert other.post(f"/console/inbox/{theirs}/reply", text="ค่ะ").status_code == 404
    page = other.get(f"/console/inbox/{shared}")
    assert page.status_code == 200 and "ALPHA-77" not in page.text
    assert "ALPHA-77" in office.signed_in("staff").get(f"/console/inbox/{shared}").text
    for number in (0, 999, 2**31, 2**70):
        assert other.get(f"/console/inbox/{number}").status_code == 404


def test_who_blocked_the_bot_must_be_rung(office: Desk) -> None:
    number, staff = left(office), office.signed_in("staff")
    with office.rig.bot.database.begin() as tx:
        tx.people.set_following(PERSON, False, office.rig.clock.now())
    assert "บล็อกบอทไว้" in staff.get(f"/console/inbox/{number}").text
    answer = staff.post(f"/console/inbox/{number}/reply", text="ค่ะ")
    assert "กรุณาโทรแจ้งแทน" in said(staff.get(answer.headers["Location"]))


def test_a_note_of_the_bots_is_read_and_closed(office: Desk) -> None:
    with office.rig.bot.database.begin() as tx:
        number = tx.cases.note("alpha", "วันอบรมยังไม่มีสถานที่", office.rig.clock.now())
    staff = office.signed_in("staff")
    page = staff.get(f"/console/inbox/{number}")
    assert values(page, "data-who") == [Sender.BOT.value] and 'name="text"' not in page.text
    assert staff.post(f"/console/inbox/{number}/reply", text="ค่ะ").status_code == 422
    assert staff.post(f"/console/inbox/{number}/close").status_code == 303
