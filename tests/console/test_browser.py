"""The console in a real browser, wide and narrow: nothing runs but ours, and all goes by keyboard."""

from __future__ import annotations

import gzip
import os
import shutil
import threading
from collections.abc import Iterator
from datetime import date, time
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, Response, expect, sync_playwright

from bot.simulator.serving import make_server
from models.case import CaseKind, Sender
from models.programme import Session
from models.staff import COMMAND_LINE, Action
from tests.access import faults
from tests.console.office import PASSWORD, Desk
from tests.edge.simulator.browsing import ARGUMENTS
from tests.store.making import a_programme

pytestmark = pytest.mark.browser
CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium")
EVIL = "\"><img src=x onerror=\"document.title='taken'\"><script>document.title='taken'</script>{{7*7}}\u202e"
PAGES = (
    "/console/",
    "/console/inbox/",
    "/console/inbox/1",
    "/console/inbox/?folder=done",
    "/console/inbox/answers/",
    "/console/questions/",
    "/console/broadcasts/",
    "/console/numbers/?programme=alpha",
    "/console/programmes/",
    "/console/programmes/new",
    "/console/programmes/alpha/edit",
    "/console/programmes/alpha/edit?section=sessions",
    "/console/programmes/alpha/edit?section=facts",
    "/console/programmes/alpha/edit?section=file",
    "/console/programmes/alpha/copy",
    "/console/programmes/alpha/sessions/",
    "/console/programmes/alpha/sessions/d1",
    "/console/programmes/alpha/sessions/d1/sheet",
    "/console/staff/",
    "/console/staff/2",
    "/console/audit/",
    "/console/health/",
    "/console/account",
    "/console/account/codes",
    "/console/nothing",
)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    if CHROMIUM is None:
        pytest.skip("no Chromium: install it, or set CHROMIUM to its path")
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield launched
        launched.close()


@pytest.fixture
def address(office: Desk) -> Iterator[str]:
    """The office over HTTP, with something on every page."""
    now = office.rig.clock.now()
    day = Session(id="d1", date=date(2024, 4, 7), starts=time(9, 0), title=EVIL)
    with office.rig.bot.database.begin() as tx:
        tx.programmes.put(a_programme("alpha", sessions=(day,)), now)
        tx.people.person("Usomchai", now)
        tx.people.set_name("Usomchai", EVIL)
        tx.cases.open("Usomchai", CaseKind.WORDS, "alpha", EVIL + " รถไปไม่ถึง " * 20, now, phone="0812345678")
        tx.cases.close(tx.cases.note("alpha", "ยังไม่มีสถานที่", now), now)
        for number in range(60):
            tx.audit.note(
                Action.DECIDE, f"A-{number}", by=COMMAND_LINE, at=now, before="submitted", after="approved"
            )
    server = make_server(office.app, "127.0.0.1", 0)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def opened(browser: Browser, width: int) -> tuple[Page, list[str]]:
    """A page, and what its console complained of."""
    page, said = browser.new_page(viewport={"width": width, "height": 800}), list[str]()
    page.set_default_timeout(20_000)
    page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("dialog", lambda dialog: said.append("a dialog"))
    return page, said


def enter(page: Page, address: str, who: str = "admin") -> None:
    """Signs in."""
    page.goto(f"{address}/console/sign-in")
    page.fill("input[name=email]", f"{who}@office.example")
    page.fill("input[name=password]", PASSWORD)
    page.press("input[name=password]", "Enter")
    page.wait_for_url(f"{address}/console/")


def test_the_rules_of_access_find_what_is_wrong(browser: Browser) -> None:
    page, _ = opened(browser, 1280)
    page.set_content("<p style='color:#ccc;background:#fff'>pale</p><img src='x'>")
    assert {id for id, _ in faults(page)} >= {"color-contrast", "image-alt"}
    page.close()


@pytest.mark.parametrize("width", [1280, 360])
def test_every_page_can_be_read_by_everybody_and_scrolls_one_way(
    browser: Browser, address: str, width: int
) -> None:
    page, said = opened(browser, width)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{address}/console/sign-in")
    assert faults(page) == []
    enter(page, address)
    for path in PAGES:
        page.goto(address + path)
        assert faults(page) == [], path
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0, path
        assert page.title() != "taken" and "49" not in page.title(), path
        expect(page.locator("h1")).to_have_count(1)
    page.goto(f"{address}/console/inbox/1")
    assert "{{7*7}}" in page.inner_text("main")
    assert {urlsplit(it).netloc for it in asked if not it.startswith("data:")} == {urlsplit(address).netloc}
    assert [it for it in said if "404" not in it] == []
    page.close()


