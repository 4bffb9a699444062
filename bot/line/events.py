"""Turns LINE's webhook JSON into our events."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from datetime import UTC, datetime, timedelta
from typing import Any

from models.event import Event, EventKind

_MESSAGES = {
    "text": EventKind.TEXT,
    "image": EventKind.IMAGE,
    "video": EventKind.VIDEO,
    "audio": EventKind.AUDIO,
    "file": EventKind.FILE,
    "location": EventKind.LOCATION,
    "sticker": EventKind.STICKER,
}
_EVENTS = {
    "postback": EventKind.POSTBACK,
    "follow": EventKind.FOLLOW,
    "unfollow": EventKind.UNFOLLOW,
    "join": EventKind.JOIN,
    "leave": EventKind.LEAVE,
    "unsend": EventKind.UNSEND,
}


TOKEN_LAST_USE = timedelta(minutes=20)
"""How long after the event its reply token may be used at all, however often LINE redelivers the event
(reference, "Reply token")."""


class BadBody(Exception):
    """A webhook body that is not in LINE's format."""


def signed(secret: str, body: bytes, signature: str) -> bool:
    """Whether LINE signed exactly these bytes; compared in constant time."""
    digest = hmac.new(secret.encode(), body, hashlib.sha256).digest()
    return hmac.compare_digest(base64.b64encode(digest), signature.encode("utf-8", "replace"))


def events(body: bytes, received_at: datetime, machine_now: datetime) -> list[Event]:
    """The events of a webhook call in the order they happened. Raises `BadBody`.

    received_at  business time
    machine_now  the time on LINE's own clock, by which an event's age is measured
    """
    try:
        payload = json.loads(body)
        raw = payload["events"]
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise BadBody("not a webhook body") from error
    if not isinstance(raw, list):
        raise BadBody("events is not a list")
    read = [event for item in raw if (event := _event(item, received_at, machine_now)) is not None]
    return sorted(read, key=lambda e: e.occurred_at)


def _event(raw: Any, received_at: datetime, machine_now: datetime) -> Event | None:
    """One event, read from the JSON itself.

    The SDK turns any event with an unknown message kind or a missing field into an `UnknownEvent` without
    reply token and user, and takes half a second for a thousand.
    """
    if not isinstance(raw, dict):
        return None
    source, message = _mapping(raw, "source"), _mapping(raw, "message")
    user = _text(source, "userId")
    chat = _text(source, "groupId") or _text(source, "roomId") or user
    id = _text(raw, "webhookEventId")
    if not id or not chat:
        return None
    kind = _kind(raw, message)
    occurred_at = _occurred(raw)
    too_old = occurred_at is not None and machine_now - occurred_at > TOKEN_LAST_USE
    return Event(
        id=id,
        kind=kind,
        chat=chat,
        user=user,
        occurred_at=occurred_at or received_at,
        received_at=received_at,
        text=_words(kind, message),
        data=_text(_mapping(raw, "postback"), "data") or "",
        message_id=_text(_mapping(raw, "unsend"), "messageId") or _text(message, "id"),
        reply_token=None if too_old else _text(raw, "replyToken"),
        addressed=chat == user or kind is not EventKind.TEXT or _mentions_bot(message),
        active=_text(raw, "mode") != "standby",
        quote=_text(message, "quoteToken"),
        redelivered=_mapping(raw, "deliveryContext").get("isRedelivery") is True,
    )


def _kind(raw: dict[str, Any], message: dict[str, Any]) -> EventKind:
    kind = _text(raw, "type")
    if kind == "message":
        # A message of a kind new to us is still a message: it is answered, not ignored.
        return _MESSAGES.get(_text(message, "type") or "", EventKind.FILE)
    return _EVENTS.get(kind or "", EventKind.OTHER)


def _words(kind: EventKind, message: dict[str, Any]) -> str:
    if kind is EventKind.FILE:
        return _text(message, "fileName") or ""
    if kind is EventKind.LOCATION:
        return " ".join(filter(None, [_text(message, "title"), _text(message, "address")]))
    return _text(message, "text") or ""


def _mentions_bot(message: dict[str, Any]) -> bool:
    mentioned = _mapping(message, "mention").get("mentionees")
    return isinstance(mentioned, list) and any(
        isinstance(m, dict) and m.get("isSelf") is True for m in mentioned
    )


def _occurred(raw: dict[str, Any]) -> datetime | None:
    stamp = raw.get("timestamp")
    if isinstance(stamp, int) and not isinstance(stamp, bool) and 0 < stamp < 32_503_680_000_000:
        return datetime.fromtimestamp(stamp / 1000, UTC)
    return None


def _mapping(raw: dict[str, Any], key: str) -> dict[str, Any]:
    value = raw.get(key)
    return value if isinstance(value, dict) else {}


def _text(raw: dict[str, Any], key: str) -> str | None:
    value = raw.get(key)
    if not isinstance(value, str):
        return None
    if value.isascii() and "\0" not in value:
        return value or None
    # PostgreSQL cannot store NUL, and no database stores half a surrogate pair.
    return value.replace("\0", "").encode("utf-8", "ignore").decode() or None
