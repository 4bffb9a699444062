"""What is typed and not saved is kept for its author until it is saved, dropped or old; who else types."""

from __future__ import annotations

import json

from bot.assembly import scheduler
from handlers.office import editing
from models.staff import Role
from tests.console.office import Browser, Desk, Form, both, said, values
from tests.console.test_programmes import EDIT, carried, now, office, put

__all__ = ["office"]  # an office with a bot that reads
KEEP, DROP = "/console/programmes/alpha/draft", "/console/programmes/alpha/draft/drop"
AT_WORK = "/console/programmes/alpha/editing"


def kept(office: Desk, who: str = "staff") -> bool:
    with office.rig.bot.database.read() as tx:
        return tx.edits.of("alpha", office.staff[who].id) is not None


def typed(browser: Browser, **fields: str) -> dict[str, str]:
    """What the editor's script sends while somebody types."""
    return {**carried(browser.get(EDIT)), **fields}


@both
def test_what_was_typed_is_there_after_a_crash_in_another_browser_and_goes_when_it_is_saved(
    office: Desk,
) -> None:
    staff = office.signed_in("staff")
    assert "data-kept" not in staff.get(EDIT).text
    answer = staff.post(KEEP, **typed(staff, name="ชื่อที่ยังไม่บันทึก"))
    assert answer.status_code == 200 and "เก็บ" in answer.text
    staff.post(KEEP, **typed(staff, name="ชื่อที่ยังไม่บันทึก 2"))
    assert now(office).name == "หลักสูตร alpha" and not office.audit()[-1].action.value.startswith("programme")

    later = office.signed_in("staff")
    page = later.get(EDIT)
    assert "ยังไม่บันทึก</strong>" in page.text and "ชื่อที่ยังไม่บันทึก" not in page.text
    page = later.get(f"{EDIT}?take_up=1")
    assert 'value="ชื่อที่ยังไม่บันทึก 2"' in page.text and "data-kept" not in page.text
    assert "data-kept" not in office.signed_in("admin").get(EDIT).text, "it is its author's alone"
    assert "data-kept" not in office.signed_in("viewer").get(EDIT).text

    page = later.post(EDIT, **carried(page), name="ชื่อที่ยังไม่บันทึก 2")
    assert kept(office), "nothing is saved before it is confirmed"
    assert later.post(EDIT, **carried(page)).status_code == 303
    assert not kept(office) and now(office).name == "ชื่อที่ยังไม่บันทึก 2"


@both
def test_it_is_thrown_away_and_forgotten_in_time(office: Desk) -> None:
    staff = office.signed_in("staff")
    staff.post(KEEP, **typed(staff, name="ก"))
    page = staff.post(DROP, section="facts")
    assert page.status_code == 303 and page.location.endswith("section=facts")
    assert said(staff.get(page.location)).startswith("ทิ้ง") and not kept(office)
    staff.post(KEEP, **typed(staff, name="ก"))
    scheduler.tidy(office.rig.bot)
    assert kept(office)
    office.wait(seconds=int(editing.KEPT.total_seconds()) + 60)
    scheduler.tidy(office.rig.bot)
    assert not kept(office)


def test_what_says_nothing_new_is_not_kept(office: Desk) -> None:
    staff = office.signed_in("staff")
    same = typed(staff)
    assert staff.post(KEEP, **same).text == "" and not kept(office)
    staff.post(KEEP, **same, name="ก")
    assert staff.post(KEEP, **same, name="หลักสูตร alpha").text == "" and not kept(office)


def test_a_late_word_of_the_script_after_saving_keeps_nothing(office: Desk) -> None:
    staff = office.signed_in("staff")
    late = typed(staff, name="ชื่อใหม่")
    page = put(staff, name="ชื่อใหม่")
    assert staff.post(EDIT, **carried(page)).status_code == 303
    staff.post(KEEP, **late)
    assert not kept(office)


def test_without_a_script_each_button_keeps_what_was_typed(office: Desk) -> None:
    staff = office.signed_in("staff")
    page = put(staff, name="ชื่อจากปุ่ม", goto="facts")
    assert page.status_code == 200 and kept(office)
    page = staff.get(f"{EDIT}?take_up=1")
    assert 'name="facts.1.about"' in page.text and "ชื่อจากปุ่ม" in page.text
    assert 'data-changed="name"' in staff.post(EDIT, **carried(page)).text


def test_a_file_that_is_half_typed_is_kept_as_it_stands(office: Desk) -> None:
    staff = office.signed_in("staff")
    page = put(staff, goto="file")
    staff.post(KEEP, **carried(page), document="name: ครึ่ง\nfacts: [")
    page = staff.get(f"{EDIT}?take_up=1")
    assert "name: ครึ่ง\nfacts: [" in page.text and page.status_code == 200


