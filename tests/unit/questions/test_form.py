"""What holds for all kinds: conditions, definitions, limits; and the kinds that were there before."""

from __future__ import annotations

from typing import Any

import pytest

from handlers.applications.applicable import applicable, misplaced
from handlers.applications.questions import kinds
from models.json import from_json, to_json
from models.programme import Programme, Question
from tests.unit.questions.reading import answer, problem, question, value

OPTIONS = [{"value": "yes", "label": "ค้าง"}, {"value": "no", "label": "ไม่ค้าง"}]
FIELD = {"key": "name", "kind": "person_name", "label": "ชื่อ", "ask": "ชื่อค่ะ"}


def programme(*questions: dict[str, Any]) -> Programme:
    return from_json(
        Programme,
        {
            "id": "made-up",
            "name": "โครงการสมมติ",
            "short_name": "สมมติ",
            "source": {"title": "ประกาศ", "publisher": "ผู้จัด"},
            "applications": {
                "prefix": "MADE",
                "state": "accepting",
                "privacy": {"purpose": "ทดสอบ", "readers": "ผู้ทดสอบ", "keep_days": 1},
            },
            "questions": [{"kind": "text", "label": "ข้อ", "ask": "ตอบค่ะ", **q} for q in questions],
        },
    )


FORM = programme(
    {"key": "stays", "kind": "choice", "options": OPTIONS},
    {"key": "with_whom", "when": {"stays": ["yes"]}},
    {"key": "room", "when": {"stays": ["yes"], "with_whom": ["alone", "friend"]}},
    {"key": "count", "kind": "number"},
    {"key": "why_two", "when": {"count": ["2"]}},
    {"key": "food", "kind": "choices", "options": [{"value": "halal", "label": "ฮาลาล"}], "required": False},
    {"key": "which", "when": {"food": ["halal"]}},
)


@pytest.mark.parametrize(
    ("answers", "more"),
    [
        ({}, set()),
        ({"stays": "no"}, set()),
        ({"stays": None}, set()),
        ({"stays": "yes"}, {"with_whom"}),
        ({"stays": "yes", "with_whom": "friend"}, {"with_whom", "room"}),
        ({"stays": "no", "with_whom": "friend"}, set()),
        ({"count": 2}, {"why_two"}),
        ({"count": 22}, set()),
        ({"food": ["halal"]}, {"which"}),
        ({"food": []}, set()),
        ({"food": {"rows": []}}, set()),
    ],
)
def test_asked(answers: dict[str, Any], more: set[str]) -> None:
    keys = [q.key for q in applicable(FORM, answers)]
    assert set(keys) == {"stays", "count", "food"} | more
    assert keys == [q.key for q in FORM.questions if q.key in keys]


def test_a_condition_on_a_question_that_does_not_apply() -> None:
    chain = programme({"key": "a"}, {"key": "b", "when": {"a": ["x"]}}, {"key": "c", "when": {"b": ["y"]}})
    assert [q.key for q in applicable(chain, {"a": "z", "b": "y"})] == ["a"]


def test_conditions_that_never_hold() -> None:
    assert list(misplaced(FORM)) == []
    wrong = programme(
        {"key": "a", "when": {"b": ["x"]}},
        {"key": "b", "kind": "choice", "options": OPTIONS},
        {"key": "c", "when": {"b": ["yes", "maybe"]}},
        {"key": "d", "when": {"d": ["x"]}},
    )
    assert list(misplaced(wrong)) == [
        (0, "b", "b is no earlier question"),
        (2, "b", "maybe is no answer to b"),
        (3, "d", "d is no earlier question"),
    ]


def test_a_form_survives_its_file() -> None:
    assert from_json(Programme, to_json(FORM)) == FORM
    assert "when" not in to_json(FORM.questions[0])


@pytest.mark.parametrize(
    ("definition", "words"),
    [
        (question("choice"), "a choice needs options"),
        (question("choices"), "a choices needs options"),
        (question("choices", options=OPTIONS, minimum=3), "minimum 3 is more than its 2 options"),
        (question("choices", options=OPTIONS, minimum=2, maximum=1), "minimum 2 is more than maximum 1"),
        (question("number", minimum=5, maximum=4), "minimum 5 is more than maximum 4"),
        (question("group"), "a group needs fields"),
        (question("group", fields=[FIELD, FIELD]), "two fields of the group have one key"),
        (question("group", fields=[{**FIELD, "required": False}]), "is required"),
        (question("group", fields=[{**FIELD, "kind": "national_id"}]), "name: a national_id cannot be asked"),
        (question("group", fields=[{**FIELD, "kind": "file"}]), "name: a file cannot be asked"),
        (question("group", fields=[{**FIELD, "kind": "group"}]), "name: a group cannot be asked"),
        (question("group", fields=[{**FIELD, "kind": "colour"}]), "name: colour is no kind of question"),
        (question("group", fields=[{**FIELD, "kind": "choice"}]), "name: a choice needs options"),
        (question("group", fields=[{**FIELD, "when": {"a": ["b"]}}]), "name: a field of a group has no cond"),
        (question("group", fields=[FIELD], minimum=3, maximum=2), "minimum 3 is more than maximum 2"),
        (question("file", minimum=3, maximum=2), "minimum 3 is more than maximum 2"),
    ],
)
def test_wrong_definitions(definition: Question, words: str) -> None:
    assert words in str(kinds()[definition.kind].check(definition))


@pytest.mark.parametrize("kind", sorted(kinds()))
def test_right_definitions(kind: str) -> None:
    asked_for = question(kind, options=OPTIONS, fields=[FIELD], minimum=1, maximum=2)
    assert kinds()[kind].check(asked_for) is None


@pytest.mark.parametrize("kind", ["text", "long_text", "organisation", "position", "district"])
def test_too_long(kind: str) -> None:
    assert "ขอไม่เกิน 10 ตัวอักษร" in problem(question(kind, max_length=10), "บ้านนาหนองบัวใหญ่มากเหลือเกิน")


@pytest.mark.parametrize(
    ("kind", "text", "expected"),
    [
        ("text", "ถนนเดินได้", "ถนนเดินได้"),
        ("long_text", "บรรทัดหนึ่ง\nบรรทัดสอง", "บรรทัดหนึ่ง\nบรรทัดสอง"),
        ("person_name", "ชื่อ สมชาย ใจดี ค่ะ", "สมชาย ใจดี"),
        ("position", "ปลัด อบต.หนองบัว", "ปลัด"),
        ("organisation", "อบต. หนองบัว", "อบต.หนองบัว"),
        ("province", "โคราช", "นครราชสีมา"),
        ("phone", "๐๘๑-๒๓๔-๕๖๗๘", {"number": "+66812345678", "extension": None}),
        ("email", "somchai @ gmail.com", "somchai@gmail.com"),
        ("choice", "2", "no"),
        ("choice", "ค้าง", "yes"),
    ],
)
def test_kinds_as_they_were(kind: str, text: str, expected: Any) -> None:
    assert value(question(kind, options=OPTIONS), text) == expected


@pytest.mark.parametrize("kind", sorted(kinds()))
def test_every_kind_answers_any_text(kind: str) -> None:
    asked_for = question(kind, options=OPTIONS, fields=[FIELD])
    for text in ("?", "ก", "-", "1", "สวัสดีค่ะ", ",;,\n;", "ยกเลิก", "๑" * 500, "ก " * 900, "😀"):
        answer(asked_for, text)
