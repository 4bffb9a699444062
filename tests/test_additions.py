"""An answer with its aspect, a question kind, a reminder kind and an act: one file each, outside the tree."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, time
from pathlib import Path

import pytest

from bot.process import reading
from handlers import registry
from handlers.applications import questions
from handlers.conversation import repertoire
from handlers.conversation.handling import consider
from handlers.enquiries import answer
from handlers.office import programme_faults, programmes
from handlers.reminders import reminder_kind
from handlers.turn import Means
from intents import grammar, training
from intents.reader import Reader
from models.calendar import Moment
from models.catalogue import Catalogue
from models.conversation import Conversation
from models.event import Event, EventKind
from models.programme import Fact, Question, ReminderRule, Session
from models.store import Database
from models.understanding import Context
from tests.fakes import bangkok
from tests.store.making import a_programme
from tests.ticking import tick

NOW = bangkok("2024-05-01 09:00")

FILES = {
    "handlers.enquiries.answers": (
        "wifi",
        """
from handlers.enquiries.answer import AnswerKind, stated

ANSWERS = AnswerKind(
    "wifi",
    "ไวไฟ",
    stated,
    examples=("มี(ไวไฟ|wifi|วายฟาย)ไหม", "(ต่อ|ใช้)(ไวไฟ|อินเทอร์เน็ต|เน็ต)ได้ไหม", "รหัส(ไวไฟ|wifi|เน็ต)อะไร",
              "[$place]มีสัญญาณ(ไวไฟ|เน็ต)ไหม", "ขอรหัส(ไวไฟ|wifi)", "(ไวไฟ|เน็ต)$thiscourse"),
)
""",
    ),
    "handlers.applications.questions": (
        "car_plate",
        """
from handlers.applications.question_kind import Found, Problem, QuestionKind


class CarPlate(QuestionKind):
    name = "car_plate"
    called = ("ทะเบียนรถ",)

    def parse(self, question, read, so_far=None):
        digits = [c for c in read.text if c.isdigit()]
        return Found(read.text.strip()) if digits else Problem("ขอทะเบียนรถค่ะ")


KIND = CarPlate()
""",
    ),
    "handlers.reminders.kinds": (
        "noon",
        """
from datetime import time

from handlers.programmes.sessions import occasion
from handlers.reminders import audience
from handlers.reminders.reminder_kind import Occasion, ReminderKind
from models.calendar import at
from models.reply import Reply

END = time(23, 0)


def everyone(tx, programme, rule, sessions):
    return tx.applications.to_remind(programme.id, rule.kind)


def occasions(programme, rule):
    for session in programme.days:
        yield Occasion(occasion(session), at(session.date, rule.at), at(session.date, END))


def say(telling, now):
    return Reply("เที่ยงแล้วค่ะ")


KIND = ReminderKind("noon", occasions, say, {"everyone": everyone}, needs=("at",), called=("เที่ยง",))
""",
    ),
    "handlers.conversation.acts": (
        "weather",
        """
from handlers.turn import Act, Acts
from models.reply import Reply


def rain(turn, arguments=()):
    return turn.say(Reply("ฝนตกค่ะ"), outcome="rain")


