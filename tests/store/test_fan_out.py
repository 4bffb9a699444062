"""The same words to many: several multicasts at once, each person once, keys fixed before anything is sent.

LINE takes five hundred in one call; here it is five, for speed.
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterable
from datetime import timedelta

import pytest

from models.channel import Endpoint
from models.outbox import Fate, Parcel, Settled
from models.store import Database, delivery
from tests.store.making import LEASE, MACHINE, NOW, a_letter, at_once, flat

LATER = LEASE.total_seconds() + 1


@pytest.fixture(autouse=True)
def five_a_call(monkeypatch: pytest.MonkeyPatch) -> None:
    """Small calls."""
    monkeypatch.setattr(delivery, "RECIPIENTS", 5)
    monkeypatch.setattr(delivery, "TOGETHER", 25)


def tell(database: Database, many: int, first: int = 0) -> None:
    """Queues the same words for so many people."""
    with database.begin() as tx:
        for number in range(first, first + many):
            assert tx.outbox.put(a_letter(f"news:{number}", f"U{number:032x}"), NOW)


def claim(database: Database, seconds: float = 0, limit: int = 64) -> list[Parcel]:
    """What goes to LINE now."""
    with database.begin() as tx:
        return list(tx.delivery.claim(NOW, MACHINE + timedelta(seconds=seconds), LEASE, limit).parcels)


def told(parcels: Iterable[Parcel]) -> Counter[str]:
    """How often each is told."""
    return Counter(message.chat for parcel in parcels for message in parcel.messages)


def test_one_claim_makes_several_multicasts_of_the_same_words(database: Database) -> None:
    tell(database, 13)
    parcels = claim(database)
    assert [(it.by, len(it.messages)) for it in parcels] == [
        (Endpoint.MULTICAST, 5),
        (Endpoint.MULTICAST, 5),
        (Endpoint.MULTICAST, 3),
    ]
    assert len({it.batch for it in parcels}) == 3
    assert max(told(parcels).values()) == 1 and len(told(parcels)) == 13
    assert {it.first.replies for it in parcels} == {a_letter().replies}
    assert claim(database) == []


def test_the_last_one_left_over_is_pushed(database: Database) -> None:
    tell(database, 6)
    assert [(it.by, it.batch is None) for it in claim(database)] == [
        (Endpoint.MULTICAST, False),
        (Endpoint.PUSH, True),
    ]


def test_a_claim_takes_no_more_than_it_should_and_the_next_goes_on(database: Database) -> None:
    tell(database, 30)
    first, second = claim(database), claim(database)
    assert (sum(told(first).values()), sum(told(second).values())) == (25, 5)
    assert not told(first) & told(second)


def test_senders_that_claim_at_once_tell_everybody_once(database: Database) -> None:
    tell(database, 140)

    def take(_: int) -> list[Parcel]:
        found = []
        while parcels := claim(database):
            found += parcels
        return found

    parcels = flat(at_once(4, take))
    assert told(parcels) == Counter({f"U{number:032x}": 1 for number in range(140)})
    assert max(len(it.messages) for it in parcels) <= 5


def test_after_a_crash_each_multicast_goes_again_with_its_key_to_the_same_people(database: Database) -> None:
    tell(database, 11)
    lost = {it.batch: told([it]) for it in claim(database)}
    tell(database, 5, first=50)
    again = claim(database, LATER)
    assert {it.batch: told([it]) for it in again if it.batch in lost} == lost
    assert sorted(len(it.messages) for it in again if it.batch not in lost) == [5]


def test_one_that_was_sent_and_one_that_was_not_do_not_get_mixed(database: Database) -> None:
    tell(database, 10)
    heard, lost = claim(database)
    with database.begin() as tx:
        tx.delivery.settle([Settled(heard, Fate.SENT)], MACHINE)
    (again,) = claim(database, LATER)
    assert (again.batch, told([again])) == (lost.batch, told([lost]))
    with database.read() as tx:
        assert tx.outbox.by_state() == {"sent": 5, "leased": 5}


def test_line_s_limit_of_multicasts_holds_for_those_of_one_claim_too(database: Database) -> None:
    tell(database, 20)
    with database.begin() as tx:
        assert tx.channel.take([Endpoint.MULTICAST] * 198, MACHINE)[Endpoint.MULTICAST] == 198
    assert [len(it.messages) for it in claim(database)] == [5, 5]
    assert claim(database) == []
    assert [len(it.messages) for it in claim(database, 1)] == [5, 5]


@pytest.mark.parametrize(("used", "sizes"), [(3, [5, 2]), (9, [1])])
def test_no_more_are_told_than_the_month_has_messages_left(
    database: Database, used: int, sizes: list[int]
) -> None:
    tell(database, 140)
    with database.begin() as tx:
        tx.channel.told(10, used, MACHINE, MACHINE + timedelta(hours=1))
    assert [len(it.messages) for it in claim(database)] == sizes


def test_who_is_told_something_else_first_waits_for_it(database: Database) -> None:
    with database.begin() as tx:
        tx.outbox.put(a_letter("before", f"U{3:032x}", "ก่อนอื่น"), NOW)
    tell(database, 7)
    parcels = claim(database)
    alone = [it for it in parcels if it.first.key == "before"]
    assert len(alone) == 1 and len(told(parcels)) == 7
    assert told(parcels)[f"U{3:032x}"] == 1
    with database.begin() as tx:
        tx.delivery.settle([Settled(it, Fate.SENT) for it in parcels], MACHINE)
    assert told(claim(database)) == Counter({f"U{3:032x}": 1})


def test_two_texts_for_many_go_side_by_side(database: Database) -> None:
    with database.begin() as tx:
        for number, text in itertools.product(range(6), ("ข่าวแรก", "ข่าวที่สอง")):
            tx.outbox.put(a_letter(f"{text}:{number}", f"U{len(text):016x}{number:016x}", text), NOW)
    assert sorted(len(it.messages) for it in claim(database)) == [1, 1, 5, 5]
