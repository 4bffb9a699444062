"""Simulated people: what they do on their phones, as the webhook events LINE would send."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import secrets
import struct
import zlib
from datetime import datetime
from typing import Any, Protocol

CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
Event = dict[str, Any]


class Platform(Protocol):
    """What a person needs from LINE."""

    def real_now(self) -> datetime:
        """LINE's own clock."""
        ...

    def issue_reply_token(self, chat: str) -> str:
        """A token good for one reply to a chat."""
        ...

    def keep_content(self, message_id: str, mime: str, data: bytes) -> None:
        """Keep what a person uploaded, for the bot to fetch."""
        ...


def user_id(name: str) -> str:
    """The LINE user id of a simulated person: always the same for the same name."""
    return "U" + hashlib.sha256(f"person:{name}".encode()).hexdigest()[:32]


def group_id(name: str) -> str:
    """The id of a simulated group chat."""
    return "C" + hashlib.sha256(f"group:{name}".encode()).hexdigest()[:32]


def sign(secret: str, body: bytes) -> str:
    """The `x-line-signature` of a webhook body."""
    return base64.b64encode(hmac.new(secret.encode(), body, hashlib.sha256).digest()).decode()


def webhook(destination: str, *events: Event) -> bytes:
    """The raw body of one webhook request carrying these events (none: LINE's communication check)."""
    return json.dumps({"destination": destination, "events": list(events)}, ensure_ascii=False).encode()


def redelivered(event: Event) -> Event:
    """The same event as LINE redelivers it: only the mark differs."""
    return {**event, "deliveryContext": {"isRedelivery": True}}


def ulid(at: datetime) -> str:
    """A webhook event id: 26 characters that sort by time."""
    value = (millis(at) << 80) | secrets.randbits(80)
    return "".join(CROCKFORD[(value >> shift) & 31] for shift in range(125, -1, -5))


def millis(at: datetime) -> int:
    """UNIX time in milliseconds, as events carry it."""
    return int(at.timestamp() * 1000)


def message_id() -> str:
    """The id of a message: 18 digits."""
    return str(10**17 + secrets.randbelow(9 * 10**17))


def token() -> str:
    """A quote, read or reply token."""
    return secrets.token_hex(16)


class Person:
    """Someone with LINE on their phone. Each method is something they do, and returns its event."""

    def __init__(self, name: str, line: Platform, *, bot: str, group: str | None = None) -> None:
        self.name = name
        self.id = user_id(name)
        self._line = line
        self._bot = bot
        self._group = group_id(group) if group else None

    def text(self, words: str, *, mention_bot: bool = False) -> Event:
        """Types something; in a group it may address the bot (`@bot` goes in front)."""
        if not mention_bot:
            return self._message({"type": "text", "text": words}, quotable=True)
        mentionee = {"index": 0, "length": 4, "type": "user", "userId": self._bot, "isSelf": True}
        content = {"type": "text", "text": f"@bot {words}", "mention": {"mentionees": [mentionee]}}
        return self._message(content, quotable=True)

    def postback(self, data: str, params: dict[str, str] | None = None) -> Event:
        """Presses a button that sends data, or picks a date with one."""
        press: dict[str, Any] = {"data": data}
        if params:
            press["params"] = params
        return self._event("postback", {"postback": press})

    def sticker(self, package: str = "446", sticker: str = "1988") -> Event:
        """Sends a sticker."""
        content = {
            "type": "sticker",
            "packageId": package,
            "stickerId": sticker,
            "stickerResourceType": "STATIC",
            "keywords": ["hello"],
        }
        return self._message(content, quotable=True)

    def image(self, data: bytes | None = None, mime: str = "image/png") -> Event:
        """Sends a picture; the bot can fetch it."""
        return self._upload({"type": "image"}, mime, data or plain_picture(), quotable=True)

    def video(self) -> Event:
        """Sends a one-second video."""
        return self._upload({"type": "video", "duration": 1000}, "video/mp4", b"\0" * 64, quotable=True)

    def audio(self) -> Event:
        """Sends a two-second voice message."""
        return self._upload({"type": "audio", "duration": 2000}, "audio/x-m4a", b"\0" * 64)

    def file(self, name: str, data: bytes) -> Event:
        """Sends a file."""
        event = self._message({"type": "file", "fileName": name, "fileSize": len(data)})
        self._line.keep_content(event["message"]["id"], "application/octet-stream", data)
        return event

    def location(self, title: str, address: str, latitude: float, longitude: float) -> Event:
        """Sends a place on the map."""
        place = {"title": title, "address": address, "latitude": latitude, "longitude": longitude}
        return self._message({"type": "location", **place})

    def follow(self, *, again: bool = False) -> Event:
        """Adds the bot as a friend, or unblocks it (`again`)."""
        return self._event("follow", {"follow": {"isUnblocked": again}})

    def unfollow(self) -> Event:
        """Blocks the bot."""
        return self._event("unfollow", {}, answerable=False)

    def unsend(self, message: str) -> Event:
        """Unsends a message."""
        return self._event("unsend", {"unsend": {"messageId": message}}, answerable=False)

    def join(self) -> Event:
        """The bot is invited to the person's group."""
        event = self._event("join", {})
        event["source"].pop("userId", None)
        return event

    def _message(self, content: dict[str, Any], *, quotable: bool = False) -> Event:
        message = {"id": message_id(), **content, "markAsReadToken": token()}
        if quotable:
            message["quoteToken"] = token()
        return self._event("message", {"message": message})

    def _upload(self, content: dict[str, Any], mime: str, data: bytes, *, quotable: bool = False) -> Event:
        event = self._message({**content, "contentProvider": {"type": "line"}}, quotable=quotable)
        self._line.keep_content(event["message"]["id"], mime, data)
        return event

    def _event(self, kind: str, more: dict[str, Any], *, answerable: bool = True) -> Event:
        at = self._line.real_now()
        source = {"type": "user", "userId": self.id}
        if self._group:
            source = {"type": "group", "groupId": self._group, "userId": self.id}
        event = {
            "type": kind,
            "mode": "active",
            "timestamp": millis(at),
            "source": source,
            "webhookEventId": ulid(at),
            "deliveryContext": {"isRedelivery": False},
            **more,
        }
        if answerable:
            event["replyToken"] = self._line.issue_reply_token(self._group or self.id)
        return event


def plain_picture(width: int = 120, height: int = 80) -> bytes:
    """A small grey PNG."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = (b"\0" + b"\xc8" * width) * height
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(rows))
        + chunk(b"IEND", b"")
    )
