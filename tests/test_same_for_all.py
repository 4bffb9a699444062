"""An answer that is remembered is said only where finding it anew would say the same."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from dataclasses import replace
from datetime import date, time, timedelta

import pytest

from handlers.applications import applying
from handlers.conversation import dispatch, handling, same_for_all
from handlers.office import programmes
from handlers.turn import Means, Turn, button
from handlers.wording import common
from models.announced import Fee
from models.application import Application
from models.calendar import Moment
from models.event import Event, EventKind
from models.programme import Applications, Privacy, Programme, Source
from models.reply import Reply
from models.store import Database
from models.understanding import Context, Understanding, Vocabulary
from tests.edge.words import read_words
from tests.fakes import bangkok

MORNING = "2024-04-05 09:00"
FEE = "ค่าใช้จ่ายเท่าไหร่"
SEATS = "เหลือกี่ที่"
UNREAD = "ปวดหลังมากกินยาอะไรดี"
SEMINAR = Programme(
    id="seminar",
    name="สัมมนาหนึ่งวัน",
    short_name="สัมมนา",
    source=Source(title="ประกาศ", publisher="ผู้จัด"),
    fees=(Fee(who="ทุกคน", quote="ค่าลงทะเบียน 1,500 บาท", amount=1_500),),
    applications=Applications(
        prefix="SEM",
        state="accepting",
        kind="seat",
        capacity=30,
        closes=date(2024, 4, 5),
        closes_at=time(12, 0),
        privacy=Privacy(purpose="จัดที่นั่ง", readers="ผู้จัด", keep_days=30),
    ),
)

Ask = Callable[..., Reply]


@pytest.fixture
def found(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The texts whose answers were not remembered, as they come."""
    texts: list[str] = []
    find = dispatch._asked

    def noting(turn: Turn) -> object:
        texts.append(turn.event.text)
        return find(turn)

    monkeypatch.setattr(dispatch, "_asked", noting)
    monkeypatch.setattr(same_for_all, "_memory", same_for_all._Memory())
    return texts


@pytest.fixture
def ask(database: Database, found: list[str]) -> Ask:
    """Somebody asks this at that time; what is answered."""
    numbers, read = itertools.count(), {}
    with database.begin() as tx:
        programmes.keep(tx, SEMINAR, bangkok(MORNING))

    def once(text: str, vocabulary: Vocabulary, context: Context, today: date) -> Understanding:
        key = (text, context, today)
        if key not in read:
            read[key] = replace(read_words(text, vocabulary, context, today), common=True)
        return read[key]

    def ask(user: str, text: str, when: str = MORNING) -> Reply:
        at = bangkok(when)
        event = Event(str(next(numbers)), EventKind.TEXT, user, user, at, at, text, reply_token="token")
        with database.begin() as tx:
            done = handling.handle(tx, event, Means(once, str), Moment(at, at), timedelta(seconds=10))
        assert done.parcel is not None
        return done.parcel.first.replies[-1]

    return ask


def labels(reply: Reply) -> list[str]:
    return [choice.label for choice in reply.choices]


def test_the_same_is_found_once_and_said_to_both(ask: Ask, found: list[str], database: Database) -> None:
    assert ask("Usomchai", FEE) == ask("Umalee", FEE)
    assert found == [FEE]
    with database.read() as tx:
        talks = [tx.people.conversation(user, bangkok(MORNING)) for user in ("Usomchai", "Umalee")]
    assert [(it.programme, it.last_intent, it.last_question) for it in talks] == [("seminar", "fee", FEE)] * 2


@pytest.mark.parametrize(
    ("asked", "again", "offered"),
    [
        ("2024-04-05 11:59:59", "2024-04-05 12:00", False),
        ("2024-04-05 12:00", "2024-04-05 12:00:01", False),
        ("2024-04-05 11:58:01", "2024-04-05 11:58:59", True),
    ],
)
def test_after_the_deadline_nobody_is_offered_to_apply(
    ask: Ask, asked: str, again: str, offered: bool
) -> None:
    ask("Usomchai", FEE, asked)
    assert (common.APPLY in labels(ask("Umalee", FEE, again))) is offered


def test_once_staff_have_changed_it_the_new_is_said(ask: Ask, database: Database) -> None:
    before = ask("Usomchai", FEE)
    with database.begin() as tx:
        new = replace(SEMINAR, fees=(Fee(who="ทุกคน", quote="ค่าลงทะเบียน 900 บาท", amount=900),))
        programmes.keep(tx, new, bangkok(MORNING))
    after = ask("Umalee", FEE)
    assert "1,500" in before.text and "900" in after.text and "1,500" not in after.text


def sent(database: Database, user: str) -> None:
    """Somebody's application, sent."""
    now = bangkok(MORNING)
    with database.begin() as tx:
        draft = applying.begin(tx, SEMINAR, user, now, on_behalf=False, answers={})
        kept = tx.applications.keep(replace(draft, consented_at=now))
    with database.begin() as tx:
        fresh = tx.applications.locked(kept.id)
        assert fresh is not None
        assert isinstance(applying.submit(tx, SEMINAR, fresh, now), Application)


def test_who_has_applied_is_told_of_the_status_and_not_to_apply(ask: Ask, database: Database) -> None:
    ask("Usomchai", FEE)
    sent(database, "Umalee")
    told = labels(ask("Umalee", FEE))
    assert common.STATUS in told and common.APPLY not in told
    assert common.APPLY in labels(ask("Umanee", FEE))


def test_a_seat_that_is_taken_is_gone_from_the_next_answer(ask: Ask, database: Database) -> None:
    before = ask("Usomchai", SEATS)
    sent(database, "Umalee")
    after = ask("Umanee", SEATS)
    assert "30" in before.text and "29" in after.text


def test_a_button_that_was_shown_goes_before_what_is_known(ask: Ask, database: Database) -> None:
    known = ask("Usomchai", FEE)
    with database.begin() as tx:
        talk = tx.people.conversation("Umalee", bangkok(MORNING))
        tx.people.keep(replace(talk, offered=(button(FEE, "source", "seminar", "fee"),)), bangkok(MORNING))
    assert ask("Umalee", FEE).text != known.text == ask("Umanee", FEE).text


def test_what_was_not_understood_is_noted_for_each_who_asks(
    ask: Ask, found: list[str], database: Database
) -> None:
    assert ask("Usomchai", UNREAD) == ask("Umalee", UNREAD)
    with database.read() as tx:
        (noted,) = tx.learning.unread()
        assert tx.learning.asked_by("Umalee") == tx.learning.asked_by("Usomchai") == [UNREAD]
    assert noted.times == 2 and found == [UNREAD]


def test_only_so_many_are_remembered(ask: Ask, found: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(same_for_all, "MOST_KNOWN", 2)
    for number in range(5):
        ask(f"U{number}", f"{FEE} {number}")
        assert len(same_for_all._memory._held[2]) <= 2
    assert len(found) == 5
