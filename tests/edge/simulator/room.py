"""A small bot behind the simulator, for its tests: it echoes, and knows a few cards."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from flask import Flask

from bot.simulator import Hooks, StandIn, create_simulator
from bot.simulator.people import Event, sign, user_id

BANGKOK = ZoneInfo("Asia/Bangkok")
SECRET = "a channel secret"
TOKEN = "a channel access token"
STATIC = Path(__file__).parents[3] / "bot" / "static"
Message = dict[str, Any]
Answer = Callable[[Event], list[Message]]


class StandingClock:
    """A clock that moves only when told."""

    def __init__(self, at: datetime) -> None:
        self.at = at

    def now(self) -> datetime:
        return self.at

    def move(self, to: datetime) -> None:
        if to < self.at:
            raise ValueError("เลื่อนเวลากลับไม่ได้ค่ะ")
        self.at = to

    def pass_by(self, **time: float) -> None:
        self.at += timedelta(**time)


def echo(event: Event) -> list[Message]:
    """Says a person's words back."""
    if event["type"] == "message" and event["message"]["type"] == "text":
        return [{"type": "text", "text": f"ท่านพิมพ์ว่า {event['message']['text']}"}]
    return [{"type": "text", "text": f"ได้รับ {event['type']} แล้วค่ะ"}]


class Room:
    """The simulator with a bot in it; `answer` may be replaced."""

    def __init__(self, history: Path | str = ":memory:", *, quota: int | None = None) -> None:
        self.line_clock = StandingClock(datetime(2026, 3, 2, 5, 0, tzinfo=UTC))
        self.clock = StandingClock(datetime(2024, 4, 1, 9, 0, tzinfo=BANGKOK))
        self.answer: Answer = echo
        self.status = 200
        self.webhooks: list[dict[str, Any]] = []
        self.seen: set[str] = set()
        self.reminders: list[dict[str, Any]] = []
        self.people: list[dict[str, Any]] = []
        self.decisions: list[tuple[str, str]] = []
        hooks = Hooks(
            post=self.post,
            settle=lambda: None,
            now=self.clock.now,
            move_clock=self.move_clock,
            upcoming=lambda: [it for it in self.reminders if instant(it) > self.clock.at],
            applications=lambda: self.people,
            decide=self.decide,
        )
        self.line, blueprints = create_simulator(
            secret=SECRET,
            access_token=TOKEN,
            bot_name="รับสมัคร",
            history_path=history,
            real_now=self.line_clock.now,
            hooks=hooks,
            monthly_quota=quota,
        )
        self.app = Flask(__name__, static_folder=str(STATIC))
        for blueprint in blueprints:
            self.app.register_blueprint(blueprint)

    def close(self) -> None:
        self.line.history.close()

    def post(self, body: bytes, signature: str) -> int:
        assert signature == sign(SECRET, body)
        webhook = json.loads(body)
        self.webhooks.append(webhook)
        for event in webhook["events"]:
            if event["webhookEventId"] not in self.seen and "replyToken" in event:
                self.seen.add(event["webhookEventId"])
                reply = {"replyToken": event["replyToken"], "messages": self.answer(event)}
                if reply["messages"]:
                    answered = self.line.send("reply", reply, None, "test")
                    assert answered.status == 200, answered.body
        return self.status

    def move_clock(self, to: datetime) -> None:
        """Moves on, sending what falls due to everyone known."""
        due = [it for it in self.reminders if self.clock.at < instant(it) <= to]
        self.clock.move(to)
        for it in due:
            for chat in self.line.history.chats():
                push(self.line, chat.id, [{"type": "text", "text": it["what"]}])

    def decide(self, reference: str, decision: str) -> str | None:
        if reference not in {it["reference"] for it in self.people}:
            return "ไม่พบใบสมัครนี้ค่ะ"
        self.decisions.append((reference, decision))
        return None


def instant(reminder: dict[str, Any]) -> datetime:
    return datetime.fromisoformat(reminder["at"])


def push(line: StandIn, to: str, messages: list[Message]) -> int:
    """A push as the stand-in takes it; its status."""
    return line.send("push", {"to": to, "messages": messages}, None, "test").status


SOMCHAI = user_id("สมชาย")
