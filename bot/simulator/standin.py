"""The stand-in for LINE: accepts what the bot sends, by LINE's rules, and shows it on people's phones."""

from __future__ import annotations

import hmac
import re
import threading
import uuid
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Literal

from bot.simulator import people
from bot.simulator.history import History
from bot.simulator.messages import problems
from bot.simulator.richmenus import RichMenus
from bot.simulator.rules import Problem

TOKEN_LIFE = timedelta(minutes=1)
TOKEN_LAST_USE = timedelta(minutes=20)  # counted from the event, however often it is redelivered
RETRY_KEY_LIFE = timedelta(hours=24)
USER_ID = re.compile(r"U[0-9a-f]{32}")
CHAT_ID = re.compile(r"[UCR][0-9a-f]{32}")

Stage = Literal["before", "after"]


@dataclass(frozen=True, slots=True)
class Said:
    """An answer that is not LINE's: a proxy's page, a redirection, nothing at all."""

    status: int
    body: str = ""
    headers: tuple[tuple[str, str], ...] = ()


Fault = int | Said | Literal["hang", "drop", "html", "drip"]
# (stage, endpoint such as "push", request body) -> an HTTP status to answer instead, or how to misbehave
Faults = Callable[[Stage, str, Any], Fault | None]


@dataclass(frozen=True, slots=True)
class Answer:
    """What LINE says to one request."""

    status: int
    body: dict[str, Any]
    headers: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class ReplyToken:
    """Good for one reply to a chat, for a minute after each delivery of its event."""

    chat: str
    event_at: datetime
    delivered_at: datetime
    life: timedelta
    used: bool = False


@dataclass(frozen=True, slots=True)
class Accepted:
    """A request accepted under a retry key."""

    at: datetime
    request_id: str
    sent: list[dict[str, str]] | None


@dataclass(frozen=True, slots=True)
class Content:
    """What a person uploaded; no data once they have unsent the message."""

    mime: str
    data: bytes | None


def refused(status: int, message: str, found: list[Problem] | None = None) -> Answer:
    """An error in LINE's wording."""
    body: dict[str, Any] = {"message": message}
    if found:
        body["details"] = [{"message": one.message, "property": one.property} for one in found]
    return Answer(status, body)


def faulty(found: list[Problem]) -> Answer:
    """The answer to a body with these problems."""
    return refused(400, f"The request body has {len(found)} error(s)", found)


def misplaced(name: str) -> Answer:
    """The answer to an id of the wrong kind."""
    return refused(400, f"The property, {name}, in the request body is invalid (line: -, column: -)")


