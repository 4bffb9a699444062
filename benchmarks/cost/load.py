"""Calls a webhook as LINE does, and waits until LINE has every answer: `python -m benchmarks.cost.load JSON`.

A process of its own, on a core of its own where there is one. Prints what it saw as one JSON object.
"""

from __future__ import annotations

import asyncio
import json
import random
import statistics
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.request import urlopen

from bot.simulator import people

SECRET = "secret"
PATIENCE = 60.0
"""Seconds for the answers to arrive."""


@dataclass(frozen=True)
class Load:
    """port         of the webhook
    line         LINE's address
    messages     how many, one an event and call
    links        kept-alive connections; each sends its next call when the last is acknowledged
    people, first  from whom, by chance: so many, from this number on
    texts        said in turn
    a_second     at a steady pace instead of as fast as it goes
    seed         other people, events and tokens for each
    """

    port: int
    line: str
    messages: int
    links: int
    people: int
    texts: Sequence[str]
    seed: int
    a_second: float | None = None
    first: int = 0


def person(number: int) -> str:
    """A LINE user id; those of people with neighbouring numbers are far apart, as LINE's are."""
    return f"U{number * 2654435761 % 2**32:08x}{number:024x}"


async def run(load: Load) -> dict[str, float]:
    """Messages a second, and milliseconds to the acknowledgement; raises AssertionError if any is lost."""
    before = totals(load.line)
    requests = iter(list(calls(load)))
    times: list[float] = []
    began = time.perf_counter()
    pace = Pace(load.a_second, began)
    await asyncio.gather(*(link(load.port, requests, times, pace) for _ in range(load.links)))
    took = time.perf_counter() - began
    wanted = before.get("chats", 0) + load.messages
    until = time.perf_counter() + PATIENCE
    while (after := totals(load.line))["chats"] < wanted:
        assert time.perf_counter() < until, f"{wanted - after['chats']} answers are missing"
        await asyncio.sleep(0.05)
    assert after["most_a_chat"] == 1 and after["chats"] == wanted, f"answered more than once: {after}"
    times.sort()
    return {
        "a_second": round(load.messages / took, 1),
        "ack_p50_ms": round(statistics.median(times) * 1000, 1),
        "ack_p99_ms": round(times[len(times) * 99 // 100] * 1000, 1),
    }


class Pace:
    """When the next call is due, if they come at a steady pace."""

    def __init__(self, a_second: float | None, began: float) -> None:
        self._gap = 1 / a_second if a_second else None
        self._next = began

    async def turn(self) -> None:
        """Waits until it is due."""
        if self._gap is None:
            return
        due = self._next
        self._next += self._gap
        await asyncio.sleep(max(due - time.perf_counter(), 0))


async def link(port: int, requests: object, times: list[float], pace: Pace) -> None:
    """One connection: calls one after another until none is left."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    for request in requests:  # type: ignore[attr-defined]
        await pace.turn()
        began = time.perf_counter()
        writer.write(request)
        head = await reader.readuntil(b"\r\n\r\n")
        assert head.startswith(b"HTTP/1.1 200"), head
        fields = dict(line.lower().split(b":", 1) for line in head.split(b"\r\n")[1:] if line)
        await reader.readexactly(int(fields[b"content-length"]))
        times.append(time.perf_counter() - began)
        if fields.get(b"connection", b"").strip() == b"close":
            writer.close()
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.close()


def calls(load: Load) -> list[bytes]:
    """The webhook calls, signed and written out beforehand."""
    chance = random.Random(load.seed)
    found = []
    for number in range(load.messages):
        own = f"{load.seed:016x}{number:016x}"
        event = {
            "type": "message",
            "mode": "active",
            "timestamp": int(time.time() * 1000),
            "source": {"type": "user", "userId": person(load.first + chance.randrange(load.people))},
            "webhookEventId": own,
            "deliveryContext": {"isRedelivery": False},
            "replyToken": own,
            "message": {
                "id": str(number),
                "type": "text",
                "quoteToken": own,
                "text": load.texts[number % len(load.texts)],
            },
        }
        body = people.webhook("U" + "0" * 32, event)
        head = (
            f"POST /callback HTTP/1.1\r\nHost: 127.0.0.1:{load.port}\r\nContent-Type: application/json\r\n"
            f"X-Line-Signature: {people.sign(SECRET, body)}\r\nContent-Length: {len(body)}\r\n\r\n"
        )
        found.append(head.encode() + body)
    return found


def totals(line: str) -> dict[str, int]:
    """What LINE counted."""
    with urlopen(f"{line}/totals") as answer:
        return dict(json.load(answer))


if __name__ == "__main__":
    print(json.dumps(asyncio.run(run(Load(**json.loads(sys.stdin.read()))))))
