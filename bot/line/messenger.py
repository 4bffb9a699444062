"""Sends messages to LINE, many at once in one thread.

A call mostly waits for LINE's answer. Threads that wait cost more than the call, as each takes the
interpreter from the others to go on; an event loop carries hundreds of calls at the price of one.
"""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from types import MappingProxyType
from typing import Any

from bot.line.answers import INFO, MOST_SAID, Answer, read, trouble_of
from bot.line.connections import Connections
from bot.line.messages import messages
from models.once import once_each
from models.reply import MOST_SHARED, Reply

TIMEOUT = (3.05, 10.0)
"""Seconds to connect and to wait for an answer; both together end a call, come what may."""
REPLY_TIMEOUT = (3.05, 5.0)
"""For a reply: a call that was cut off must be retried, twice if need be, while its token is young."""
KEPT_ALIVE = 20.0
"""Seconds for which an unused connection is kept."""
NO_HEADERS: Mapping[str, str] = MappingProxyType({})


class Messenger:
    """LINE's Messaging API over the pooled connections of one event loop. `open` makes one."""

    def __init__(self, connections: Connections, icon: str | None = None) -> None:
        self._connections = connections

        @once_each(MOST_SHARED)
        def as_json(replies: tuple[Reply, ...]) -> str:
            return json.dumps(messages(replies, icon))

        self._as_json = as_json

    async def reply(self, token: str, replies: tuple[Reply, ...]) -> Answer:
        """Answers by reply token: free, once, within a minute."""
        return await self._send("reply", {"replyToken": token}, replies, times=REPLY_TIMEOUT)

    async def push(self, to: str, replies: tuple[Reply, ...], retry_key: str) -> Answer:
        """Pushes; a retry key reused within 24 hours is never delivered twice."""
        return await self._send("push", {"to": to}, replies, retry_key)

    async def multicast(self, to: Sequence[str], replies: tuple[Reply, ...], retry_key: str) -> Answer:
        """Sends the same to up to 500 users in one call; a single non-user id makes LINE refuse it all."""
        return await self._send("multicast", {"to": list(to)}, replies, retry_key)

    async def trouble(self) -> str | None:
        """What keeps this channel from being served, None when it is: the cheapest call that needs the token.

        https://developers.line.biz/en/reference/messaging-api/#get-bot-info
        """
        return trouble_of(*await self._call("GET", INFO))

    async def _send(
        self,
        endpoint: str,
        to: dict[str, Any],
        replies: tuple[Reply, ...],
        retry_key: str | None = None,
        times: tuple[float, float] | None = None,
    ) -> Answer:
        headers = {"Content-Type": "application/json"}
        if retry_key is not None:
            headers["X-Line-Retry-Key"] = retry_key
        body = f'{json.dumps(to)[:-1]}, "messages": {self._as_json(replies)}}}'.encode()
        return (await self._call("POST", f"/v2/bot/message/{endpoint}", headers, body, times))[0]

    async def _call(
        self,
        method: str,
        path: str,
        headers: Mapping[str, str] = NO_HEADERS,
        body: bytes = b"",
        times: tuple[float, float] | None = None,
    ) -> tuple[Answer, dict[str, Any]]:
        try:
            heard = await self._connections.call(method, path, headers, body, *(times or TIMEOUT))
        except TimeoutError:
            return Answer(0, "took too long", from_line=False), {}
        except (OSError, ValueError) as error:
            return Answer(0, type(error).__name__, from_line=False), {}
        return read(heard.status, heard.headers, heard.body)


@asynccontextmanager
async def open_messenger(access_token: str, host: str, icon: str | None = None) -> AsyncIterator[Messenger]:
    """A messenger for this event loop; each call that is under way has a connection of its own.

    icon  the picture beside what staff say
    """
    headers = {"Authorization": f"Bearer {access_token}", "Accept-Encoding": "identity"}
    connections = Connections(host, headers, KEPT_ALIVE, MOST_SAID)
    try:
        yield Messenger(connections, icon)
    finally:
        connections.close()
