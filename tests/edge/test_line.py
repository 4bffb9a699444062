"""LINE's JSON to our events, our replies to LINE's messages, and the calls to LINE."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import regex
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.line import blocks, events, messages
from bot.line.answers import Answer
from bot.line.client import Line, Unavailable
from bot.process.settings import PROGRAMMES
from bot.simulator.messages import problems
from bot.simulator.people import group_id, user_id, webhook
from bot.simulator.standin import Said
from models import graphemes, programme_file
from models.event import Event, EventKind
from models.reply import Card, Choice, Reply, Row
from tests.calling import Calling
from tests.card_sheet import sheet
from tests.edge.post import Post
from tests.fakes import bangkok
from tests.line_contract import extra_rules, seen, validate

NOW = bangkok("2024-04-05 09:00")
SOMCHAI = user_id("สมชาย")
GROUP = group_id("งานแผน")
NAME = "นักวิเคราะห์นโยบายและแผนชำนาญการพิเศษ"
BUTTONS = tuple(Choice(f"{NAME} {n}", data=f"signup.edit|a1|{n}", say=NAME * 20) for n in range(20))
BODIES = {
    "a plain text": (Reply("สวัสดีค่ะ"),),
    "a long text": (Reply("ก้" * 4000),),
    "a long text of emoji": (Reply("a" + "🐘" * 4000),),
    "six messages": tuple(Reply(f"ข้อความ {n}") for n in range(6)),
    "twenty buttons with long labels": (Reply("เลือกค่ะ", choices=BUTTONS),),
    "buttons that type long words": (Reply("เลือกค่ะ", choices=(Choice(NAME, say=NAME), Choice(NAME))),),
    "links among quick replies": (Reply("ดูค่ะ", choices=(Choice("เปิด", uri="https://x.go.th"), *BUTTONS)),),
    "a card": (Reply("กำหนดการ", (Card("LInG", "14 วัน", (Row("วันที่", "10 พ.ค."),)),)),),
    "a card with long buttons": (Reply("สรุป", (Card("LInG", buttons=BUTTONS[:8]),), BUTTONS),),
    "a card with a link": (Reply("ดู", (Card("LInG", buttons=(Choice("เปิด", uri="tel:0800000000"),)),)),),
    "a place on the map": (Reply("สถานที่อบรม LInG\n" + NAME * 5, place=(13.8607, 100.5146)),),
    "staff's words": (Reply("ลานหลังอาคารค่ะ", sender="เจ้าหน้าที่", quote="q" * 64),),
    "more cards than fit": (Reply("รายการ", tuple(Card(f"โครงการ {n}", "ข้อความ") for n in range(15))),),
}


@pytest.mark.parametrize("what", BODIES)
def test_whatever_we_say_is_within_lines_limits(what: str) -> None:
    body: dict[str, Any] = {"replyToken": "token", "messages": messages.messages(BODIES[what])}
    assert validate("ReplyMessageRequest", body) == []
    assert extra_rules(body) == []


@pytest.mark.parametrize("what", sheet())
def test_every_card_with_the_longest_data_is_within_lines_limits(what: str) -> None:
    body: dict[str, Any] = {"replyToken": "token", "messages": messages.messages(sheet()[what])}
    assert validate("ReplyMessageRequest", body) == []
    assert extra_rules(body) == []
    assert problems("reply", body) == []


def test_words_on_a_card_stand_out_from_their_ground() -> None:
    for shade in blocks.SHADES.values():
        assert contrast(blocks.PAPER, shade.deep) >= 4.5
        assert contrast(blocks.PAPER, shade.light) >= 4.5
        assert contrast(shade.deep, shade.tint) >= 4.5
    assert contrast(blocks.SOFT, blocks.PAPER) >= 4.5


def contrast(one: str, other: str) -> float:
    """How much two colours differ, as WCAG 2.2 measures it."""

    def light(color: str) -> float:
        parts = [int(color[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        red, green, blue = [it / 12.92 if it <= 0.04045 else ((it + 0.055) / 1.055) ** 2.4 for it in parts]
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    dark, bright = sorted((light(one), light(other)))
    return (bright + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("path", sorted(PROGRAMMES.glob("*.yaml")), ids=lambda path: path.stem)
def test_a_summary_of_the_longest_answers_is_within_lines_limits(path: Path) -> None:
    questions = programme_file.read(path).programme.questions
    rows = tuple(Row(question.label, "ที่" * (question.max_length // 3)) for question in questions)
    body = {"messages": messages.messages((Reply("สรุป" * 1000, (Card(NAME, NAME, rows, BUTTONS[:2]),)),))}
    assert extra_rules(body) == []


def test_a_text_that_is_too_long_says_that_it_goes_on() -> None:
    (message,) = messages.messages((Reply("a" + "🐘" * 4000),))
    assert message["text"].endswith("🐘…")
    (short,) = messages.messages((Reply("ก" * 5000),))
    assert short["text"] == "ก" * 5000


def test_staff_speak_with_a_picture_of_their_own_and_the_bot_with_its_own() -> None:
    icon = "https://bot.example.go.th/staff.png"
    said = (Reply("ลานหลังอาคารค่ะ", sender="เจ้าหน้าที่"), Reply("กลับมาแล้วค่ะ"))
    body = {"replyToken": "x", "messages": messages.messages(said, icon)}
    assert problems("reply", body) == []
    assert extra_rules(body) == []
    assert [it.get("sender") for it in body["messages"]] == [{"name": "เจ้าหน้าที่", "iconUrl": icon}, None]


def test_only_the_last_message_carries_quick_replies() -> None:
    said = messages.messages((Reply("หนึ่ง", choices=(Choice("ก"),)), Reply("สอง", choices=(Choice("ข"),))))
    assert "quickReply" not in said[0]
    assert [item["action"]["label"] for item in said[1]["quickReply"]["items"]] == ["ข"]


def test_a_button_sends_its_data_and_shows_its_words_or_types_them() -> None:
    choices = (
        Choice("ยืนยัน", data="signup.confirm|a1|3", say="ยืนยันค่ะ"),
        Choice("เมนู", say="ขอเมนู"),
        Choice("ข้าม"),
    )
    items = messages.messages((Reply("ไหม", choices=choices),))[0]["quickReply"]["items"]
    assert [item["action"] for item in items] == [
        {"type": "postback", "label": "ยืนยัน", "data": "signup.confirm|a1|3", "displayText": "ยืนยันค่ะ"},
        {"type": "message", "label": "เมนู", "text": "ขอเมนู"},
        {"type": "message", "label": "ข้าม", "text": "ข้าม"},
    ]


CLUSTERS = st.builds(
    lambda base, above, tone: base + above + tone,
    st.sampled_from("กขคงจชญดตนบปผพมยรลวสหอฮ"),
    st.sampled_from(["", "ิ", "ี", "ึ", "ื", "ั", "ุ", "ู", "็", "ำ"]),
    st.sampled_from(["", "่", "้", "๊", "๋", "์"]),
)
WORDS = st.lists(CLUSTERS | st.sampled_from([*"เแโใไaZ9 ๙.", "🐘", "e\u0301"]), max_size=40).map("".join)


@settings(max_examples=300, derandomize=True, deadline=None, database=None)
@given(text=WORDS, limit=st.integers(1, 40))
def test_cutting_never_splits_what_a_reader_sees_as_one_character(text: str, limit: int) -> None:
    characters = regex.findall(r"\X", text)
    cut = graphemes.cut(text, limit)
    assert seen(cut) <= limit
    assert regex.findall(r"\X", cut) == characters[: seen(cut)]
    if len(characters) <= limit:
        assert cut == text


# Events


def read(event: dict[str, Any]) -> Event:
    """The one event of a webhook call."""
    (found,) = events.events(webhook("U" + "0" * 32, event), NOW, NOW)
    return found


def raw(**more: Any) -> dict[str, Any]:
    """A text message as LINE sends it, with some parts different."""
    return {
        "type": "message",
        "mode": "active",
        "timestamp": 1_712_282_400_123,
        "source": {"type": "user", "userId": SOMCHAI},
        "webhookEventId": "01HTNVX8G0000000000000000",
        "deliveryContext": {"isRedelivery": False},
        "replyToken": "a" * 32,
        "message": {"id": "5", "type": "text", "text": "สวัสดี", "quoteToken": "q"},
        **more,
    }


def test_a_text_message_is_read_whole() -> None:
    assert read(raw()) == Event(
        id="01HTNVX8G0000000000000000",
        kind=EventKind.TEXT,
        chat=SOMCHAI,
        user=SOMCHAI,
        occurred_at=datetime(2024, 4, 5, 2, 0, 0, 123_000, tzinfo=UTC),
        received_at=NOW,
        text="สวัสดี",
        message_id="5",
        reply_token="a" * 32,
        quote="q",
    )


IN_GROUP = {"type": "group", "groupId": GROUP, "userId": SOMCHAI}
NOBODY = {"type": "group", "groupId": GROUP}
TO_US = {"mentionees": [{"index": 0, "length": 4, "type": "user", "isSelf": True}]}
TO_ANOTHER = {"mentionees": [{"index": 0, "length": 4, "type": "user", "userId": SOMCHAI}, {"type": "all"}]}


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        (
            {"type": "postback", "postback": {"data": "ask|fee"}},
            {"data": "ask|fee"},
        ),
        ({"type": "follow", "follow": {"isUnblocked": True}}, {"kind": EventKind.FOLLOW}),
        ({"type": "unfollow"}, {"kind": EventKind.UNFOLLOW}),
        (
            {"type": "join", "source": {"type": "group", "groupId": GROUP}},
            {"kind": EventKind.JOIN, "user": None},
        ),
        ({"type": "unsend", "unsend": {"messageId": "77"}}, {"kind": EventKind.UNSEND, "message_id": "77"}),
        ({"type": "memberJoined"}, {"kind": EventKind.OTHER}),
        ({"type": "something new"}, {"kind": EventKind.OTHER, "reply_token": "a" * 32}),
        ({"type": None}, {"kind": EventKind.OTHER}),
        ({"message": {"type": "something new"}}, {"kind": EventKind.FILE, "chat": SOMCHAI}),
        ({"message": {"type": "text"}}, {"kind": EventKind.TEXT, "text": ""}),
        ({"message": {"type": "sticker", "packageId": "1"}}, {"kind": EventKind.STICKER}),
        (
            {"message": {"type": "location", "title": "ศาลากลาง", "address": "จ.อุดรธานี", "latitude": 1}},
            {"kind": EventKind.LOCATION, "text": "ศาลากลาง จ.อุดรธานี"},
        ),
        ({"source": IN_GROUP}, {"chat": GROUP, "user": SOMCHAI, "addressed": False}),
        (
            {"source": IN_GROUP, "message": {"type": "text", "text": "@bot", "mention": TO_US}},
            {"addressed": True},
        ),
        (
            {"source": IN_GROUP, "message": {"type": "text", "text": "@x", "mention": TO_ANOTHER}},
            {"addressed": False},
        ),
        ({"source": {"type": "room", "roomId": "R1"}}, {"chat": "R1", "user": None}),
        ({"mode": "standby", "replyToken": None}, {"active": False, "reply_token": None}),
        ({"deliveryContext": {"isRedelivery": True}}, {"redelivered": True}),
        ({"deliveryContext": None}, {"redelivered": False}),
        ({"timestamp": None}, {"occurred_at": NOW}),
        ({"timestamp": True}, {"occurred_at": NOW}),
        ({"timestamp": -5}, {"occurred_at": NOW}),
        ({"timestamp": 10**20}, {"occurred_at": NOW}),
        ({"message": {"type": "text", "text": "ก\0ข"}}, {"text": "กข"}),
        ({"replyToken": 7}, {"reply_token": None}),
    ],
    ids=str,
)
def test_an_event_is_read_as_far_as_it_can_be(changes: dict[str, Any], expected: dict[str, Any]) -> None:
    event = read(raw(**changes))
    assert {name: getattr(event, name) for name in expected} == expected


@pytest.mark.parametrize(
    "changes",
    [{"webhookEventId": None}, {"webhookEventId": ""}, {"source": None}, {"source": {"type": "user"}}],
)
def test_what_has_no_id_or_nobody_to_answer_is_passed_over(changes: dict[str, Any]) -> None:
    assert events.events(webhook("U" + "0" * 32, raw(**changes)), NOW, NOW) == []


def test_half_a_surrogate_pair_is_left_out() -> None:
    body = json.dumps({"events": [raw(message={"type": "text", "text": "ก\ud83dข"})]}).encode()
    assert [event.text for event in events.events(body, NOW, NOW)] == ["กข"]


# What LINE answers


@pytest.mark.parametrize(
    ("answer", "accepted", "token_refused", "passing"),
    [
        (Answer(200), True, False, False),
        (Answer(409, "The retry key is already accepted"), True, False, False),
        (Answer(400, "Invalid reply token"), False, True, False),
        (Answer(400, "The request body has 1 error(s)"), False, False, False),
        (Answer(401, "Authentication failed"), False, False, False),
        (Answer(403, "Access to this API is not available for your account"), False, False, False),
        (Answer(429, "The API rate limit has been exceeded. Try again later."), False, False, True),
        (Answer(429, "You have reached your monthly limit."), False, False, False),
        (Answer(500), False, False, True),
        (Answer(503), False, False, True),
        (Answer(0, "ReadTimeoutError"), False, False, True),
    ],
    ids=str,
)
def test_what_an_answer_of_line_means(
    answer: Answer, accepted: bool, token_refused: bool, passing: bool
) -> None:
    assert (answer.accepted, answer.token_refused, answer.passing) == (accepted, token_refused, passing)


@pytest.fixture
def another(post: Post) -> Iterator[Line]:
    """LINE called with a wrong access token."""
    channel = Line("wrong", post.address)
    yield channel
    channel.close()


def test_lines_name_quota_and_request_number_come_through(post: Post) -> None:
    post.line.monthly_quota = 200
    post.line.bot_name = "รับสมัคร"
    answer = post.calling.push(post.chat("สมชาย"), (Reply("สวัสดีค่ะ"),), "0b4d7f1e-6f0a-4c1c-9d3e-5f1f6a6b7c8d")
    assert answer.status == 200 and answer.request_id
    assert post.channel.bot_name() == "รับสมัคร"
    assert post.channel.quota() == (200, 1)


def test_no_limit_is_no_limit(post: Post) -> None:
    assert post.channel.quota() == (None, 0)


def test_a_wrong_token_is_told_in_lines_words(another: Line) -> None:
    answer = Calling(another).reply("token", (Reply("สวัสดีค่ะ"),))
    assert answer.status == 401 and "Authentication failed" in answer.message
    with pytest.raises(ConnectionError, match="401: Authentication failed"):
        another.bot_name()


def test_a_file_someone_sent_comes_in_pieces(post: Post) -> None:
    sent = post.line.person("สมชาย").file("แผน.pdf", b"%PDF-" + b"0" * 200_000)
    pieces = list(post.channel.content(sent["message"]["id"]))
    assert b"".join(pieces) == b"%PDF-" + b"0" * 200_000
    assert len(pieces) > 1


def test_a_file_that_is_not_there_never_will_be(post: Post) -> None:
    with pytest.raises(Unavailable, match="404") as refused:
        list(post.channel.content("1234"))
    assert refused.value.final


@pytest.mark.parametrize(
    "said",
    [
        Said(401, '{"message": "Authentication failed"}'),
        Said(403, '{"message": "Forbidden"}'),
        Said(404, "<html>"),
        Said(302),
        Said(200, "<html>"),
    ],
    ids=str,
)
def test_what_is_said_to_the_whole_channel_says_nothing_of_a_file_or_a_person(post: Post, said: Said) -> None:
    sent = post.line.person("สมชาย").file("แผน.pdf", b"%PDF-")
    post.line.outage = said
    with pytest.raises(Unavailable) as refused:
        list(post.channel.content(sent["message"]["id"]))
    assert not refused.value.final
    for asked in (lambda: post.channel.display_name(SOMCHAI), post.channel.quota, post.channel.bot_name):
        with pytest.raises(ConnectionError):
            asked()
    post.line.outage = None
    assert post.channel.display_name(SOMCHAI) == "สมชาย"
    assert b"".join(post.channel.content(sent["message"]["id"])) == b"%PDF-"


def test_a_file_cannot_be_had_while_line_is_away() -> None:
    away = Line("token", "http://127.0.0.1:9")
    try:
        with pytest.raises(Unavailable) as refused:
            list(away.content("1234"))
        assert not refused.value.final
    finally:
        away.close()
