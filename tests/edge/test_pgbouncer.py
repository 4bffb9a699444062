"""The whole way through a pooler in transaction mode: nothing may need a database session of its own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.simulator.people import user_id
from bot.web.app import create_app
from models.store.engine import database_url
from tests import rig as rigs
from tests.databases import NewUrl, Placed
from tests.edge.post import Post
from tests.edge.words import read_words
from tests.pgbouncer import TemporaryPgBouncer
from tests.rig import Rig
from tests.store.making import at_once

pytestmark = pytest.mark.postgresql
NAMES = [f"คนที่ {number}" for number in range(12)]


@pytest.fixture
def pooled(postgres_url: NewUrl) -> Iterator[Placed]:
    """A database seen through the pooler; more of us connect than it has connections to give."""
    url = database_url(postgres_url(migrated=False))
    with TemporaryPgBouncer(Path(str(url.query["host"]))) as pooler:
        opened = Placed(pooler.url(str(url.database)))
        opened.migrate()
        assert opened.schema_fault() is None
        yield opened
        opened.close()


@pytest.fixture
def rig(pooled: Placed, tmp_path: Path) -> Iterator[Rig]:
    """A bot behind the pooler."""
    made = rigs.build(pooled, read_words, tmp_path, "2024-04-05 09:00")
    yield made
    made.close()


@pytest.fixture
def post(pooled: Placed) -> Iterator[Post]:
    """Senders behind the pooler, and LINE over HTTP."""
    made = Post(pooled)
    yield made
    made.close()


def test_events_answers_and_reminders_go_through_it(rig: Rig) -> None:
    app = create_app(rig.bot)
    bodies = [rig.line.webhook(rig.line.person(name).text("กำหนดการ")) for name in NAMES]

    def deliver(number: int) -> int:
        body, signature = bodies[number % len(bodies)]  # each twice
        return (
            app.test_client()
            .post("/callback", data=body, headers={"X-Line-Signature": signature})
            .status_code
        )

    assert at_once(2 * len(bodies), deliver) == [200] * 2 * len(bodies)
    rig.deliver()
    for name in NAMES:
        assert [it.via for it in rig.line.history.since(user_id(name)) if it.sender == "bot"] == ["reply"]
    with rig.bot.database.begin() as tx:
        assert tx.people.note_interest(user_id("มาลี"), "ling", rig.clock.now())
    rig.tick()
    rig.move_to("2024-05-09 18:00")
    with rig.bot.database.read() as tx:
        assert tx.reminders.count_due(rig.clock.now()) == 0
        assert [key for key, _ in tx.outbox.keys("interest:")] != []


def test_two_senders_behind_it_send_each_once(post: Post) -> None:
    for turn in range(3):
        for name in NAMES:
            post.put(f"ข้อความ {turn} ถึง {name}", name, token=turn == 0)
    for name in NAMES:
        post.put("ถึงทุกคน", name, token=False)
    senders = [post.another_sender(calls=4) for _ in range(2)]
    for sender in senders:
        sender.start()
    assert [sender.settle(30) for sender in senders] == [True, True]
    for sender in senders:
        sender.stop()
    for name in NAMES:
        said = [words for _, words in post.phone(name)]
        assert said == [*(f"ข้อความ {turn} ถึง {name}" for turn in range(3)), "ถึงทุกคน"]
