"""Staff teach what a question means: right at once, in every process, and learnt by the next training."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from bot.process import reading
from bot.process.settings import PROGRAMMES
from handlers.turn import Reader
from intents import regression, training
from intents.model import Model
from intents.training import save
from models.store import Database
from models.understanding import Context, Lesson, Vocabulary
from tests.databases import Placed
from tests.edge.terminal import Terminal
from tests.store.making import NOW

STRANGE = "ต้องหอบกระเป๋าตุงไปมั้ยคะ"
TODAY = date(2024, 4, 5)


@pytest.fixture
def office(terminal: Terminal) -> Terminal:
    """The command line with the shipped programmes."""
    for file in ("ling.yaml", "pms.yaml"):
        assert terminal("programme", "load", PROGRAMMES / file).code == 0
    return terminal


def test_a_question_is_listed_taught_and_dropped(office: Terminal, database: Placed) -> None:
    with database.begin() as tx:
        tx.learning.note(STRANGE, "ling", "not sure", ["dress", "fee"], NOW, asker="U1")
        tx.learning.note(STRANGE, "ling", "not sure", ["dress", "fee"], NOW, asker="U1")
    (one,) = office("question", "list", "--json").json
    assert (one["text"], one["times"], one["guesses"]) == (STRANGE, 2, ["dress", "fee"])
    assert STRANGE in office("question", "list").text
    assert office("question", "teach", one["id"], "no_such_intent").code == 2
    assert office("question", "teach", one["id"], "fee").code == 0
    assert office("question", "list", "--json").json == []
    assert [q["intent"] for q in office("question", "list", "--taught", "--json").json] == ["fee"]
    assert office("question", "drop", one["id"]).code == 0
    assert office("question", "drop", one["id"]).code == 1
    assert office("question", "teach", 77, "fee").code == 1
    assert office("question", "add", " ", "fee").code == 2


def test_what_is_taught_is_right_at_once_in_another_process(
    office: Terminal, database: Placed, model_path: Path, tmp_path: Path
) -> None:
    (tmp_path / "data").mkdir(exist_ok=True)
    shutil.copy(model_path, tmp_path / "data" / "model.json.gz")
    read = reading.load(model_path)
    other = Database(database.url)

    def understood(text: str) -> str:
        with other.read() as tx:
            vocabulary = tx.programmes.catalogue().vocabulary
        return read(text, vocabulary, Context(), TODAY).best.name

    asked = f"ลิ้ง {STRANGE}"
    assert understood(asked) != "fee"
    assert office("question", "add", STRANGE, "fee").code == 0
    assert understood(asked) == understood("พมส. ต้องหอบกระเป๋าตุงไปไหม") == "fee"
    assert office("ask", asked, "--json").json["intent"] == "fee"
    other.close()


def test_a_new_model_is_used_without_a_restart(model_path: Path, tmp_path: Path, read: Reader) -> None:
    path = tmp_path / "model.json.gz"
    shutil.copy(model_path, path)
    running = reading.load(path)
    before = running("เรียนกี่โมง", Vocabulary(), Context(), TODAY).best.confidence
    doubting = replace(Model.load(path), temperature=5.0)
    save(doubting, path)
    assert running("เรียนกี่โมง", Vocabulary(), Context(), TODAY).best.confidence < before
    path.write_bytes(b"half a file")
    assert running("เรียนกี่โมง", Vocabulary(), Context(), TODAY).best.name == "hours"


def test_a_model_that_reads_worse_is_not_published(
    model_path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "model.json.gz"
    shutil.copy(model_path, path)
    before = path.read_bytes()
    # Few sentences of each pattern are quickly learnt, and well enough but for the lessons.
    monkeypatch.setattr(training, "SENTENCES", 8)
    monkeypatch.setattr(training, "OUT_OF_SCOPE", 50)
    monkeypatch.setattr(training, "ROUNDS", 4)
    wrong = tuple(Lesson(question, "abuse") for _, question in regression.questions()[:60])
    trained = reading.train(path, Vocabulary(lessons=wrong))
    assert not trained.published
    assert trained.before is not None and trained.right < trained.before and trained.lost
    assert path.read_bytes() == before