def test_what_somebody_saved_meanwhile_is_merged_with_what_is_taken_up(office: Desk) -> None:
    staff, admin = office.signed_in("staff"), office.signed_in("admin")
    staff.post(KEEP, **typed(staff, name="ของเรา"))
    page = put(admin, cohort="9")
    assert admin.post(EDIT, **carried(page)).status_code == 303
    page = staff.get(f"{EDIT}?take_up=1")
    page = staff.post(EDIT, **carried(page), name="ของเรา")
    assert page.status_code == 409 and kept(office)
    page = staff.post(EDIT, **carried(page))
    assert values(page, "data-changed") == ["name"]
    assert staff.post(EDIT, **carried(page)).status_code == 303
    assert (now(office).name, now(office).cohort) == ("ของเรา", "9")


@both
def test_who_else_is_editing_is_said_for_some_minutes(office: Desk) -> None:
    staff, admin = office.signed_in("staff"), office.signed_in("admin")
    assert "กำลังแก้อยู่" not in staff.get(EDIT).text
    admin.post(KEEP, **typed(admin, name="ก"))
    seen = f"{AT_WORK}?version={Form(staff.get(EDIT).text).hidden['version']}"
    assert "admin@office.example กำลังแก้อยู่" in staff.get(EDIT).text
    assert "admin@office.example กำลังแก้อยู่" in staff.get(seen).text
    assert "กำลังแก้อยู่" not in admin.get(seen).text, "nobody is told of themselves"
    office.wait(minutes=4)
    assert "กำลังแก้อยู่" not in staff.get(seen).text
    page = put(admin, name="ก")
    assert admin.post(EDIT, **carried(page)).status_code == 303
    assert "กำลังแก้อยู่" not in staff.get(seen).text
    assert "มีผู้บันทึกไปแล้ว" in staff.get(seen).text


def test_token_role_and_programme_are_asked_for_as_everywhere(office: Desk) -> None:
    staff, viewer, other = (office.signed_in(who) for who in ("staff", "viewer", "other"))
    fields = typed(staff, name="ก")
    assert staff.post(KEEP, token="", **fields).status_code == 400
    assert viewer.post(KEEP, **fields).status_code == 403 and viewer.get(AT_WORK).status_code == 403
    assert other.post(KEEP, **fields).status_code == 404 and other.get(AT_WORK).status_code == 404
    assert other.post(DROP).status_code == 404
    assert office.browser().get(AT_WORK).status_code == 303
    assert staff.post(KEEP, **{**fields, "version": ""}).status_code == 422
    assert staff.post(KEEP, **fields, document="x" * (7 << 20)).status_code == 413
    assert not kept(office)


def test_a_row_that_todays_editor_cannot_show_is_left_alone(office: Desk) -> None:
    staff, at = office.signed_in("staff"), office.rig.clock.moment()
    for odd in ("", "[]", json.dumps({"section": "main"}), json.dumps({"fields": 1, "was": 2})):
        with office.rig.bot.database.begin() as tx:
            editing.keep(tx, "alpha", office.staff["staff"], odd, "v", at)
        assert staff.get(f"{EDIT}?take_up=1").status_code == 200


def test_a_draft_goes_with_its_account_and_two_windows_share_one(office: Desk) -> None:
    someone = office.add("new@office.example", Role.STAFF)
    at = office.rig.clock.moment()
    for text in ("1", "2"):
        with office.rig.bot.database.begin() as tx:
            editing.keep(tx, "alpha", someone, text, "v", at)
    with office.rig.bot.database.read() as tx:
        edit = tx.edits.of("alpha", someone.id)
    assert edit is not None and edit.document == "2"


@both
def test_letters_that_are_none_are_never_a_fault_of_ours(office: Desk) -> None:
    staff = office.signed_in("staff")
    page = carried(staff.get(EDIT))
    for odd in ("\\ud800", "\\u0000", "\\u0007", "\\uffff"):
        draft = page["draft"].replace("หลักสูตร alpha", f"หลักสูตร {odd}")
        fields = {**page, "draft": draft, "section": ""}
        assert staff.post(KEEP, **fields).status_code < 500, odd
        for address in (EDIT, "/console/programmes/alpha/preview"):
            assert staff.post(address, **fields, text="สวัสดี").status_code < 500, (odd, address)
        assert staff.post(EDIT, **fields, confirm="1").status_code < 500, odd
        assert staff.get(f"{EDIT}?take_up=1").status_code == 200
