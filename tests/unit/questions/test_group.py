"""Members of a team."""

from __future__ import annotations

from typing import Any

import pytest

from handlers.applications.question_kind import Found, More
from handlers.applications.questions import kind_of
from tests.unit.questions.reading import answer, problem, question, value

NAME = {"key": "name", "kind": "person_name", "label": "ชื่อ-นามสกุล", "ask": "ชื่อค่ะ", "example": "สมหญิง ดีงาม"}
POSITION = {
    "key": "position",
    "kind": "position",
    "label": "ตำแหน่ง",
    "ask": "ตำแหน่งค่ะ",
    "example": "ปลัดเทศบาล",
}
PHONE = {"key": "phone", "kind": "phone", "label": "เบอร์โทร", "ask": "เบอร์ค่ะ", "required": False}
TEAM = question("group", fields=[NAME, POSITION], minimum=2, maximum=4)
CALLED = question("group", fields=[NAME, POSITION, PHONE])
SOMYING = {"name": "สมหญิง ดีงาม", "position": "ปลัดเทศบาล"}
WICHAI = {"name": "วิชัย ขยันงาน", "position": "ผอ.กองช่าง"}
MANEE = {"name": "มานี รักเรียน", "position": "นักวิชาการคลัง"}


def rows(text: str, so_far: Any = None, asked: Any = TEAM) -> list[dict[str, Any]]:
    found = value(asked, text, so_far)
    return list(found["rows"])


def holding(*members: dict[str, Any], still_open: bool = True) -> dict[str, Any]:
    return {"rows": list(members), "open": still_open}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("สมหญิง ดีงาม ปลัดเทศบาล", [SOMYING]),
        ("สมหญิง ดีงาม, ปลัดเทศบาล", [SOMYING]),
        ("สมหญิง ดีงาม - ปลัดเทศบาล", [SOMYING]),
        ("1. สมหญิง ดีงาม – ปลัดเทศบาล", [SOMYING]),
        ("• สมหญิง ดีงาม ตำแหน่ง ปลัดเทศบาล", [SOMYING]),
        ("ชื่อสมหญิง ดีงาม ตำแหน่ง: ปลัดเทศบาล", [SOMYING]),
        ("ผอ.กองช่าง วิชัย ขยันงาน", [WICHAI]),
        ("สมหญิง ดีงาม ปลัดเทศบาล\nวิชัย ขยันงาน ผอ.กองช่าง", [SOMYING, WICHAI]),
        ("สมหญิง ดีงาม ปลัดเทศบาล; วิชัย ขยันงาน ผอ.กองช่าง", [SOMYING, WICHAI]),
        ("สมหญิง ดีงาม ปลัดเทศบาล, วิชัย ขยันงาน ผอ.กองช่าง", [SOMYING, WICHAI]),
        ("สมหญิง ดีงาม, ปลัดเทศบาล, วิชัย ขยันงาน, ผอ.กองช่าง", [SOMYING, WICHAI]),
        ("สมหญิง ดีงาม ปลัดเทศบาล และ วิชัย ขยันงาน ผอ.กองช่าง", [SOMYING, WICHAI]),
        ("1) สมหญิง ดีงาม ปลัดเทศบาล\n\n2) วิชัย ขยันงาน ผอ.กองช่าง\n", [SOMYING, WICHAI]),
        ("1 สมหญิง ดีงาม ปลัดเทศบาล", [SOMYING]),
        ("1.สมหญิง ดีงาม ปลัดเทศบาล 2.วิชัย ขยันงาน ผอ.กองช่าง", [SOMYING, WICHAI]),
        ("คุณสมหญิง ดีงาม ปลัดเทศบาลค่ะ", [SOMYING]),
        ("สมหญิง ดีงาม ผู้ประสานงานโครงการ", [{"name": "สมหญิง ดีงาม", "position": "ผู้ประสานงานโครงการ"}]),
        ("สมหญิง ดีงาม, ผู้ประสานงาน", [{"name": "สมหญิง ดีงาม", "position": "ผู้ประสานงาน"}]),
        ("นางสาวสมหญิง ดีงาม ปลัดเทศบาล", [{"name": "นางสาวสมหญิง ดีงาม", "position": "ปลัดเทศบาล"}]),
        ("สมชาย ณ อยุธยา ผู้ประสานงาน", [{"name": "สมชาย ณ อยุธยา", "position": "ผู้ประสานงาน"}]),
        ("สมชาย ณ อยุธยา ปลัดเทศบาล", [{"name": "สมชาย ณ อยุธยา", "position": "ปลัดเทศบาล"}]),
        ("จอห์น แวน แดม ปลัดเทศบาล", [{"name": "จอห์น แวน แดม", "position": "ปลัดเทศบาล"}]),
    ],
)
def test_members(text: str, expected: list[dict[str, Any]]) -> None:
    assert rows(text) == expected


