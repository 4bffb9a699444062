"""LINE: its webhook JSON to our events, our replies to its messages, and the only calls to its API."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from linebot.v3.messaging import (
    ApiClient,
    Configuration,
    MessagingApi,
    MessagingApiBlob,
    PushMessageRequest,
    ReplyMessageRequest,
)
from linebot.v3.messaging.exceptions import ApiException
from linebot.v3.models import UnknownEvent
from linebot.v3.webhooks import Event as LineEvent
from pydantic.v1 import ValidationError
from urllib3.exceptions import HTTPError

from bot.files import Unavailable
from models.event import Event, EventKind
from models.graphemes import cut
from models.reply import Card, Choice, Reply

TIMEOUT = (3.05, 10.0)
"""Seconds to connect and to wait for an answer; the SDK's own default is for ever."""
MAX_TEXT = 5000
MAX_ALT = 1500
MAX_LABEL = 20
MAX_BUTTON_LABEL = 40
MAX_MESSAGES = 5
MAX_QUICK_REPLIES = 13
_SHORT_LABEL = 14
_CARD_TEXT = 4000
"""Characters all rows of a card may have together: a bubble is at most 30 KB, six bytes a Thai letter."""
UNSENDABLE = 499
"""What we answer ourselves, in LINE's place, for a body that cannot even be made."""

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


class BadBody(Exception):
    """A webhook body that is not of LINE's form."""


def signed(secret: str, body: bytes, signature: str) -> bool:
    """Whether LINE signed these very bytes; compared in constant time."""
    digest = hmac.new(secret.encode(), body, hashlib.sha256).digest()
    return hmac.compare_digest(base64.b64encode(digest), signature.encode("utf-8", "replace"))


def events(body: bytes, received_at: datetime) -> list[Event]:
    """The events of a webhook call in the order they happened. Raises `BadBody`."""
    try:
        payload = json.loads(body)
        raw = payload["events"]
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise BadBody("not a webhook body") from error
    if not isinstance(raw, list):
        raise BadBody("events is not a list")
    read = [event for item in raw if (event := _event(item, received_at)) is not None]
    return sorted(read, key=lambda e: e.occurred_at)


def _event(raw: Any, received_at: datetime) -> Event | None:
    """One event. The SDK's model where it knows the kind; what it does not know is read from the JSON.

    The SDK turns any event with an unknown message kind or a missing field into an `UnknownEvent` without
    reply token and user, so those are always read from the JSON itself.
    """
    if not isinstance(raw, dict):
        return None
    try:
        known = not isinstance(LineEvent.from_dict(raw), UnknownEvent)
    except (ValidationError, ValueError, TypeError, KeyError, AttributeError):
        known = False
    source, message = _mapping(raw, "source"), _mapping(raw, "message")
    user = _text(source, "userId")
    chat = _text(source, "groupId") or _text(source, "roomId") or user
    id = _text(raw, "webhookEventId")
    if not id or not chat:
        return None
    kind = _kind(raw, message)
    return Event(
        id=id,
        kind=kind if known or kind is not EventKind.OTHER else EventKind.OTHER,
        chat=chat,
        user=user,
        occurred_at=_occurred(raw, received_at),
        received_at=received_at,
        text=_words(kind, message),
        data=_text(_mapping(raw, "postback"), "data") or "",
        message_id=_text(_mapping(raw, "unsend"), "messageId") or _text(message, "id"),
        reply_token=_text(raw, "replyToken"),
        addressed=chat == user or kind is not EventKind.TEXT or _mentions_bot(message),
        active=_text(raw, "mode") != "standby",
        redelivered=_mapping(raw, "deliveryContext").get("isRedelivery") is True,
    )


def _kind(raw: dict[str, Any], message: dict[str, Any]) -> EventKind:
    kind = _text(raw, "type")
    if kind == "message":
        # A kind of message that is new to us is still a message: it is answered, not ignored.
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


def _occurred(raw: dict[str, Any], received_at: datetime) -> datetime:
    stamp = raw.get("timestamp")
    if isinstance(stamp, int) and not isinstance(stamp, bool) and 0 < stamp < 32_503_680_000_000:
        return datetime.fromtimestamp(stamp / 1000, UTC)
    return received_at


def _mapping(raw: dict[str, Any], key: str) -> dict[str, Any]:
    value = raw.get(key)
    return value if isinstance(value, dict) else {}


def _text(raw: dict[str, Any], key: str) -> str | None:
    value = raw.get(key)
    if not isinstance(value, str):
        return None
    # PostgreSQL stores no NUL, and no database stores half a surrogate pair.
    return value.replace("\0", "").encode("utf-8", "ignore").decode() or None


def messages(replies: tuple[Reply, ...]) -> list[dict[str, Any]]:
    """LINE message objects, within LINE's documented limits. The last carries the quick replies."""
    made = [_message(reply) for reply in replies[:MAX_MESSAGES]]
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
    body += [_row(row.label, _cut16(row.value, longest)) for row in card.rows]
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
    # A short label stands beside its value, a long one above it.
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


def _cut16(text: str, limit: int) -> str:
    """The text within `limit` UTF-16 units (LINE counts texts so)."""
    if len(text.encode("utf-16-le")) // 2 <= limit:
        return text
    cut_off = text.encode("utf-16-le")[: (limit - 1) * 2].decode("utf-16-le", "ignore")
    return cut_off + "…"


