"""Accounts: from the command line and on the page; invitations; the last admin; who sees what of it."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from html import unescape
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from bot.cli import staff as command
from bot.console import passwords
from bot.process.clock import Clock
from handlers.office import staffing
from handlers.office.staffing import Invited
from models.staff import COMMAND_LINE, Action, Role
from tests.console.office import PASSWORD, Desk, both, said, values
from tests.edge.conftest import VARIABLES
from tests.edge.terminal import Terminal

NEW = "a new and long password"


@pytest.fixture
def terminal(
    office: Desk,
    monkeypatch: pytest.MonkeyPatch,
    capsysbinary: pytest.CaptureFixture[bytes],
    tmp_path: Path,
) -> Terminal:
    """The command line on the office's database, with its clock."""
    made = Terminal(monkeypatch, capsysbinary)
    url = office.rig.bot.database.url  # type: ignore[attr-defined]
    made.set(**{**dict.fromkeys(VARIABLES), "DATA_DIR": str(tmp_path), "DATABASE_URL": url})
    monkeypatch.setattr(Clock, "machine", lambda _: office.rig.clock.machine())
    made.set(BOT_CLOCK="2024-04-05T09:00+07:00", LINE_API_BASE_URL="http://127.0.0.1:9")
    return made


def invited(office: Desk, email: str = "new@office.example") -> str:
    """The path of a fresh invitation."""
    with office.rig.bot.database.begin() as tx:
        made = staffing.add(tx, email, "", Role.STAFF, (), by=COMMAND_LINE, at=office.rig.clock.moment())
    assert isinstance(made, Invited)
    return f"/console/invitation/{made.token}"


def accept(client: FlaskClient, path: str, password: str, again: str | None = None) -> int:
    """Follows a link and sends its form."""
    page = client.get(path)
    if page.status_code != 200:
        return page.status_code
    (token,) = re.findall(r'name="csrf_token" value="([^"]+)"', page.text)
    fields = {"csrf_token": token, "password": password, "password_again": again or password}
    return client.post(path, data=fields).status_code


# Invitations


@both
def test_a_link_works_once_and_lets_one_in(office: Desk) -> None:
    path, browser = invited(office), office.browser()
    assert accept(browser.client, path, "eight888") == 422
    assert accept(browser.client, path, NEW, "another one, as long") == 422
    assert accept(browser.client, path, NEW) == 303
    assert browser.get("/console/").status_code == 200
    assert accept(office.browser().client, path, NEW) == 404
    assert office.browser().sign_in("new@office.example", NEW).status_code == 303


def test_a_link_is_over_after_72_hours_of_the_machines_time(office: Desk) -> None:
    path = invited(office)
    office.wait(hours=71, minutes=59)
    assert office.browser().get(path).status_code == 200
    office.wait(minutes=1)
    assert office.browser().get(path).status_code == 404
    office.rig.clock.move_to(office.rig.clock.now() + timedelta(days=9))
    assert office.browser().get(invited(office, "b@x")).status_code == 200


@both
def test_a_link_is_over_when_its_account_is_disabled_even_if_enabled_again(
    office: Desk, terminal: Terminal
) -> None:
    path = invited(office)
    assert terminal("staff", "disable", "new@office.example").code == 0
    assert office.browser().get(path).status_code == 404
    assert terminal("staff", "enable", "new@office.example").code == 0
    assert office.browser().get(path).status_code == 404


def test_no_link_of_ours_looks_like_any_missing_page(office: Desk) -> None:
    for token in ("x", "x" * 5000, "%00", "..%2f"):
        assert office.browser().get(f"/console/invitation/{token}").status_code in (303, 404)


# The command line