def test_the_first_visit_is_light(browser: Browser, address: str) -> None:
    page, _ = opened(browser, 1280)
    weights: dict[str, int] = {}

    def weigh(answer: Response) -> None:
        if not answer.url.startswith("data:") and answer.status == 200:
            body = answer.body()
            weights[answer.url] = len(body) if ".woff2" in answer.url else len(gzip.compress(body, 6))

    page.on("response", weigh)
    enter(page, address)
    page.wait_for_load_state("networkidle")
    assert 30_000 < sum(weights.values()) <= 120_000, weights
    page.close()


def test_an_answer_is_given_by_keyboard_alone(browser: Browser, address: str, office: Desk) -> None:
    page, said = opened(browser, 1280)
    enter(page, address, "staff")
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    page.keyboard.press("Enter")
    for _ in range(20):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent.trim().startsWith('ตอบ')"):
            break
    page.keyboard.press("Enter")
    page.wait_for_url("**/console/inbox/")
    walk(page, "เรื่องที่ 1")
    page.keyboard.press("Enter")
    page.wait_for_url("**/console/inbox/1")
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.name") == "text":
            break
    page.keyboard.type("ได้ค่ะ")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("ส่งคำตอบแล้ว")
    assert [it.object for it in office.audit() if it.action is Action.REPLY] == ["1"]
    assert said == []
    page.close()


def test_a_day_is_moved_with_five_presses_by_keyboard_alone(
    browser: Browser, address: str, office: Desk
) -> None:
    page, said = opened(browser, 1280)
    enter(page, address, "staff")
    for name in ("โครงการ", "1 วัน", "อาทิตย์ที่ 7 เมษายน 2567"):
        page.get_by_role("link", name=name, exact=True).first.focus()
        page.keyboard.press("Enter")
    page.get_by_label("วันที่").fill("14/4/2567")
    for name in ("ดูก่อนบันทึก", "บันทึก"):
        page.get_by_role("button", name=name, exact=True).focus()
        page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("เปลี่ยนวันแล้วค่ะ")
    assert [it.object for it in office.audit() if it.action is Action.SESSION] == ["alpha/d1"]
    assert said == []
    page.close()


def test_the_phone_answers_beside_the_editor_without_leaving_it(browser: Browser, address: str) -> None:
    page, said = opened(browser, 1280)
    enter(page, address, "staff")
    page.goto(f"{address}/console/programmes/alpha/edit?section=facts")
    page.get_by_label("เรื่อง").select_option("venue")
    page.get_by_label("ข้อความที่บอทตอบ").fill("หอประชุมดาวอังคาร")
    page.get_by_label("ข้อความอ้างอิงจากประกาศ").fill("หอประชุมดาวอังคาร")
    page.fill("#ask-text", "สถานที่")
    page.press("#ask-text", "Enter")
    expect(page.locator("#phone .bubble.person")).to_have_text("สถานที่")
    assert page.get_by_label("ข้อความที่บอทตอบ").input_value() == "หอประชุมดาวอังคาร"
    assert faults(page) == [] and said == []
    page.close()


def test_what_is_typed_outlives_the_page_and_is_seen_by_who_edits_the_same(
    browser: Browser, address: str
) -> None:
    page, said = opened(browser, 1280)
    enter(page, address, "staff")
    edit = f"{address}/console/programmes/alpha/edit"
    page.goto(edit)
    page.get_by_label("ชื่อ", exact=True).fill("ชื่อที่พิมพ์ค้างไว้")
    expect(page.locator("#unsaved")).to_be_visible()
    expect(page.locator("#kept")).to_have_text("เก็บที่พิมพ์ไว้ให้แล้ว")
    page.get_by_label("ชื่อ", exact=True).fill("ชื่อที่พิมพ์แล้วปิดหน้าไป")
    page.goto(f"{address}/console/")  # goes away before the pause is over
    other, _ = opened(browser, 360)
    enter(other, address)
    other.goto(edit)
    expect(other.locator("#presence")).to_contain_text("staff@office.example กำลังแก้อยู่")
    other.close()
    page.goto(edit)
    page.get_by_role("button", name="ทำต่อ").click()
    assert page.get_by_label("ชื่อ", exact=True).input_value() == "ชื่อที่พิมพ์แล้วปิดหน้าไป"
    page.get_by_role("button", name="ทิ้งที่แก้").click()
    expect(page.get_by_role("status")).to_contain_text("ทิ้งที่แก้แล้ว")
    expect(page.locator("[data-kept]")).to_have_count(0)
    assert said == []
    page.close()


