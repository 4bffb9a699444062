"""Whole messages: intents, clauses, follow-ups, hostile texts, and the model's own life."""

# ruff: noqa: E501 (rows of hostile texts)
from __future__ import annotations

import re
import subprocess
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from unittest.mock import patch

import pytest

from handlers.enquiries import answer
from intents import grammar, regression
from intents.lexicon import CORPUS
from intents.model import Model
from intents.normalise import simplify
from intents.reader import Reader
from intents.training import examples, fingerprint, save, train
from intents.words import item
from models.understanding import Context, Understanding, Vocabulary
from tests.unit.intents.conftest import TODAY

NOWHERE = Context()


@pytest.fixture
def read(reader: Reader, vocabulary: Vocabulary):  # type: ignore[no-untyped-def]
    """Reads one text, by itself or in a context."""

    def one(text: str, context: Context = NOWHERE) -> Understanding:
        return reader.understand(text, vocabulary=vocabulary, context=context, today=TODAY)

    return one


def test_questions_of_our_own(read) -> None:  # type: ignore[no-untyped-def]
    asked = regression.asked("มสข.", "DataTown")
    misses = [(text, intent, read(text).best) for intent, text in asked if read(text).best.name != intent]
    assert len(asked) >= 150
    assert len(misses) <= 0.05 * len(asked), misses


def test_no_question_is_in_the_corpus() -> None:
    learnt = {simplify(example.text).replace(" ", "") for example in examples()}
    ours = {simplify(q).replace(" ", "") for _, q in regression.questions()}
    assert not ours & learnt


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("เสียค่าใช้จ่ายไหม แล้วอบรมวันไหนบ้าง", ["fee", "schedule"]),
        ("เรียนที่ไหน เมื่อไหร่", ["venue", "schedule"]),
        ("มสข. เรียนวันไหนบ้างคะ พอดีเป็นปลัดอบต. สมัครได้มั้ย", ["schedule", "eligibility"]),
        ("ก่อนสมัคร ถามหน่อย เสียค่าใช้จ่ายไหม แล้วอบรมวันไหนบ้าง", ["fee", "schedule"]),
        ("อบรมกี่โมงที่ไหนคะ", ["hours", "venue"]),
        ("ปลัด อบต. สมัครได้ไหม", ["eligibility"]),
        ("จบแล้วได้อะไรบ้าง", ["outcome"]),
        ("มีคอร์สไหนฟรีบ้างไหม", ["fee"]),
        ("สมัครแล้ว รู้ผลเมื่อไหร่", ["selection"]),
        ("โมดูลที่ 4 เกี่ยวกับอะไรครับ", ["module"]),
    ],
)
def test_clauses(read, text: str, expected: list[str]) -> None:  # type: ignore[no-untyped-def]
    assert [intent.name for intent in read(text).meant] == expected


@pytest.mark.parametrize(
    ("text", "context", "expected"),
    [
        ("แล้วที่ไหน", Context("green", "schedule"), "venue"),
        ("แล้วเสาร์ล่ะ", Context("green", "schedule"), "session_on_date"),
        ("ค่าใช้จ่ายล่ะ", Context("green", "schedule"), "fee"),
        ("ของ DataTown ล่ะ", Context("green", "fee"), "fee"),
        ("แล้วมสข.ล่ะ", Context("data", "venue"), "venue"),
        ("แล้วกำนันล่ะ", Context("green", "eligibility"), "eligibility"),
        ("หัวข้อที่ 3 ล่ะ", Context("green", "module"), "module"),
        ("แล้วสัปดาห์หน้าล่ะ", Context("green", "schedule"), "next_session"),
        ("ไม่ใช่ หมายถึงค่าเรียน", Context("green", "schedule"), "fee"),
        ("มสข.", Context(None, None), "about"),
    ],
)
def test_follow_ups(read, text: str, context: Context, expected: str) -> None:  # type: ignore[no-untyped-def]
    assert read(text, context).best.name == expected


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("สมัครได้มั้ย", True),
        ("เรียนกี่วัน", True),
        ("ฟรี?", True),
        ("ที่ไหนคะ", True),
        ("ผอ.กองสถานที่", False),
        ("สมชาย ใจดี", False),
        ("กลุ่มทอผ้าไหมบ้านนา", False),
        ("ขอสมัคร", False),
    ],
)
def test_shape_of_a_question(read, text: str, question: bool) -> None:  # type: ignore[no-untyped-def]
    assert read(text).question is question


