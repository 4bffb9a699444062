"""Programmes in the console: parts and the whole, faults at the field, tried before saved, merged by two."""

from __future__ import annotations

import dataclasses
import io
import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text as sql
from werkzeug.test import TestResponse

from bot.console import previewing
from handlers.office import sections
from handlers.office.programmes import set_fields
from handlers.turn import Reader
from models import programme_file
from models.announced import Fee, Quota, Round, StaffAnswer, TimelineEntry
from models.application import ApplicationState
from models.programme import (
    Applications,
    Audience,
    Fact,
    Level,
    Module,
    Privacy,
    Programme,
    Question,
    ReminderRule,
    Session,
    Stage,
)
from models.staff import Action
from tests import rig as rigs
from tests.console.office import Browser, Desk, Form, both, desk, said, values
from tests.databases import Placed
from tests.edge.test_webhook import call, texts
from tests.store.making import an_application, at_once

SHIPPED = sorted((Path(__file__).parents[2] / "programmes").glob("*.yaml"))
EDIT = "/console/programmes/alpha/edit"
OF = {
    "facts": Fact,
    "sessions": Session,
    "rounds": Round,
    "timeline": TimelineEntry,
    "fees": Fee,
    "quotas": Quota,
    "stages": Stage,
    "questions": Question,
    "former_questions": Question,
    "audiences": Audience,
    "modules": Module,
    "levels": Level,
    "reminders": ReminderRule,
    "staff_answers": StaffAnswer,
    "privacy": Privacy,
}


@pytest.fixture
def office(database: Placed, read: Reader, tmp_path: Path) -> Iterator[Desk]:
    """An office with a bot that reads."""
    rig = rigs.build(database, read, tmp_path, "2024-04-05 09:00", with_shipped=False)
    made = desk(rig)
    yield made
    rig.close()


def document(office: Desk, id: str = "alpha") -> str:
    """A programme's file as it is now."""
    return programme_file.dump(now(office, id))


def now(office: Desk, id: str = "alpha") -> Programme:
    """A programme as it is now."""
    with office.rig.bot.database.read() as tx:
        found = tx.programmes.catalogue().get(id)
    assert found is not None
    return found


def carried(page: TestResponse) -> dict[str, str]:
    """The hidden fields of a page's last form that saves."""
    return {k: v for k, v in Form(page.text).hidden.items() if k != "csrf_token"}


def put(browser: Browser, **fields: str) -> TestResponse:
    """The editor's form with these fields, as its page has the rest."""
    page = browser.get(EDIT)
    return browser.post(EDIT, **{**carried(page), **fields})


def fact(about: str, text: str) -> str:
    """A fact as a file has it."""
    return f"- {{about: {about}, text: {text}, quote: {text}}}\n"


def version(browser: Browser) -> str:
    """The programme's, as the editor shows it."""
    return Form(browser.get(EDIT).text).hidden["version"]


@both
def test_check_13_a_whole_file_is_checked_in_thai_saved_and_answered_by_in_every_process(
    office: Desk, database: Placed, read: Reader, tmp_path: Path
) -> None:
    other = rigs.build(Placed(database.url), read, tmp_path / "other", beside=office.rig)
    admin = office.signed_in("admin")
    wrong = document(office) + "facts:\n- {about: nonsense, text: ก, quote: ก}\nvenu: x\n"
    page = admin.post(EDIT, version=version(admin), document=wrong)
    assert page.status_code == 422
    assert "venu" in page.text and "ไม่มีช่องชื่อนี้ในไฟล์โครงการ" in page.text and "venu: x" in page.text
    right = document(office) + "facts:\n" + fact("venue", "หอประชุมดาวอังคาร")
    seen = admin.post(EDIT, version=version(admin), document=right)
    assert seen.status_code == 200 and values(seen, "data-changed") == ["facts.venue"]
    assert values(seen, "data-told") == ["0"] and not now(office).facts
    page = admin.post(EDIT, version=version(admin), document=right, confirm="1")
    assert page.status_code == 303 and "บันทึกแล้วค่ะ" in said(admin.get(page.headers["Location"]))
    assert document(office) == programme_file.dump(programme_file.parse(right, "alpha").programme)
    for rig in (office.rig, other):
        person = rig.line.person(f"คน {rig is other}")
        call(rig, person.text("Alpha อบรมที่ไหน"))
        assert "หอประชุมดาวอังคาร" in texts(rig, person.id)[-1]
    assert [it.object for it in office.audit() if it.action is Action.PROGRAMME] == ["alpha"]
    other.bot.database.close()


