"""A LINE that takes every message after 100 ms; a process of its own, so that it steals nobody's time.

`python -m benchmarks.line [MILLISECONDS]` says its port and serves until it is ended.
"""

from __future__ import annotations

import asyncio
import json
import sys
from collections import Counter

LATENCY = 100.0
"""Milliseconds."""
Totals = Counter[str]


class Connection(asyncio.Protocol):
    """One kept-alive connection; a request at a time, as urllib3 and the sender send them."""

    def __init__(self, totals: Totals, chats: Counter[str], latency: float) -> None:
        self._totals, self._chats, self._latency = totals, chats, latency
        self._buffer = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Somebody calls."""
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        self._totals["connections"] += 1

    def data_received(self, data: bytes) -> None:
        """A request, or a part of one."""
        self._buffer += data
        head, found, rest = self._buffer.partition(b"\r\n\r\n")
        if not found:
            return
        length = next(
            (int(line[15:]) for line in head.split(b"\r\n") if line.lower().startswith(b"content-length:")), 0
        )
        if len(rest) < length:
            return
        self._buffer = rest[length:]
        path = head.split(b" ", 2)[1].decode()
        if path == "/totals":
            most = max(self._chats.values(), default=0)
            self._answer(
                json.dumps({**self._totals, "chats": len(self._chats), "most_a_chat": most}).encode()
            )
            return
        if not length:  # it is asked about the channel
            self._answer(b"{}")
            return
        endpoint = path.rsplit("/", 1)[1]
        self._totals[endpoint] += 1
        sent = json.loads(rest[:length])
        to = sent.get("to") or sent["replyToken"]
        self._chats.update([to] if isinstance(to, str) else to)
        loop = asyncio.get_running_loop()
        loop.call_later(self._latency, self._answer, b'{"sentMessages":[{"id":"1"}]}')

    def _answer(self, body: bytes) -> None:
        self._transport.write(
            b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nx-line-request-id: 1\r\n"
            b"Content-Length: %d\r\n\r\n%s" % (len(body), body)
        )


async def serve(latency: float) -> None:
    """Until the process is ended; says its port first."""
    totals: Totals = Counter()
    chats: Counter[str] = Counter()
    server = await asyncio.get_running_loop().create_server(
        lambda: Connection(totals, chats, latency), "127.0.0.1", 0
    )
    sys.stdout.write(f"{server.sockets[0].getsockname()[1]}\n")
    sys.stdout.flush()
    await server.serve_forever()


if __name__ == "__main__":
    milliseconds = float(sys.argv[1]) if len(sys.argv) > 1 else LATENCY
    asyncio.run(serve(milliseconds / 1000))
