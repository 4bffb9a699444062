"""An answer is leased in its event's own transaction and given to the sender: once, and in order."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest

from bot.delivery.sender import TOKEN_LEASE
from bot.line import events
from bot.simulator import people
from handlers.conversation import handling
from models.channel import HANDED, Call, Endpoint
from models.store.delivery import Delivery
from tests.rig import Rig
from tests.store.making import at_once


@pytest.fixture
def sending(rig: Rig) -> Iterator[Rig]:
    """A bot whose sender is at work."""
    rig.bot.sender.start()
    yield rig
    rig.bot.sender.stop()


@pytest.fixture
def no_claims(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever claims fails."""

    def claim(*_: object, **__: object) -> None:
        raise AssertionError("claimed")

    monkeypatch.setattr(Delivery, "claim", claim)


def call(rig: Rig, *events: people.Event) -> int:
    """LINE delivers these."""
    return rig.post(*rig.line.webhook(*events))


def handle(rig: Rig, name: str, words: str) -> handling.Handled:
    """A person writes, and the answer could be given to somebody who sends it."""
    moment = rig.bot.clock.moment()
    body, _ = rig.line.webhook(rig.line.person(name).text(words))
    (event,) = events.events(body, moment.now, moment.machine)
    with rig.bot.database.begin() as tx:
        return handling.handle(tx, event, rig.bot.means, moment, TOKEN_LEASE)


def heard(rig: Rig, name: str) -> list[tuple[str | None, str]]:
    """What came to a phone: (how, words)."""
    shown = rig.line.history.since(rig.line.person(name).id)
    return [(it.via, it.message.get("text") or it.message["altText"]) for it in shown if it.sender == "bot"]


def states(rig: Rig) -> dict[str, int]:
    """How many messages are in which state."""
    with rig.bot.database.read() as tx:
        return tx.outbox.by_state()


@pytest.mark.usefixtures("no_claims")
def test_an_answer_goes_by_its_token_without_a_claim(sending: Rig) -> None:
    assert call(sending, sending.line.person("สมชาย").text("กำหนดการ")) == 200
    assert sending.bot.sender.settle(30)
    ((how, words),) = heard(sending, "สมชาย")
    assert how == "reply" and "22 มิถุนายน 2567" in words
    assert states(sending) == {"sent": 1}


@pytest.mark.usefixtures("no_claims")
def test_a_person_who_writes_on_is_answered_in_order(sending: Rig) -> None:
    person = sending.line.person("สมชาย")
    for words in ("เมนู", "กำหนดการ", "เมนู"):
        assert call(sending, person.text(words)) == 200
        assert sending.bot.sender.settle(30)
    assert len(heard(sending, "สมชาย")) == 3
    assert heard(sending, "สมชาย")[0] == heard(sending, "สมชาย")[2]


def test_what_waits_for_a_chat_goes_before_its_next_answer(rig: Rig) -> None:
    assert call(rig, rig.line.person("สมชาย").text("กำหนดการ")) == 200  # no sender is at work
    handled = handle(rig, "สมชาย", "เมนู")
    assert handled.parcel is None and handled.queued
    rig.deliver()
    assert [how for how, _ in heard(rig, "สมชาย")] == ["reply", "reply"]
    assert "22 มิถุนายน 2567" in heard(rig, "สมชาย")[0][1]


@pytest.mark.parametrize("trouble", ["circuit", "shut", "refusals", "tokens"])
def test_while_line_is_in_trouble_answers_wait_in_the_queue(rig: Rig, trouble: str) -> None:
    now = rig.clock.machine()
    with rig.bot.database.begin() as tx:
        if trouble == "circuit":
            tx.channel.note([Call(False, trouble="401")], now)
        elif trouble == "shut":
            tx.channel.shut(Endpoint.REPLY, now)
        elif trouble == "refusals":
            tx.channel.refused(Endpoint.REPLY, 1, "404", now)
        else:
            tx.channel.token_died(timedelta(seconds=30), now)
    handled = handle(rig, "สมชาย", "กำหนดการ")
    assert handled.first and handled.parcel is None and handled.queued
    assert states(rig) == {"pending": 1}


def test_if_the_process_dies_with_it_in_hand_another_sends_it_when_the_lease_is_over(rig: Rig) -> None:
    handled = handle(rig, "สมชาย", "กำหนดการ")
    assert handled.parcel is not None and states(rig) == {"leased": 1}
    rig.deliver()
    assert heard(rig, "สมชาย") == []
    rig.clock.wait(TOKEN_LEASE)
    rig.deliver()
    rig.clock.wait(timedelta(hours=1))
    rig.deliver()
    assert [how for how, _ in heard(rig, "สมชาย")] == ["reply"]
    assert states(rig) == {"sent": 1}


def test_a_hand_held_for_an_event_that_fails_is_let_go(sending: Rig, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(handling, "decide", fails)
    for _ in range(5):
        assert call(sending, sending.line.person("สมชาย").text("กำหนดการ")) == 200
    assert sending.bot.sender.settle(30)
    assert sending.bot.sender._in_hand == 0
    assert len(heard(sending, "สมชาย")) == 5  # the apologies


def test_the_same_event_many_times_at_once_is_answered_once(sending: Rig) -> None:
    body, signature = sending.line.webhook(sending.line.person("สมชาย").text("กำหนดการ"))
    assert at_once(8, lambda _: sending.post(body, signature)) == [200] * 8
    assert sending.bot.sender.settle(30)
    assert [how for how, _ in heard(sending, "สมชาย")] == ["reply"]


def test_a_rush_beyond_what_is_given_goes_by_the_queue(sending: Rig) -> None:
    names = [f"คนที่ {number}" for number in range(40)]
    calls = [sending.line.webhook(sending.line.person(name).text("กำหนดการ")) for name in names]
    assert at_once(40, lambda number: sending.post(*calls[number])) == [200] * 40
    assert sending.bot.sender.settle(30)
    assert [len(heard(sending, name)) for name in names] == [1] * 40
    assert states(sending) == {"sent": 40}


def test_a_process_gives_no_more_answers_a_second_than_its_share(rig: Rig) -> None:
    pace = rig.bot.sender._pace
    assert sum(pace.take(100.0) for _ in range(2 * HANDED.calls)) == HANDED.calls
    assert sum(pace.take(100.5) for _ in range(2 * HANDED.calls)) == HANDED.calls // 2
