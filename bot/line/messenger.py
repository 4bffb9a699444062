"""Sends messages to LINE, many at once in one thread.

A call mostly waits for LINE's answer. Threads that wait cost more than the call, as each takes the
interpreter from the others to go on; an event loop carries hundreds of calls at the price of one. The SDK
brings aiohttp; its own asynchronous methods turn our JSON into models and back.
"""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Any

import aiohttp

from bot.line.answers import INFO, MOST_SAID, Answer, read, trouble_of
from bot.line.messages import messages
from models.reply import Reply

TIMEOUT = (3.05, 10.0)
"""Seconds to connect and to wait for an answer; both together end a call, come what may."""
REPLY_TIMEOUT = (3.05, 5.0)
"""For a reply: a call that was cut off must be retried, twice if need be, while its token is young."""
KEPT_ALIVE = 20.0
"""Seconds for which an unused connection is kept."""


class Messenger:
    """LINE's Messaging API over the pooled connections of one event loop. `open` makes one."""

    def __init__(self, session: aiohttp.ClientSession, host: str, icon: str | None = None) -> None:
        self._session = session
        self._host = host
        self._icon = icon

    async def reply(self, token: str, replies: tuple[Reply, ...]) -> Answer:
        """Answers by reply token: free, once, within a minute."""
        return await self._send(
            "reply", {"replyToken": token, "messages": self._of(replies)}, times=REPLY_TIMEOUT
        )

    async def push(self, to: str, replies: tuple[Reply, ...], retry_key: str) -> Answer:
        """Pushes; a retry key reused within 24 hours is never delivered twice."""
        return await self._send("push", {"to": to, "messages": self._of(replies)}, retry_key)

    async def multicast(self, to: Sequence[str], replies: tuple[Reply, ...], retry_key: str) -> Answer:
        """Sends the same to up to 500 users in one call; a single non-user id makes LINE refuse it all."""
        return await self._send("multicast", {"to": list(to), "messages": self._of(replies)}, retry_key)

    def _of(self, replies: tuple[Reply, ...]) -> list[dict[str, Any]]:
        return messages(replies, self._icon)

    async def trouble(self) -> str | None:
        """What keeps this channel from being served, None when it is: the cheapest call that needs the token.

        https://developers.line.biz/en/reference/messaging-api/#get-bot-info
        """
        return trouble_of(*await self._call("GET", INFO))

    async def _send(
        self,
        endpoint: str,
        body: dict[str, Any],
        retry_key: str | None = None,
        times: tuple[float, float] | None = None,
    ) -> Answer:
        headers = {"Content-Type": "application/json"}
        if retry_key is not None:
            headers["X-Line-Retry-Key"] = retry_key
        text = json.dumps(body).encode()
        return (await self._call("POST", f"/v2/bot/message/{endpoint}", headers, text, times))[0]

    async def _call(
        self,
        method: str,
        path: str,
        headers: dict[str, str] | None = None,
        body: bytes | None = None,
        times: tuple[float, float] | None = None,
    ) -> tuple[Answer, dict[str, Any]]:
        connect, wait = times or TIMEOUT
        limit = aiohttp.ClientTimeout(total=connect + wait, sock_connect=connect, sock_read=wait)
        try:
            async with self._session.request(
                method, self._host + path, data=body, headers=headers, timeout=limit, allow_redirects=False
            ) as response:
                data = await _beginning(response)
                return read(response.status, response.headers, data)
        except TimeoutError:
            return Answer(0, "took too long", from_line=False), {}
        except (aiohttp.ClientError, OSError, ValueError) as error:
            return Answer(0, type(error).__name__, from_line=False), {}


async def _beginning(response: aiohttp.ClientResponse) -> bytes:
    """Of what goes on without end only the beginning; its connection is not used again."""
    data = await response.content.read(MOST_SAID)
    while data and not response.content.at_eof():
        more = await response.content.read(MOST_SAID)
        if not more:
            break
        data += more
        if len(data) > MOST_SAID:
            response.close()
            break
    return data


@asynccontextmanager
async def open_messenger(
    access_token: str, host: str, connections: int, icon: str | None = None
) -> AsyncIterator[Messenger]:
    """A messenger for this event loop.

    connections  how many calls may be under way; more wait for one to end
    icon         the picture beside what staff say
    """
    connector = aiohttp.TCPConnector(limit=connections, ttl_dns_cache=60, keepalive_timeout=KEPT_ALIVE)
    headers = {"Authorization": f"Bearer {access_token}", "Accept-Encoding": "identity"}
    async with aiohttp.ClientSession(
        connector=connector, headers=headers, cookie_jar=aiohttp.DummyCookieJar()
    ) as session:
        yield Messenger(session, host, icon)
