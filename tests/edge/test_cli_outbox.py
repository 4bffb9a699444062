"""Staff look at what waits and what LINE refused, and put it back; nobody's words are printed."""

from __future__ import annotations

import pytest

from bot.line.masking import masked
from models.channel import Call
from models.outbox import Fate, Settled
from tests.databases import Placed
from tests.edge.terminal import Terminal
from tests.fakes import bangkok
from tests.store.making import LEASE, MACHINE, NOW, a_letter

SOMCHAI = "U" + "1" * 28 + "abcd"
MALEE = "U" + "2" * 28 + "beef"
REFUSED = "400 Failed to send messages"


def refuse(database: Placed, *letters: tuple[str, str], outright: bool = True) -> list[str]:
    """Messages that LINE refused (or was last heard to fault on); their retry keys."""
    with database.begin() as tx:
        for key, chat in letters:
            tx.outbox.put(a_letter(key, chat, f"ความลับ {key}"), NOW)
    with database.begin() as tx:
        parcels = tx.delivery.claim(NOW, MACHINE, LEASE, 10).parcels
        tx.delivery.settle(
            [Settled(p, Fate.REFUSED, REFUSED, refused_outright=outright) for p in parcels], MACHINE
        )
    return [parcel.first.retry_key for parcel in parcels]


def keys_now(database: Placed) -> list[tuple[str, str]]:
    """(key, retry key) of what can go now."""
    with database.begin() as tx:
        parcels = tx.delivery.claim(NOW, MACHINE, LEASE, 10).parcels
    return [(parcel.first.key, parcel.first.retry_key) for parcel in parcels]


@pytest.fixture
def refused(database: Placed) -> list[str]:
    """Two that LINE refused."""
    return refuse(database, ("decision:a1:3", SOMCHAI), (f"interest:x:{MALEE}:1", MALEE))


def test_what_line_refused_is_listed_without_words_or_ids(terminal: Terminal, refused: list[str]) -> None:
    listed = terminal("outbox", "failed", "--json").json
    assert [(m["key"], m["chat"], m["error"]) for m in listed] == [
        ("decision:a1:3", "U…abcd", REFUSED),
        ("interest:x:U…beef:1", "U…beef", REFUSED),
    ]
    plain = terminal("outbox", "failed").text
    assert "decision:a1:3" in plain and REFUSED in plain
    for private in (SOMCHAI, MALEE, "ความลับ"):
        assert private not in plain


def test_one_is_put_back_by_its_key_and_goes_as_a_new_one(
    terminal: Terminal, database: Placed, refused: list[str]
) -> None:
    ran = terminal("outbox", "retry", "decision:a1:3")
    assert ran.code == 0 and "decision:a1:3" in ran.text
    ((key, retry_key),) = keys_now(database)
    assert key == "decision:a1:3"
    assert retry_key not in refused


def test_all_are_put_back(terminal: Terminal, database: Placed, refused: list[str]) -> None:
    assert terminal("outbox", "retry", "--all").code == 0
    assert len(keys_now(database)) == 2
    assert terminal("outbox", "failed").text == ""


def test_a_masked_key_serves_as_well(terminal: Terminal, database: Placed, refused: list[str]) -> None:
    assert terminal("outbox", "retry", f"interest:x:{masked(MALEE)}:1").code == 0
    assert [key for key, _ in keys_now(database)] == [f"interest:x:{MALEE}:1"]


def test_where_line_may_have_it_the_retry_key_stays(terminal: Terminal, database: Placed) -> None:
    before = refuse(database, ("decision:a1:3", SOMCHAI), outright=False)
    with database.begin() as tx:
        assert tx.outbox.put_back(["decision:a1:3"], MACHINE) == ["decision:a1:3"]
    assert [retry_key for _, retry_key in keys_now(database)] == before


def test_of_a_multicast_that_line_may_have_all_go_back_together(database: Placed) -> None:
    with database.begin() as tx:
        for key, chat in (("a", SOMCHAI), ("b", MALEE)):
            tx.outbox.put(a_letter(key, chat), NOW)
    with database.begin() as tx:
        (parcel,) = tx.delivery.claim(NOW, MACHINE, LEASE, 10).parcels
        tx.delivery.settle([Settled(parcel, Fate.REFUSED, "500")], MACHINE)
    with database.begin() as tx:
        assert tx.outbox.put_back(["a"], MACHINE) == ["a", "b"]
    with database.begin() as tx:
        (again,) = tx.delivery.claim(NOW, MACHINE, LEASE, 10).parcels
    assert (again.batch, len(again.messages)) == (parcel.batch, 2)


def test_what_is_unknown_or_erased_cannot_be_put_back(
    terminal: Terminal, database: Placed, refused: list[str]
) -> None:
    with database.begin() as tx:
        tx.outbox.forget_chat(SOMCHAI)
    ran = terminal("outbox", "retry", "decision:a1:3", "nonsense")
    assert ran.code == 1 and "nonsense" in ran.error and "decision:a1:3" in ran.error
    assert keys_now(database) == []
    assert terminal("outbox", "retry").code == 2


def test_how_it_stands_is_shown(terminal: Terminal, database: Placed, refused: list[str]) -> None:
    with database.begin() as tx:
        tx.outbox.put(a_letter("waits", SOMCHAI), bangkok("2024-04-05 08:00"))
        tx.channel.told(300, 120, MACHINE, MACHINE)
        tx.channel.note([Call(False)] * 5, MACHINE)
    figures = terminal("outbox", "show", "--json").json
    assert (figures["failed"], figures["pending"], figures["quota left"]) == (2, 1, 180)
    assert figures["LINE"] == "does not answer"
    shown = terminal("outbox", "show").text
    assert "quota used\t120" in shown and "08" in shown