@pytest.mark.parametrize(
    "text",
    [
        "สมชาย ใจดี",
        "อบต.หนองบัว",
        "081-234-5678",
        "ผอ.กองสถานที่",
        "น้ำท่วมขังในชุมชนทุกปี",
        "อุดรธานี",
        "ปลัดเทศบาล",
        "a@b.com",
    ],
)
def test_answers_of_a_form_are_no_enquiries(read, text: str) -> None:  # type: ignore[no-untyped-def]
    best = read(text).best
    assert best.name == "out_of_scope" or best.confidence < 0.3


def test_two_questions_are_never_out_of_scope(read) -> None:  # type: ignore[no-untyped-def]
    understanding = read("เรียนที่ไหน เมื่อไหร่")
    assert understanding.best.name in [intent.name for intent in understanding.meant]


def test_commands_are_told(read) -> None:  # type: ignore[no-untyped-def]
    understanding = read("ย้อนกลับ ย้อนกลับ")
    assert (understanding.command, understanding.repeats) == ("back", 2)
    assert read("เมนูค่ะ").best.name == "menu"
    assert read("").intents == ()
    assert read("อะไรนะ").intents


HOSTILE = (
    "ก" * 5000, "1" * 5000, "่" * 5000, "(" * 5000, "((((", "ครับ" * 1250, "เเ" * 2500, "ไ" * 5000, " " * 5000, "\n" * 5000,
    "ก่" * 2500, "0-" * 2500, "a@" * 2500, "@" * 5000, "อบต." * 1250, "นาย" * 1600, "ชื่อ " * 1000, "ไหม" * 1600, "แล้ว" * 1250,
    "วันที่ " * 800, "10 พ.ค. " * 600, "สมัครได้ไหม " * 450, "กา" * 2500, "\u200b" * 5000, "😀" * 5000, "ม.ส.ข." * 800, "ที่" * 1600,
    "<script>" * 600, "'; DROP TABLE" * 380, "\x00" * 5000, "۱۲۳" * 1600, "𝕏" * 5000, "ลิ้ง" * 1250, "ผอ.กอง" * 800, "จ.อุดร " * 700,
)  # fmt: skip


LONG = ("สวัสดีค่ะ ดิฉันเป็นปลัด อบต. อยากทราบว่าหลักสูตรนี้อบรมวันไหน ต้องจ่ายเท่าไหร่ สมัครได้ถึงเมื่อไหร่คะ " * 80)[:5000]
"""A text that nobody wrote to do harm, as long as the longest that is read: others are timed beside it."""


def taken(read, text: str) -> float:  # type: ignore[no-untyped-def]
    """Seconds of this thread that reading takes, the least of three times."""
    found = []
    for _ in range(3):
        started = time.thread_time()
        read(text)
        found.append(time.thread_time() - started)
    return min(found)


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_texts_take_no_longer_than_others(read, text: str) -> None:  # type: ignore[no-untyped-def]
    assert taken(read, text) < 4 * taken(read, LONG)


