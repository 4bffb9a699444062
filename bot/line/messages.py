"""Turns our replies into LINE's message objects, within LINE's documented limits."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from bot.line import cards
from bot.line.cards import cut16
from models.graphemes import cut
from models.reply import Choice, Reply

MAX_TEXT = 5000
MAX_ALT = 1500
MAX_LABEL = 20
MAX_SENDER = 20
MAX_PLACE = 100
MAX_BUTTON_LABEL = 40
MAX_MESSAGES = 5
MAX_QUICK_REPLIES = 13
LONGEST_ON_A_CARD = 2500
"""Characters; a longer text, such as a consent, goes before its card, whole."""


def messages(replies: tuple[Reply, ...], icon: str | None = None) -> list[dict[str, Any]]:
    """LINE message objects, within LINE's documented limits. The last carries the quick replies.

    icon  where the picture is that stands beside what somebody other than the bot says
    """
    made = [message for reply in replies for message in _messages(reply, icon)][:MAX_MESSAGES]
    items = [_quick_reply(c) for c in (replies[-1].choices if replies else ()) if not c.uri]
    if made and items:
        made[-1]["quickReply"] = {"items": items[:MAX_QUICK_REPLIES]}
    return made


def _messages(reply: Reply, icon: str | None) -> list[dict[str, Any]]:
    return [{**message, **_spoken_by(reply, icon)} for message in _drawn(reply)]


def _spoken_by(reply: Reply, icon: str | None) -> dict[str, Any]:
    """https://developers.line.biz/en/docs/messaging-api/icon-nickname-switch/"""
    if not reply.sender:
        return {}
    pictured = {"iconUrl": icon} if icon else {}
    return {"sender": {"name": cut16(reply.sender, MAX_SENDER), **pictured}}


def _drawn(reply: Reply) -> list[dict[str, Any]]:
    if reply.place is not None:
        name, _, address = reply.text.partition("\n")
        latitude, longitude = reply.place
        about = {"title": cut16(name, MAX_PLACE), "address": cut16(address or name, MAX_PLACE)}
        return [{"type": "location", **about, "latitude": latitude, "longitude": longitude}]
    if not reply.cards:
        quoted = {"quoteToken": reply.quote} if reply.quote else {}
        return [{"type": "text", "text": cut16(reply.text, MAX_TEXT), **quoted}]
    before = [card.text for card in reply.cards[:1] if len(card.text) > LONGEST_ON_A_CARD]
    shown = (replace(reply.cards[0], text=""), *reply.cards[1:]) if before else reply.cards
    contents = cards.contents(cards.bubbles(shown, lambda choice: _action(choice, MAX_BUTTON_LABEL)))
    card = {"type": "flex", "altText": cut16(reply.text, MAX_ALT), "contents": contents}
    return [*({"type": "text", "text": cut16(text, MAX_TEXT)} for text in before), card]


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
