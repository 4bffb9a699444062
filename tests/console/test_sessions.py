"""Days of a programme: moved and told once, moved back and nobody told; who came; a sheet to sign."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from werkzeug.test import TestResponse

from handlers.privacy import own_data
from models.announced import Round
from models.application import ApplicationState
from models.programme import Question, Session
from models.staff import Action
from models.store import Database
from tests.console.applying import attributes, rows
from tests.console.office import Browser, Desk, Form, both, desk, said, values
from tests.edge.words import read_words
from tests.rig import build
from tests.store.making import a_programme, an_application

PATH = "/console/programmes/alpha/sessions/d01"


@pytest.fixture
def office(database: Database, tmp_path: Path) -> Desk:
    """An office whose programme has two days, and six approved people: two of them cannot be reached."""
    rig = build(database, read_words, tmp_path, "2024-04-05 09:00", with_shipped=False)
    made = desk(rig)
    with database.begin() as tx:
        now = rig.clock.now()
        days = (Session("d01", date(2024, 5, 10)), Session("d02", date(2024, 5, 11)))
        tx.programmes.put(a_programme("alpha", sessions=days), now)
        for number in range(6):
            user = rig.line.person(f"คนที่ {number}").id
            tx.people.person(user, now)
            state = ApplicationState.WITHDRAWN if number == 4 else ApplicationState.APPROVED
            tx.applications.add(an_application(f"a{number}", user, state, reference=f"ALPHA-{number}"))
            if number == 5:
                tx.people.set_following(user, False, now)
    return made


def move(browser: Browser, **fields: str) -> TestResponse:
    """A change of the first day, with the version its page has."""
    version = Form(browser.get(PATH).text).hidden["version"]
    return browser.post(PATH, version=fields.pop("version", version), **fields)


def told(office: Desk) -> list[str]:
    """Whom the bot wrote to, one entry for each message."""
    office.rig.deliver()
    sent = [body["to"] for body in office.rig.channel.bodies]
    return [one for to in sent for one in (to if isinstance(to, list) else [to])]


@both
def test_check_12_a_moved_day_is_told_once_and_moved_back_to_nobody(office: Desk) -> None:
    staff = office.signed_in("staff")
    seen = move(staff, date="2024-05-17")
    assert seen.status_code == 200 and "17 พฤษภาคม 2567" in seen.text
    assert attributes(seen, "data-told", "data-messages") == {"data-told": "4", "data-messages": "4"}
    assert "ศุกร์ที่ 10 พฤษภาคม" in staff.get(PATH).text, "without confirm nothing changes"
    answer = move(staff, date="2024-05-17", confirm="1")
    page = staff.get(answer.headers["Location"])
    assert answer.status_code == 303 and "จะแจ้ง 4 คน" in said(page)
    assert attributes(page, "data-told", "data-notice-at")["data-notice-at"].startswith("2024-04-05T")
    move(staff, date="2024-05-10", confirm="1")
    office.rig.move_to("2024-04-05 09:30")
    assert told(office) == []
    move(staff, date="17/5/2567", confirm="1")
    office.rig.move_to("2024-04-05 09:50")
    assert sorted(told(office)) == sorted(office.rig.line.person(f"คนที่ {n}").id for n in range(4))
    body = json.dumps(office.rig.channel.bodies[-1]["messages"], ensure_ascii=False)
    assert "10 พ" in body and "17 พ" in body
    entries = [(it.object, it.after) for it in office.audit() if it.action is Action.SESSION]
    assert entries[0] == ("alpha/d01", "2024-05-10 -> 2024-05-17") and len(entries) == 3


def test_the_second_of_two_who_move_a_day_is_refused_and_keeps_what_they_typed(office: Desk) -> None:
    first, second = office.signed_in("staff"), office.signed_in("admin")
    seen = Form(second.get(PATH).text).hidden["version"]
    assert move(first, place="หอประชุม", confirm="1").status_code == 303
    answer = move(second, version=seen, place="ห้องสมุด", confirm="1")
    assert answer.status_code == 409
    assert "หอประชุม" in answer.text and "ห้องสมุด" in answer.text
    assert "ห้องสมุด" not in second.get(PATH).text


def test_a_day_that_is_none_is_told_at_its_field(office: Desk) -> None:
    answer = move(office.signed_in("staff"), date="31/2/2567", starts="9.00", ends="8.00")
    assert answer.status_code == 422 and "วันที่: ต้องเป็นวันที่" in answer.text and "31/2/2567" in answer.text
    answer = move(office.signed_in("staff"), date="10/5/2567", starts="9.00", ends="8.00")
    assert "เลิก: ต้องหลัง starts" in answer.text


def test_a_day_is_cancelled_and_another_added(office: Desk) -> None:
    staff = office.signed_in("staff")
    answer = move(staff, cancel="1", confirm="1")
    page = staff.get(answer.headers["Location"])
    assert "งดวันนี้แล้วค่ะ" in said(page) and values(page, "data-session") == ["d02"]
    version = Form(page.text).hidden["version"]
    more = {"version": version, "date": "18/5/2567", "starts": "09.00", "confirm": "1"}
    answer = staff.post("/console/programmes/alpha/sessions/", **more)
    page = staff.get(answer.headers["Location"])
    assert "เสาร์ที่ 18 พฤษภาคม 2567" in page.text and "d01" not in answer.headers["Location"]


def test_who_came_is_marked_and_taken_back_and_stands_on_the_sheet(office: Desk) -> None:
    staff = office.signed_in("staff")
    with office.rig.bot.database.begin() as tx:
        tx.applications.attend("a1", "d01@2024-05-10", "no", office.rig.clock.now())
        tx.applications.attend_detail("a1", ["d01@2024-05-10"], "ติดประชุม", None)
    page = staff.get(PATH)
    assert rows(page) == [f"ALPHA-{n}" for n in (0, 1, 2, 3, 5)] and "ติดประชุม" in page.text
    assert values(page, "data-answer") == ["", "no", "", "", ""]
    staff.post(f"{PATH}/came", came="ALPHA-0")
    assert values(staff.get(PATH), "data-came") == ["yes", "", "", "", ""]
    with office.rig.bot.database.read() as tx:
        own = own_data.sections(tx, office.rig.line.person("คนที่ 0").id)
        assert "ศุกร์ที่ 10 พฤษภาคม 2567: มาแล้ว" in own_data.as_text(own)
    staff.post(f"{PATH}/came", all="1")
    assert values(staff.get(PATH), "data-came") == ["yes", "", "yes", "yes", "yes"]
    staff.post(f"{PATH}/came", not_came="ALPHA-0")
    assert values(staff.get(PATH), "data-came") == ["", "", "yes", "yes", "yes"]
    sheet = office.signed_in("viewer").get(f"{PATH}/sheet")
    assert rows(sheet) == rows(page) and "ลายมือชื่อ" in sheet.text
    assert office.signed_in("viewer").post(f"{PATH}/came", came="ALPHA-0").status_code == 403


def test_a_person_is_moved_to_another_round_and_only_its_people_hear_of_its_days(office: Desk) -> None:
    rounds = tuple(Round(f"r{n}", f"รุ่นที่ {n}", quote="ประกาศ") for n in (1, 2))
    days = (Session("d01", date(2024, 5, 10), round="r1"), Session("d02", date(2024, 6, 10), round="r2"))
    asks = Question("round", "round", "รุ่น", "รุ่นไหนคะ")
    database = office.rig.bot.database
    with database.begin() as tx:
        now = office.rig.clock.now()
        tx.programmes.put(a_programme("alpha", sessions=days, rounds=rounds, questions=(asks,)), now)
        for one in tx.applications.submitted("alpha"):
            answers = {"round": "r1" if one.id in ("a0", "a1") else "r2"}
            tx.applications.keep(replace(one, answers=answers), [])
    staff = office.signed_in("staff")
    seen = move(staff, date="2024-05-17")
    assert values(seen, "data-told") == ["2"] and "รุ่นที่ 1" in seen.text
    version = Form(staff.get("/console/applications/ALPHA-2").text).hidden["version"]
    path = "/console/applications/ALPHA-2/round"
    assert staff.post(path, round="r1", version="99").status_code == 409
    assert staff.post(path, round="r9", version=version).status_code == 422
    assert staff.post(path, round="r1", version=version).status_code == 303
    assert "ALPHA-2" in rows(staff.get(PATH))
    assert len(told(office)) == 1
