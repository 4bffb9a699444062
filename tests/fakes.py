"""Fakes: a clock that stands still, and LINE by way of the stand-in without HTTP."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.line import messages
from bot.line.answers import Answer
from bot.line.client import Unavailable
from bot.process.clock import Clock
from bot.simulator.standin import StandIn
from models.calendar import BANGKOK
from models.reply import Reply
from tests.line_contract import extra_rules, validate


def bangkok(text: str) -> datetime:
    """`2024-04-05 09:00` in Thailand."""
    return datetime.fromisoformat(text).replace(tzinfo=BANGKOK)


class FrozenClock(Clock):
    """Both of its times move only when told."""

    def __init__(self, at: str = "2024-04-05 09:00") -> None:
        self._machine = datetime(2026, 1, 1, tzinfo=UTC)
        super().__init__(bangkok(at))

    def machine(self) -> datetime:
        """Stands still."""
        return self._machine

    def wait(self, span: timedelta) -> None:
        """Both times go on by this much."""
        self._machine += span


class StandInChannel:
    """LINE's API as the stand-in has it. Every body is checked against LINE's own description."""

    def __init__(self, stand_in: StandIn) -> None:
        self._stand_in = stand_in
        self._calls = 0
        self.bodies: list[dict[str, Any]] = []

    @asynccontextmanager
    async def open(self) -> AsyncIterator[StandInChannel]:
        """The way to it, from within an event loop."""
        yield self

    async def reply(self, token: str, replies: tuple[Reply, ...]) -> Answer:
        """Answers by token."""
        body = {"replyToken": token, "messages": messages.messages(replies)}
        return self._send("reply", "ReplyMessageRequest", body, None)

    async def push(self, to: str, replies: tuple[Reply, ...], retry_key: str) -> Answer:
        """Pushes."""
        body = {"to": to, "messages": messages.messages(replies)}
        return self._send("push", "PushMessageRequest", body, retry_key)

    async def multicast(self, to: Sequence[str], replies: tuple[Reply, ...], retry_key: str) -> Answer:
        """The same to several."""
        body = {"to": list(to), "messages": messages.messages(replies)}
        return self._send("multicast", "MulticastRequest", body, retry_key)

    def quota(self) -> tuple[int | None, int]:
        """The month's messages."""
        return self._stand_in.monthly_quota, self._stand_in.used_this_month()

    async def trouble(self) -> str | None:
        """The channel is always well."""
        return None

    def content(self, message: str) -> Iterator[bytes]:
        """The bytes of a picture or file."""
        kept = self._stand_in.content(message)
        if kept is None or kept.data is None:
            raise Unavailable("LINE answered 404", final=True)
        yield kept.data

    def _send(self, endpoint: str, kind: str, body: dict[str, Any], retry_key: str | None) -> Answer:
        assert validate(kind, body) == []
        assert extra_rules(body) == []
        self.bodies.append(body)
        self._calls += 1
        answer = self._stand_in.send(endpoint, body, retry_key, f"request-{self._calls}")
        return Answer(answer.status, str(answer.body.get("message", "")), f"request-{self._calls}")