@both
def test_check_14_what_is_tried_reaches_nobody_and_no_table(office: Desk) -> None:
    staff = office.signed_in("staff")
    unsaved = document(office) + "facts:\n" + fact("venue", "ตึกลับแล")
    before = rows(office)
    page = staff.post("/console/programmes/alpha/preview", text="อบรมที่ไหน", document=unsaved)
    assert page.status_code == 200 and "ตึกลับแล" in values(page, "data-reply")[0]
    assert rows(office) == before
    with office.rig.bot.database.begin() as tx:
        set_fields(tx, "alpha", ["cohort=3"], office.rig.clock.now())
    person = office.rig.line.person("คนถาม")
    for _ in range(20):
        call(office.rig, person.text("Alpha อบรมที่ไหน"))
    assert not any("ตึกลับแล" in it for it in texts(office.rig, person.id))


def test_the_first_previews_of_a_process_may_come_at_once(office: Desk) -> None:
    browsers = [office.signed_in("staff") for _ in range(6)]
    unsaved = document(office) + "facts:\n" + fact("venue", "ตึกลับแล")
    previewing._made.cache_clear()

    def one(number: int) -> int:
        address = "/console/programmes/alpha/preview"
        return browsers[number].post(address, text="อบรมที่ไหน", document=unsaved).status_code

    assert at_once(6, one) == [200] * 6


def rows(office: Desk) -> dict[str, int]:
    """How many rows each table that a conversation writes to has."""
    with office.rig.bot.database.read() as tx:
        names = ("outbox", "inbox", "reminder", "conversation", "person", "application", "unread")
        return {n: tx._session.execute(sql(f"SELECT count(*) FROM {n}")).scalar_one() for n in names}


def test_the_form_is_played_in_the_phone_by_the_unsaved_version(office: Desk) -> None:
    staff = office.signed_in("staff")
    page = put(staff, goto="questions")
    asked = {
        "questions.1.key": "shirt",
        "questions.1.kind": "text",
        "questions.1.label": "ขนาดเสื้อ",
        "questions.1.ask": "ใส่เสื้อขนาดไหนคะ",
    }
    form = {**carried(page), **asked, "open": "1"}
    page = staff.post("/console/programmes/alpha/preview", **form, text="สมัคร")
    assert "ยินยอม" in values(page, "value"), "the consent is asked for, with its buttons"
    page = staff.post("/console/programmes/alpha/preview", **{**form, **carried(page)}, press="ยินยอม")
    assert "ใส่เสื้อขนาดไหนคะ" in values(page, "data-reply")[-1]
    assert not now(office).questions


def test_a_part_is_edited_as_a_form_and_its_faults_stand_at_its_fields(office: Desk) -> None:
    staff = office.signed_in("staff")
    page = put(staff, goto="facts")
    typed = {"facts.1.about": "venue", "facts.1.text": "หอประชุม"}
    page = staff.post(EDIT, **{**carried(page), **typed})
    assert page.status_code == 422 and 'id="e-facts.1.quote"' in page.text
    assert "ข้อความอ้างอิงจากประกาศ: ยังไม่ได้กรอก" in page.text and "หอประชุม" in page.text
    page = staff.post(EDIT, **{**carried(page), **typed, "facts.1.quote": "ณ หอประชุม", "goto": "sessions"})
    assert "ยังไม่บันทึก" in page.text
    day = {"sessions.1.date": "10/5/2567", "sessions.1.starts": "9.00"}
    page = staff.post(EDIT, **{**carried(page), **day})
    assert values(page, "data-changed") == ["facts.venue", "sessions.d01"] and "10 พฤษภาคม 2567" in page.text
    page = staff.post(EDIT, **carried(page))
    assert page.status_code == 303
    made = now(office)
    assert made.facts[0].quote == "ณ หอประชุม" and f"{made.sessions[0].date}" == "2024-05-10"


def test_two_editors_are_merged_and_what_clashes_is_chosen(office: Desk) -> None:
    first, second = office.signed_in("staff"), office.signed_in("admin")
    seen = carried(second.get(EDIT))
    answer = put(first, name="ชื่อของคนแรก", cohort="7")
    assert first.post(EDIT, **carried(answer)).status_code == 303
    whole = Form(second.get(EDIT).text)
    mine = {**seen, "name": "ชื่อของคนที่สอง", "short_name": "Alpha", "name_en": "Second"}
    page = second.post(EDIT, **mine)
    assert page.status_code == 409 and values(page, "data-clash") == ["name"]
    shown = unescape(page.text)
    assert all(it in shown for it in ("หลักสูตร alpha", "ชื่อของคนแรก", "ชื่อของคนที่สอง", "Second"))
    assert now(office).name == "ชื่อของคนแรก"
    page = second.post(EDIT, **carried(page), **{"pick.name": "mine"})
    assert values(page, "data-changed") == ["name", "name_en"], whole.hidden.keys()
    assert second.post(EDIT, **carried(page)).status_code == 303
    made = now(office)
    assert (made.name, made.name_en, made.cohort) == ("ชื่อของคนที่สอง", "Second", "7")


