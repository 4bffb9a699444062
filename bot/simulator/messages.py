"""What LINE accepts as the messages of one request."""

from __future__ import annotations

from typing import Any

from bot.simulator.rules import (
    Check,
    Problem,
    anything,
    flag,
    matching,
    number,
    one_of,
    record,
    several,
    tagged,
    text,
    whole,
)
from bot.simulator.shapes import ALT_TEXT, FLEX, HTTPS, QUICK_REPLY, RICH_MENU, TEMPLATES, action, said

QUICK_REPLIES = record(
    {
        "items": several(
            record({"type": one_of("action"), "action": action(QUICK_REPLY)}, {"imageUrl": HTTPS}), 1, 13
        )
    },
    {},
)
SENDER = record({}, {"name": text(20), "iconUrl": HTTPS})
AREA = record(dict.fromkeys(("x", "y", "width", "height"), whole(0, 100_000)), {})
EMOJI = record(
    {"index": whole(0, 5000), "productId": text(100), "emojiId": text(100)}, {"length": whole(1, 100)}
)


def message(required: dict[str, Check], optional: dict[str, Check] | None = None) -> Check:
    """A message of one kind: what all kinds may have, and what this one has."""
    common: dict[str, Check] = {"quickReply": QUICK_REPLIES, "sender": SENDER}
    return record({"type": anything, **required}, {**common, **(optional or {})})


MESSAGES = tagged(
    {
        "text": message({"text": text(5000)}, {"emojis": several(EMOJI, 0, 20), "quoteToken": text(1000)}),
        "textV2": message({"text": text(5000)}, {"substitution": anything, "quoteToken": text(1000)}),
        "sticker": message({"packageId": text(100), "stickerId": text(100)}, {"quoteToken": text(1000)}),
        "image": message({"originalContentUrl": HTTPS, "previewImageUrl": HTTPS}),
        "video": message({"originalContentUrl": HTTPS, "previewImageUrl": HTTPS}, {"trackingId": text(100)}),
        "audio": message({"originalContentUrl": HTTPS, "duration": whole(1, 3_600_000)}),
        "location": message(
            {
                "title": text(100),
                "address": text(100),
                "latitude": number(-90, 90),
                "longitude": number(-180, 180),
            }
        ),
        "imagemap": message(
            {
                "baseUrl": HTTPS,
                "altText": ALT_TEXT,
                "baseSize": record({"width": whole(1, 1040), "height": whole(1, 10_000)}, {}),
                "actions": several(anything, 1, 50),
            },
            {"video": anything},
        ),
        "template": message({"altText": ALT_TEXT, "template": TEMPLATES}),
        "flex": message({"altText": ALT_TEXT, "contents": FLEX}),
        "coupon": message({"couponId": text(100)}, {"deliveryTag": text(30)}),
    }
)
ONE_TO_FIVE = several(MESSAGES, 1, 5)
SENDING: dict[str, Check] = {
    "notificationDisabled": flag,
    "customAggregationUnits": several(matching(r"[A-Za-z0-9_]{1,30}"), 0, 1),
}

BODIES: dict[str, Check] = {
    "reply": record({"replyToken": text(1000), "messages": ONE_TO_FIVE}, {"notificationDisabled": flag}),
    "push": record({"to": text(100), "messages": ONE_TO_FIVE}, SENDING),
    "multicast": record({"to": several(anything, 1, 500), "messages": ONE_TO_FIVE}, SENDING),
    "broadcast": record({"messages": ONE_TO_FIVE}, {"notificationDisabled": flag}),
    "validate": record({"messages": ONE_TO_FIVE}, {}),
    "loading": record({"chatId": text(100)}, {"loadingSeconds": whole(5, 60)}),
    "read": record({"markAsReadToken": text(1000)}, {}),
    "bulk_link": record({"richMenuId": text(100), "userIds": several(text(100), 1, 500)}, {}),
    "bulk_unlink": record({"userIds": several(text(100), 1, 500)}, {}),
    "alias": record({"richMenuAliasId": matching(r"[a-z0-9_-]{1,32}"), "richMenuId": text(100)}, {}),
    "alias_change": record({"richMenuId": text(100)}, {}),
    "richmenu": record(
        {
            "size": record({"width": whole(800, 2500), "height": whole(250, 2500)}, {}),
            "selected": flag,
            "name": said(300),
            "chatBarText": said(14),
            "areas": several(record({"bounds": AREA, "action": action(RICH_MENU)}, {}), 0, 20),
        },
        {},
    ),
}


def problems(body: str, value: Any) -> list[Problem]:
    """What is wrong with one endpoint's body; empty if LINE would accept it."""
    return list(BODIES[body](value, ""))
