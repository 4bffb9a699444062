"""Files of applications on both databases: wanted once, kept, let go with their application."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from models.attachment import AttachmentState
from models.store import Database
from tests.store.making import NOW, an_application, with_programmes
from tests.store.test_applications import add

LATER = NOW + timedelta(minutes=2)


@pytest.fixture
def wanted(database: Database) -> Database:
    """An application that waits for two files."""
    with_programmes(database)
    add(database, an_application("a1"))
    with database.begin() as tx:
        for message in ("m1", "m2", "m1"):
            tx.attachments.want("a1", "proposal", message, f"{message}.pdf", NOW)
    return database


def claimed(database: Database, at: datetime = NOW) -> list[tuple[str, str]]:
    """(message, state) of what there is to do."""
    with database.begin() as tx:
        return [(a.message, a.state.value) for a in tx.attachments.claim(at, LATER, 10)]


def test_a_file_is_wanted_once_and_handed_to_one(wanted: Database) -> None:
    assert sorted(claimed(wanted)) == [("m1", "wanted"), ("m2", "wanted")]
    assert claimed(wanted) == []
    assert sorted(claimed(wanted, LATER)) == [("m1", "wanted"), ("m2", "wanted")]


def test_a_stored_file_is_listed_and_not_fetched_again(wanted: Database) -> None:
    with wanted.begin() as tx:
        first = tx.attachments.claim(NOW, LATER, 1)[0]
        assert tx.attachments.stored(first.id, "application/pdf", 12)
    with wanted.read() as tx:
        kept = {a.message: (a.state, a.size) for a in tx.attachments.of("a1")}
    assert kept[first.message] == (AttachmentState.STORED, 12)
    assert first.message not in dict(claimed(wanted, LATER))


def test_what_the_answer_no_longer_names_must_go(wanted: Database) -> None:
    with wanted.begin() as tx:
        tx.attachments.keep_only("a1", "proposal", ["m2"])
    assert sorted(claimed(wanted)) == [("m1", "gone"), ("m2", "wanted")]


def test_a_message_taken_back_takes_its_file_along(wanted: Database) -> None:
    with wanted.begin() as tx:
        tx.attachments.unsend("m1")
    with wanted.begin() as tx:
        gone = next(a for a in tx.attachments.claim(NOW, LATER, 10) if a.message == "m1")
        assert (gone.state, gone.name, gone.application) == (AttachmentState.GONE, None, None)
        assert not tx.attachments.stored(gone.id, "application/pdf", 12)
        tx.attachments.removed(gone.id)
    assert [m for m, _ in claimed(wanted, LATER)] == ["m2"]


def test_files_outlive_their_application_until_they_are_removed(wanted: Database) -> None:
    with wanted.begin() as tx:
        tx.attachments.release("a1")
        tx.applications.drop("a1")
    assert sorted(claimed(wanted)) == [("m1", "gone"), ("m2", "gone")]
