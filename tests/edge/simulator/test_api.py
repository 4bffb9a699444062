"""The simulator's JSON: people act, phones show, the clock moves, officials decide."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from bot.simulator import api
from bot.simulator.people import user_id
from tests.edge.simulator.room import SOMCHAI, Event, Message, Room, push

API = "/simulator/api"


def act(room: Room, doing: Any, name: str = "สมชาย") -> Any:
    """One thing a person does; the answer."""
    return room.app.test_client().post(f"{API}/users/{name}/events", json=doing)


def screen(room: Room, name: str = "สมชาย", after: int = 0) -> dict[str, Any]:
    shown: dict[str, Any] = (
        room.app.test_client().get(f"{API}/users/{name}/messages?after={after}").json or {}
    )
    return shown


def post(room: Room, path: str, body: Any, **more: Any) -> tuple[int, dict[str, Any]]:
    answer = room.app.test_client().post(API + path, json=body, **more)
    return answer.status_code, answer.json or {}


def test_a_text_brings_the_bots_messages(room: Room) -> None:
    answer = act(room, {"type": "text", "text": "สวัสดี"})
    assert answer.status_code == 200
    assert answer.json == {"messages": [{"type": "text", "text": "ท่านพิมพ์ว่า สวัสดี"}]}
    shown = screen(room)
    assert [(it["from"], it["via"], it["message"]["text"]) for it in shown["messages"]] == [
        ("user", "user", "สวัสดี"),
        ("bot", "reply", "ท่านพิมพ์ว่า สวัสดี"),
    ]
    assert shown["messages"][0]["at"] == "2024-04-01T09:00:00+07:00"
    assert screen(room, after=shown["last"])["messages"] == []


def test_a_chat_is_saved_as_a_script(room: Room) -> None:
    act(room, {"type": "follow"})
    act(room, {"type": "text", "text": "สวัสดี\nค่ะ"})
    room.clock.pass_by(days=1)
    act(room, {"type": "sticker"})
    answer = room.app.test_client().get(f"{API}/users/สมชาย/script")
    assert answer.text.splitlines()[1:] == [
        "@ 2024-04-01 09:00",
        "สมชาย ส่ง: เพิ่มเพื่อน",
        "สมชาย: สวัสดี ค่ะ",
        "@ 2024-04-02 09:00",
        "สมชาย ส่ง: สติกเกอร์",
    ]


@pytest.mark.parametrize(
    ("doing", "kind"),
    [
        ({"type": "postback", "data": "a=1", "params": {"date": "2024-05-10"}}, "postback"),
        ({"type": "follow"}, "follow"),
        ({"type": "sticker"}, "message"),
        ({"type": "image"}, "message"),
        ({"type": "audio"}, "message"),
        (
            {"type": "location", "title": "บ้าน", "address": "นนทบุรี", "latitude": 13.8, "longitude": 100.5},
            "message",
        ),
    ],
)
def test_each_doing_reaches_the_bot(room: Room, doing: dict[str, Any], kind: str) -> None:
    answer = act(room, doing)
    assert [message["text"] for message in answer.json["messages"]] == [f"ได้รับ {kind} แล้วค่ะ"]
    [event] = room.webhooks[-1]["events"]
    assert event["type"] == kind
    assert event["source"] == {"type": "user", "userId": SOMCHAI}


def test_a_pressed_button_shows_its_words_as_the_persons(room: Room) -> None:
    act(room, {"type": "postback", "data": "a=1", "displayText": "สมัคร"})
    act(room, {"type": "postback", "data": "a=2"})
    assert [it["message"]["text"] for it in screen(room)["messages"] if it["from"] == "user"] == ["สมัคร"]


def test_several_messages_come_back_in_order(room: Room) -> None:
    def two(event: Event) -> list[Message]:
        return [{"type": "text", "text": "หนึ่ง"}, {"type": "text", "text": "สอง"}]

    room.answer = two
    answer = act(room, {"type": "text", "text": "นับ"})
    assert [message["text"] for message in answer.json["messages"]] == ["หนึ่ง", "สอง"]


def test_redelivery_repeats_the_last_event(room: Room) -> None:
    assert act(room, {"type": "redeliver"}).status_code == 400
    act(room, {"type": "text", "text": "สวัสดี"})
    before = screen(room)["last"]
    assert act(room, {"type": "redeliver"}).json == {"messages": []}
    first, again = (webhook["events"][0] for webhook in room.webhooks)
    assert again == {**first, "deliveryContext": {"isRedelivery": True}}
    assert screen(room)["last"] == before


def test_blocking_and_unblocking(room: Room) -> None:
    act(room, {"type": "follow"})
    act(room, {"type": "unfollow"})
    assert screen(room)["blocked"]
    assert push(room.line, SOMCHAI, [{"type": "text", "text": "แจ้งเตือน"}]) == 200
    assert "แจ้งเตือน" not in str(screen(room))
    assert act(room, {"type": "text", "text": "สวัสดี"}).status_code == 400
    act(room, {"type": "follow"})
    assert room.webhooks[-1]["events"][0]["follow"] == {"isUnblocked": True}
    assert not screen(room)["blocked"]


def test_a_message_is_taken_back(room: Room) -> None:
    act(room, {"type": "text", "text": "ผิด"})
    sent = screen(room)["messages"][0]["message"]["id"]
    act(room, {"type": "unsend", "messageId": sent})
    assert room.webhooks[-1]["events"][0]["unsend"] == {"messageId": sent}
    assert screen(room)["messages"][-1]["message"] == {"type": "unsend", "messageId": sent}


@pytest.mark.parametrize(
    ("doing", "words"),
    [
        ("follow", "body: Must be an object"),
        ([], "body: Must be an object"),
        ({}, "type: Must be one of"),
        ({"type": "dance"}, "type: Must be one of"),
        ({"type": "text"}, "text: must be specified"),
        ({"type": "text", "text": ""}, "text: May not be empty"),
        ({"type": "text", "text": 5}, "text: Must be a string"),
        ({"type": "text", "text": "ก", "more": 1}, "more: unknown property"),
        ({"type": "postback"}, "data: must be specified"),
        ({"type": "postback", "data": "x" * 301}, "data: Length must be"),
        (
            {"type": "location", "title": "ก", "address": "ก", "latitude": 91, "longitude": 0},
            "latitude: Must be",
        ),
    ],
)
def test_what_cannot_be_done_says_why_in_a_line(room: Room, doing: Any, words: str) -> None:
    answer = act(room, doing)
    assert answer.status_code == 400
    assert answer.json["error"].startswith(words)
    assert room.webhooks == []


@pytest.mark.parametrize("name", ["ก" * 41, "a b", "<script>", "a.b", "%00"])
def test_hostile_names_are_refused(room: Room, name: str) -> None:
    assert act(room, {"type": "follow"}, name).status_code == 400


@pytest.mark.parametrize("name", ["น้ำผึ้ง", "Somsri-2", "ผู้ใหญ่_บ้าน", "ทดสอบ๑"])
def test_thai_names_are_welcome(room: Room, name: str) -> None:
    assert act(room, {"type": "follow"}, name).status_code == 200


def test_other_sites_and_other_bodies_are_refused(room: Room) -> None:
    path, body = "/users/ก/events", {"type": "follow"}
    assert post(room, path, body, headers={"Sec-Fetch-Site": "cross-site"})[0] == 403
    form = room.app.test_client().post(API + path, data="type=follow")
    assert form.status_code == 415
    assert room.webhooks == []


def test_what_is_no_picture_is_sent_as_a_file_and_not_shown(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = room.app.test_client()
    path = f"{API}/users/สมชาย/uploads"
    sent = client.post(path, data=b"<html>", content_type="application/octet-stream")
    assert sent.status_code == 200
    message = room.webhooks[-1]["events"][0]["message"]
    assert message["type"] == "file"
    assert client.get(f"{API}/contents/{message['id']}").status_code == 404
    assert client.post(path, data=b"x", content_type="text/plain").status_code == 415
    monkeypatch.setattr(api, "LARGEST", 3)
    assert client.post(path, data=b"four", content_type="application/octet-stream").status_code == 413


def test_a_failing_bot_is_reported(room: Room) -> None:
    room.status = 500
    answer = act(room, {"type": "text", "text": "สวัสดี"})
    assert (answer.status_code, answer.json) == (502, {"error": "the bot answered HTTP 500"})


def test_the_clock_moves_forward_only(room: Room) -> None:
    room.reminders = [{"at": "2024-05-09T18:00:00+07:00", "what": "พรุ่งนี้มีเรียนค่ะ", "recipients": 1}]
    act(room, {"type": "follow"})
    client = room.app.test_client()
    assert client.get(f"{API}/clock").json == {"now": "2024-04-01T09:00:00+07:00"}
    assert client.get(f"{API}/upcoming").json == {"upcoming": room.reminders}
    assert post(room, "/clock", {"now": "2024-05-09T11:00:00Z"}) == (
        200,
        {"now": "2024-05-09T18:00:00+07:00"},
    )
    last = screen(room)["messages"][-1]
    assert (last["via"], last["at"]) == ("push", "2024-05-09T18:00:00+07:00")
    assert post(room, "/clock", {"now": "2024-05-01T00:00:00"}) == (400, {"error": "เลื่อนเวลากลับไม่ได้ค่ะ"})
    assert post(room, "/clock", {"now": "พรุ่งนี้"})[0] == 400
    assert client.get(f"{API}/upcoming").json == {"upcoming": []}


def test_officials_decide(room: Room) -> None:
    room.people = [{"reference": "LING-7K3M9Q", "name": "สมชาย"}]
    assert room.app.test_client().get(f"{API}/applications").json == {"applications": room.people}
    assert post(room, "/applications/LING-7K3M9Q/decision", {"decision": "approve"})[0] == 200
    assert room.decisions == [("LING-7K3M9Q", "approve")]
    assert post(room, "/applications/NONE/decision", {"decision": "approve"}) == (
        400,
        {"error": "ไม่พบใบสมัครนี้ค่ะ"},
    )


def test_a_restarted_demo_keeps_its_chats(tmp_path: Path) -> None:
    first = Room(tmp_path / "phones.db")
    act(first, {"type": "text", "text": "สวัสดี"})
    shown = screen(first)
    first.close()
    second = Room(tmp_path / "phones.db")
    assert screen(second) == shown
    assert push(second.line, user_id("สมชาย"), [{"type": "text", "text": "ต่อ"}]) == 200
    assert screen(second)["last"] > shown["last"]
    users = second.app.test_client().get(f"{API}/users").json
    assert users == {"users": [{"name": "สมชาย", "id": SOMCHAI, "friend": False, "blocked": False}]}
    second.close()


def test_the_page_lets_nothing_in_from_outside(room: Room) -> None:
    client = room.app.test_client()
    page = client.get("/simulator/")
    assert page.status_code == 200
    assert page.headers["Content-Security-Policy"].startswith("default-src 'self';")
    text = page.get_data(as_text=True)
    assert "http://" not in text
    assert "https://" not in text
    assert client.get("/simulator").status_code == 308
    for file in ("simulator.js", "flex.js", "simulator.css", "chat.css", "icon.svg"):
        assert client.get(f"/simulator/static/{file}", buffered=True).status_code == 200


def test_scripts_never_write_markup() -> None:
    scripts = Path(__file__).parents[3] / "bot" / "simulator" / "static"
    for script in scripts.glob("*.js"):
        text = script.read_text(encoding="utf-8")
        for word in ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "Date.now", "eval("):
            assert word not in text, f"{script.name}: {word}"