@dataclass(frozen=True, slots=True)
class Answer:
    """What LINE said to a call.

    status      HTTP status; 0 when none came (network, time-out): LINE may or may not have accepted
    message     LINE's own words for a refusal
    request_id  LINE's id of the call, for its support
    """

    status: int
    message: str = ""
    request_id: str | None = None

    @property
    def accepted(self) -> bool:
        """LINE has the message; 409 says it had it already."""
        return 200 <= self.status < 300 or self.status == 409

    @property
    def token_refused(self) -> bool:
        """The reply token was used or is too old; LINE does not say which."""
        return self.status == 400 and "invalid reply token" in self.message.lower()

    @property
    def out_of_quota(self) -> bool:
        """The month's messages are used up: trying again is pointless until it is raised or over."""
        return self.status == 429 and "monthly limit" in self.message.lower()

    @property
    def passing(self) -> bool:
        """Worth trying again."""
        again = self.status in (0, 401, 429) or self.status >= 500  # 401: staff must mend the token
        return again and not self.out_of_quota


class Line:
    """LINE's Messaging API over one pooled client. Thread-safe."""

    def __init__(self, access_token: str, api_base_url: str, data_api_base_url: str | None = None) -> None:
        self._client = _client(access_token, api_base_url)
        self._data_client = _client(access_token, data_api_base_url or api_base_url)
        self._api = MessagingApi(self._client)
        self._blob = MessagingApiBlob(self._data_client)

    def reply(self, token: str, replies: tuple[Reply, ...]) -> Answer:
        """Answers by reply token: free, once, within a minute."""
        body = {"replyToken": token, "messages": messages(replies)}
        return self._call(self._api.reply_message_with_http_info, ReplyMessageRequest, body)

    def push(self, to: str, replies: tuple[Reply, ...], retry_key: str) -> Answer:
        """Pushes; the same retry key again within 24 hours is never delivered twice."""
        body = {"to": to, "messages": messages(replies)}
        return self._call(
            self._api.push_message_with_http_info, PushMessageRequest, body, x_line_retry_key=retry_key
        )

    def content(self, message: str) -> Iterator[bytes]:
        """The bytes of a picture or file someone sent, in pieces. Raises `Unavailable`."""
        try:
            answer = self._blob.get_message_content_with_http_info(
                message, _preload_content=False, _request_timeout=TIMEOUT
            )
            response = answer.raw_data
            if answer.status_code != 200:
                raise Unavailable(f"LINE answered {answer.status_code}", final=False)
            try:
                yield from response.stream(64 * 1024)
            finally:
                response.release_conn()
        except ApiException as error:
            final = error.status is not None and 400 <= error.status < 500 and error.status != 429
            raise Unavailable(f"LINE answered {error.status}", final=final) from error
        except (HTTPError, OSError) as error:
            raise Unavailable(type(error).__name__, final=False) from error

    def quota(self) -> tuple[int | None, int]:
        """(messages a month or None for no limit, used so far). Raises ConnectionError with LINE's words."""
        limit = self._get(self._api.get_message_quota)
        used = self._get(self._api.get_message_quota_consumption)
        return limit.value, used.total_usage

    def bot_name(self) -> str:
        """The channel's name; a cheap check of the token. Raises ConnectionError with LINE's words."""
        return str(self._get(self._api.get_bot_info).display_name)

    def close(self) -> None:
        """Closes the pooled connections."""
        for client in (self._client, self._data_client):
            client.rest_client.pool_manager.clear()
            client.close()

    def _call(self, method: Any, kind: Any, body: dict[str, Any], **keywords: Any) -> Answer:
        try:
            request = kind.from_dict(body)
        except (ValidationError, ValueError, TypeError) as error:
            # Our own fault, and no less final than LINE's refusal: tried again it would be the same.
            return Answer(UNSENDABLE, f"not a message: {type(error).__name__}")
        try:
            answer = method(request, _request_timeout=TIMEOUT, **keywords)
        except ApiException as error:
            return Answer(
                error.status or 0, _message_of(error), (error.headers or {}).get("x-line-request-id")
            )
        except (HTTPError, OSError) as error:
            return Answer(0, type(error).__name__)
        except (ValidationError, ValueError, TypeError) as error:
            # LINE answered 2xx with a body the SDK cannot read: the message is sent all the same.
            return Answer(200, f"unreadable answer: {type(error).__name__}")
        return Answer(answer.status_code, "", (answer.headers or {}).get("x-line-request-id"))

    def _get(self, method: Any) -> Any:
        try:
            return method(_request_timeout=TIMEOUT)
        except ApiException as error:
            raise ConnectionError(f"{error.status}: {_message_of(error)}") from error
        except (HTTPError, OSError) as error:
            raise ConnectionError(type(error).__name__) from error


def _client(access_token: str, base_url: str) -> ApiClient:
    configuration = Configuration(host=base_url, access_token=access_token)
    configuration.retries = False  # we try again ourselves, with the retry key
    return ApiClient(configuration)


def _message_of(error: ApiException) -> str:
    try:
        return str(json.loads(error.body)["message"])[:300]
    except (ValueError, KeyError, TypeError):
        return str(error.body or "")[:300]
