"""The same words to thousands: LINE has several calls at a time, and the last person soon knows."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

import pytest

from bot.line.answers import Answer
from models.outbox import Letter
from models.reply import Reply
from models.store import delivery
from tests.edge.post import Post

MANY = 23


class Slow:
    """LINE that answers no multicast before so many are under way."""

    def __init__(self, wanted: int) -> None:
        self._wanted, self._all = wanted, asyncio.Event()
        self.told: Counter[str] = Counter()
        self.keys: list[str] = []

    @asynccontextmanager
    async def open(self) -> AsyncIterator[Slow]:
        """The way to it."""
        yield self

    async def multicast(self, to: Sequence[str], replies: tuple[Reply, ...], retry_key: str) -> Answer:
        """Taken once all have come."""
        assert len(to) <= 5
        self.told.update(to)
        self.keys.append(retry_key)
        if len(self.keys) == self._wanted:
            self._all.set()
        await self._all.wait()
        return Answer(200, "", from_line=True)


def test_multicasts_of_the_same_words_are_under_way_together(
    post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(delivery, "RECIPIENTS", 5)  # of LINE's five hundred, for speed
    monkeypatch.setattr(delivery, "TOGETHER", 25)
    sender, line = post.another_sender(calls=16), Slow(wanted=5)
    sender._carrier._channel = line  # type: ignore[assignment]
    with post.database.begin() as tx:
        for number in range(MANY):
            tx.outbox.put(Letter(f"news:{number}", f"U{number:032x}", (Reply("ข่าว"),)), post.clock.now())
    sender.start()
    assert sender.settle(20)
    sender.stop()
    assert post.states() == {"sent": MANY}
    assert line.told == Counter({f"U{number:032x}": 1 for number in range(MANY)})
    assert len(set(line.keys)) == len(line.keys) == 5
