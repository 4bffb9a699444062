"""The page in a real browser, and a bot behind it, for whatever is tried there."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, sync_playwright

from tests.edge.simulator.room import Event, Message, Room

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def say(words: str, *choices: str) -> Message:
    message: Message = {"type": "text", "text": words}
    if choices:
        items = [
            {"type": "action", "action": {"type": "message", "label": choice, "text": choice}}
            for choice in choices
        ]
        message["quickReply"] = {"items": items}
    return message


def card(title: str, *buttons: str) -> Message:
    pressed = [
        {
            "type": "button",
            "style": "primary",
            "action": {"type": "postback", "label": label, "data": f"do={label}", "displayText": label},
        }
        for label in buttons
    ]
    bubble = {
        "type": "bubble",
        "body": {
            "type": "box",
            "layout": "vertical",
            "contents": [{"type": "text", "text": title, "wrap": True, "weight": "bold", "color": "#123456"}],
        },
        "footer": {"type": "box", "layout": "vertical", "contents": pressed},
    }
    return {"type": "flex", "altText": title, "contents": {"type": "carousel", "contents": [bubble, bubble]}}


def clerk(event: Event) -> list[Message]:
    """A bot with quick replies and a card."""
    match event:
        case {"type": "follow"}:
            return [say("ยินดีต้อนรับค่ะ", "โครงการ", "ช่วยเหลือ")]
        case {"message": {"text": "โครงการ"}}:
            return [card("LInG รุ่นที่ 6", "สมัคร", "กำหนดการ")]
        case {"postback": {"data": data}}:
            return [say(f"ปุ่ม {data}")]
        case {"message": {"type": "text", "text": text}}:
            return [say(f"{text} ดู https://example.org/a?b=1 ค่ะ")]
        case _:
            return [say("ได้รับแล้วค่ะ")]


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    if not CHROMIUM:
        pytest.fail("no Chromium: set CHROMIUM or install it")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def page(room: Room, address: str, chromium: Any) -> Iterator[Page]:
    """The page, open; nothing may go wrong in its scripts, and nothing may be asked of another host."""
    room.answer = clerk
    context = chromium.new_context(viewport={"width": 1280, "height": 800})
    page = context.new_page()
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    page.on("request", lambda r: None if r.url.startswith(address) else complaints.append(r.url))
    page.goto(f"{address}/simulator/")
    yield page
    context.close()
    assert complaints == []


def phone(page: Page, name: str = "สมชาย") -> Locator:
    return page.get_by_role("article", name=f"โทรศัพท์ของ {name}", exact=True)


def write(phone: Locator, words: str) -> None:
    phone.get_by_label("พิมพ์ข้อความ").fill(words)
    phone.get_by_label("พิมพ์ข้อความ").press("Enter")


def menu(phone: Locator, label: str) -> None:
    phone.get_by_role("button", name="เมนูเพิ่มเติม").click()
    phone.get_by_role("button", name=label, exact=True).click()
