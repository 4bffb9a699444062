"""Calls to LINE one at a time, for tests that need no event loop of their own."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import TypeVar

from bot.delivery.line_delivery import Channel, Messages
from bot.line.answers import Answer
from models.reply import Reply

T = TypeVar("T")


class Calling:
    """A channel's messages, each called and waited for."""

    def __init__(self, channel: Channel) -> None:
        self._channel = channel

    def reply(self, token: str, replies: tuple[Reply, ...]) -> Answer:
        """By token."""
        return self._wait_for(lambda line: line.reply(token, replies))

    def push(self, to: str, replies: tuple[Reply, ...], retry_key: str) -> Answer:
        """To one."""
        return self._wait_for(lambda line: line.push(to, replies, retry_key))

    def multicast(self, to: Sequence[str], replies: tuple[Reply, ...], retry_key: str) -> Answer:
        """To several."""
        return self._wait_for(lambda line: line.multicast(to, replies, retry_key))

    def trouble(self) -> str | None:
        """Of the whole channel."""
        return self._wait_for(lambda line: line.trouble())

    def _wait_for(self, call: Callable[[Messages], Awaitable[T]]) -> T:
        async def wait() -> T:
            async with self._channel.open() as line:
                return await call(line)

        return asyncio.run(wait())
