"""Several answers in one message."""

from __future__ import annotations

import pytest

from handlers.applications.questions import kind_of
from tests.unit.questions.reading import answer, problem, question, read, value

OPTIONS = [
    {"value": "vegan", "label": "อาหารเจ", "also": ["เจ"]},
    {"value": "halal", "label": "ฮาลาล", "also": ["อิสลาม"]},
    {"value": "no_beef", "label": "ไม่ทานเนื้อวัว"},
    {"value": "sweet", "label": "ข้าวและขนมหวาน"},
]
FOOD = question("choices", options=OPTIONS)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1", ["vegan"]),
        ("1,3", ["vegan", "no_beef"]),
        ("3, 1", ["vegan", "no_beef"]),
        ("๑ ๓", ["vegan", "no_beef"]),
        ("1 และ 3", ["vegan", "no_beef"]),
        ("ข้อ 1 กับข้อ 3 ค่ะ", ["vegan", "no_beef"]),
        ("1-3", ["vegan", "halal", "no_beef"]),
        ("1 1 1", ["vegan"]),
        ("อาหารเจ กับ ฮาลาล", ["vegan", "halal"]),
        ("อาหารเจและฮาลาลครับ", ["vegan", "halal"]),
        ("เอาเจ, อิสลาม", ["vegan", "halal"]),
        ("เจ\n4", ["vegan", "sweet"]),
        ("ข้าวและขนมหวาน", ["sweet"]),
        ("ไม่ทานเนื้อวัว", ["no_beef"]),
        ("ทั้งหมด", ["vegan", "halal", "no_beef", "sweet"]),
        ("ทุกข้อค่ะ", ["vegan", "halal", "no_beef", "sweet"]),
    ],
)
def test_chosen(text: str, expected: list[str]) -> None:
    assert value(FOOD, text) == expected


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("5", "ไม่พบ “5”"),
        ("0", "ไม่พบ “0”"),
        ("1,9", "ไม่พบ “9”"),
        ("3-1", "ไม่พบ “3-1”"),
        ("ซุป", "ไม่พบ “ซุป”"),
        ("ไม่เอาฮาลาล", "ไม่พบ"),
        ("และ", "ยังไม่เห็นข้อที่เลือก"),
    ],
)
def test_not_chosen(text: str, words: str) -> None:
    assert words in problem(FOOD, text)


def test_limits() -> None:
    two = question("choices", options=OPTIONS, minimum=2, maximum=3)
    assert value(two, "1,2") == ["vegan", "halal"]
    assert "เลือกมา 1 ข้อค่ะ ต้องเลือกอย่างน้อย 2 ข้อ" in problem(two, "1")
    assert "เลือกมา 4 ข้อค่ะ เลือกได้ไม่เกิน 3 ข้อ" in problem(two, "ทั้งหมด")
    assert kind_of(two).choices(two) == ()


def test_an_option_may_be_called_all() -> None:
    days = question(
        "choices", options=[{"value": "first", "label": "วันแรก"}, {"value": "both", "label": "ทั้งหมด"}]
    )
    assert value(days, "ทั้งหมด") == ["both"]


def test_shown() -> None:
    kind = kind_of(FOOD)
    assert kind.show(FOOD, ["vegan", "halal"]) == "อาหารเจ, ฮาลาล"
    assert kind.export(FOOD, ["vegan", "halal"]) == "vegan; halal"
    assert kind.listing(FOOD).startswith("1. อาหารเจ\n2. ฮาลาล\n")
    assert [choice.label for choice in kind.choices(FOOD)] == ["ทั้งหมด"]
    assert kind.spot(FOOD, read("อบต.หนองบัว")) is None


def test_an_endless_text_is_read_quickly() -> None:
    assert answer(FOOD, "1," * 2400) == answer(FOOD, "1")
