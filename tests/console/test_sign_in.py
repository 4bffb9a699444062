"""Signing in: who gets in, who is kept out, for how long, and where one is led."""

from __future__ import annotations

import re
import threading
from dataclasses import replace
from datetime import timedelta

import pyotp
import pytest

from bot.console import passwords
from bot.console.frame import POLICY
from bot.process.vault import Vault
from bot.web.app import create_app
from handlers.office import resealing, staffing
from models.staff import COMMAND_LINE, Action, Life, Role
from tests.console.office import PASSWORD, Browser, Desk, Form, both, said, values

WRONG = "not the password at all"


def cookie(browser: Browser) -> str:
    """The session cookie as the browser has it."""
    found = browser.client.get_cookie("rapsamak")
    assert found is not None
    return found.value


@both
def test_with_the_right_password_one_is_let_in_under_a_new_session(office: Desk) -> None:
    browser = office.browser()
    browser.get("/console/sign-in")
    before, token = cookie(browser), browser.token()
    answer = browser.sign_in("  Admin@Office.example ")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/console/")
    assert browser.get("/console/").status_code == 200
    assert cookie(browser) != before
    assert browser.post("/console/sign-out", token=token).status_code == 400
    assert [it.action for it in office.audit()][-1] is Action.SIGN_IN


def test_a_wrong_password_an_unknown_address_and_a_disabled_account_look_the_same(office: Desk) -> None:
    office.add("gone@office.example", Role.STAFF)
    with office.rig.bot.database.begin() as tx:
        gone = tx.staff.by_email("gone@office.example")
        assert gone is not None
        tx.staff.keep(replace(gone, disabled=True))
    texts = set[str]()
    for email, password in (
        ("admin@office.example", WRONG),
        ("nobody@office.example", PASSWORD),
        ("gone@office.example", PASSWORD),
    ):
        browser = office.browser()
        answer = browser.sign_in(email, password)
        assert answer.status_code == 422
        texts.add(re.sub(r'name="csrf_token" value="[^"]+"', "", answer.text.replace(email, "")))
    assert len(texts) == 1


