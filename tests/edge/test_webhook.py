"""The webhook: only what LINE signed, each event once, always a quick 200, and LINE is never called there."""

from __future__ import annotations

import asyncio
import itertools
import json
import logging
import threading
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Any

import flask
import pytest

from bot.delivery.sender import Sender
from bot.line.answers import Answer
from bot.simulator import people
from bot.web import webhook
from bot.web.app import MAX_BODY, create_app
from bot.web.rest import Rest
from handlers.wording import common, service
from models.reply import Reply
from tests.calling import Calling
from tests.edge.words import read_words
from tests.rig import SECRET, Rig
from tests.store.making import at_once


def texts(rig: Rig, chat: str) -> list[str]:
    """What the bot said on a phone, delivered now."""
    rig.deliver()
    shown = [it.message for it in rig.line.history.since(chat) if it.sender == "bot"]
    return [message.get("text") or message["altText"] for message in shown]


def call(rig: Rig, *events: Any) -> int:
    """A signed webhook call with these events, whatever they are."""
    return call_with(rig, {"destination": "U" + "0" * 32, "events": list(events)})


def call_with(rig: Rig, body: Any) -> int:
    raw = json.dumps(body).encode()
    return rig.post(raw, people.sign(SECRET, raw))


def queued(rig: Rig) -> list[str]:
    """The keys of all answers ever queued."""
    with rig.bot.database.read() as tx:
        return [key for key, _ in tx.outbox.keys("reply:")]


def figure(rig: Rig, name: str) -> float:
    """The sum of a metric's figures."""
    lines = rig.bot.metrics.text().decode().splitlines()
    return sum(float(line.rsplit(" ", 1)[1]) for line in lines if line.startswith(name))


@pytest.fixture
def somchai(rig: Rig) -> people.Person:
    """Someone with LINE."""
    return rig.line.person("สมชาย")


# Who may speak


@pytest.mark.parametrize(
    "signature",
    [None, "", "nonsense", "ลายเซ็น", people.sign("another secret", b"{}"), "A" * 10_000],
    ids=["missing", "empty", "nonsense", "not ASCII", "of another channel", "very long"],
)
def test_what_line_did_not_sign_is_refused_and_not_stored(
    rig: Rig, somchai: people.Person, signature: str | None
) -> None:
    body = people.webhook("U" + "0" * 32, somchai.text("กำหนดการ"))
    headers = {} if signature is None else {"X-Line-Signature": signature.encode().decode("latin-1")}
    assert rig.client.post("/callback", data=body, headers=headers).status_code == 400
    assert queued(rig) == []
    assert texts(rig, somchai.id) == []
    assert figure(rig, "rapsamak_events_total") == 0


def test_a_body_changed_after_signing_is_refused(rig: Rig, somchai: people.Person) -> None:
    body, signature = rig.line.webhook(somchai.text("กำหนดการ"))
    assert rig.post(body.replace(b"message", b"massage"), signature) == 400
    assert rig.post(body + b" ", signature) == 400
    assert queued(rig) == []
    assert rig.post(body, signature) == 200
    assert len(queued(rig)) == 1


def test_the_signature_is_over_the_raw_bytes_not_the_meaning(rig: Rig, somchai: people.Person) -> None:
    event = somchai.text("กำหนดการ")
    spaced = b"  \n" + json.dumps({"events": [event]}, indent=3).encode("utf-8")
    assert rig.post(spaced, people.sign(SECRET, spaced)) == 200
    assert len(queued(rig)) == 1


def test_only_post_is_answered(rig: Rig) -> None:
    assert rig.client.get("/callback").status_code == 405


# What is no webhook


def test_over_eight_megabytes_is_too_large(rig: Rig, somchai: people.Person) -> None:
    body = people.webhook("U" + "0" * 32, somchai.text("ก" * 2_800_000))
    assert len(body) > MAX_BODY
    assert rig.post(body, people.sign(SECRET, body)) == 413
    assert queued(rig) == []