ACTS = Acts(acts=(Act("rain", rain, "ฝนตกไหม"),), buttons={"rain": rain})
""",
    ),
}


def _forget() -> None:
    for cached in (
        registry.modules,
        answer.answer_kinds,
        questions.kinds,
        reminder_kind.reminder_kinds,
        repertoire.acts,
        repertoire.buttons,
        repertoire.flows,
    ):
        cached.cache_clear()


@pytest.fixture
def added(tmp_path: Path) -> Iterator[None]:
    """Each folder of kinds with one more file, which lies elsewhere."""
    paths: list[tuple[list[str], str]] = []
    for number, (package, (name, source)) in enumerate(FILES.items()):
        folder = tmp_path / str(number)
        folder.mkdir()
        (folder / f"{name}.py").write_text(source, "utf-8")
        path = importlib.import_module(package).__path__
        path.append(str(folder))
        paths.append((path, str(folder)))
    _forget()
    yield
    for path, folder in paths:
        path.remove(folder)
    for package, (name, _) in FILES.items():
        sys.modules.pop(f"{package}.{name}", None)
    _forget()


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    """One kind of database will do here: what is added touches none."""
    made = Database(f"sqlite:///{tmp_path / 'added.sqlite3'}")
    made.migrate()
    yield made
    made.close()


@pytest.fixture
def few_sentences(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every pattern of the corpus, but few sentences of each and few rounds: learnt sooner."""
    monkeypatch.setattr(training, "SENTENCES", 8)
    monkeypatch.setattr(training, "OUT_OF_SCOPE", 50)
    monkeypatch.setattr(training, "ROUNDS", 4)
    monkeypatch.setattr(training, "ROUNDS_OF_ALL", 2)


def test_each_is_one_file(added: None, few_sentences: None, database: Database) -> None:
    programme = a_programme(
        "alpha",
        sessions=(Session(id="d1", date=date(2024, 5, 10)),),
        facts=(Fact(about="wifi", text="มีไวไฟทุกห้อง", quote="มีไวไฟทุกห้อง"),),
        questions=(Question(key="plate", kind="car_plate", label="ทะเบียนรถ", ask="ทะเบียนรถอะไรคะ"),),
        reminders=(ReminderRule(id="lunch", kind="noon", at=time(12, 0), audience="everyone"),),
    )
    assert list(programme_faults.faults(programme, Catalogue())) == []

    model = training.train(brought=grammar.brought(answer.examples()))
    reader = Reader(model)
    catalogue = Catalogue((programme,))

    def read(text: str, *_: object) -> object:
        return reader.understand(
            text, vocabulary=catalogue.vocabulary, context=Context("alpha", None), today=date(2024, 5, 1)
        )

    event = Event("e", EventKind.TEXT, "U1", "U1", NOW, NOW, text="ห้องเรียนมีไวไฟไหมคะ")
    with database.begin() as tx:
        programmes.keep(tx, programme, NOW)
        talk = Conversation("U1", programme="alpha")
        arrived = replace(tx.exchange.arrive(event, Moment(NOW, NOW)), conversation=talk)
        _, step = consider(tx, event, arrived, Means(read, str), Moment(NOW, NOW))  # type: ignore[arg-type]
        assert "ไวไฟ – " in step.replies[0].text and "มีไวไฟทุกห้อง" in step.replies[0].text
        _, source = consider(
            tx,
            replace(event, kind=EventKind.POSTBACK, data="source|alpha|wifi"),
            arrived,
            Means(read, str),  # type: ignore[arg-type]
            Moment(NOW, NOW),
        )
        assert "“มีไวไฟทุกห้อง”" in source.replies[0].text
        _, pressed = consider(
            tx,
            replace(event, kind=EventKind.POSTBACK, data="rain"),
            arrived,
            Means(read, str),
            Moment(NOW, NOW),  # type: ignore[arg-type]
        )
        assert pressed.replies[0].text == "ฝนตกค่ะ"
        assert {r.rule for r in tx.reminders.of("alpha")} == {"lunch"}
    due = bangkok("2024-05-10 12:00")
    assert tick(database, due).done == 1


def test_what_an_answer_brings_makes_a_model_without_it_stale(added: None, model_path: Path) -> None:
    assert "another corpus" in (reading.fault(model_path) or "")


def test_every_intent_can_be_learnt_and_every_learnt_one_is_answered() -> None:
    learnt = {line.intent for line in grammar.lines()} | answer.examples().keys()
    known = answer.answer_kinds().keys() | repertoire.acts().keys()
    assert learnt <= known, learnt - known
    told_by_words = {kind.intent for kind in answer.answer_kinds().values() if kind.by_words}
    assert known - learnt - told_by_words <= {"detail", "intent"}, known - learnt
    assert not learnt & told_by_words