def test_each_try_costs_one_look_at_a_hash_whoever_it_is(
    office: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked: list[bool] = []
    hasher = passwords.HASHER

    class Counting:
        def verify(self, kept: str, password: str) -> bool:
            looked.append(True)
            return hasher.verify(kept, password)

        def __getattr__(self, name: str) -> object:
            return getattr(hasher, name)

    monkeypatch.setattr(passwords, "HASHER", Counting())
    for email in ("admin@office.example", "nobody@office.example"):
        looked.clear()
        office.browser().sign_in(email, WRONG)
        assert len(looked) == 1


@pytest.mark.parametrize(
    ("wanted", "led"),
    [
        ("/console/account", "/console/account"),
        ("/console/?x=1", "/console/?x=1"),
        ("https://evil.example", "/console/"),
        ("//evil.example", "/console/"),
        ("/\\evil.example", "/console/"),
        ("/console/\\evil", "/console/"),
        ("/console//evil.example/", "/console/"),
        ("/console/../metrics", "/console/"),
        ("/metrics", "/console/"),
        ("javascript:alert(1)", "/console/"),
        ("/console/\r\nSet-Cookie: x", "/console/"),
        ("/console/sign-out", "/console/"),
        ("/console/nothing", "/console/"),
    ],
)
def test_one_is_led_only_to_pages_of_the_console(office: Desk, wanted: str, led: str) -> None:
    answer = office.browser().sign_in("admin@office.example", next=wanted)
    assert answer.headers["Location"] == led


def test_without_a_session_one_is_asked_to_sign_in_and_comes_back(office: Desk) -> None:
    answer = office.browser().get("/console/account?a=b&c=%E0%B8%81")
    assert answer.status_code == 303
    where = answer.headers["Location"]
    assert where == "/console/sign-in?next=/console/account%3Fa%3Db%26c%3D%25E0%25B8%2581"
    browser = office.browser()
    (kept,) = [v for v in values(browser.get(where), "value") if v.startswith("/console/account")]
    answer = browser.sign_in("viewer@office.example", next=kept)
    assert answer.headers["Location"] == "/console/account?a=b&c=%E0%B8%81"
    assert office.browser().get("/console/nothing").status_code == 303
    assert len(office.browser().get("/console/?q=" + "x" * 8000).headers["Location"]) < 100


@both
def test_after_ten_wrong_the_account_is_locked_for_all_and_others_go_on(office: Desk) -> None:
    for _ in range(10):
        assert office.browser().sign_in("staff@office.example", WRONG).status_code == 422
    another = Browser(create_app(office.rig.bot).test_client())
    for password in (WRONG, PASSWORD):
        answer = another.sign_in("STAFF@office.example", password)
        assert answer.status_code == 429
        assert 0 < int(answer.headers["Retry-After"]) <= 900
        assert "15 นาที" in answer.text
    assert another.sign_in("viewer@office.example").status_code == 303
    office.wait(minutes=14)
    assert office.browser().sign_in("staff@office.example").status_code == 429
    office.wait(minutes=1)
    assert office.browser().sign_in("staff@office.example").status_code == 303
    actions = [it.action for it in office.audit() if it.object == "staff@office.example"]
    assert actions.count(Action.SIGN_IN_FAILED) == 10 and actions.count(Action.LOCKED) == 1


def test_an_unknown_address_is_locked_alike_and_written_down_nowhere(office: Desk) -> None:
    typed = "my-secret-password-in-the-wrong-field"
    for _ in range(10):
        assert office.browser().sign_in(typed, WRONG).status_code == 422
    assert office.browser().sign_in(typed, WRONG).status_code == 429
    assert typed not in repr(office.audit())
    assert {(it.who.staff, it.object) for it in office.audit() if it.action is Action.LOCKED} == {("", "")}


@both
def test_a_right_one_in_between_begins_the_count_anew(office: Desk) -> None:
    for _ in range(2):
        for _ in range(9):
            office.browser().sign_in("staff@office.example", WRONG)
        assert office.browser().sign_in("staff@office.example").status_code == 303


@both
def test_a_machine_clock_set_back_locks_nobody_out_for_longer(office: Desk) -> None:
    for _ in range(10):
        office.browser().sign_in("staff@office.example", WRONG)
    office.wait(days=-30)
    assert office.browser().sign_in("staff@office.example").status_code == 303


@both
def test_a_session_ends_by_itself_without_a_request_and_at_the_longest(office: Desk) -> None:
    browser = office.signed_in("staff")
    for _ in range(9):
        office.wait(minutes=50)
        assert browser.get("/console/").status_code == 200
    office.wait(minutes=31)
    answer = browser.get("/console/")
    assert answer.status_code == 303, "eight hours are over"
    assert "หมดเวลา" in said(browser.get(answer.headers["Location"]))
    browser = office.signed_in("staff")
    office.wait(minutes=60)
    assert browser.get("/console/").status_code == 303


def test_a_page_that_looks_for_news_keeps_no_session_alive(office: Desk) -> None:
    browser = office.signed_in("staff")
    for _ in range(3):
        office.wait(minutes=20)
        answer = browser.client.get("/console/", headers={"Watching": "1"})
    assert answer.status_code == 303


def test_how_long_is_set_by_the_operator(office: Desk) -> None:
    bot = office.rig.bot
    bot.settings = replace(bot.settings, staff_life=Life(timedelta(hours=1), timedelta(minutes=1)))
    browser = office.signed_in("staff")
    for _ in range(4):
        office.wait(seconds=30)
        assert browser.get("/console/").status_code == 200
    office.wait(minutes=1)
    assert browser.get("/console/").status_code == 303


def test_moving_the_business_clock_signs_nobody_out(office: Desk) -> None:
    browser = office.signed_in("staff")
    office.rig.clock.move_to(office.rig.clock.now() + timedelta(days=30))
    assert browser.get("/console/").status_code == 200


@both
def test_signed_out_in_one_tab_is_signed_out_in_all(office: Desk) -> None:
    browser, copy = office.signed_in("staff"), office.browser()
    copy.client.set_cookie("rapsamak", cookie(browser))
    assert copy.get("/console/").status_code == 200
    answer = browser.post("/console/sign-out")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/console/sign-in")
    assert copy.get("/console/").status_code == 303
    assert office.audit()[-1].action is Action.SIGN_OUT


def test_a_changed_byte_in_the_cookie_is_no_session(office: Desk) -> None:
    browser = office.signed_in("staff")
    good = cookie(browser)
    for at in range(0, len(good), 7):
        other = "A" if good[at] != "A" else "B"
        browser.client.set_cookie("rapsamak", good[:at] + other + good[at + 1 :])
        assert browser.get("/console/").status_code == 303, at


@both
def test_who_is_put_out_is_out_at_the_next_request(office: Desk) -> None:
    for put_out in (staffing.sign_out, staffing.disable):
        browser = office.signed_in("staff")
        with office.rig.bot.database.begin() as tx:
            put_out(tx, "staff@office.example", by=COMMAND_LINE, at=office.rig.clock.moment())
        assert browser.get("/console/").status_code == 303


def test_signing_in_anew_ends_the_session_before(office: Desk) -> None:
    browser, old = office.signed_in("staff"), office.browser()
    old.client.set_cookie("rapsamak", cookie(browser))
    token = browser.token("/console/account")
    fields = {"csrf_token": token, "email": "staff@office.example", "password": PASSWORD}
    assert browser.client.post("/console/sign-in", data=fields).status_code == 303
    assert browser.get("/console/").status_code == 200
    assert old.get("/console/").status_code == 303


def test_the_cookie_is_kept_from_scripts_other_sites_and_plain_http(office: Desk) -> None:
    bot = office.rig.bot
    plain = office.browser().get("/console/sign-in").headers["Set-Cookie"]
    assert "HttpOnly" in plain and "SameSite=Lax" in plain and "Secure" not in plain
    bot.settings = replace(bot.settings, public_url="https://bot.example.org")
    safe = create_app(bot).test_client().get("/console/sign-in").headers["Set-Cookie"]
    assert safe.startswith("__Host-") and "Secure" in safe and "Path=/" in safe and "Domain" not in safe


def test_sessions_go_on_when_the_key_is_changed(office: Desk) -> None:
    bot, browser = office.rig.bot, office.signed_in("staff")
    kept = cookie(browser)
    bot.settings = replace(bot.settings, secret_key="another", old_secret_keys=("key",))
    renewed = Browser(create_app(bot).test_client())
    renewed.client.set_cookie("rapsamak", kept)
    assert renewed.get("/console/").status_code == 200
    bot.settings = replace(bot.settings, old_secret_keys=())
    other = Browser(create_app(bot).test_client())
    other.client.set_cookie("rapsamak", kept)
    assert other.get("/console/").status_code == 303


def test_every_answer_is_kept_by_nobody_and_loads_only_our_own(office: Desk) -> None:
    browser = office.signed_in("viewer")
    for path in ("/console/", "/console/nothing", "/console/account", "/console/sign-in"):
        headers = browser.get(path).headers
        assert headers["Cache-Control"] == "no-store"
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Content-Security-Policy"] == POLICY


def test_of_many_who_sign_in_at_once_some_are_told_to_come_again(monkeypatch: pytest.MonkeyPatch) -> None:
    inside, go = threading.Semaphore(0), threading.Event()
    most, now = [0], [0]

    class Slow:
        def hash(self, _: str) -> str:
            now[0] += 1
            most[0] = max(most[0], now[0])
            inside.release()
            assert go.wait(10)
            now[0] -= 1
            return "hash"

    monkeypatch.setattr(passwords, "HASHER", Slow())
    busy = []

    def one() -> None:
        try:
            passwords.hashed("x")
        except passwords.Busy:
            busy.append(True)

    first = [threading.Thread(target=one) for _ in range(4)]
    for thread in first:
        thread.start()
    for _ in range(2):
        assert inside.acquire(timeout=10)
    while passwords._room._value:  # type: ignore[attr-defined]
        threading.Event().wait(0.001)
    one()
    go.set()
    for thread in first:
        thread.join()
    assert busy == [True] and most[0] == 2


# One-time codes


@both
def test_codes_are_set_up_asked_for_and_good_once(office: Desk) -> None:
    browser = office.signed_in("staff")
    page = browser.get("/console/account/codes")
    sealed = next(v for n, v in hidden(page.text) if n == "secret")
    code = pyotp.TOTP(office.rig.bot.vault.unseal(sealed))
    now = office.rig.clock.machine
    fields = {"secret": sealed, "current": PASSWORD}
    path = "/console/account/codes"
    assert browser.post(path, **fields, code="000000").status_code == 422
    assert browser.post(path, **fields, code=code.at(now())).status_code == 303
    shown = browser.get("/console/account").text
    recovery = re.findall(r"<code>([0-9a-f]{6}-[0-9a-f]{6})</code>", shown)
    assert len(recovery) == 8
    assert recovery[0] not in browser.get("/console/account").text, "shown once"

    def enter(**more: str) -> int:
        return office.browser().sign_in("staff@office.example", **more).status_code

    assert enter() == 422, "the password alone is not enough"
    assert enter(code=code.at(now())) == 422, "used when it was set up"
    office.wait(seconds=30)
    assert enter(code=code.at(now())) == 303
    assert enter(code=code.at(now())) == 422, "a code is good once"
    assert enter(code=recovery[0]) == 303
    assert enter(code=recovery[0]) == 422
    assert enter(code=recovery[1].replace("-", " ").upper()) == 303
    assert recovery[1] not in repr(office.audit())
    browser = office.signed_in("staff", code=recovery[2])
    assert browser.post("/console/account/codes/off", current="wrong password x").status_code == 422
    assert browser.post("/console/account/codes/off", current=PASSWORD).status_code == 303
    assert enter() == 303


@both
def test_codes_go_on_when_the_key_is_changed_and_all_is_sealed_anew(office: Desk) -> None:
    bot = office.rig.bot
    secret = passwords.new_secret()
    with bot.database.begin() as tx:
        staffing.codes_on(
            tx, office.staff["staff"].id, bot.vault.seal(secret), 0, (), office.rig.clock.moment()
        )
    newest = Vault("another", "key")
    assert resealing.reseal(bot.database, newest.renewed).tables == {"staff": 1}
    bot.settings = replace(bot.settings, secret_key="another")
    bot.__dict__.pop("vault", None)
    browser = Browser(create_app(bot).test_client())
    code = pyotp.TOTP(secret).at(office.rig.clock.machine())
    gone = replace(bot.settings, secret_key="third")
    bot.settings, kept = gone, bot.settings
    bot.__dict__.pop("vault", None)
    assert browser.sign_in("staff@office.example", code=code).status_code == 422, "no key opens it"
    bot.settings = kept
    bot.__dict__.pop("vault", None)
    assert browser.sign_in("staff@office.example", code=code).status_code == 303


def hidden(html: str) -> list[tuple[str, str]]:
    return list(Form(html).hidden.items())


@both
def test_ones_own_password_is_changed_and_ends_other_sessions(office: Desk) -> None:
    here, elsewhere = office.signed_in("staff"), office.signed_in("staff")
    path, new = "/console/account/password", "a much longer one, two"
    assert here.post(path, current=WRONG, password=new, password_again=new).status_code == 422
    assert here.post(path, current=PASSWORD, password=new, password_again="x").status_code == 422
    assert here.post(path, current=PASSWORD, password="short", password_again="short").status_code == 422
    assert here.post(path, current=PASSWORD, password=new, password_again=new).status_code == 303
    assert here.get("/console/").status_code == 200
    assert elsewhere.get("/console/").status_code == 303
    assert office.browser().sign_in("staff@office.example", new).status_code == 303
    assert new not in repr(office.audit())