def test_everyday_texts_are_fast(read) -> None:  # type: ignore[no-untyped-def]
    texts = [question for _, question in regression.questions()]
    assert 10 * sorted(taken(read, text) for text in texts)[len(texts) // 2] < taken(read, LONG)


def of_a_part() -> bytes:
    """A model of every fourth line of the corpus: all that training does, in a fraction of the time."""
    lines = list(grammar.lines())[::4]
    with patch.object(grammar, "lines", lambda: iter(lines)):
        return train().dump()


def test_training_is_deterministic() -> None:
    """Trained here it has the same bytes as trained in another process, which hashes otherwise."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as other:
        theirs = other.submit(of_a_part)
        assert of_a_part() == theirs.result()


def test_a_model_tells_what_it_was_learnt_from(model: Model) -> None:
    assert model.fingerprint == fingerprint(grammar.brought(answer.examples()))


def test_model_is_kept_and_found_again(model: Model, tmp_path: Path, vocabulary: Vocabulary) -> None:
    path = tmp_path / "deep" / "model.json.gz"
    save(model, path)
    assert [file.name for file in path.parent.iterdir()] == ["model.json.gz"]
    again = Reader.load(path)
    assert again.model.dump() == model.dump()
    with pytest.raises(FileNotFoundError):
        Reader.load(tmp_path / "none")
    path.write_bytes(b"nonsense")
    with pytest.raises(ValueError, match="train it again") as fault:
        Reader.load(path)
    assert "\n" not in str(fault.value)


def test_confidences_add_up(model: Model) -> None:
    ranked = model.score(["w:สมัคร", "w:ยังไง"])
    assert sum(intent.confidence for intent in ranked) == pytest.approx(1)
    assert ranked == sorted(ranked, key=lambda intent: -intent.confidence)


def test_scoring_needs_no_scikit_learn() -> None:
    check = "import intents.reader, sys; sys.exit(any(m in sys.modules for m in ('sklearn', 'scipy')))"
    assert subprocess.run([sys.executable, "-c", check], check=False).returncode == 0


def test_no_programme_is_named() -> None:
    named = re.compile("LInG|ลิ้ง|NIA|พมส|พ\\.ม\\.ส|ป\\.ย\\.ป|ปยป|รังสิต|พระปกเกล้า")
    code = Path(grammar.__file__).parent
    for path in [*CORPUS.glob("*.txt"), *code.rglob("*.py")]:
        assert not named.search(path.read_text(encoding="utf-8")), path


def test_every_intent_has_a_file() -> None:
    assert {line.intent for line in grammar.lines()} == {intent for intent, _ in regression.questions()} | {
        "yes",
        "no",
        "skip",
    }


def test_grammar() -> None:
    line = grammar.Line("x", "(ก|ข)[ค]ง", frozenset())
    assert set(grammar.sentences(line, 20)) == {"กง", "ขง", "กคง", "ขคง"}
    assert grammar.sentences(line, 20) == grammar.sentences(line, 20)


@pytest.mark.parametrize(
    ("text", "intents"),
    [
        ("When is the training?", ["schedule"]),
        ("where is it and how much", ["venue", "fee"]),
        ("who can apply?", ["eligibility"]),
        ("How do I apply", ["apply_how"]),
        ("what's the deadline", ["deadline"]),
        ("contact number please", ["contact"]),
        ("Hi, is it free or online?", ["fee", "online"]),
        ("what is the weather today", ["out_of_scope"]),
    ],
)
def test_plain_english(read, text: str, intents: list[str]) -> None:  # type: ignore[no-untyped-def]
    understood = read(text)
    assert [intent.name for intent in understood.meant] == intents and understood.english


@pytest.mark.parametrize(
    "text", ["somchai@example.go.th", "John Smith", "เรียน online ไหม", "ok", "Deputy Mayor"]
)
def test_what_is_no_english_question(read, text: str) -> None:  # type: ignore[no-untyped-def]
    assert not read(text).english


@pytest.mark.parametrize(
    ("text", "place"), [("2", 2), ("๓.", 3), ("ข้อ ๒", 2), ("เลข 4", 4), ("อันที่สอง", 2), ("ข้อสุดท้าย", -1)]
)
def test_an_item_of_a_list(text: str, place: int) -> None:
    assert item(text) == place


@pytest.mark.parametrize("text", ["1-2", "2.5", "2 คน", "0812345678", "วันที่ 2", "ที่ไหน"])
def test_no_item_of_a_list(text: str) -> None:
    assert item(text) is None
