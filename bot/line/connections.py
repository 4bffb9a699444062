"""Kept connections to LINE in one event loop: HTTP/1.1 as far as a call with a JSON answer needs it.

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

LONGEST_HEAD = 64 * 1024
"""Bytes of an answer's status and headers."""
_BETWEEN = b"\r\n\r\n"
_EMPTY = frozenset({204, 304})
"""The statuses of answers without a body."""


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


def heard(data: bytes, ended: bool, most: int) -> Heard | None:
    """The answer in these bytes; None while it is not whole. Raises `BadHttp`.

    ended  nothing more comes
    most   bytes of a body that are read; of what goes on without end only the beginning
    """
    head, gap, rest = data.partition(_BETWEEN)
    if not gap:
        if ended or len(data) > LONGEST_HEAD:
            raise BadHttp("the headers have no end")
        return None
    first, *lines = head.decode("latin-1").split("\r\n")
    version, _, said = first.partition(" ")
    code = said[:3]
    if not version.startswith("HTTP/1.") or len(code) < 3 or not (code.isascii() and code.isdecimal()):
        raise BadHttp("no status")
    status = int(code)
    if status < 200:  # the answer is still to come
        return heard(rest, ended, most)
    parted = (line.partition(":") for line in lines)
    headers = {name.strip().lower(): value.strip() for name, _, value in parted}
    whole = _body(status, headers, rest, most)
    if whole is None:
        bounded = "content-length" in headers or "transfer-encoding" in headers
        if ended and bounded:
            raise BadHttp("the answer was cut off")
        return Heard(status, headers, rest[:most], False) if ended or len(rest) > most else None
    body, taken = whole
    wanted = version != "HTTP/1.0" and headers.get("connection", "").lower() != "close"
    return Heard(status, headers, body, wanted and taken == len(rest))


def _body(status: int, headers: Mapping[str, str], rest: bytes, most: int) -> tuple[bytes, int] | None:
    """The body at the beginning of these bytes and how many it takes; None while it is not whole."""
    if status in _EMPTY:
        return b"", 0
    if "chunked" in headers.get("transfer-encoding", "").lower():
        return _of_chunks(rest, most)
    length = headers.get("content-length")
    if length is None:
        return None
    if not (length.isascii() and length.isdecimal()):
        raise BadHttp("no length")
    size = int(length)
    return (rest[:size], size) if size <= min(len(rest), most) else None


def _of_chunks(rest: bytes, most: int) -> tuple[bytes, int] | None:
    pieces: list[bytes] = []
    at = 0
    while (end := rest.find(b"\r\n", at)) >= 0 and at <= most:
        text = rest[at:end].partition(b";")[0].strip()
        try:
            size = int(text, 16)
        except ValueError as error:
            raise BadHttp("no chunk") from error
        if size < 0:
            raise BadHttp("no chunk")
        at = end + 2
        if size == 0:  # then trailers, and an empty line
            over = rest.find(b"\r\n" if rest[at : at + 2] == b"\r\n" else _BETWEEN, at)
            return (b"".join(pieces), over + (2 if over == at else 4)) if over >= 0 else None
        if len(rest) < at + size + 2:
            return None
        pieces.append(rest[at : at + size])
        at += size + 2
    return None


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
        self._data = b""
        self._answer: asyncio.Future[Heard] | None = None
        self._transport: asyncio.Transport | None = None

    @property
    def open(self) -> bool:
        """Whether it can be asked something."""
        return self._transport is not None and not self._transport.is_closing()

    def ask(self, request: bytes) -> asyncio.Future[Heard]:
        """Sends this; what is answered."""
        self._data = b""
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
        if self._answer is None or self._answer.done():
            self.close()  # nobody asked: the next answer would not be recognised
            return
        self._data += data
        self._look(ended=False)

    def eof_received(self) -> None:
        self._look(ended=True)

    def connection_lost(self, error: Exception | None) -> None:
        self._transport = None
        if self._answer is not None and not self._answer.done():
            if error is not None:
                self._answer.set_exception(error)
            else:
                self._look(ended=True)

    def _look(self, *, ended: bool) -> None:
        """Hands the answer over once it is whole."""
        if self._answer is None or self._answer.done():
            return
        try:
            if ended and not self._data:
                raise ConnectionResetError
            answer = heard(self._data, ended, self._most)
        except (BadHttp, ConnectionResetError) as error:
            self._answer.set_exception(error)
            return
        if answer is not None:
            self._answer.set_result(answer)


def _lines(headers: Mapping[str, str]) -> str:
    return "".join(f"{name}: {value}\r\n" for name, value in headers.items())