@pytest.mark.parametrize(
    ("text", "position", "phone"),
    [
        ("สมหญิง ดีงาม ปลัดเทศบาล 081-234-5678", "ปลัดเทศบาล", "+66812345678"),
        ("สมหญิง ดีงาม, ผู้ประสานงาน, 0812345678", "ผู้ประสานงาน", "+66812345678"),
        ("สมหญิง ดีงาม ผู้ประสานงาน โทร 081 234 5678", "ผู้ประสานงาน", "+66812345678"),
        ("สมหญิง ดีงาม 0812345678 ปลัดเทศบาล", "ปลัดเทศบาล", "+66812345678"),
        ("สมหญิง ดีงาม ปลัดเทศบาล", "ปลัดเทศบาล", None),
    ],
)
def test_a_member_with_a_telephone(text: str, position: str, phone: str | None) -> None:
    [member] = rows(text, asked=CALLED)
    assert (member["name"], member["position"]) == ("สมหญิง ดีงาม", position)
    assert member.get("phone", {}).get("number") == phone


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("สมหญิง ดีงาม", "สมหญิง ดีงาม ยังขาดตำแหน่งค่ะ"),
        ("สมหญิง ดีงาม", "เช่น สมหญิง ดีงาม ปลัดเทศบาล"),
        ("ปลัดเทศบาล", "ยังอ่าน “ปลัดเทศบาล” ไม่ได้"),
        ("สมหญิง", "ยังอ่าน “สมหญิง” ไม่ได้"),
        ("ปลัดเทศบาล สมหญิง ดีงาม", "ยังอ่าน"),
        ("...", "พิมพ์คนละบรรทัด เช่น"),
    ],
)
def test_no_member(text: str, words: str) -> None:
    assert words in problem(TEAM, text)


def test_of_an_example_with_commas_the_first_is_shown() -> None:
    team = question("group", fields=[NAME, {**POSITION, "example": "ปลัดเทศบาล, นายก"}])
    assert problem(team, "สมหญิง ดีงาม").endswith("เช่น สมหญิง ดีงาม ปลัดเทศบาล")


def test_many_unreadable_lines_are_counted() -> None:
    told = problem(question("group", fields=[NAME]), "\n".join(["สวัสดี"] * 30))
    assert told.count("ยังอ่าน") == 3
    assert told.endswith("และอีก 27 บรรทัดที่ยังไม่ครบค่ะ")


def test_a_wrong_telephone_is_said_of_whom() -> None:
    told = problem(CALLED, "สมหญิง ดีงาม ปลัดเทศบาล 08123456")
    assert told.startswith("สมหญิง ดีงาม: เบอร์นี้มี 8 หลัก")


def test_who_can_be_read_is_kept_and_who_cannot_is_named() -> None:
    found = answer(TEAM, "สมหญิง ดีงาม ปลัดเทศบาล\nวิชัย ขยันงาน")
    assert isinstance(found, More)
    assert found.value == holding(SOMYING)
    assert "วิชัย ขยันงาน ยังขาดตำแหน่ง" in found.text


def test_from_first_to_last() -> None:
    kind = kind_of(TEAM)
    assert "ต้องมีอีกอย่างน้อย 2 คน" in problem(TEAM, "พอแล้ว")
    first = answer(TEAM, "สมหญิง ดีงาม ปลัดเทศบาล")
    assert isinstance(first, More)
    assert first.value == holding(SOMYING)
    assert "ได้ 1 คนแล้ว" in first.text
    assert "ต้องมีอีกอย่างน้อย 1 คน" in first.text
    assert not kind.complete(first.value)
    assert "ตอนนี้มี 1 คน ต้องมีอีกอย่างน้อย 1 คน" in problem(TEAM, "ครบแล้วค่ะ", first.value)
    second = answer(TEAM, "วิชัย ขยันงาน ผอ.กองช่าง", first.value)
    assert isinstance(second, More)
    assert second.value == holding(SOMYING, WICHAI)
    assert "2. วิชัย ขยันงาน – ผอ.กองช่าง" in second.text
    for end in ("พอแล้ว", "ครบแล้ว", "หมดแล้วครับ", "พอแล้วค่ะ"):
        last = answer(TEAM, end, second.value)
        assert type(last) is Found
        assert last.value == holding(SOMYING, WICHAI, still_open=False)
        assert kind.complete(last.value)
    assert first.value == holding(SOMYING)


