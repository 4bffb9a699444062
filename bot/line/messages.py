"""Turns our replies into LINE's message objects, within LINE's documented limits."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from models.graphemes import cut
from models.reply import Card, Choice, Reply

MAX_TEXT = 5000
MAX_ALT = 1500
MAX_LABEL = 20
MAX_NAME = 20
MAX_BUTTON_LABEL = 40
MAX_MESSAGES = 5
MAX_QUICK_REPLIES = 13
_SHORT_LABEL = 14
_CARD_TEXT = 4000
"""The most characters in all rows of a card: a bubble is at most 30 KB, at six bytes per Thai letter."""


def messages(replies: tuple[Reply, ...]) -> list[dict[str, Any]]:
    """LINE message objects, within LINE's documented limits. The last carries the quick replies."""
    made = [_message(reply) | _sender(reply) for reply in replies[:MAX_MESSAGES]]
    items = [_quick_reply(c) for c in (replies[-1].choices if replies else ()) if not c.uri]
    if made and items:
        made[-1]["quickReply"] = {"items": items[:MAX_QUICK_REPLIES]}
    return made


def _message(reply: Reply) -> dict[str, Any]:
    if not reply.cards:
        return {"type": "text", "text": _cut16(reply.text, MAX_TEXT)}
    bubbles = [_bubble(card) for card in reply.cards]
    contents = bubbles[0] if len(bubbles) == 1 else {"type": "carousel", "contents": bubbles[:12]}
    return {"type": "flex", "altText": _cut16(reply.text, MAX_ALT), "contents": contents}


def _sender(reply: Reply) -> dict[str, Any]:
    # https://developers.line.biz/en/docs/messaging-api/icon-nickname-switch/
    return {"sender": {"name": _cut16(reply.sender, MAX_NAME)}} if reply.sender else {}


def _quick_reply(choice: Choice) -> dict[str, Any]:
    return {"type": "action", "action": _action(choice, MAX_LABEL)}


def _action(choice: Choice, label_limit: int) -> dict[str, Any]:
    label = cut(choice.label, label_limit)
    if choice.uri:
        return {"type": "uri", "label": label, "uri": choice.uri}
    if choice.data is None:
        return {"type": "message", "label": label, "text": choice.say or choice.label}
    action = {"type": "postback", "label": label, "data": choice.data}
    if choice.say:
        action["displayText"] = cut(choice.say, 300)
    return action


def _bubble(card: Card) -> dict[str, Any]:
    body: list[dict[str, Any]] = [
        {"type": "text", "text": card.title, "weight": "bold", "size": "lg", "wrap": True}
    ]
    if card.text:
        body.append({"type": "text", "text": card.text, "wrap": True, "size": "md", "margin": "md"})
    if card.rows:
        body.append({"type": "separator", "margin": "md"})
    longest = max(_CARD_TEXT // max(len(card.rows), 1), 60)
    for row in card.rows:
        body.append(_row(row.label, _cut16(row.value, longest)))
        if row.buttons:
            body.append(_row_of_buttons(row.buttons))
    bubble: dict[str, Any] = {
        "type": "bubble",
        "body": {"type": "box", "layout": "vertical", "contents": body},
    }
    if card.buttons:
        bubble["footer"] = {
            "type": "box",
            "layout": "vertical",
            "spacing": "sm",
            "contents": [_button(b, first=i == 0) for i, b in enumerate(card.buttons)],
        }
    return bubble


def _row(label: str, value: str) -> dict[str, Any]:
    # A short label goes beside its value, a long one above it.
    beside = cut(label, _SHORT_LABEL) == label
    return {
        "type": "box",
        "layout": "horizontal" if beside else "vertical",
        "margin": "md",
        "spacing": "md" if beside else "none",
        "contents": [
            {"type": "text", "text": label, "size": "sm", "color": "#6B7280", "wrap": True, "flex": 4},
            {"type": "text", "text": value, "size": "md", "wrap": True, "flex": 6},
        ],
    }


def _button(choice: Choice, *, first: bool) -> dict[str, Any]:
    return {
        "type": "button",
        "style": "primary" if first else "secondary",
        "height": "sm",
        "action": _action(choice, MAX_BUTTON_LABEL),
    }


def _row_of_buttons(choices: Sequence[Choice]) -> dict[str, Any]:
    """Buttons side by side; their text shrinks rather than wraps."""
    buttons = [{**_button(choice, first=False), "adjustMode": "shrink-to-fit"} for choice in choices]
    return {"type": "box", "layout": "horizontal", "spacing": "xs", "margin": "sm", "contents": buttons}


def _cut16(text: str, limit: int) -> str:
    """The text within `limit` UTF-16 units (that is how LINE counts text)."""
    if len(text.encode("utf-16-le")) // 2 <= limit:
        return text
    cut_off = text.encode("utf-16-le")[: (limit - 1) * 2].decode("utf-16-le", "ignore")
    return cut_off + "…"