class StandIn:
    """LINE as one bot sees it. Everything that changes is behind one lock."""

    def __init__(
        self,
        secret: str,
        access_token: str,
        bot_user_id: str,
        real_now: Callable[[], datetime],
        history: History,
        *,
        bot_name: str = "bot",
        demo_now: Callable[[], datetime] | None = None,
        monthly_quota: int | None = None,
        faults: Faults | None = None,
    ) -> None:
        self.secret = secret
        self.bot_user_id = bot_user_id
        self.bot_name = bot_name
        self.real_now = real_now
        self.demo_now = demo_now or real_now
        self.history = history
        self.monthly_quota = monthly_quota
        self.faults = faults
        self.refuses: set[str] = set()  # ids treated as the wrong kind, to test how the bot copes
        self.outage: Fault | None = None  # what every call meets with, whatever it asks for
        self.token_life: Callable[[], timedelta] = lambda: TOKEN_LIFE
        self.renews_tokens = False  # whether a redelivered event brings another reply token
        self.richmenus = RichMenus()
        self.released = threading.Event()  # set it to release requests that a fault left hanging
        self._access_token = access_token
        self._lock = threading.RLock()
        self._tokens: dict[str, ReplyToken] = {}
        self._accepted: dict[str, Accepted] = {}
        self._contents: dict[str, Content] = {}
        self._used: Counter[str] = Counter()
        self._loading: dict[str, datetime] = {}

    # People

    def person(self, name: str, *, group: str | None = None) -> people.Person:
        """Someone with LINE on their phone; known from now on."""
        with self._lock:
            self.history.meet(people.user_id(name), name)
            if group:
                self.history.meet(people.group_id(group), group)
        return people.Person(name, self, bot=self.bot_user_id, group=group)

    def webhook(self, *events: people.Event) -> tuple[bytes, str]:
        """The body and signature of a webhook with these events, as if LINE sent it now."""
        with self._lock:
            for event in events:
                self._take_note(event)
            if self.renews_tokens:
                events = tuple(self._with_another_token(event) for event in events)
        body = people.webhook(self.bot_user_id, *events)
        return body, people.sign(self.secret, body)

    def issue_reply_token(self, chat: str) -> str:
        """A token good for one reply to a chat."""
        token, now = people.token(), self.real_now()
        with self._lock:
            self._tokens = {t: it for t, it in self._tokens.items() if now - it.event_at <= TOKEN_LAST_USE}
            self._tokens[token] = ReplyToken(chat, now, now, self.token_life())
        return token

    def keep_content(self, message_id: str, mime: str, data: bytes) -> None:
        """Keep what a person uploaded, for the bot to fetch."""
        with self._lock:
            self._contents[message_id] = Content(mime, data)

    def start_loading(self, chat: str, seconds: int) -> None:
        """Show somebody that an answer is on its way, until it comes."""
        with self._lock:
            self._loading[chat] = self.real_now() + timedelta(seconds=seconds)

    def loads(self, chat: str) -> bool:
        """Whether somebody is shown that."""
        with self._lock:
            until = self._loading.get(chat)
            return until is not None and self.real_now() < until

    def content(self, message_id: str) -> Content | None:
        """What a person uploaded with a message."""
        with self._lock:
            return self._contents.get(message_id)

    def _take_note(self, event: people.Event) -> None:
        """What an event means for LINE itself."""
        chat = event["source"].get("groupId") or event["source"].get("userId")
        match event["type"]:
            case "follow":
                self.history.mark(chat, friend=True, blocked=False)
            case "unfollow":
                self.history.mark(chat, friend=True, blocked=True)
            case "unsend":
                taken_back = self._contents.get(event["unsend"]["messageId"])
                if taken_back:
                    self._contents[event["unsend"]["messageId"]] = Content(taken_back.mime, None)
        if event["deliveryContext"]["isRedelivery"] and event.get("replyToken") in self._tokens:
            self._tokens[event["replyToken"]].delivered_at = self.real_now()

    def _with_another_token(self, event: people.Event) -> people.Event:
        """A redelivered event with another name for its token: whichever is used first uses both."""
        known = self._tokens.get(event.get("replyToken", ""))
        if known is None or not event["deliveryContext"]["isRedelivery"]:
            return event
        token = people.token()
        self._tokens[token] = known
        return {**event, "replyToken": token}

    # What the bot asks LINE for

    def authorised(self, header: str) -> bool:
        """Whether an Authorization header carries the channel's token."""
        return hmac.compare_digest(header.encode(), f"Bearer {self._access_token}".encode())

    def send(self, endpoint: str, body: Any, retry_key: str | None, request_id: str) -> Answer:
        """Accept a reply, push, multicast or broadcast, or say why not."""
        if retry_key is not None and endpoint == "reply":
            return refused(400, "The retry key is not supported by this endpoint")
        if retry_key is not None and not is_uuid(retry_key):
            return refused(400, "Invalid retry key")
        with self._lock:
            now = self.real_now()
            earlier = self._accepted.get(retry_key) if retry_key else None
            if earlier and now - earlier.at < RETRY_KEY_LIFE:
                return taken_before(earlier)
            if found := problems(endpoint, body):
                return faulty(found)
            answer = self._deliver_by(endpoint, body)
            if retry_key and answer.status == 200:
                self._accepted[retry_key] = Accepted(now, request_id, answer.body.get("sentMessages"))
            return answer

    def _deliver_by(self, endpoint: str, body: dict[str, Any]) -> Answer:
        match endpoint:
            case "reply":
                return self._reply(body["replyToken"], body["messages"])
            case "push":
                return self._push(body["to"], body["messages"])
            case "multicast":
                return self._multicast(body["to"], body["messages"])
            case _:
                everyone = [chat.id for chat in self.history.chats() if USER_ID.fullmatch(chat.id)]
                return self._spread("broadcast", everyone, body["messages"])

    def _reply(self, token: str, messages: list[dict[str, Any]]) -> Answer:
        known, now = self._tokens.get(token), self.real_now()
        if (
            known is None
            or known.used
            or now - known.delivered_at > known.life
            or now - known.event_at > TOKEN_LAST_USE
        ):
            return refused(400, "Invalid reply token")
        known.used = True
        return Answer(200, {"sentMessages": self._show("reply", known.chat, messages)})

    def _push(self, to: str, messages: list[dict[str, Any]]) -> Answer:
        if not CHAT_ID.fullmatch(to) or to in self.refuses:
            return misplaced("to")
        if self.history.chat(to) is None:
            return refused(400, "Failed to send messages")
        if over := self._spend([to]):
            return over
        return Answer(200, {"sentMessages": self._show("push", to, messages)})

    def _multicast(self, to: list[Any], messages: list[dict[str, Any]]) -> Answer:
        for place, one in enumerate(to):
            if not isinstance(one, str) or not USER_ID.fullmatch(one) or one in self.refuses:
                return misplaced(f"to[{place}]")
        return self._spread("multicast", list(dict.fromkeys(to)), messages)

    def _spread(self, via: str, chats: list[str], messages: list[dict[str, Any]]) -> Answer:
        if over := self._spend(chats):
            return over
        for chat in chats:
            self._show(via, chat, messages)
        return Answer(200, {})

    def _show(self, via: str, chat: str, messages: list[dict[str, Any]]) -> list[dict[str, str]]:
        """Put messages on a phone, unless its owner is unknown or blocks the bot (LINE does not tell)."""
        if self._reachable(chat):
            at = self.demo_now()
            self._loading.pop(chat, None)
            for message in messages:
                self.history.show(chat, "bot", via, at, message)
        return [{"id": people.message_id(), "quoteToken": people.token()} for _ in messages]

    def _reachable(self, chat: str) -> bool:
        known = self.history.chat(chat)
        return known is not None and not known.blocked

    # The month's allowance

    def _spend(self, chats: list[str]) -> Answer | None:
        """Count one message per person reached; returns an answer if the month's allowance is not enough."""
        month = f"{self.real_now():%Y-%m}"
        wanted = sum(1 for chat in chats if self._reachable(chat))
        if self.monthly_quota is not None and self._used[month] + wanted > self.monthly_quota:
            return refused(429, "You have reached your monthly limit.")
        self._used[month] += wanted
        return None

    def used_this_month(self) -> int:
        """How many messages of the month's allowance are used up; replies are free."""
        with self._lock:
            return self._used[f"{self.real_now():%Y-%m}"]


def taken_before(earlier: Accepted) -> Answer:
    """The answer to a retry of something already accepted; to the bot it means success."""
    body: dict[str, Any] = {"message": "The retry key is already accepted"}
    if earlier.sent is not None:
        body["sentMessages"] = earlier.sent
    return Answer(409, body, {"x-line-accepted-request-id": earlier.request_id})


def is_uuid(value: str) -> bool:
    """Whether a text is a UUID in its usual form."""
    try:
        return str(uuid.UUID(value)) == value.lower()
    except ValueError:
        return False
