"""A programme of two rounds through the clock: everybody is reminded of their own, each message once.

What should be sent is worked out here by hand, not with the code that plans and sends.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from bot.assembly.scheduler import advance
from bot.delivery.sender import Sender
from bot.process.metrics import Metrics
from handlers.applications import applying, rounds
from handlers.applications.decision_card import decision_reply
from handlers.office import programmes
from handlers.refusal import Refusal, Refused
from models import programme_file
from models.application import Application, ApplicationState
from models.programme import Fact, Programme
from models.store import Database, Transaction
from tests.fakes import FrozenClock, bangkok
from tests.test_season import Post, Sent, changed
from tests.ticking import tick

FILE = Path(__file__).parent / "data" / "programmes" / "two-rounds.yaml"
NORTH, SOUTH = ["Un1", "Un2", "Un3"], ["Us1", "Us2"]
PROVINCES = {"Un1": "ลำพูน", "Un2": "ลำพูน", "Un3": "ตาก", "Us1": "ตรัง", "Us2": "สตูล"}


@pytest.fixture
def programme() -> Programme:
    return programme_file.read(FILE).programme


def _draft(tx: Transaction, user: str, round: str, province: str) -> Application:
    at = datetime(2024, 2, 5, tzinfo=UTC)
    answers = {"round": round, "full_name": user, "province": province, "phone": {"number": "+66812345678"}}
    draft = Application(
        id=f"a{user}", programme="waste", user=user, state=ApplicationState.DRAFT, created_at=at,
        updated_at=at, answers=answers, consented_at=at,
    )  # fmt: skip
    tx.people.person(user, at)
    tx.applications.add(draft)
    return draft


def _apply(tx: Transaction, programme: Programme, user: str, round: str, province: str, when: str) -> str:
    """Somebody applies; what came of it."""
    sent = applying.submit(tx, programme, _draft(tx, user, round, province), bangkok(when))
    return sent.why.name if isinstance(sent, Refused) else sent.state.value


def test_everybody_is_reminded_of_their_own_round(database: Database, programme: Programme) -> None:
    clock = FrozenClock("2024-02-10 09:00")
    post = Post(clock)
    sender = Sender(database, post, clock, Metrics(database, clock), calls=1)
    with database.begin() as tx:
        programmes.keep(tx, programme, clock.now())
        for user in (*NORTH, *SOUTH):
            round = "north" if user in NORTH else "south"
            assert _apply(tx, programme, user, round, PROVINCES[user], "2024-02-10 09:00") == "approved"

    def ticked() -> None:
        tick(database, clock.now())
        sender.deliver_all()

    advance(database, clock, bangkok("2024-02-25 10:00"), ticked)
    assert post.sent == []
    with database.begin() as tx:
        reference = tx.applications.own("Un3", "waste")
        assert reference is not None and reference.reference is not None
        moved = rounds.move_to(tx, reference.reference, "south", "staff", clock.now())
        assert not isinstance(moved, Refused)
        programmes.keep(tx, changed(programme, "n2", date=date(2024, 3, 6)), clock.now())
    advance(database, clock, bangkok("2024-03-20 09:00"), ticked)

    north, south = ["Un1", "Un2"], ["Us1", "Us2", "Un3"]
    wanted = [
        _sent("2024-02-25 10:00", ["Un3"], "ย้ายใบสมัคร"),
        _sent("2024-02-25 10:10", north, "เปลี่ยนแปลง"),
        _sent("2024-03-03 18:00", north, "4"),
        _sent("2024-03-04 07:00", north, "4"),
        _sent("2024-03-05 18:00", north, "6"),
        _sent("2024-03-06 07:00", north, "6"),
        _sent("2024-03-17 18:00", south, "18 19"),
        _sent("2024-03-18 07:00", south, "18"),
        _sent("2024-03-19 07:00", south, "19"),
    ]
    got = Counter(replace(one, what=_about(one.what)) for one in post.sent)
    should = Counter(one for some in wanted for one in some)
    assert sorted((got - should).elements()) == []
    assert sorted((should - got).elements()) == []


def _sent(at: str, users: list[str], what: str) -> list[Sent]:
    return [Sent(datetime.fromisoformat(at), user, what) for user in users]


def _about(text: str) -> str:
    """What a message is about: a move, a change, or the days of the month it names."""
    for word in ("ย้ายใบสมัคร", "เปลี่ยนแปลง"):
        if word in text:
            return word
    days = [part.split()[0] for part in text.split("ที่ ")[1:] if "มีนาคม" in part[:14]]
    return " ".join(dict.fromkeys(days))


def test_seats_and_quotas_are_each_rounds_own(database: Database, programme: Programme) -> None:
    with database.begin() as tx:
        programmes.keep(tx, programme, bangkok("2024-02-10 09:00"))

        def comes(user: str, round: str, province: str) -> str:
            return _apply(tx, programme, user, round, province, "2024-02-10 09:00")

        assert comes("U1", "north", "ลำพูน") == "approved"
        assert comes("U2", "north", "ลำพูน") == "approved"
        assert comes("U3", "north", "ลำพูน") == "waitlisted", "the third of one province in one round"
        assert comes("U4", "south", "ลำพูน") == "approved", "another round has its own quota"
        assert comes("U5", "north", "ตาก") == "approved"
        assert comes("U6", "north", "แพร่") == "waitlisted", "the round is full"
        full = rounds.move_to(tx, _reference(tx, "U4"), "north", "staff", bangkok("2024-02-10 10:00"))
        assert isinstance(full, Refused) and full.why is Refusal.ROUND_FULL
        # A seat left by a move goes to the first who may have it.
        gone = rounds.move_to(tx, _reference(tx, "U5"), "south", "staff", bangkok("2024-02-10 10:00"))
        assert not isinstance(gone, Refused)
        states = {user: tx.applications.own(user, "waste") for user in ("U3", "U6")}
        assert {u: a.state.value if a else None for u, a in states.items()} == {
            "U3": "waitlisted",
            "U6": "approved",
        }


def test_a_round_closes_at_the_hour_that_is_stated(database: Database, programme: Programme) -> None:
    with database.begin() as tx:
        programmes.keep(tx, programme, bangkok("2024-02-10 09:00"))
        assert _apply(tx, programme, "U1", "north", "ตาก", "2024-02-20 16:29") == "approved"
        assert _apply(tx, programme, "U2", "north", "ตาก", "2024-02-20 16:30") == "ROUND_CLOSED"
        assert _apply(tx, programme, "U3", "south", "ตาก", "2024-03-01 23:59") == "approved"
        last = bangkok("2024-03-01 23:59") + timedelta(minutes=1)
        assert _apply(tx, programme, "U4", "south", "ตาก", f"{last:%Y-%m-%d %H:%M}") == "NOT_OPEN"


def _reference(tx: Transaction, user: str) -> str:
    found = tx.applications.own(user, "waste")
    assert found is not None and found.reference is not None
    return found.reference


def test_a_decision_tells_what_is_stated_of_the_persons_round_alone(programme: Programme) -> None:
    stated = [("bring", "โน้ตบุ๊ก", "north"), ("bring", "กล้องถ่ายรูป", "south"), ("hours", "13.00–16.00 น.", None)]
    facts = tuple(Fact(about=about, text=text, quote=text, round=of) for about, text, of in stated)
    days = tuple(replace(day, starts=None, place=None) for day in programme.sessions)
    programme = replace(programme, facts=facts, sessions=days)
    now = bangkok("2024-02-20 09:00")
    for round, place, thing in (("north", "ล้านนา", "โน้ตบุ๊ก"), ("south", "หาดใหญ่", "กล้องถ่ายรูป")):
        approved = Application(
            id="a", programme="waste", user="Ua", state=ApplicationState.APPROVED, created_at=now,
            updated_at=now, answers={"round": round},
        )  # fmt: skip
        told = decision_reply(programme, approved, "ยินดีด้วยค่ะ", now).text
        assert place in told and f"สิ่งที่ต้องเตรียม: {thing}\n" in told and "เวลา: 13.00–16.00 น." in told
