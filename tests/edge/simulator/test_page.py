"""The page in a real browser: people chat, press buttons, and the clock moves."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from bot.simulator.people import plain_picture
from tests.access import faults
from tests.edge.simulator.browsing import card, chromium, menu, page, phone, write
from tests.edge.simulator.room import SOMCHAI, Room, push

__all__ = ["chromium", "page"]
pytestmark = pytest.mark.browser
HOSTILE = "<img src=x onerror=\"document.title='taken'\">"


def test_a_chat_with_quick_replies_and_a_card(page: Page) -> None:
    one = phone(page)
    one.get_by_role("button", name="เพิ่มเพื่อน").click()
    expect(one.get_by_text("จันทร์ที่ 1 เมษายน 2567")).to_be_visible()
    one.get_by_role("button", name="โครงการ").click()
    expect(one.locator(".from-user .bubble")).to_have_text("โครงการ")
    expect(one.get_by_role("button", name="ช่วยเหลือ")).to_have_count(0)
    expect(one.locator(".flex-bubble")).to_have_count(2)
    one.get_by_role("button", name="กำหนดการ").first.click()
    expect(one.get_by_text("ปุ่ม do=กำหนดการ")).to_be_visible()
    expect(one.locator(".from-user .bubble").last).to_have_text("กำหนดการ")
    expect(phone(page, "สมศรี").get_by_role("button", name="เพิ่มเพื่อน")).to_be_visible()


def test_a_tap_on_a_sentence_asks_the_bot(page: Page) -> None:
    page.get_by_role("button", name="LInG เรียนวันไหนบ้างคะ").click()
    expect(phone(page).locator(".from-user .bubble")).to_have_text("LInG เรียนวันไหนบ้างคะ")
    expect(phone(page).locator(".from-bot")).to_have_count(1)
    expect(phone(page, "สมศรี").locator(".from-user")).to_have_count(0)


def test_a_tap_is_answered_even_when_every_phone_was_put_away(page: Page) -> None:
    for name in ("สมชาย", "สมศรี"):
        phone(page, name).get_by_role("button", name="ซ่อนโทรศัพท์เครื่องนี้").click()
    page.get_by_role("button", name="อยากสมัคร LInG").click()
    expect(phone(page).locator(".from-bot")).to_have_count(1)


def test_the_story_shows_how_far_it_is(page: Page, room: Room) -> None:
    step = page.locator("#story [aria-current=step]")
    done = page.locator("#story .done")
    expect(step).to_contain_text("สมัคร")
    about = {"name": "สมชาย ใจดี", "programme": "LInG", "status_text": "", "choices": []}
    room.people = [{"reference": "LING-7K3M9Q", "status": "submitted", **about}]
    expect(step).to_contain_text("อนุมัติ")
    room.people = [{"reference": "LING-7K3M9Q", "status": "approved", **about}]
    expect(step).to_contain_text("ถึงเย็นวันพฤหัสบดี")
    page.get_by_role("button", name="ไป พฤ. 9 พ.ค. 2567 18:00 น.").click()
    expect(page.locator("#clock")).to_have_text("พฤหัสบดีที่ 9 พฤษภาคม 2567 เวลา 18:00 น.")
    expect(done).to_have_count(3)
    expect(page.get_by_role("button", name="ไป พฤ. 9 พ.ค. 2567 18:00 น.")).to_be_disabled()


def test_the_story_plays_by_itself_and_stops(page: Page) -> None:
    page.get_by_role("button", name="เล่นทั้งเรื่องในหนึ่งนาที").click()
    expect(page.locator("#story-said")).to_contain_text("1/15")
    expect(phone(page, "มานี").locator(".from-user .bubble").last).to_have_text("LInG เรียนวันไหนบ้างคะ")
    page.get_by_role("button", name="หยุด", exact=True).click()
    expect(page.locator("#story-said")).to_contain_text("หยุดแล้วค่ะ")
    expect(page.get_by_role("button", name="เล่นทั้งเรื่องในหนึ่งนาที")).to_be_visible()


def test_when_the_eve_has_gone_the_story_says_how_to_go_on(page: Page, room: Room) -> None:
    expect(page.get_by_text("เลยวันนี้แล้วค่ะ")).to_be_hidden()
    room.clock.pass_by(days=60)
    expect(page.get_by_text("เลยวันนี้แล้วค่ะ")).to_be_visible()
    expect(page.locator("#story [aria-current=step]")).to_contain_text("สมัคร")


def test_the_guide_stays_folded(page: Page) -> None:
    page.get_by_text("เริ่มลองได้เลย").click()
    expect(page.get_by_role("button", name="อยากสมัคร LInG")).to_be_hidden()
    page.reload()
    expect(page.locator("#clock")).to_contain_text("2567")
    expect(page.get_by_role("button", name="อยากสมัคร LInG")).to_be_hidden()


def test_text_stays_text_and_links_open_elsewhere(page: Page, room: Room) -> None:
    one = phone(page)
    write(one, HOSTILE)
    expect(one.locator(".from-user .bubble")).to_have_text(HOSTILE)
    link = one.get_by_role("link", name="https://example.org/a?b=1")
    expect(link).to_have_attribute("target", "_blank")
    expect(link).to_have_attribute("rel", "noopener noreferrer")
    assert push(room.line, SOMCHAI, [card(HOSTILE, "ปุ่ม")]) == 200
    expect(one.locator(".flex-text").first).to_have_text(HOSTILE)
    assert "taken" not in page.title()


def test_the_menu_of_other_doings(page: Page, room: Room) -> None:
    one = phone(page)
    menu(one, "สติกเกอร์")
    expect(one.get_by_role("img", name="สติกเกอร์")).to_be_visible()
    expect(one.get_by_text("ได้รับแล้วค่ะ")).to_have_count(1)
    menu(one, "ตำแหน่ง")
    expect(one.get_by_text("ศาลากลางจังหวัดนนทบุรี", exact=True)).to_be_visible()
    expect(one.get_by_text("ได้รับแล้วค่ะ")).to_have_count(2)
    menu(one, "ถอนข้อความล่าสุด")
    expect(one.get_by_text("ถอนข้อความแล้ว")).to_be_visible()
    expect(one.get_by_text("ศาลากลางจังหวัดนนทบุรี", exact=True)).to_have_count(0)
    menu(one, "บล็อก")
    one.get_by_role("button", name="เลิกบล็อก").click()
    expect(one.get_by_text("ยินดีต้อนรับค่ะ")).to_be_visible()
    kinds = [webhook["events"][0]["type"] for webhook in room.webhooks]
    assert kinds == ["message", "message", "unsend", "unfollow", "follow"]


def test_the_clock_brings_reminders(page: Page, room: Room) -> None:
    room.reminders = [{"at": "2024-05-09T18:00:00+07:00", "what": "พรุ่งนี้มีเรียนค่ะ", "recipients": 1}]
    one = phone(page)
    one.get_by_role("button", name="เพิ่มเพื่อน").click()
    expect(page.locator("#upcoming")).to_contain_text("พฤ. 9 พ.ค. 2567 18:00 น.")
    page.get_by_role("button", name="+1 วัน").click()
    expect(page.locator("#clock")).to_have_text("อังคารที่ 2 เมษายน 2567 เวลา 09:00 น.")
    page.get_by_role("button", name="ไปยังนัดถัดไป").click()
    expect(one.locator(".bubble", has_text="พรุ่งนี้มีเรียนค่ะ")).to_be_visible()
    banner = one.locator(".banner")
    expect(banner).to_contain_text("พรุ่งนี้มีเรียนค่ะ")
    banner.click()
    expect(banner).to_be_hidden()
    expect(one.get_by_text("พฤหัสบดีที่ 9 พฤษภาคม 2567")).to_be_visible()
    expect(page.get_by_role("button", name="ไปยังนัดถัดไป")).to_be_disabled()
    page.get_by_text("เลือกวันและเวลาเอง").click()
    expect(page.get_by_label("เดือน").locator("option:checked")).to_have_text("พฤษภาคม")
    page.get_by_label("เวลา", exact=True).fill("9:00")
    page.get_by_label("วันที่").select_option("31")
    page.get_by_label("เดือน").select_option("มิถุนายน")
    page.get_by_role("button", name="ไปยังเวลานี้").click()
    expect(page.get_by_text("ไม่มีวันที่นี้ในเดือนที่เลือกค่ะ")).to_be_visible()
    page.get_by_label("วันที่").select_option("30")
    page.get_by_role("button", name="ไปยังเวลานี้").click()
    expect(page.locator("#clock")).to_have_text("อาทิตย์ที่ 30 มิถุนายน 2567 เวลา 09:00 น.")


def test_an_official_decides(page: Page, room: Room) -> None:
    choices = [{"value": "approve", "label": "อนุมัติ"}, {"value": "reject", "label": "ไม่อนุมัติ"}]
    about = {"name": "สมชาย ใจดี", "programme": "LInG", "status": "submitted", "status_text": "รอพิจารณา"}
    room.people = [{"reference": "LING-7K3M9Q", **about, "choices": choices}]
    page.get_by_role("button", name="อนุมัติ สมชาย ใจดี LING-7K3M9Q", exact=True).click()
    expect(page.locator("#office-said")).to_contain_text("บันทึกผลแล้ว")
    assert room.decisions == [("LING-7K3M9Q", "approve")]


def test_a_person_is_added_and_stays(page: Page) -> None:
    page.get_by_label("ชื่อผู้ใช้").fill("มานี")
    page.get_by_role("button", name="เพิ่ม", exact=True).click()
    write(phone(page, "มานี"), "สวัสดี")
    expect(phone(page, "มานี").locator(".from-bot")).to_have_count(1)
    page.reload()
    expect(phone(page, "มานี").locator(".from-bot")).to_have_count(1)


def test_a_picture_and_a_file_from_the_disk_reach_the_bot(page: Page, room: Room, tmp_path: Path) -> None:
    seen, paper = tmp_path / "slip.png", tmp_path / "ใบสมัคร.pdf"
    seen.write_bytes(plain_picture())
    paper.write_bytes(b"%PDF-1.4")
    one = phone(page)
    for label, path in (("รูปภาพ", seen), ("ไฟล์", paper)):
        with page.expect_file_chooser() as chosen:
            menu(one, label)
        chosen.value.set_files(path)
        expect(one.get_by_text("ได้รับแล้วค่ะ")).to_have_count(1 if path is seen else 2)
    expect(one.get_by_role("img", name="รูปภาพที่ส่ง")).to_be_visible()
    expect(one.get_by_text("ไฟล์ ใบสมัคร.pdf")).to_be_visible()
    messages = [webhook["events"][0]["message"] for webhook in room.webhooks]
    assert [it["type"] for it in messages] == ["image", "file"]
    kept = [room.line.content(it["id"]) for it in messages]
    assert [it.data for it in kept if it] == [seen.read_bytes(), paper.read_bytes()]


def test_a_group_speaks_in_turn(page: Page, room: Room) -> None:
    page.get_by_label("ชื่อผู้ใช้").fill("งานแผน")
    page.get_by_label("เป็นกลุ่มที่เชิญบอทเข้าไป").check()
    page.get_by_role("button", name="เพิ่ม", exact=True).click()
    group = page.get_by_role("article", name="กลุ่ม งานแผน", exact=True)
    group.get_by_role("button", name="เชิญบอทเข้ากลุ่ม").click()
    expect(group.get_by_text("ได้รับแล้วค่ะ")).to_have_count(1)
    group.get_by_label("พูดเป็น").select_option("สมศรี")
    write(group, "@บอท โครงการ")
    expect(group.locator(".flex-bubble")).to_have_count(0)
    expect(group.locator(".by")).to_have_text("สมศรี")
    sources = [webhook["events"][0]["source"]["type"] for webhook in room.webhooks]
    assert sources == ["group", "group"]
    said = room.webhooks[-1]["events"][0]["message"]
    assert said["text"] == "@bot โครงการ" and said["mention"]["mentionees"][0]["isSelf"]
    page.reload()
    expect(group.locator(".from-user")).to_have_count(1)


def test_thai_is_drawn_with_the_font_that_comes_along(page: Page) -> None:
    loaded = "document.fonts.ready.then(() => [...document.fonts].filter(f => f.status === 'loaded').length)"
    write(phone(page), "สวัสดีค่ะ LInG")
    expect(phone(page).locator(".from-bot")).to_have_count(1)
    assert page.evaluate(loaded) >= 3


def test_a_small_screen_needs_no_sideways_scrolling(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.get_by_role("button", name="อยากสมัคร LInG").click()
    expect(phone(page).locator(".from-user .bubble")).to_be_in_viewport()
    write(phone(page), "โครงการ")
    expect(phone(page).locator(".flex-bubble")).to_have_count(2)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


@pytest.mark.parametrize("width", [1280, 390])
def test_everybody_can_read_and_use_it(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 844})
    assert faults(page) == []
    write(phone(page), "โครงการ")
    expect(phone(page).locator(".flex-bubble")).to_have_count(2)
    menu_button = phone(page).get_by_role("button", name="เมนูเพิ่มเติม")
    menu_button.click()
    assert faults(page) == []
