"""A sender, LINE's stand-in over real HTTP, and faults on the way between them."""

from __future__ import annotations

import asyncio
import threading
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from flask import Flask
from sqlalchemy import text
from werkzeug.serving import BaseWSGIServer

from bot.delivery.sender import LEASE, TOKEN_LEASE, Sender
from bot.line.client import Line
from bot.process.metrics import Metrics
from bot.simulator.history import History
from bot.simulator.line_api import line_blueprint
from bot.simulator.people import user_id
from bot.simulator.serving import make_server
from bot.simulator.standin import Fault, Stage, StandIn
from models.outbox import Letter, Parcel, Settled
from models.reply import Reply
from models.store.engine import make_engine
from tests.calling import Calling
from tests.databases import Placed
from tests.fakes import FrozenClock

ACCESS = "channel-access-token"
TOKEN_LIFE = timedelta(seconds=50)


@dataclass
class Faults:
    """What goes wrong, once each, when a message that begins with certain words is sent."""

    planned: list[tuple[str, Stage, Fault]] = field(default_factory=list)
    calls: list[tuple[str, str]] = field(default_factory=list)

    def __call__(self, stage: Stage, endpoint: str, body: Any) -> Fault | None:
        """The fault for this call, if one is planned."""
        words = body["messages"][0]["text"] if body.get("messages") else "(nothing)"
        if stage == "before":
            self.calls.append((endpoint, words))
        for place, (which, when, fault) in enumerate(self.planned):
            if which == words and when == stage:
                del self.planned[place]
                return fault
        return None


class Post:
    """The way from the outbox to the phones."""

    def __init__(self, database: Placed) -> None:
        self.database = database
        self.clock = FrozenClock()
        self.faults = Faults()
        self.history = History(":memory:")
        self.line = StandIn(
            "secret", ACCESS, "U" + "0" * 32, self.clock.machine, self.history, faults=self.faults
        )
        app = Flask("line")
        app.register_blueprint(line_blueprint(self.line))
        self._server: BaseWSGIServer = make_server(app, "127.0.0.1", 0)
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.01})
        self._thread.start()
        self.address = f"http://127.0.0.1:{self._server.server_port}/simulator/line"
        self.metrics = Metrics(database, self.clock)
        self.channel = Line(ACCESS, self.address)
        self.calling = Calling(self.channel)
        self.sender = self.another_sender()

    def another_sender(self, calls: int = 1) -> Sender:
        """One more sender on the same outbox."""
        return Sender(self.database, self.channel, self.clock, self.metrics, calls=calls)

    def chat(self, name: str) -> str:
        """The chat of someone who has LINE."""
        return self.line.person(name).id

    def put(self, words: str, name: str = "สมชาย", *, token: bool = True, **more: Any) -> None:
        """Queues a text, with a reply token as the answer to something just said, or without."""
        chat = self.chat(name)
        if token:
            more = {
                "reply_token": self.line.issue_reply_token(chat),
                "token_until": self.clock.machine() + TOKEN_LIFE,
                **more,
            }
        letter = Letter(f"{name}:{words}", chat, (Reply(words),), **more)
        with self.database.begin() as tx:
            assert tx.outbox.put(letter, self.clock.now())

    def deliver(self, after: float = 0) -> None:
        """Lets so many seconds go by, then sends what can go."""
        self.clock.wait(timedelta(seconds=after))
        self.sender.deliver_all()

    def phone(self, name: str = "สมชาย") -> list[tuple[str, str]]:
        """What came to a phone: (how, words)."""
        return [(it.via, it.message["text"]) for it in self.history.since(user_id(name))]

    def states(self) -> dict[str, int]:
        """How many messages are in which state."""
        with self.database.read() as tx:
            return tx.outbox.by_state()

    def parcels(self) -> list[Parcel]:
        """Takes what can go now, and is not heard of again."""
        with self.database.begin() as tx:
            now = self.clock.machine()
            return list(tx.delivery.claim(self.clock.now(), now, LEASE, 10, token_lease=TOKEN_LEASE).parcels)

    def carry(self, parcel: Parcel, since: float | None = None) -> Settled:
        """A sender calls LINE for it, and writes nothing down."""

        async def send() -> Settled:
            async with self.channel.open() as line:
                return await self.sender._carrier.carry(line, parcel, since)

        return asyncio.run(send())

    def errors(self) -> list[str]:
        """What is written down as the reason, for messages that have one."""
        engine = make_engine(self.database.url)
        with engine.connect() as connection:
            rows = connection.execute(text("SELECT error FROM outbox WHERE error IS NOT NULL ORDER BY id"))
            found = [str(row[0]) for row in rows]
        engine.dispose()
        return found

    def unknown(self) -> float:
        """Replies whose fate nobody can know."""
        lines = self.metrics.text().decode().splitlines()
        return next(float(it.split()[1]) for it in lines if it.startswith("rapsamak_replies_unknown_total"))

    def close(self) -> None:
        """Ends the server and lets go of everything."""
        self.line.released.set()
        self.sender.stop()
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()
        self.channel.close()
        self.history.close()
