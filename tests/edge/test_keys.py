"""SECRET_KEY changes: what its predecessors sealed is read, and rewritten by `rapsamak reseal`."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from typing import Any

import pytest

from bot.process.vault import Vault
from handlers.office import resealing
from models.application import ApplicationState, Change
from models.programme import Question
from models.store import Database
from tests.edge.terminal import Terminal
from tests.store.making import NOW, a_programme, an_application

NUMBERS = ["1101700230708", "3100600445635", "1101700230716", "5120199023450", "1509901234562"]
OLD, NEW = "the key of last year", "the key of this year"


def value(number: str, key: str) -> dict[str, Any]:
    """An answer as it is stored."""
    return {"masked": f"x-{number[-3:]}", "sealed": Vault(key).seal(number)}


@pytest.fixture
def office(terminal: Terminal, database: Database) -> Terminal:
    """Applications with identity numbers, sealed with the old key in every place where they may stand."""
    asked = Question(key="id_card", kind="national_id", label="เลขประจำตัว", ask="เลขประจำตัวประชาชนอะไรคะ")
    with database.begin() as tx:
        tx.programmes.put(a_programme("alpha", questions=(asked,)), NOW)
        for n, number in enumerate(NUMBERS):
            answers = {"id_card": value(number, OLD)}
            made = an_application(f"a{n}", f"U{n}", ApplicationState.SUBMITTED, answers=answers)
            tx.applications.add(
                made, [Change(NOW, f"U{n}", "changed", {"id_card": value("1" * 13, OLD)}, answers, None)]
            )
        talk = tx.people.conversation("U0", NOW)
        waiting = {"team": [{"id_card": value(NUMBERS[0], OLD)}]}
        tx.people.keep(replace(talk, notes={"waiting": waiting}), NOW)
    return terminal


def numbers(office: Terminal, **keys: str | None) -> list[str]:
    """The numbers as an export has them in clear."""
    office.set(**keys)
    ran = office("export", "alpha", "--unsealed")
    assert ran.code == 0, ran.error
    return [row["id_card"] for row in csv.DictReader(io.StringIO(ran.out.decode("utf-8-sig")))]


def test_what_an_older_key_sealed_is_read_and_rewritten(office: Terminal) -> None:
    office.set(SECRET_KEY=NEW, SECRET_KEY_OLD=f"an older one, {OLD}")
    assert numbers(office) == NUMBERS
    ran = office("reseal")
    assert ran.code == 0
    assert ran.text.splitlines()[-1] == "sealed anew 16, with the newest key already 0"
    assert office("reseal").text == "sealed anew 0, with the newest key already 16\n"
    assert numbers(office, SECRET_KEY_OLD=None) == NUMBERS
    office.set(SECRET_KEY=OLD)
    assert office("export", "alpha", "--unsealed").code == 2


def test_without_the_key_it_says_so_and_harms_nothing(office: Terminal) -> None:
    office.set(SECRET_KEY=NEW)
    ran = office("export", "alpha", "--unsealed")
    assert ran.code == 2 and ran.out == b"" and "SECRET_KEY_OLD" in ran.error
    ran = office("reseal")
    assert ran.code == 1
    (line,) = ran.lines
    assert "16 are sealed with a key that is not there" in line and "SECRET_KEY_OLD" in line
    assert numbers(office, SECRET_KEY_OLD=OLD) == NUMBERS


def test_without_any_key_nothing_is_done(office: Terminal) -> None:
    ran = office("reseal")
    (line,) = ran.lines
    assert ran.code == 2 and "SECRET_KEY must be set" in line


def test_killed_in_between_it_is_run_again(
    office: Terminal, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(resealing, "BATCH", 2)
    vault, left = Vault(NEW, OLD), [7]

    def renewed(sealed: str) -> str | None:
        left[0] -= 1
        if left[0] < 0:
            raise KeyboardInterrupt
        return vault.renewed(sealed)

    with pytest.raises(KeyboardInterrupt):
        resealing.reseal(database, renewed)
    office.set(SECRET_KEY=NEW, SECRET_KEY_OLD=OLD)
    assert numbers(office) == NUMBERS
    done = resealing.reseal(database, vault.renewed)
    assert done.already > 0 and done.resealed > 0 and done.already + done.resealed == 16
    assert numbers(office, SECRET_KEY_OLD=None) == NUMBERS


def test_the_doctor_names_a_key_that_is_missing_and_one_that_is_to_go(
    office: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.process.reading.fault", lambda path: None)
    office.set(SECRET_KEY=NEW)
    assert "16 values are sealed with a key that is not there" in office("doctor").text
    office.set(SECRET_KEY_OLD=OLD)
    said = office("doctor").text
    assert "16 values are sealed with a key of SECRET_KEY_OLD: run `rapsamak reseal`" in said
    assert "not there" not in said
    assert office("reseal").code == 0
    assert "nothing here is sealed with a key of SECRET_KEY_OLD any more" in office("doctor").text