def test_staff_do_not_open_applications_and_who_sees_another_programme_sees_nothing(office: Desk) -> None:
    staff = office.signed_in("staff")
    closed = document(office).replace("state: accepting", "state: closed")
    assert staff.post(EDIT, version=version(staff), document=closed, confirm="1").status_code == 403
    page = put(staff, goto="privacy")
    assert re.search(r'name="applications.privacy.purpose"[^>]* disabled', page.text)
    assert office.signed_in("other").get(EDIT).status_code == 404
    viewer = office.signed_in("viewer")
    assert viewer.get(EDIT).status_code == 200
    assert viewer.post(EDIT, document=closed).status_code == 403


def test_a_changed_form_says_what_it_does_to_those_who_are_in(office: Desk) -> None:
    with office.rig.bot.database.begin() as tx:
        user = office.rig.line.person("สมชาย").id
        tx.people.person(user, office.rig.clock.now())
        tx.applications.add(an_application("a1", user, ApplicationState.APPROVED))
    more = "questions:\n- {key: size, kind: text, label: ขนาดเสื้อ, ask: ขนาดไหนคะ}\n"
    admin = office.signed_in("admin")
    seen = admin.post(EDIT, version=version(admin), document=document(office) + more)
    assert values(seen, "data-messages") == ["1"] and "ผู้สมัคร 1 คน" in seen.text
    assert office.rig.channel.bodies == []


def test_a_new_programme_is_spoken_of_once_it_is_published(office: Desk) -> None:
    staff = office.signed_in("staff")
    basics = {"id": "gamma", "name": "หลักสูตรการคลัง", "short_name": "การคลัง", "prefix": "GAM"}
    page = staff.post("/console/programmes/", **basics, title="ประกาศ", publisher="สถาบัน")
    assert page.status_code == 303 and "ยังไม่เผยแพร่" in said(staff.get(page.headers["Location"]))
    assert staff.post("/console/programmes/", **basics, title="ก", publisher="ข").status_code == 422
    person = office.rig.line.person("คนถาม")
    call(office.rig, person.text("มีโครงการอะไรบ้าง"))
    assert "การคลัง" not in texts(office.rig, person.id)[-1]
    page = staff.post("/console/programmes/gamma/publish", published="1")
    assert staff.post("/console/programmes/gamma/edit", **carried(page)).status_code == 303
    call(office.rig, person.text("มีโครงการอะไรบ้าง"))
    assert "การคลัง" in texts(office.rig, person.id)[-1]
    file = document(office).replace("id: alpha", "id: delta").replace("prefix: ALPHA", "prefix: DELTA")
    page = office.signed_in("admin").post("/console/programmes/", document=file)
    assert page.status_code == 303 and not now(office, "delta").published


def test_a_copy_has_the_days_that_were_given_and_takes_no_name_twice(office: Desk) -> None:
    admin = office.signed_in("admin")
    days = "sessions:\n- {id: d01, date: 2024-05-10}\n- {id: d02, date: 2024-05-11}\n"
    right = document(office) + days
    admin.post(EDIT, version=version(admin), document=right, confirm="1")
    path = "/console/programmes/alpha/copy"
    assert admin.get(path).status_code == 200
    assert admin.post(path, id="beta", prefix="NEWONE").status_code == 422
    assert admin.post(path, id="alpha-2", prefix="BETA").status_code == 422
    page = admin.post(path, id="alpha-2", prefix="NEWONE", **{"date.d02": "12/5/2568"})
    assert page.status_code == 303
    made = now(office, "alpha-2")
    assert [f"{s.id} {s.date}" for s in made.sessions] == ["d02 2025-05-12"]
    assert made.applications.state == "closed" and made.follows == "alpha" and not made.published
    form = {"round": "r1", "name": "รุ่นที่ 1", "quote": "รุ่นที่ 1", "opens": "1/4/2567"}
    page = admin.post("/console/programmes/alpha/rounds", **form)
    page = admin.post(EDIT, **carried(page))
    assert admin.post(EDIT, **carried(page)).status_code == 303
    assert [r.id for r in now(office).rounds] == ["r1"]


def test_a_file_is_uploaded_and_one_that_is_none_is_told(office: Desk) -> None:
    admin = office.signed_in("admin")
    for text, status in ((document(office) + "cohort: '9'\n", 200), (": : :", 422), ("\ud83d", 422)):
        data = {
            "csrf_token": admin.token("/console/account"),
            "version": version(admin),
            "file": (io.BytesIO(text.encode("utf-8", "replace")), "a.yaml"),
        }
        page = admin.client.post(EDIT, data=data, content_type="multipart/form-data")
        assert page.status_code == status, text
    assert admin.get("/console/programmes/alpha/file").text == document(office)


