"""What simulated people do parses with the SDK and fits LINE's description of webhooks."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from linebot.v3.webhook import WebhookParser
from linebot.v3.webhooks import (
    AudioMessageContent,
    FileMessageContent,
    FollowEvent,
    ImageMessageContent,
    JoinEvent,
    LocationMessageContent,
    MessageEvent,
    PostbackEvent,
    StickerMessageContent,
    TextMessageContent,
    UnfollowEvent,
    UnsendEvent,
    VideoMessageContent,
)

from bot.simulator.people import Event, Person, redelivered, user_id
from tests.edge.simulator.room import SECRET, Room
from tests.line_contract import validate

DOINGS: dict[str, tuple[Callable[[Person], Event], type, type | None]] = {
    "text": (lambda p: p.text("สวัสดี"), MessageEvent, TextMessageContent),
    "postback": (lambda p: p.postback("a=1"), PostbackEvent, None),
    "picked date": (lambda p: p.postback("a=1", {"date": "2024-05-10"}), PostbackEvent, None),
    "sticker": (lambda p: p.sticker(), MessageEvent, StickerMessageContent),
    "image": (lambda p: p.image(), MessageEvent, ImageMessageContent),
    "video": (lambda p: p.video(), MessageEvent, VideoMessageContent),
    "audio": (lambda p: p.audio(), MessageEvent, AudioMessageContent),
    "file": (lambda p: p.file("หนังสือ.pdf", b"%PDF"), MessageEvent, FileMessageContent),
    "location": (lambda p: p.location("บ้าน", "นนทบุรี", 13.8, 100.5), MessageEvent, LocationMessageContent),
    "follow": (lambda p: p.follow(), FollowEvent, None),
    "unfollow": (lambda p: p.unfollow(), UnfollowEvent, None),
    "unsend": (lambda p: p.unsend("123456789012345678"), UnsendEvent, None),
    "join": (lambda p: p.join(), JoinEvent, None),
}


@pytest.mark.parametrize("group", [None, "กลุ่มอบต."])
@pytest.mark.parametrize("name", DOINGS)
def test_each_doing(room: Room, name: str, group: str | None) -> None:
    act, kind, content = DOINGS[name]
    event = act(room.line.person("สมชาย", group=group))
    body, signature = room.line.webhook(event)
    assert validate("CallbackRequest", json.loads(body)) == []
    parsed: Any = WebhookParser(SECRET).parse(body.decode(), signature)[0]
    assert type(parsed) is kind
    if content:
        assert type(parsed.message) is content
    assert len(event["webhookEventId"]) == 26
    assert parsed.timestamp == int(room.line_clock.at.timestamp() * 1000)
    assert parsed.source.type == ("group" if group else "user")


def test_the_bot_is_mentioned_in_a_group(room: Room) -> None:
    event = room.line.person("สมชาย", group="กลุ่ม").text("ช่วยด้วย", mention_bot=True)
    body, signature = room.line.webhook(event)
    assert validate("CallbackRequest", json.loads(body)) == []
    [parsed] = WebhookParser(SECRET).parse(body.decode(), signature)
    [mentionee] = parsed.message.mention.mentionees
    assert mentionee.is_self
    assert parsed.message.text[mentionee.index : mentionee.index + mentionee.length] == "@bot"


def test_several_events_in_one_call_and_none(room: Room) -> None:
    one, other = room.line.person("สมชาย"), room.line.person("สมศรี")
    body, signature = room.line.webhook(one.text("ก"), other.follow())
    events = WebhookParser(SECRET).parse(body.decode(), signature)
    assert [event.source.user_id for event in events] == [user_id("สมชาย"), user_id("สมศรี")]
    body, signature = room.line.webhook()
    assert WebhookParser(SECRET).parse(body.decode(), signature) == []


def test_a_redelivery_differs_in_nothing_but_its_mark(room: Room) -> None:
    event = room.line.person("สมชาย").text("ก")
    again = redelivered(event)
    assert again["deliveryContext"] == {"isRedelivery": True}
    assert {k: v for k, v in again.items() if k != "deliveryContext"} == {
        k: v for k, v in event.items() if k != "deliveryContext"
    }


def test_ids_are_stable_and_apart() -> None:
    assert user_id("สมชาย") == user_id("สมชาย") != user_id("สมศรี")
    assert len(user_id("สมชาย")) == 33
