"""Questions that were not read well: counted, and kept with who asked until they are taught."""

from __future__ import annotations

from models.store import Database
from tests.store.making import NOW


def test_a_question_is_counted_and_kept_with_everyone_who_asked(database: Database) -> None:
    with database.begin() as tx:
        for asker in ("U1", "U2", "U1"):
            tx.learning.note("กี่ตัว", "ling", "not sure", ["fee"], NOW, asker=asker)
        (kept,) = tx.learning.unread()
        assert (kept.text, kept.times, kept.guesses) == ("กี่ตัว", 3, ("fee",))
        assert tx.learning.asked_by("U1") == tx.learning.asked_by("U2") == ["กี่ตัว"]


def test_once_taught_nobody_is_kept_with_it(database: Database) -> None:
    with database.begin() as tx:
        tx.learning.note("กี่ตัว", None, "not sure", [], NOW, asker="U1")
        tx.learning.teach(tx.learning.unread()[0].id, "capacity", NOW)
        tx.learning.note("กี่ตัว", None, "not sure", [], NOW, asker="U2")
        assert tx.learning.asked_by("U1") == tx.learning.asked_by("U2") == []