def test_lines_pasted_into_a_part_become_its_rows(browser: Browser, address: str) -> None:
    page, said = opened(browser, 360)
    enter(page, address, "staff")
    page.goto(f"{address}/console/programmes/alpha/edit?section=rounds")
    page.get_by_label("วางจากประกาศหรือจากตาราง").fill(
        "รุ่นที่ 1: 10–11 พฤษภาคม 2567 หอประชุม\nรุ่นที่ 2: 17–18 พฤษภาคม 2567"
    )
    page.get_by_role("button", name="เพิ่มตามบรรทัด").click()
    expect(page.locator("details.record summary", has_text="รุ่นที่ 2")).to_be_visible()
    page.get_by_role("button", name="วันอบรม", exact=True).click()
    expect(page.locator("details.record summary", has_text="18/5/2567")).to_be_visible()
    assert faults(page) == [] and said == []
    page.close()


def walk(page: Page, text: str) -> None:
    """Tabs on to what begins so."""
    for _ in range(60):
        page.keyboard.press("Tab")
        if str(page.evaluate("document.activeElement.textContent")).strip().startswith(text):
            return
    raise AssertionError(text)


def test_a_wrong_form_puts_the_focus_on_what_is_wrong(browser: Browser, address: str) -> None:
    page, _ = opened(browser, 360)
    enter(page, address)
    page.goto(f"{address}/console/account")
    page.fill("#f-current", "not the password")
    page.fill("#f-password", "long enough, yes")
    page.fill("#f-password_again", "long enough, yes")
    page.click("text=เปลี่ยนรหัสผ่าน >> nth=-1")
    expect(page.locator("#faults")).to_be_focused()
    page.click("#faults a")
    expect(page.locator("#f-current")).to_be_focused()
    page.close()


def test_on_a_telephone_the_rest_of_the_ways_opens_and_shuts(browser: Browser, address: str) -> None:
    page, _ = opened(browser, 360)
    enter(page, address)
    rest = page.locator(".rest a", has_text="ประวัติการใช้งาน")
    expect(rest).to_be_hidden()
    page.click("text=เพิ่มเติม")
    expect(rest).to_be_visible()
    page.keyboard.press("Escape")
    expect(rest).to_be_hidden()
    page.click("text=เพิ่มเติม")
    rest.click()
    page.wait_for_url("**/console/audit/")
    page.close()


def test_a_case_shows_what_was_said_meanwhile_without_being_asked(
    browser: Browser, address: str, office: Desk
) -> None:
    page, _ = opened(browser, 1280)
    page.clock.install()
    enter(page, address, "staff")
    page.goto(f"{address}/console/inbox/1")
    page.fill("#f-text", "กำลังพิมพ์")

    with office.rig.bot.database.begin() as tx:
        tx.cases.add(1, Sender.PERSON, "ขอถามเพิ่ม", office.rig.clock.now())
    page.clock.run_for(11_000)
    expect(page.locator("#thread")).to_contain_text("ขอถามเพิ่ม")
    expect(page.locator("#f-text")).to_have_value("กำลังพิมพ์")
    page.close()


def test_on_paper_there_are_no_buttons_and_all_columns(browser: Browser, address: str) -> None:
    page, _ = opened(browser, 1280)
    enter(page, address)
    page.goto(f"{address}/console/audit/")
    page.emulate_media(media="print")
    for hidden in ("button >> nth=0", ".ways", ".filters"):
        expect(page.locator(hidden).first).to_be_hidden()
    assert page.locator("thead th:visible").count() == 5
    page.close()
