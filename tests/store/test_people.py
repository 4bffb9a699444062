"""A person's talk is one after another; what they asked of staff is kept until it is done or taken back."""

from __future__ import annotations

from dataclasses import replace

import pytest

from models.conversation import Conversation
from models.reply import Choice
from models.store import Database
from tests.store.making import NOW, at_once, flat, with_programmes


def test_events_of_one_person_never_overwrite_each_other(database: Database) -> None:
    def talk(_: int) -> None:
        for _ in range(30):
            with database.begin() as tx:
                conversation = tx.people.conversation("Usomchai", NOW)
                count = conversation.notes.get("count", 0) + 1
                tx.people.keep(replace(conversation, notes={"count": count}), NOW)

    at_once(8, talk)
    with database.begin() as tx:
        assert tx.people.conversation("Usomchai", NOW).notes == {"count": 8 * 30}


def test_a_conversation_comes_back_as_it_was_kept(database: Database) -> None:
    conversation = Conversation(
        "Usomchai",
        programme="alpha",
        flow="signup",
        step="phone",
        application="a1",
        offered=(Choice("ย้อนกลับ", data="back"), Choice("เมนู", say="เมนู")),
        last_intent="fee",
        notes={"tries": 2},
        spoke_at=NOW,
    )
    with database.begin() as tx:
        tx.people.conversation("Usomchai", NOW)
        tx.people.keep(conversation, NOW)
    with database.begin() as tx:
        assert tx.people.conversation("Usomchai", NOW) == conversation


def test_what_was_kept_before_a_fault_is_gone_with_the_transaction(database: Database) -> None:
    with pytest.raises(ZeroDivisionError), database.begin() as tx:
        tx.people.keep(replace(tx.people.conversation("Usomchai", NOW), step="phone"), NOW)
        raise ZeroDivisionError
    with database.begin() as tx:
        assert tx.people.conversation("Usomchai", NOW).step is None


def test_someone_new_is_noted_once_when_they_appear_from_all_sides(database: Database) -> None:
    def appear(_: int) -> str:
        with database.begin() as tx:
            return tx.people.person("Usomchai", NOW).user

    assert at_once(10, appear) == ["Usomchai"] * 10


def test_blocking_and_muting_are_remembered(database: Database) -> None:
    with database.begin() as tx:
        tx.people.person("Usomchai", NOW)
        tx.people.set_following("Usomchai", False)
        tx.people.set_muted("Usomchai", True)
    with database.begin() as tx:
        person = tx.people.person("Usomchai", NOW)
    assert (person.following, person.muted) == (False, True)


def test_interest_is_noted_once_and_told_once(database: Database) -> None:
    with_programmes(database)
    with database.begin() as tx:
        assert tx.people.note_interest("Usomchai", "alpha", NOW)
        assert not tx.people.note_interest("Usomchai", "alpha", NOW)

    def tell(_: int) -> list[str]:
        with database.begin() as tx:
            return tx.people.tell_interested(["alpha"], NOW)

    assert flat(at_once(8, tell)) == ["Usomchai"]


def test_interest_can_be_noted_again_after_it_was_told(database: Database) -> None:
    with_programmes(database)
    with database.begin() as tx:
        tx.people.note_interest("Usomchai", "alpha", NOW)
        tx.people.tell_interested(["alpha"], NOW)
        assert tx.people.note_interest("Usomchai", "alpha", NOW)
        assert tx.people.tell_interested(["alpha"], NOW) == ["Usomchai"]


def test_a_person_erased_is_a_stranger_again(database: Database) -> None:
    with_programmes(database)
    with database.begin() as tx:
        tx.people.person("Usomchai", NOW)
        tx.people.set_muted("Usomchai", True)
        tx.people.keep(replace(tx.people.conversation("Usomchai", NOW), step="phone"), NOW)
        tx.people.note_interest("Usomchai", "alpha", NOW)
        tx.people.erase("Usomchai")
    with database.begin() as tx:
        assert not tx.people.person("Usomchai", NOW).muted
        assert tx.people.conversation("Usomchai", NOW) == Conversation("Usomchai")
        assert tx.people.tell_interested(["alpha"], NOW) == []
