"""What LINE takes and what it refuses: the stand-in and LINE's own description agree."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from bot.simulator.messages import problems
from tests.line_contract import extra_rules, validate

POSTBACK = {"type": "postback", "label": "สมัคร", "data": "act=signup", "displayText": "สมัคร"}
LINK = {"type": "uri", "label": "เว็บไซต์", "uri": "https://www.example.org/"}
Body = dict[str, Any]


def good() -> Body:
    """A push with one of everything the bot might say."""
    bubble = {
        "type": "bubble",
        "size": "mega",
        "body": {
            "type": "box",
            "layout": "vertical",
            "spacing": "md",
            "contents": [
                {"type": "text", "text": "รุ่นที่ 6", "weight": "bold", "size": "lg", "wrap": True},
                {"type": "separator", "margin": "md", "color": "#cccccc"},
                {
                    "type": "box",
                    "layout": "baseline",
                    "contents": [
                        {"type": "text", "text": "สถานที่", "flex": 2, "color": "#556655"},
                        {"type": "text", "contents": [{"type": "span", "text": "ยังไม่ประกาศ"}], "flex": 5},
                    ],
                },
            ],
        },
        "footer": {
            "type": "box",
            "layout": "vertical",
            "contents": [{"type": "button", "style": "primary", "height": "sm", "action": POSTBACK}],
        },
    }
    flex = {"type": "flex", "altText": "รุ่นที่ 6", "contents": bubble}
    carousel = {
        "type": "flex",
        "altText": "หลักสูตร",
        "contents": {"type": "carousel", "contents": [bubble] * 3},
    }
    buttons = {"type": "buttons", "title": "ติดต่อ", "text": "เลือกได้ค่ะ", "actions": [LINK, POSTBACK]}
    confirm = {"type": "confirm", "text": "ยินยอมไหมคะ", "actions": [POSTBACK, POSTBACK]}
    text = {
        "type": "text",
        "text": "สวัสดีค่ะ",
        "quickReply": {
            "items": [
                {"type": "action", "action": {"type": "message", "label": "เมนู", "text": "เมนู"}},
                {"type": "action", "action": {"type": "location", "label": "ส่งตำแหน่ง"}},
                {
                    "type": "action",
                    "action": {"type": "datetimepicker", "label": "เลือกวัน", "data": "d", "mode": "date"},
                },
            ]
        },
    }
    messages = [
        flex,
        carousel,
        {"type": "template", "altText": "ติดต่อ", "template": buttons},
        {"type": "template", "altText": "ยินยอม", "template": confirm},
        text,
    ]
    body: Body = json.loads(json.dumps({"to": "U" + "0" * 32, "messages": messages}))  # no part shared
    return body


def test_what_is_right_passes_both() -> None:
    assert problems("push", good()) == []
    assert validate("PushMessageRequest", good()) == []
    assert extra_rules(good()) == []


def first_bubble(body: Body) -> Body:
    bubble: Body = body["messages"][0]["contents"]
    return bubble


def quick(body: Body) -> list[Body]:
    items: list[Body] = body["messages"][4]["quickReply"]["items"]
    return items


def words(body: Body) -> Body:
    part: Body = first_bubble(body)["body"]["contents"][0]
    return part


def press(body: Body) -> Body:
    action: Body = first_bubble(body)["footer"]["contents"][0]["action"]
    return action


def wide(body: Body) -> None:
    body["messages"][1]["contents"]["contents"] *= 5


CASES: dict[str, tuple[Callable[[Body], Any], str]] = {
    "six messages": (lambda b: b["messages"].append(b["messages"][0]), "messages"),
    "no message": (lambda b: b["messages"].clear(), "messages"),
    "unknown kind": (lambda b: b["messages"][4].update(type="words"), "messages[4].type"),
    "unknown property": (lambda b: b["messages"][4].update(txt="x"), "messages[4].txt"),
    "empty text": (lambda b: b["messages"][4].update(text=" "), "messages[4].text"),
    "long text": (lambda b: b["messages"][4].update(text="🍎" * 2501), "messages[4].text"),
    "long altText": (lambda b: b["messages"][0].update(altText="ก" * 1501), "messages[0].altText"),
    "no altText": (lambda b: b["messages"][0].pop("altText"), "messages[0].altText"),
    "14 quick replies": (lambda b: quick(b).extend(quick(b)[:1] * 11), "messages[4].quickReply.items"),
    "long quick label": (
        lambda b: quick(b)[0]["action"].update(label="ลงทะเบียนเข้าร่วมโครงการ"),
        "messages[4].quickReply.items[0].action.label",
    ),
    "quick reply without label": (
        lambda b: quick(b)[0]["action"].pop("label"),
        "messages[4].quickReply.items[0].action.label",
    ),
    "long data": (
        lambda b: press(b).update(data="x" * 301),
        "messages[0].contents.footer.contents[0].action.data",
    ),
    "long Flex label": (
        lambda b: press(b).update(label="ก" * 41),
        "messages[0].contents.footer.contents[0].action.label",
    ),
    "camera outside quick replies": (
        lambda b: first_bubble(b)["footer"]["contents"][0].update(action={"type": "camera", "label": "ถ่าย"}),
        "messages[0].contents.footer.contents[0].action.type",
    ),
    "strange scheme": (
        lambda b: b["messages"][2]["template"]["actions"][0].update(uri="javascript:alert(1)"),
        "messages[2].template.actions[0].uri",
    ),
    "Flex text without words": (lambda b: words(b).pop("text"), "messages[0].contents.body.contents[0].text"),
    "Flex typo": (
        lambda b: words(b).update(colour="#000000"),
        "messages[0].contents.body.contents[0].colour",
    ),
    "strange layout": (
        lambda b: first_bubble(b)["body"].update(layout="grid"),
        "messages[0].contents.body.layout",
    ),
    "15 bubbles": (wide, "messages[1].contents.contents"),
    # LINE does not say how it counts; encoded, a Thai character is six bytes
    "bubble too large": (lambda b: words(b).update(text="ก" * 4999), "messages[0].contents"),
    "one button to confirm": (
        lambda b: b["messages"][3]["template"]["actions"].pop(),
        "messages[3].template.actions",
    ),
    "long text beside a title": (
        lambda b: b["messages"][2]["template"].update(text="ก" * 61),
        "messages[2].template.text",
    ),
}
ENCODED_SIZE = {
    "bubble too large"
}  # six bytes a Thai character: 4,999 are just under 30 KB, with the rest over


@pytest.mark.parametrize("name", CASES)
def test_what_is_wrong_is_refused_at_its_place(name: str) -> None:
    spoil, place = CASES[name]
    body = good()
    spoil(body)
    assert place in {problem.property for problem in problems("push", body)}
    assert validate("PushMessageRequest", body) or extra_rules(body)


@pytest.mark.parametrize(
    "label", ["ดูรายละเอียดหลักสูตร", "ก" * 20, "น้ำ" * 20, "ผู้" * 20], ids=["real", "plain", "am", "marks"]
)
def test_labels_are_counted_as_read(label: str) -> None:
    body = good()
    quick(body)[0]["action"]["label"] = label
    assert problems("push", body) == []
    assert extra_rules(body) == []


def test_the_deepest_fault_comes_first() -> None:
    body = good()
    first_bubble(body)["body"]["layout"] = "grid"
    assert validate("PushMessageRequest", body)[0].startswith('messages[0].contents.body.layout: "grid"')