@both
def test_staff_are_added_with_a_password_or_a_link(
    office: Desk, terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    import io

    monkeypatch.setattr("sys.stdin", io.StringIO(NEW + "\n"))
    ran = terminal("staff", "add", "A@X", "--role", "admin", "--name", "สมศรี", "--password-stdin")
    assert ran.code == 0, ran.error
    assert office.browser().sign_in("a@x", NEW).status_code == 303
    assert terminal("staff", "add", "a@x", "--role", "viewer").code == 1
    assert terminal("staff", "add", "no address", "--role", "viewer").code == 2
    assert terminal("staff", "add", "b@x", "--role", "boss").code == 2
    assert terminal("staff", "add", "b@x", "--role", "viewer", "--programme", "gamma").code == 1
    monkeypatch.setattr("sys.stdin", io.StringIO("eight888\n"))
    assert terminal("staff", "add", "c@x", "--role", "viewer", "--password-stdin").code == 2
    ran = terminal("staff", "add", "b@x", "--role", "viewer", "--programme", "beta")
    (line,) = ran.text.splitlines()
    assert line.startswith("/console/invitation/")
    assert accept(office.browser().client, line, NEW) == 303
    terminal.set(PUBLIC_URL="https://bot.example.org/")
    ran = terminal("staff", "add", "d@x", "--role", "viewer")
    assert ran.text.startswith("https://bot.example.org/console/invitation/")
    people = {it["email"]: it for it in terminal("staff", "list", "--json").json}
    assert list(people["a@x"]) == [
        "email", "name", "role", "programmes", "disabled", "totp", "last_sign_in"
    ]  # fmt: skip
    assert (people["a@x"]["name"], people["a@x"]["role"]) == ("สมศรี", "admin")
    assert people["b@x"]["programmes"] == ["beta"] and people["d@x"]["last_sign_in"] is None
    assert people["a@x"]["last_sign_in"].startswith("2024-04-05T09:00")
    assert "a@x\tadmin\tall\tenabled\tสมศรี" in terminal("staff", "list").text


@both
def test_commands_work_on_open_sessions_at_once(office: Desk, terminal: Terminal) -> None:
    browser = office.signed_in("staff")
    assert "1 sessions" in terminal("staff", "sign-out", "staff@office.example").text
    assert browser.get("/console/").status_code == 303
    browser = office.signed_in("staff")
    assert terminal("staff", "disable", "staff@office.example").code == 0
    assert browser.get("/console/").status_code == 303
    assert office.browser().sign_in("staff@office.example").status_code == 422
    assert terminal("staff", "enable", "staff@office.example").code == 0
    browser = office.signed_in("staff")
    (line,) = terminal("staff", "reset", "staff@office.example").text.splitlines()
    assert browser.get("/console/").status_code == 303
    assert office.browser().sign_in("staff@office.example").status_code == 422
    assert accept(office.browser().client, line, NEW) == 303
    for verb in ("disable", "enable", "reset", "sign-out"):
        ran = terminal("staff", verb, "nobody@x")
        assert ran.code == 1 and len(ran.lines) == 1


@both
def test_the_last_admin_is_neither_disabled_nor_demoted(office: Desk, terminal: Terminal) -> None:
    assert terminal("staff", "disable", "admin@office.example").code == 1
    admin, me = office.signed_in("admin"), office.staff["admin"].id
    assert admin.post(f"/console/staff/{me}/disable").status_code == 422
    page = admin.post(f"/console/staff/{me}/change", role="staff")
    assert page.status_code == 422 and "ผู้ดูแลคนสุดท้าย" in page.text
    office.add("second@office.example", Role.ADMIN)
    assert admin.post(f"/console/staff/{me}/change", role="viewer").status_code == 303
    assert admin.get("/console/staff/").status_code == 403, "at once"
    assert terminal("staff", "disable", "second@office.example").code == 1


@both
def test_what_was_done_is_told_by_the_command_line(office: Desk, terminal: Terminal) -> None:
    office.signed_in("staff")
    terminal("staff", "sign-out", "viewer@office.example")
    entries = terminal("audit", "--json").json
    assert list(entries[0]) == ["at", "staff", "role", "action", "object", "before", "after"]
    last, before = entries[-1], entries[-2]
    assert (before["staff"], before["role"], before["action"]) == ("staff@office.example", "staff", "sign-in")
    assert (last["staff"], last["action"], last["object"]) == (
        "staff (command line)",
        "staff",
        "viewer@office.example",
    )
    assert terminal("audit", "--json", "--since", "2030-01-01").json == []
    assert len(terminal("audit", "--json", "--since", "2024-04-05T09:00+07:00").json) == len(entries)
    assert terminal("audit", "--since", "yesterday").code == 2
    assert "viewer@office.example" in terminal("audit").text


# The page


def test_somebody_is_invited_with_a_link_that_is_shown_once(office: Desk) -> None:
    admin = office.signed_in("admin")
    bad = admin.post("/console/staff/", email="x", role="staff")
    assert bad.status_code == 422 and 'aria-describedby="e-email"' in bad.text
    assert admin.post("/console/staff/", email="x@y").status_code == 422
    assert admin.post("/console/staff/", email="x@y", role="staff", programme="gamma").status_code == 422
    answer = admin.post("/console/staff/", email="new@x", name="วิชัย", role="staff", programme="beta")
    assert answer.status_code == 303
    page = admin.get(answer.headers["Location"])
    assert "new@x" in said(page)
    (link,) = [v for v in values(page, "value") if "/console/invitation/" in v]
    assert link.startswith("http://localhost/")
    assert "/console/invitation/" not in admin.get("/console/staff/").text
    assert accept(office.browser().client, link.removeprefix("http://localhost"), NEW) == 303
    assert admin.post("/console/staff/", email="new@x", role="staff").status_code == 422


def test_an_account_is_reset_only_when_confirmed(office: Desk) -> None:
    admin, number = office.signed_in("admin"), office.staff["staff"].id
    path = f"/console/staff/{number}/reset"
    asked = admin.post(path)
    assert asked.status_code == 200 and 'name="confirm" value="1"' in asked.text
    assert office.browser().sign_in("staff@office.example").status_code == 303
    assert admin.post(path, confirm="1").status_code == 303
    assert office.browser().sign_in("staff@office.example").status_code == 422


def test_an_account_is_kept_out_and_let_in_again(office: Desk) -> None:
    admin, staff, number = office.signed_in("admin"), office.signed_in("staff"), office.staff["staff"].id
    assert admin.post(f"/console/staff/{number}/sign-out").status_code == 303
    assert staff.get("/console/").status_code == 303
    assert admin.post(f"/console/staff/{number}/disable").status_code == 303
    assert office.browser().sign_in("staff@office.example").status_code == 422
    assert "ระงับ" in admin.get("/console/staff/").text
    assert admin.post(f"/console/staff/{number}/enable").status_code == 303
    assert office.browser().sign_in("staff@office.example").status_code == 303
    assert admin.post("/console/staff/9999/disable").status_code == 404
    assert admin.post(f"/console/staff/{2**40}/disable").status_code == 404


def test_each_change_left_one_entry_and_nothing_personal(office: Desk) -> None:
    admin, number = office.signed_in("admin"), office.staff["staff"].id
    before = len(office.audit())
    admin.post(f"/console/staff/{number}/change", role="viewer", programme="beta")
    admin.post(f"/console/staff/{number}/sign-out")
    admin.post(f"/console/staff/{number}/reset", confirm="1")
    changed, out, reset = office.audit()[before:]
    assert {it.action for it in (changed, out, reset)} == {Action.STAFF}
    assert {it.who.staff for it in (changed, out, reset)} == {"admin@office.example"}
    assert (changed.before, changed.after) == ("staff, all programmes", "viewer, beta")
    assert (changed.object, reset.after) == ("staff@office.example", "reset")
    assert PASSWORD not in repr(office.audit()) and "argon2" not in repr(office.audit())


@both
def test_the_record_is_read_by_filter_and_page(office: Desk) -> None:
    admin = office.signed_in("admin")
    with office.rig.bot.database.begin() as tx:
        for number in range(60):
            tx.audit.note(Action.NOTE, f"A-{number}", by=COMMAND_LINE, at=office.rig.clock.now())
    page = admin.get("/console/audit/")
    assert values(page, "data-object")[:2] == ["A-59", "A-58"] and len(values(page, "data-action")) == 50
    (more,) = re.findall(r'rel="next" href="([^"]+)"', page.text)
    assert values(admin.get(unescape(more)), "data-object")[:2] == ["A-9", "A-8"]
    page = admin.get("/console/audit/?object=A-7")
    assert values(page, "data-object") == ["A-7"]
    page = admin.get("/console/audit/?staff=admin@office.example&action=sign-in")
    assert values(page, "data-staff") == ["admin@office.example"]
    assert values(admin.get("/console/audit/?action=undo"), "data-action") == []
    for odd in ("after=x", "after=-1", f"after={2**70}", "action=nothing", "staff=%00", "object=%27%22%25"):
        assert admin.get(f"/console/audit/?{odd}").status_code == 200, odd


def test_a_link_shown_names_the_public_address(office: Desk) -> None:
    bot = office.rig.bot
    bot.settings = replace(bot.settings, public_url="https://bot.example.org")
    admin = office.signed_in("admin")
    page = admin.get(admin.post("/console/staff/", email="n@x", role="viewer").headers["Location"])
    assert "https://bot.example.org/console/invitation/" in page.text


def test_hashing_is_the_librarys_default() -> None:
    from argon2 import PasswordHasher

    from bot.console.passwords import PasswordHasher as Ours

    assert Ours is PasswordHasher and passwords.AT_ONCE == 2
    assert command.link.__doc__
