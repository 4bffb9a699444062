"""Connections to LINE in one event loop: a call over each at a time, the answer taken apart by httptools.

A client library prepares each call for cookies, redirects, proxies, compression and streams, which costs more
than everything else about the call; LINE's endpoints use none of them.
https://www.rfc-editor.org/rfc/rfc9112
"""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

import httptools

LONGEST_HEAD = 64 * 1024
"""Bytes of an answer's status and headers."""
_FINAL = 200
"""The least status that is the answer, and not a word before it."""


class BadHttp(ValueError):
    """What came is not HTTP."""


@dataclass(frozen=True, slots=True)
class Heard:
    """An answer; header names are in lower case.

    goes_on  the connection can be used again
    """

    status: int
    headers: Mapping[str, str]
    body: bytes
    goes_on: bool


class Hearing:
    """An answer as it comes in; httptools takes HTTP apart and calls what begins with `on_`."""

    def __init__(self, most: int) -> None:
        """most  bytes of a body that are read; of what goes on without end only the beginning"""
        self._parser = httptools.HttpResponseParser(self)
        self._most = most
        self._headers: dict[str, str] = {}
        self._body = b""
        self._size = self._status = 0
        self._past_head = self._whole = self._goes_on = False

    @property
    def begun(self) -> bool:
        """Whether anything came."""
        return self._size > 0

    def feed(self, data: bytes) -> Heard | None:
        """The answer, once it is whole. Raises `BadHttp`."""
        self._size += len(data)
        try:
            self._parser.feed_data(data)
        except httptools.HttpParserUpgrade:
            raise BadHttp("another protocol") from None
        except httptools.HttpParserError as error:
            if not self._whole:
                raise BadHttp("not HTTP") from error
            self._goes_on = False  # what follows a whole answer does not belong to it
        if not self._past_head and self._size > LONGEST_HEAD:
            raise BadHttp("the headers have no end")
        if self._whole:
            return self._heard(goes_on=self._goes_on)
        return self._heard(goes_on=False) if len(self._body) > self._most else None

    def end(self) -> Heard:
        """The answer, where nothing more comes. Raises `BadHttp` unless its end is the connection's."""
        bounded = "content-length" in self._headers or "transfer-encoding" in self._headers
        if not self._past_head or bounded:
            raise BadHttp("the answer was cut off")
        return self._heard(goes_on=False)

    def on_message_begin(self) -> None:
        self._goes_on = False

    def on_header(self, name: bytes, value: bytes) -> None:
        if not self._whole:
            self._headers[name.decode("latin-1").lower()] = value.decode("latin-1").strip()

    def on_headers_complete(self) -> None:
        if not self._whole:
            self._past_head, self._status = True, self._parser.get_status_code()

    def on_body(self, body: bytes) -> None:
        if not self._whole:
            self._body += body

    def on_message_complete(self) -> None:
        if self._whole:
            return
        if self._status >= _FINAL:
            self._whole, self._goes_on = True, self._parser.should_keep_alive()
        else:  # the answer is still to come
            self._headers.clear()
            self._past_head = False

    def _heard(self, *, goes_on: bool) -> Heard:
        return Heard(self._status, self._headers, self._body[: self._most], goes_on)


class Connections:
    """Calls one host, each over a connection of its own for as long as it takes."""

    def __init__(self, url: str, headers: Mapping[str, str], kept: float, most: int) -> None:
        """headers  go with every call
        kept     seconds for which an unused connection is kept
        most     bytes of an answer that are read
        """
        parts = urlsplit(url)
        secure = parts.scheme == "https"
        self._host, self._port = parts.hostname or "", parts.port or (443 if secure else 80)
        self._tls = ssl.create_default_context() if secure else None
        self._prefix = parts.path.rstrip("/")
        self._every = _lines({"Host": parts.netloc.rpartition("@")[2], **headers})
        self._kept, self._most = kept, most
        self._idle: list[tuple[float, _Connection]] = []

    async def call(
        self, method: str, path: str, headers: Mapping[str, str], body: bytes, connect: float, wait: float
    ) -> Heard:
        """What is answered.

        connect  seconds until there is a connection
        wait     seconds until the answer is there, whole
        Raises TimeoutError, OSError and `BadHttp`.
        """
        length = {"Content-Length": str(len(body))} if body or method == "POST" else {}
        head = f"{method} {self._prefix}{path} HTTP/1.1\r\n{self._every}{_lines({**headers, **length})}\r\n"
        connection = self._free() or await self._new(connect)
        answer: Heard | None = None
        try:
            async with asyncio.timeout(wait):
                answer = await connection.ask(head.encode("latin-1") + body)
        finally:
            if answer is not None and answer.goes_on and connection.open:
                self._idle.append((asyncio.get_running_loop().time(), connection))
            else:
                connection.close()
        return answer

    def close(self) -> None:
        """Closes those that are not in use."""
        while self._idle:
            self._idle.pop()[1].close()

    def _free(self) -> _Connection | None:
        """The one used last, if it has not been idle for too long; those older than it have."""
        while self._idle:
            since, connection = self._idle.pop()
            if asyncio.get_running_loop().time() - since > self._kept:
                connection.close()
                self.close()
            elif connection.open:
                return connection
        return None

    async def _new(self, connect: float) -> _Connection:
        loop = asyncio.get_running_loop()
        async with asyncio.timeout(connect):
            _, made = await loop.create_connection(
                lambda: _Connection(self._most),
                self._host,
                self._port,
                ssl=self._tls,
                happy_eyeballs_delay=0.25,
            )
        return made


class _Connection(asyncio.Protocol):
    """One connection, and one call at a time over it."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._hearing: Hearing | None = None
        self._answer: asyncio.Future[Heard] | None = None
        self._transport: asyncio.Transport | None = None

    @property
    def open(self) -> bool:
        """Whether it can be asked something."""
        return self._transport is not None and not self._transport.is_closing()

    def ask(self, request: bytes) -> asyncio.Future[Heard]:
        """Sends this; what is answered."""
        self._hearing = Hearing(self._most)
        self._answer = asyncio.get_running_loop().create_future()
        if self._transport is None:
            self._answer.set_exception(ConnectionResetError())
        else:
            self._transport.write(request)
        return self._answer

    def close(self) -> None:
        """At once, whatever is under way."""
        if self._transport is not None:
            self._transport.abort()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        if self._hearing is None:
            self.close()  # nobody asked: the next answer would not be recognised
            return
        try:
            self._hand_over(self._hearing.feed(data))
        except BadHttp as error:
            self._fail(error)

    def eof_received(self) -> None:
        self._end()

    def connection_lost(self, error: Exception | None) -> None:
        self._transport = None
        if error is not None:
            self._fail(error)
        else:
            self._end()

    def _end(self) -> None:
        if self._hearing is None:
            return
        if not self._hearing.begun:
            self._fail(ConnectionResetError())
            return
        try:
            self._hand_over(self._hearing.end())
        except BadHttp as error:
            self._fail(error)

    def _hand_over(self, answer: Heard | None) -> None:
        if answer is not None and self._answer is not None and not self._answer.done():
            self._hearing = None
            self._answer.set_result(answer)

    def _fail(self, error: Exception) -> None:
        self._hearing = None
        if self._answer is not None and not self._answer.done():
            self._answer.set_exception(error)


def _lines(headers: Mapping[str, str]) -> str:
    return "".join(f"{name}: {value}\r\n" for name, value in headers.items())