def test_a_call_full_of_long_texts_in_lines_longest_notation_is_taken(
    rig: Rig, somchai: people.Person
) -> None:
    """5,000 UTF-16 units are LINE's limit of a text; JSON may write each with six bytes."""
    events = [somchai.text("ก" * 4_990 + f"{number:010}") for number in range(40)]
    payload = {"destination": "U" + "0" * 32, "events": [*events[:-1], somchai.text("กำหนดการ")]}
    body = json.dumps(payload, ensure_ascii=True).encode()
    assert len(body) > 1024 * 1024
    # What takes longer than LINE waits is answered 503, gone on with, and delivered again.
    signature = people.sign(SECRET, body)
    assert rig.post(body, signature) in (200, 503)
    rig.client.application.extensions["rest"].join()
    assert rig.post(body, signature) == 200
    assert len(queued(rig)) >= 1


def test_just_under_a_megabyte_is_taken(rig: Rig, somchai: people.Person) -> None:
    assert call(rig, somchai.text("กำหนดการ" + "a" * 1_000_000)) == 200
    assert len(queued(rig)) == 1


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"nonsense",
        b"[]",
        b"{}",
        b"null",
        b"3",
        b'"events"',
        b'{"events": 3}',
        b'{"events": null}',
        b'{"events": {"0": {}}}',
        b'\xff\xfe{"events": []}',
        b"[" * 100_000,
        b'{"events": ' + b"[" * 100_000 + b"]" * 100_000 + b"}",
        b'{"a":' * 50_000,
    ],
    ids=lambda body: body[:24].decode("latin-1"),
)
def test_what_is_no_webhook_body_is_refused_in_one_log_line(
    rig: Rig, body: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    assert rig.post(body, people.sign(SECRET, body)) == 400
    assert [record.exc_info for record in caplog.records] == [None]


def test_no_events_is_lines_own_check_and_fine(rig: Rig) -> None:
    assert call(rig) == 200


@pytest.mark.parametrize("item", [None, 3, "text", [], {}, {"type": "message"}, {"webhookEventId": "E1"}])
def test_events_that_are_none_are_passed_over(rig: Rig, somchai: people.Person, item: Any) -> None:
    assert call(rig, item, somchai.text("กำหนดการ")) == 200
    assert len(queued(rig)) == 1


# What happens to events


def test_several_events_are_handled_in_the_order_they_happened(rig: Rig, somchai: people.Person) -> None:
    first = somchai.text("กำหนดการ")
    rig.clock.wait(timedelta(seconds=2))
    second = somchai.text("เมนู")
    rig.clock.wait(timedelta(seconds=2))
    third = rig.line.person("มาลี").text("ช่วยเหลือ")
    assert call(rig, third, second, first) == 200
    assert queued(rig) == [f"reply:{event['webhookEventId']}" for event in (first, second, third)]
    schedule, menu = texts(rig, somchai.id)
    assert "22 มิถุนายน 2567" in schedule
    assert common.MENU_TEXT in menu or common.MENU_TITLE in menu


def test_one_bad_event_does_not_take_the_others_with_it(rig: Rig, somchai: people.Person) -> None:
    broken = {**somchai.text("x"), "source": "nowhere", "message": 7}
    assert call(rig, broken, somchai.text("กำหนดการ")) == 200
    assert len(texts(rig, somchai.id)) == 1


EVENTS: dict[str, tuple[Callable[[people.Person], people.Event], int]] = {
    "text": (lambda p: p.text("กำหนดการ"), 1),
    "long text": (lambda p: p.text("ก" * 20_000), 1),
    "empty text": (lambda p: p.text(""), 1),
    "spaces": (lambda p: p.text(" \u200b\u00a0 "), 1),
    "emoji": (lambda p: p.text("🐘" * 2500), 1),
    "NUL": (lambda p: p.text("กำหนด\0การ\0"), 1),
    "lone surrogate": (lambda p: p.text("กำหนดการ\ud83d"), 1),
    "only a surrogate": (lambda p: p.text("\udc00"), 1),
    "postback": (lambda p: p.postback("ask|schedule|ling"), 1),
    "postback of old": (lambda p: p.postback("signup.confirm|gone|1"), 1),
    "postback of nobody": (lambda p: p.postback("|||"), 1),
    "postback with NUL": (lambda p: p.postback("ask|sche\0dule"), 1),
    "postback with a date": (lambda p: p.postback("x", {"date": "2024-05-10"}), 1),
    "sticker": (lambda p: p.sticker(), 1),
    "image": (lambda p: p.image(), 1),
    "video": (lambda p: p.video(), 1),
    "audio": (lambda p: p.audio(), 1),
    "file": (lambda p: p.file("ใบสมัคร.pdf", b"%PDF"), 1),
    "location": (lambda p: p.location("ศาลากลาง", "อ.เมือง จ.อุดรธานี", 17.4, 102.8), 1),
    "follow": (lambda p: p.follow(), 1),
    "follow again": (lambda p: p.follow(again=True), 1),
    "unfollow": (lambda p: p.unfollow(), 0),
    "unsend": (lambda p: p.unsend("123456"), 0),
    "unknown event": (lambda p: {**p.text("กำหนดการ"), "type": "telepathy"}, 0),
    "unknown message": (lambda p: {**p.text(""), "message": {"type": "hologram", "id": "1"}}, 1),
    "message without a type": (lambda p: {**p.text(""), "message": {}}, 1),
    "no message": (lambda p: {k: v for k, v in p.text("x").items() if k != "message"}, 1),
    "no source": (lambda p: {k: v for k, v in p.text("x").items() if k != "source"}, 0),
    "no id": (lambda p: {k: v for k, v in p.text("x").items() if k != "webhookEventId"}, 0),
    "no timestamp": (lambda p: {k: v for k, v in p.text("x").items() if k != "timestamp"}, 1),
    "timestamp of a madman": (lambda p: {**p.text("x"), "timestamp": 10**30}, 1),
    "no mode": (lambda p: {k: v for k, v in p.text("x").items() if k != "mode"}, 1),
    "standby": (lambda p: {**p.text("กำหนดการ"), "mode": "standby"}, 0),
    "more than we know": (lambda p: {**p.text("x"), "brandNew": {"deep": [1, 2]}}, 1),
}


@pytest.mark.parametrize("kind", EVENTS)
def test_every_kind_of_event_is_taken_and_answered_where_it_should_be(
    rig: Rig, somchai: people.Person, kind: str
) -> None:
    make, answers = EVENTS[kind]
    assert call(rig, make(somchai)) == 200
    said = texts(rig, somchai.id)
    assert len(said) == answers
    assert all(text.strip() and common.FAULT not in text for text in said)
    assert call(rig, somchai.text("กำหนดการ")) == 200  # and the talk goes on
    assert len(texts(rig, somchai.id)) == answers + 1


def test_a_text_with_rubbish_in_it_is_read_without_the_rubbish(rig: Rig, somchai: people.Person) -> None:
    call(rig, somchai.text("กำหนด\0การ\ud83d"))
    assert "22 มิถุนายน 2567" in texts(rig, somchai.id)[0]


def test_an_answer_without_a_reply_token_is_pushed(rig: Rig, somchai: people.Person) -> None:
    call(rig, {k: v for k, v in somchai.text("กำหนดการ").items() if k != "replyToken"})
    assert len(texts(rig, somchai.id)) == 1
    assert [it.via for it in rig.line.history.since(somchai.id)] == ["push"]


@pytest.mark.parametrize(("minutes", "by"), [(19, "reply"), (21, "push")])
def test_an_event_delivered_again_late_is_answered_by_push(
    rig: Rig, somchai: people.Person, minutes: int, by: str
) -> None:
    event = somchai.text("กำหนดการ")
    rig.line.webhook(event)  # LINE tried, and we were away
    rig.clock.wait(timedelta(minutes=minutes))
    body, signature = rig.line.webhook(people.redelivered(event))
    assert rig.post(body, signature) == 200
    assert len(texts(rig, somchai.id)) == 1
    assert [it.via for it in rig.line.history.since(somchai.id)] == [by]
    assert len(rig.channel.bodies) == 1


def test_in_a_group_only_what_is_said_to_the_bot_is_answered_and_nothing_personal(rig: Rig) -> None:
    malee = rig.line.person("มาลี", group="งานแผน")
    group = people.group_id("งานแผน")
    call(rig, malee.join())
    assert texts(rig, group) == [common.GROUP_GREETING]
    call(rig, malee.text("กำหนดการประชุมพรุ่งนี้"))
    assert texts(rig, group)[1:] == []
    call(rig, malee.text("กำหนดการ", mention_bot=True))
    assert "22 มิถุนายน 2567" in texts(rig, group)[1]
    call(rig, malee.text("สมัคร", mention_bot=True))
    assert texts(rig, group)[2:] == [common.GROUP_PRIVATE]
    call(rig, malee.join())
    assert texts(rig, group)[3:] == []
    assert texts(rig, malee.id) == []


def test_in_a_room_whose_member_is_not_named_the_room_is_answered(rig: Rig) -> None:
    somchai = rig.line.person("สมชาย")
    room = "R" + "1" * 32
    rig.line.history.meet(room, "ห้อง")
    event = somchai.text("กำหนดการ", mention_bot=True)
    call(rig, {**event, "source": {"type": "room", "roomId": room}, "replyToken": None})
    assert "22 มิถุนายน 2567" in texts(rig, room)[0]
    call(rig, {**somchai.sticker(), "source": {"type": "room", "roomId": room}})
    assert len(texts(rig, room)) == 1


# Once


def test_the_same_event_again_is_answered_once(rig: Rig, somchai: people.Person) -> None:
    event = somchai.text("กำหนดการ")
    assert [call(rig, event), call(rig, people.redelivered(event)), call(rig, event, event)] == [200] * 3
    assert len(texts(rig, somchai.id)) == 1
    assert figure(rig, 'rapsamak_events_total{kind="text",outcome="repeated"}') == 3


def test_the_same_event_twenty_times_at_once_is_answered_once(rig: Rig, somchai: people.Person) -> None:
    body, signature = rig.line.webhook(somchai.text("กำหนดการ"))
    headers = {"X-Line-Signature": signature}
    app = create_app(rig.bot)

    def deliver(_: int) -> int:
        return app.test_client().post("/callback", data=body, headers=headers).status_code

    assert at_once(20, deliver) == [200] * 20
    assert len(queued(rig)) == 1
    assert len(texts(rig, somchai.id)) == 1


def test_one_person_typing_fast_gets_an_answer_to_each(rig: Rig, somchai: people.Person) -> None:
    bodies = [rig.line.webhook(somchai.text("กำหนดการ")) for _ in range(12)]
    app = create_app(rig.bot)

    def deliver(number: int) -> int:
        body, signature = bodies[number]
        headers = {"X-Line-Signature": signature}
        return app.test_client().post("/callback", data=body, headers=headers).status_code

    assert at_once(12, deliver) == [200] * 12
    assert len(texts(rig, somchai.id)) == 12


# One too many


def flood(rig: Rig, person: people.Person, count: int = 30) -> None:
    """Someone sends the same again and again, and waits for nothing."""
    for number in range(count):
        assert (
            call(rig, person.postback("ask|schedule|ling") if number % 2 else person.text("กำหนดการ")) == 200
        )


def test_a_flood_gets_one_notice_and_then_silence(rig: Rig, somchai: people.Person) -> None:
    flood(rig, somchai)
    said = texts(rig, somchai.id)
    assert said[-1] == service.TOO_MANY_AT_ONCE and said.count(service.TOO_MANY_AT_ONCE) == 1
    assert len(said) == 20  # nineteen answers and the notice
    assert figure(rig, 'rapsamak_events_total{kind="text",outcome="silenced"}') == 5
    call(rig, somchai.text("กำหนดการ"))
    assert len(texts(rig, somchai.id)) == 20
    rig.clock.wait(timedelta(seconds=11))
    call(rig, somchai.text("กำหนดการ"))
    assert "22 มิถุนายน 2567" in texts(rig, somchai.id)[20]
    call(rig, somchai.text("เมนู"))
    assert len(texts(rig, somchai.id)) == 22


def test_what_came_in_a_flood_is_noted_and_not_answered_when_it_comes_again(
    rig: Rig, somchai: people.Person
) -> None:
    flood(rig, somchai, 25)
    last = somchai.text("กำหนดการ")
    call(rig, last)
    texts(rig, somchai.id)
    rig.clock.wait(timedelta(seconds=20))
    assert call(rig, people.redelivered(last)) == 200
    assert len(texts(rig, somchai.id)) == 20


def test_somebody_elses_flood_is_not_ones_own(rig: Rig, somchai: people.Person) -> None:
    flood(rig, somchai)
    malee = rig.line.person("มาลี")
    call(rig, malee.text("กำหนดการ"))
    assert "22 มิถุนายน 2567" in texts(rig, malee.id)[0]


def test_in_a_group_only_the_one_who_floods_is_silenced(rig: Rig) -> None:
    somchai, malee = (rig.line.person(name, group="งานแผน") for name in ("สมชาย", "มาลี"))
    for _ in range(25):
        call(rig, somchai.text("กำหนดการ", mention_bot=True))
    call(rig, malee.text("กำหนดการ", mention_bot=True))
    said = texts(rig, people.group_id("งานแผน"))
    assert len(said) == 21 and "22 มิถุนายน 2567" in said[-1]


def test_however_fast_one_asks_each_is_answered_if_one_waits_for_the_answer(
    rig: Rig, somchai: people.Person
) -> None:
    for _ in range(40):
        call(rig, somchai.text("กำหนดการ"))
        rig.bot.sender.deliver_all()
    assert len(texts(rig, somchai.id)) == 40


# LINE is not called in the request


class Recorder:
    """LINE's API that notes who called it, and answers only when let."""

    def __init__(self) -> None:
        self.callers: list[str] = []
        self.in_request = False
        self.may_answer = threading.Event()
        self.called = threading.Event()

    @asynccontextmanager
    async def open(self) -> AsyncIterator[Recorder]:
        """The way to it."""
        yield self

    async def reply(self, token: str, replies: tuple[Reply, ...]) -> Any:
        """Notes it and waits."""
        self.in_request |= flask.has_request_context()
        self.callers.append(threading.current_thread().name)
        self.called.set()
        await asyncio.to_thread(self.may_answer.wait, 30)
        return Answer(200)

    push = reply  # type: ignore[assignment]


def test_the_answer_to_line_waits_for_no_call_to_line(rig: Rig, somchai: people.Person) -> None:
    line = Recorder()
    rig.bot.sender = Sender(rig.bot.database, line, rig.clock, rig.bot.metrics, calls=1)
    rig.bot.sender.start()
    assert call(rig, somchai.text("กำหนดการ")) == 200  # while LINE does not answer
    assert line.called.wait(30)
    assert call(rig, somchai.text("เมนู")) == 200
    line.may_answer.set()
    assert rig.bot.sender.settle(30)
    assert line.callers == ["sender", "sender"]
    assert not line.in_request


def test_an_event_delivered_again_gives_its_answer_another_free_minute(
    rig: Rig, somchai: people.Person
) -> None:
    event = somchai.text("กำหนดการ")
    assert call(rig, event) == 200
    rig.clock.wait(timedelta(seconds=45))
    assert rig.post(*rig.line.webhook(people.redelivered(event))) == 200
    rig.clock.wait(timedelta(seconds=30))
    assert len(texts(rig, somchai.id)) == 1
    assert rig.line.used_this_month() == 0


def test_another_token_is_not_taken_for_an_answer_that_may_have_arrived(
    rig: Rig, somchai: people.Person
) -> None:
    event = somchai.text("กำหนดการ")
    assert call(rig, event) == 200
    with rig.bot.database.begin() as tx:
        now = rig.clock.machine()
        (parcel,) = tx.delivery.claim(rig.clock.now(), now, timedelta(seconds=12), 10).parcels
    assert parcel.first.reply_token is not None
    Calling(rig.channel).reply(parcel.first.reply_token, parcel.first.replies)  # and the sender dies
    another = {**people.redelivered(event), "replyToken": rig.line.issue_reply_token(somchai.id)}
    assert call(rig, another) == 200
    rig.clock.wait(timedelta(seconds=12))
    assert len(texts(rig, somchai.id)) == 1


# A call with many events


def test_a_call_of_a_thousand_events_is_answered_in_time_and_loses_and_doubles_none(
    rig: Rig, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On a stopwatch on which each look takes a tenth of a second; only LINE brings the rest."""
    monkeypatch.setattr(Rest, "take", lambda rest, left: None)
    now = itertools.count()
    monkeypatch.setattr(webhook, "stopwatch", lambda: next(now) / 10)
    senders = [rig.line.person(f"คนที่ {number}") for number in range(60)]
    events = [person.text("กำหนดการ") for person in senders]
    statuses, handled = [call(rig, *events)], [len(queued(rig))]
    while statuses[-1] != 200:
        statuses.append(call(rig, *map(people.redelivered, events)))
        handled.append(len(queued(rig)))
    assert set(statuses[:-1]) == {503} and len(statuses) > 5
    assert all(after > before for before, after in itertools.pairwise(handled))
    assert handled[-1] == len(events) == len(set(queued(rig)))
    assert call(rig, *map(people.redelivered, events)) == 200
    assert [len(texts(rig, person.id)) for person in senders] == [1] * len(senders)


def test_of_a_long_call_one_persons_events_are_answered_in_their_order(
    rig: Rig, somchai: people.Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(webhook, "IN_TIME", 0.0)
    monkeypatch.setattr(Rest, "take", lambda rest, left: None)
    events = [somchai.text(words) for words in ("กำหนดการ", "เมนู") * 3]
    while call(rig, *events) != 200:
        pass
    assert queued(rig) == [f"reply:{event['webhookEventId']}" for event in events]


def test_what_a_long_call_leaves_is_handled_before_line_brings_it_again(
    rig: Rig, somchai: people.Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(webhook, "IN_TIME", 0.0)
    events = [somchai.text(words) for words in ("กำหนดการ", "เมนู") * 3]
    assert call(rig, *events) == 503
    rig.client.application.extensions["rest"].join()
    assert queued(rig) == [f"reply:{event['webhookEventId']}" for event in events]
    assert call(rig, *map(people.redelivered, events)) == 200
    assert len(texts(rig, somchai.id)) == len(events)


# Our own faults


def test_our_own_fault_is_apologised_for_once_and_logged_without_the_words(
    rig: Rig, somchai: people.Person, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_: Any) -> Any:
        raise RuntimeError("broken reader")

    rig.bot._read = broken
    event = somchai.text("เลขบัตรของฉัน 1103700000000")
    assert [call(rig, event), call(rig, people.redelivered(event))] == [200, 200]
    assert texts(rig, somchai.id) == [common.FAULT]
    logged = caplog.text
    assert event["webhookEventId"] in logged and "broken reader" in logged
    assert "1103700000000" not in logged and somchai.id not in logged
    rig.bot._read = read_words
    call(rig, somchai.text("กำหนดการ"))
    assert "22 มิถุนายน 2567" in texts(rig, somchai.id)[1]


def test_a_fault_leaves_nothing_half_done(rig: Rig, somchai: people.Person) -> None:
    call(rig, somchai.text("สมัคร"))
    with rig.bot.database.read() as tx:
        before = tx.applications.of(somchai.id)
    rig.bot._read = None  # type: ignore[assignment]
    call(rig, somchai.text("สมชาย ใจดี"))  # no model: FileNotFoundError inside
    with rig.bot.database.read() as tx:
        assert tx.applications.of(somchai.id) == before != []
    assert texts(rig, somchai.id)[-1] == common.FAULT


def test_a_fault_in_a_group_nobody_addressed_stays_silent(rig: Rig) -> None:
    rig.bot._read = None  # type: ignore[assignment]
    malee = rig.line.person("มาลี", group="งานแผน")
    assert call(rig, malee.text("กำหนดการ")) == 200
    assert texts(rig, people.group_id("งานแผน")) == []
