"""Files and pictures."""

from __future__ import annotations

from typing import Any

import pytest

from handlers.applications.question_kind import Attachment, Found, More, Problem
from handlers.applications.questions import kind_of, kinds
from tests.unit.questions.reading import problem, question, value

ONE = question("file")
THREE = question("file", minimum=2, maximum=3)
PLAN = Attachment("m1", "file", "แผน.pdf")
PICTURE = Attachment("m2", "image", None)


def received(asked: Any, attachment: Attachment, so_far: Any = None) -> Any:
    return kind_of(asked).receive(asked, attachment, so_far)


def test_one_file_is_the_whole_answer() -> None:
    found = received(ONE, PLAN)
    assert type(found) is Found
    assert found.value == {"files": [{"message": "m1", "kind": "file", "name": "แผน.pdf"}], "open": False}
    assert kind_of(ONE).complete(found.value)
    again = received(ONE, PICTURE, found.value)
    assert [file["message"] for file in again.value["files"]] == ["m2"]


def test_several_files() -> None:
    kind = kind_of(THREE)
    first = received(THREE, PLAN)
    assert isinstance(first, More)
    assert not kind.complete(first.value)
    assert "ได้ 1 ไฟล์แล้ว" in first.text
    assert "อีกอย่างน้อย 1 ไฟล์" in first.text
    assert "ต้องมีอีกอย่างน้อย 1 ไฟล์" in problem(THREE, "พอแล้ว", first.value)
    second = received(THREE, PICTURE, first.value)
    assert isinstance(second, More)
    assert received(THREE, PICTURE, second.value).value == second.value
    assert value(THREE, "พอแล้วค่ะ", second.value) == {**second.value, "open": False}
    assert len(value(THREE, "ลบไฟล์ล่าสุด", second.value)["files"]) == 1
    third = received(THREE, Attachment("m3", "image", None), second.value)
    assert type(third) is Found
    assert kind.complete(third.value)
    full = received(THREE, Attachment("m4", "image", None), third.value)
    assert isinstance(full, Problem)
    assert "ครบ 3 ไฟล์แล้ว" in full.text


@pytest.mark.parametrize("kind", ["video", "audio", "sticker"])
def test_other_messages_are_no_files(kind: str) -> None:
    found = received(ONE, Attachment("m1", kind, None))
    assert isinstance(found, Problem)
    assert "PDF" in found.text


def test_a_text_is_no_file() -> None:
    assert "รูปหรือไฟล์" in problem(ONE, "ส่งแล้วค่ะ")
    assert "ข้าม" not in problem(ONE, "พอแล้ว")
    assert "ข้าม" in problem(question("file", required=False), "ไม่มี")


def test_a_name_is_tidied() -> None:
    found = received(ONE, Attachment("m1", "file", " แผน \n ปี 67" + "ก" * 200 + ".pdf"))
    name = found.value["files"][0]["name"]
    assert len(name) == 100
    assert name.endswith(".pdf")
    assert "\n" not in name


def test_shown() -> None:
    kind = kind_of(THREE)
    files = received(THREE, PICTURE, received(THREE, PLAN).value).value
    assert kind.show(THREE, files) == "ไฟล์ 2 ไฟล์ (แผน.pdf, รูปภาพ)"
    assert kind.export(THREE, files) == "แผน.pdf; รูปภาพ"
    assert kind.choices(ONE) == ()
    assert kind.listing(ONE) == ""
    assert [choice.label for choice in kind.choices(THREE)] == ["พอแล้ว"]
    assert "ไม่เกิน 3 ไฟล์" in kind.listing(THREE)


def test_only_this_kind_takes_files() -> None:
    takes = {name for name, kind in kinds().items() if kind.receive(ONE, PLAN) is not None}
    assert takes == {"file"}
