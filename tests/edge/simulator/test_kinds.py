"""Every kind of message is drawn, and every kind of action does what it does in LINE."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from bot.simulator.people import plain_picture
from tests.edge.simulator.browsing import chromium, page, phone, say, write
from tests.edge.simulator.room import Message, Room

__all__ = ["chromium", "page"]
pytestmark = pytest.mark.browser
BACK: dict[str, Any] = {"type": "postback", "label": "ตกลง", "data": "ok", "displayText": "ตกลงค่ะ"}
WORDS: dict[str, Any] = {"type": "message", "label": "เมนู", "text": "เมนู"}
AWAY: dict[str, Any] = {"type": "uri", "label": "ประกาศ", "uri": "https://example.org/notice"}
BUTTONS = {"type": "buttons", "title": "ติดต่อ", "text": "เลือกได้ค่ะ", "actions": [AWAY, BACK]}
MESSAGES: dict[str, tuple[Message, str, str]] = {
    "text": (say("สวัสดีค่ะ โทร tel:0812345678"), ".bubble a[href='tel:0812345678']", "tel:0812345678"),
    "sticker": ({"type": "sticker", "packageId": "446", "stickerId": "1988"}, "[role=img].sticker", ""),
    "image": (
        {
            "type": "image",
            "originalContentUrl": "https://e.org/a.png",
            "previewImageUrl": "https://e.org/a.png",
        },
        ".media",
        "รูปภาพ",
    ),
    "video": (
        {
            "type": "video",
            "originalContentUrl": "https://e.org/a.mp4",
            "previewImageUrl": "https://e.org/a.png",
        },
        ".media",
        "วิดีโอ",
    ),
    "audio": (
        {"type": "audio", "originalContentUrl": "https://e.org/a.m4a", "duration": 61000},
        ".sound",
        "ข้อความเสียง 61 วินาที",
    ),
    "location": (
        {"type": "location", "title": "ศาลากลาง", "address": "นนทบุรี", "latitude": 13.86, "longitude": 100.51},
        ".place a",
        "เปิดแผนที่",
    ),
    "buttons": ({"type": "template", "altText": "ติดต่อ", "template": BUTTONS}, ".template", "เลือกได้ค่ะ"),
    "confirm": (
        {
            "type": "template",
            "altText": "ยินยอม",
            "template": {"type": "confirm", "text": "ยินยอมไหมคะ", "actions": [BACK, WORDS]},
        },
        ".template.side-by-side",
        "ยินยอมไหมคะ",
    ),
    "carousel": (
        {
            "type": "template",
            "altText": "โครงการ",
            "template": {"type": "carousel", "columns": [{"text": "LInG", "actions": [BACK]}] * 2},
        },
        ".carousel .template:first-child",
        "LInG",
    ),
    "flex": (
        {
            "type": "flex",
            "altText": "การ์ด",
            "contents": {
                "type": "bubble",
                "body": {"type": "box", "layout": "vertical", "contents": [{"type": "text", "text": "การ์ด"}]},
            },
        },
        ".flex-bubble",
        "การ์ด",
    ),
}


@pytest.mark.parametrize("kind", MESSAGES)
def test_every_kind_of_message_is_drawn(page: Page, room: Room, kind: str) -> None:
    message, drawn, words = MESSAGES[kind]
    room.answer = lambda event: [message]
    one = phone(page)
    write(one, "ขอดู")
    expect(one.locator(f".from-bot {drawn}").first).to_contain_text(words)


def offered(page: Page, room: Room, action: dict[str, Any]) -> Locator:
    """The phone, with a quick reply that does this."""
    room.answer = lambda event: [
        {**say("เลือกได้ค่ะ"), "quickReply": {"items": [{"type": "action", "action": action}]}}
    ]
    one = phone(page)
    write(one, "ขอปุ่ม")
    expect(one.locator(".quick .pill")).to_have_text(action["label"])
    return one


def last(room: Room) -> dict[str, Any]:
    found: dict[str, Any] = room.webhooks[-1]["events"][0]
    return found


def test_a_message_action_says_its_words(page: Page, room: Room) -> None:
    offered(page, room, WORDS).locator(".pill").click()
    expect(phone(page).locator(".from-user .bubble").last).to_have_text("เมนู")
    assert last(room)["message"]["text"] == "เมนู"


def test_a_postback_sends_its_data_and_shows_its_words(page: Page, room: Room) -> None:
    offered(page, room, BACK).locator(".pill").click()
    expect(phone(page).locator(".from-user .bubble").last).to_have_text("ตกลงค่ะ")
    assert last(room)["postback"] == {"data": "ok"}


def test_a_postback_may_open_the_keyboard_with_words_in_it(page: Page, room: Room) -> None:
    action = {"type": "postback", "label": "พิมพ์เอง", "data": "type"}
    one = offered(page, room, {**action, "inputOption": "openKeyboard", "fillInText": "หน่วยงาน "})
    one.locator(".pill").click()
    expect(one.get_by_label("พิมพ์ข้อความ")).to_have_value("หน่วยงาน ")
    expect(one.get_by_label("พิมพ์ข้อความ")).to_be_focused()


def test_an_address_opens_elsewhere(page: Page, room: Room) -> None:
    link = offered(page, room, AWAY).locator("a.pill")
    expect(link).to_have_attribute("href", AWAY["uri"])
    expect(link).to_have_attribute("target", "_blank")
    expect(link).to_have_attribute("rel", "noopener noreferrer")


@pytest.mark.parametrize(
    ("mode", "value"), [("date", "2024-05-10"), ("time", "09:30"), ("datetime", "2024-05-10T09:30")]
)
def test_a_day_or_an_hour_is_picked(page: Page, room: Room, mode: str, value: str) -> None:
    one = offered(page, room, {"type": "datetimepicker", "label": "เลือก", "data": "when", "mode": mode})
    one.locator(".pill").click()
    one.locator(".picker input").fill(value)
    one.locator(".picker").get_by_role("button", name="ตกลง").click()
    expect(one.locator(".picker")).to_be_hidden()
    expect(one.locator(".from-bot")).to_have_count(2)
    assert last(room)["postback"] == {"data": "when", "params": {mode: value}}


@pytest.mark.parametrize("kind", ["camera", "cameraRoll"])
def test_a_picture_is_taken_or_chosen(page: Page, room: Room, kind: str, tmp_path: Path) -> None:
    seen = tmp_path / "slip.png"
    seen.write_bytes(plain_picture())
    one = offered(page, room, {"type": kind, "label": "รูป"})
    with page.expect_file_chooser() as chosen:
        one.locator(".pill").click()
    chosen.value.set_files(seen)
    expect(one.get_by_role("img", name="รูปภาพที่ส่ง")).to_be_visible()
    assert last(room)["message"]["type"] == "image"


def test_a_place_is_sent(page: Page, room: Room) -> None:
    offered(page, room, {"type": "location", "label": "ส่งตำแหน่ง"}).locator(".pill").click()
    expect(phone(page).locator(".from-user .place")).to_be_visible()
    assert last(room)["message"]["type"] == "location"


def test_words_go_to_the_clipboard(page: Page, room: Room) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    one = offered(page, room, {"type": "clipboard", "label": "คัดลอก", "clipboardText": "LING-1234"})
    one.locator(".pill").click()
    expect(one.get_by_text("คัดลอกแล้วค่ะ")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == "LING-1234"