HOSTILE = (
    '{"facts":' + "[" * 900 + "]" * 900 + "}",
    "[]",
    '{"facts": "x", "applications": [], "questions": {"a": 1}}',
    '{"facts": [1, null, {"about": ["x"], "text": {"a": [1]}, "who": "x"}], "rounds": [{"id": []}, 7]}',
    '{"questions": [{"key": 1, "options": ["x", 3], "when": [1]}], "fees": [{"amounts": [1]}]}',
)
BOMB = "a: &a [x,x,x,x,x,x,x,x,x,x]\n" + "".join(
    f"{to}: &{to} [{','.join(['*' + of] * 10)}]\n" for of, to in zip("abcdefgh", "bcdefghi", strict=True)
)


def test_what_no_form_of_ours_sends_is_refused_and_never_a_fault_of_ours(office: Desk) -> None:
    admin = office.signed_in("admin")
    page = admin.get(EDIT)
    token, given = Form(page.text).hidden["csrf_token"], carried(page)
    for draft in HOSTILE:
        for section in ("facts", "questions", "file"):
            for more in (
                {},
                {"goto": "rounds"},
                {"was": draft, "version": "stale"},
                {"more": "1", "rows": "9"},
            ):
                fields = {**given, "draft": draft, "section": section, **more}
                assert admin.post(EDIT, token=token, **fields).status_code < 500, (draft, section, more)
    for text in (BOMB, "- a", "id: *x", "{" * 3000, "a: !!python/object:os.system x", "id: [1]"):
        assert admin.post(EDIT, token=token, version=given["version"], document=text).status_code == 422
        assert admin.post("/console/programmes/", token=token, document=text).status_code == 422
    for text in (
        "[" * 400_000,
        "- " * 200_000,
        "{a: " * 100_000,
        "a: !!int x",
        f"a: {'9' * 5_000}",
        "a: &x {b: *x}",
    ):
        assert admin.post("/console/programmes/", token=token, document=text).status_code == 422
        field = {"section": "questions", "rows": "1", "questions.1.fields": text, "questions.1.minimum": text}
        assert admin.post(EDIT, version=version(admin), **field).status_code == 422


def test_the_table_of_the_editor_has_every_field_of_a_file() -> None:
    for section in sections.SECTIONS:
        if section.key in OF:
            names = {field.name for field in dataclasses.fields(OF[section.key])}
            assert {field.name for field in section.fields} == names, section.key
    tops = {s.at[0] for s in sections.SECTIONS if s.at} | {
        f.name.partition(".")[0] for f in sections.BY_KEY["main"].fields
    }
    assert tops | {"id"} == {field.name for field in dataclasses.fields(Programme)}
    own = {f.name for f in sections.BY_KEY["applications"].fields} | {"privacy", "stages", "quotas"}
    assert own == {field.name for field in dataclasses.fields(Applications)}


@pytest.mark.parametrize(
    "file", sorted((Path(__file__).parents[2] / "programmes").glob("*.yaml")), ids=lambda f: f.stem
)
def test_every_part_of_a_shipped_programme_goes_through_its_form_unchanged(file: Path) -> None:
    fields: dict[str, Any] = programme_file.plain(file.read_text("utf-8"))
    whole = programme_file.parse(file.read_text("utf-8"), "x").programme
    for section in sections.SECTIONS:
        records = sections.records(fields, section)
        form: dict[str, list[str]] = {"rows": [str(len(records))]}
        for number, record in enumerate(records, 1):
            prefix = f"{section.prefix}{number}." if section.many else section.prefix
            for field in section.fields:
                value = sections.shown(record, field)
                form[f"{prefix}{field.name}"] = value if isinstance(value, list) else [value]
        fields = sections.put(fields, section, form)
    text = programme_file.written(fields)
    assert programme_file.parse(text, "x").programme == whole


def test_days_are_told_to_nobody_as_changes_before_anybody_has_applied(office: Desk) -> None:
    def save(day: str) -> None:
        staff = office.signed_in("staff")
        page = staff.post(EDIT, **{**carried(put(staff, goto="sessions")), "sessions.1.date": day})
        assert staff.post(EDIT, **carried(page)).status_code == 303

    def waits() -> bool:
        with office.rig.bot.database.read() as tx:
            return tx.reminders.waiting_notice("alpha") is not None

    save("10/5/2567")
    assert not waits()
    with office.rig.bot.database.begin() as tx:
        tx.people.person("Usomchai", office.rig.clock.now())
        tx.applications.add(an_application(state=ApplicationState.APPROVED))
    save("11/5/2567")
    assert waits()
