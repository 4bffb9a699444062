"""The pages of applications in a real browser: read by everybody, presses counted, by keyboard, on paper."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Page, expect

from bot.simulator.serving import make_server
from models.application import ApplicationState
from tests.console.applying import LIST, Counter
from tests.console.office import Desk
from tests.console.test_browser import browser, enter, faults, opened
from tests.data import IMPORTS

__all__ = ["browser"]

pytestmark = pytest.mark.browser
EVIL = "\"><img src=x onerror=\"document.title='taken'\"><script>document.title='taken'</script>{{7*7}}\u202e"


@pytest.fixture
def counter(office: Desk) -> Counter:
    """Sixty applications; the first is of somebody who typed what should not run."""
    made = Counter(office)
    made.fill(60)
    now = office.rig.clock.now()
    with office.rig.bot.database.begin() as tx:
        one = replace(made.made[0], needs_review=True)
        given = {**one.answers, "full_name": EVIL, "position": EVIL, "organisation": EVIL, "why": EVIL * 20}
        tx.applications.keep(replace(one, answers=given))
        tx.desk.note(one.id, "staff@office.example", EVIL, now)
        tx.desk.flag(one.id, "รอเอกสาร", on=True)
        tx.desk.ring(made.made[1].id, now)
    return made


@pytest.fixture
def address(counter: Counter) -> Iterator[str]:
    """The office over HTTP."""
    server = make_server(counter.desk.app, "127.0.0.1", 0)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def paths(counter: Counter) -> list[str]:
    """Every page of applications."""
    first, second = counter.reference(0), counter.reference(1)
    return [
        LIST,
        f"{LIST}?q={quote('หนองบัว')}&state=submitted&province={quote('อุดรธานี')}&flag=review",
        f"{LIST}?q={quote('ไม่มีใคร')}",
        f"/console/applications/{first}",
        f"/console/applications/{second}",
        f"/console/search?q={quote('ใจดี')}",
        "/console/search",
        "/console/to-ring/",
        f"{LIST}compare?reference={first}&reference={second}",
        f"{LIST}import",
        NUMBERS,
        f"{NUMBERS}&table=province",
    ]


NUMBERS = "/console/numbers/?programme=alpha"


def test_pictures_of_numbers_are_drawn_and_the_map_is_filled(
    browser: Browser, address: str, counter: Counter
) -> None:
    page, said = opened(browser, 1280)
    enter(page, address)
    page.goto(address + NUMBERS)
    pictures = page.locator("img.chart").all()
    assert len(pictures) >= 4
    for picture in pictures:
        picture.scroll_into_view_if_needed()
        expect(picture).to_have_js_property("complete", True)
        expect(picture).not_to_have_js_property("naturalWidth", 0)
    paler, darker = (page.locator(f".tile.shade-{it} rect").first for it in (0, 5))
    colours = [it.evaluate("(it) => getComputedStyle(it).fill") for it in (paler, darker)]
    assert colours == ["rgb(255, 255, 255)", "rgb(8, 77, 51)"]
    page.emulate_media(media="print")
    assert not page.locator("main button:visible").count()
    assert page.locator(".tall").first.evaluate("(it) => it.scrollHeight <= it.clientHeight + 1")
    assert said == []
    page.close()


@pytest.mark.parametrize("width", [1280, 360])
def test_every_page_can_be_read_by_everybody_and_scrolls_one_way(
    browser: Browser, address: str, counter: Counter, width: int
) -> None:
    page, said = opened(browser, width)
    enter(page, address)
    for path in paths(counter):
        page.goto(address + path)
        seen(page, path)
    page.goto(f"{address}{LIST}?state=submitted")
    for summary in page.locator("details > summary").all():
        if summary.is_visible():
            summary.click()
            seen(page, "a menu")
            summary.click()
    page.check("[data-all-of]")
    page.click(".acting button[value=approve]")
    seen(page, "what would happen")
    page.click("form.confirm button:not([type=button])")
    seen(page, "while it is done")
    counter.work()
    page.reload()
    seen(page, "what was done")
    page.goto(f"{address}{LIST}import")
    page.set_input_files("#f-file", IMPORTS / "form.csv")
    page.click("main form button")
    page.wait_for_selector("[data-rows]")
    seen(page, "what a file holds")
    assert said == []
    page.close()


def seen(page: Page, what: str) -> None:
    """A page is all right."""
    assert faults(page) == [], what
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide <= 0, what
    assert page.title() != "taken" and "49" not in page.title(), what
    expect(page.locator("h1")).to_have_count(1)


def test_fifty_are_decided_with_five_presses(browser: Browser, address: str, counter: Counter) -> None:
    counter.delay(0)
    page, said = opened(browser, 1280)
    enter(page, address, "staff")
    presses = 0

    def press(selector: str) -> None:
        nonlocal presses
        presses += 1
        page.click(selector)

    press("a:has-text('พิจารณา')")
    page.wait_for_selector("#list")
    press("[data-all-of]")
    press(".acting button[value=approve]")
    press("form.confirm button:not([type=button])")
    page.wait_for_selector("[data-job]")
    counter.work()
    assert presses <= 5
    decided = [n for n in range(60) if counter.made[n].state is ApplicationState.SUBMITTED]
    assert [len(counter.told(n)) for n in decided] == [1] * 30
    expect(page.locator("[data-state=done]")).to_be_visible(timeout=5_000)
    expect(page.get_by_role("status")).to_contain_text("อนุมัติแล้ว 30 ใบ")
    assert said == []
    page.close()


def test_somebody_is_found_while_one_types(browser: Browser, address: str, counter: Counter) -> None:
    page, said = opened(browser, 1280)
    enter(page, address, "viewer")
    page.keyboard.press("/")
    page.keyboard.type("0042")
    found = page.locator("#found-live tr[data-reference]")
    expect(found).to_have_count(1)
    expect(found).to_have_attribute("data-reference", counter.reference(42))
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/applications/{counter.reference(42)}")
    assert said == []
    page.close()


def test_the_list_narrows_as_one_types_and_chooses(browser: Browser, address: str, counter: Counter) -> None:
    page, said = opened(browser, 1280)
    enter(page, address, "viewer")
    page.goto(address + LIST)
    page.fill("#list-q", "หนองบัว 4")
    expect(page.locator("#list")).not_to_have_attribute("data-total", "60")
    total = int(str(page.locator("#list").get_attribute("data-total")))
    page.click("summary:has-text('จังหวัด')")
    page.check("input[name=province][value='เลย']")
    expect(page.locator("#list")).not_to_have_attribute("data-total", str(total))
    assert "province=" in page.url and "q=" in page.url
    shown = page.locator("tr[data-reference]").count()
    page.reload()
    assert page.locator("tr[data-reference]").count() == shown
    assert said == []
    page.close()


def test_one_is_decided_by_keyboard_alone_and_the_next_is_a_key_away(
    browser: Browser, address: str, counter: Counter
) -> None:
    counter.delay(60)
    page, said = opened(browser, 1280)
    enter(page, address, "staff")
    page.goto(f"{address}/console/applications/{counter.reference(10)}?province={quote('อุดรธานี')}")
    page.keyboard.press("ArrowRight")
    page.wait_for_url(f"**/applications/{counter.reference(20)}?**")
    page.keyboard.press("r")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("ไม่อนุมัติแล้ว")
    assert counter.now(20).state is ApplicationState.REJECTED
    expect(page.locator("[data-undo] [data-seconds]")).to_have_text("60")
    page.keyboard.press("n")
    page.keyboard.type("โทรแล้ว")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("[data-note]")).to_contain_text("โทรแล้ว")
    page.keyboard.press("ArrowLeft")
    page.wait_for_url(f"**/applications/{counter.reference(10)}?**")
    assert said == []
    page.close()


def test_a_list_on_paper_has_all_columns_and_no_buttons(
    browser: Browser, address: str, counter: Counter
) -> None:
    page, _ = opened(browser, 1280)
    enter(page, address, "staff")
    page.goto(f"{address}{LIST}?state=submitted")
    page.emulate_media(media="print")
    assert page.locator("main button:visible, main a[role=button]:visible, main input:visible").count() == 0
    expect(page.locator(".narrowed")).to_contain_text("รอพิจารณา")
    for text in (counter.reference(10), "รอพิจารณา", "อุดรธานี", "ปลัด"):
        expect(page.locator("table").get_by_text(text).first).to_be_visible()
    page.close()