def test_full_is_the_end() -> None:
    three = holding(SOMYING, WICHAI, MANEE)
    fourth = answer(TEAM, "ชูใจ ใจงาม ปลัดเทศบาล", three)
    assert type(fourth) is Found
    assert len(fourth.value["rows"]) == 4
    told = problem(TEAM, "ชูใจ ใจงาม ปลัดเทศบาล\nปิติ พอใจ ปลัดเทศบาล", three)
    assert "ไม่เกิน 4 คนค่ะ ตอนนี้มี 3 คน ส่งมาอีก 2 คน ขอไม่เกิน 1 คน" in told
    assert "ครบ 4 คนแล้ว" in problem(TEAM, "ปิติ พอใจ ปลัดเทศบาล", fourth.value)


def test_taking_back() -> None:
    both = holding(SOMYING, WICHAI, still_open=False)
    assert value(TEAM, "ลบคนล่าสุด", both) == holding(SOMYING)
    emptied = answer(TEAM, "ลบทั้งหมด", both)
    assert isinstance(emptied, More)
    assert emptied.value == holding()
    assert "ยังไม่มีรายชื่อ" in emptied.text
    assert "ยังไม่มีรายชื่อให้ลบ" in problem(TEAM, "ลบคนล่าสุด", holding())


def test_the_same_member_twice_is_one() -> None:
    assert value(TEAM, "สมหญิง ดีงาม ปลัดเทศบาล", holding(SOMYING)) == holding(SOMYING)


def test_a_long_message() -> None:
    open_team = question("group", fields=[NAME, POSITION])
    text = "\n".join(f"สมหญิง ดีงาม นักวิชาการคลังชำนาญการ{'ก' * (n + 1)}" for n in range(40))
    assert len(text) > 600
    found = answer(open_team, text)
    assert isinstance(found, More)
    assert len(found.value["rows"]) == 40
    assert "30. " not in found.text
    assert "31. สมหญิง ดีงาม" in found.text
    assert "ไม่เกิน 50 คน" in problem(open_team, text + "\n" + text.replace("ดีงาม", "ใจดี"))


def test_shown() -> None:
    kind = kind_of(CALLED)
    phone = {"number": "+66812345678", "extension": None}
    team = holding(SOMYING | {"phone": phone}, WICHAI)
    assert kind.show(CALLED, team) == "1. สมหญิง ดีงาม – ปลัดเทศบาล – 081-234-5678\n2. วิชัย ขยันงาน – ผอ.กองช่าง"
    assert kind.export(CALLED, team) == "สมหญิง ดีงาม | ปลัดเทศบาล | +66812345678; วิชัย ขยันงาน | ผอ.กองช่าง | "
    assert kind.show(CALLED, holding()) == "(ยังไม่มี)"
    assert [choice.label for choice in kind.choices(CALLED)] == ["พอแล้ว"]


def test_members_of_another_sort() -> None:
    title = {"key": "title", "kind": "text", "label": "ชื่อโครงการ", "ask": "ชื่อค่ะ"}
    year = {"key": "cost", "kind": "number", "label": "งบ", "ask": "งบค่ะ"}
    works = question("group", fields=[title, year])
    assert rows("ถนนเดินได้, 30,000\nตลาดสีเขียว | 500", asked=works) == [
        {"title": "ถนนเดินได้", "cost": 30000},
        {"title": "ตลาดสีเขียว", "cost": 500},
    ]


def test_a_choice_and_a_day_inside() -> None:
    sizes = [{"value": "small", "label": "เล็ก"}, {"value": "large", "label": "ใหญ่"}]
    size = {"key": "size", "kind": "choice", "label": "เสื้อ", "ask": "เสื้อค่ะ", "options": sizes}
    born = {"key": "born", "kind": "date", "label": "วันเกิด", "ask": "วันเกิดค่ะ"}
    team = question("group", fields=[NAME, size, born])
    assert rows("สมหญิง ดีงาม ใหญ่ 12 มีนาคม 2510", asked=team) == [
        {"name": "สมหญิง ดีงาม", "size": "large", "born": "1967-03-12"}
    ]


def test_what_is_said_of_members_is_said_of_nobody_else() -> None:
    assert kind_of(TEAM).own_words
