"""Programmes and modules by the names of the data."""

from __future__ import annotations

import pytest

from intents.names import find
from intents.normalise import normalise
from models.understanding import Vocabulary


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ม.ส.ข. เปิดเมื่อไหร่", ("green",)),
        ("มสข สมัครได้มั้ย", ("green",)),
        ("ม ส ข คือ", ("green",)),
        ("GreenLoc คืออะไร", ("green",)),
        ("เรียนกับgreenlocได้ไหม", ("green",)),
        ("greenlocal", ()),
        ("หลักสูตรเมืองสีเขียวยั้งยืน", ("green",)),
        ("เปรียบเทียบ มสข. กับ DataTown", ("green", "data")),
        ("ภาม สข", ()),
        ("สวัสดี", ()),
    ],
)
def test_programmes(vocabulary: Vocabulary, text: str, expected: tuple[str, ...]) -> None:
    assert find(normalise(text), vocabulary).programmes == expected


@pytest.mark.parametrize(
    ("text", "programme"),
    [
        ("ลิ้งเรียนวันไหน", True),
        ("หลักสูตรลิ้ง", True),
        ("หลักสูตรลิ้งค์ดีไหม", True),
        ("ขอสมัครลิ้ง", True),
        ("สมัครลิ้งค่ะ", True),
        ("ลิ้งสมัครได้ถึงเมื่อไหร่", True),
        ("ขอลิ้งสมัคร", False),
        ("ส่งลิงก์ให้หน่อย", False),
        ("กดลิ้งไม่ได้", False),
        ("ลิ้งสมัครอยู่ไหน", False),
        ("มีลิ้งสมัครไหม", False),
    ],
)
def test_hyperlink_or_programme(vocabulary: Vocabulary, text: str, programme: bool) -> None:
    assert (find(normalise(text), vocabulary).programmes == ("link",)) is programme


@pytest.mark.parametrize(
    ("text", "context", "expected"),
    [
        ("หัวข้อที่ 7 เรียนอะไร", "green", ("green", "7")),
        ("โมดูล 3", None, (None, "3")),
        ("module 2 คือ", None, (None, "2")),
        ("บทที่ ๔", None, (None, "4")),
        ("หัวข้อสุดท้าย", "green", ("green", "9")),
        ("pitching อยู่หัวข้อไหน", "green", ("green", "9")),
        ("Find locol energy คืออะไร", None, ("green", "2")),
        ("โมดูล 2 ของ มสข.", None, ("green", "2")),
        ("วันที่สองเรียนเรื่องอะไร", "days", ("days", "2")),
        ("วันที่ 2 มิ.ย. เรียนไหม", "days", None),
        ("มี 2 หัวข้อใช่ไหม", "green", None),
    ],
)
def test_modules(
    vocabulary: Vocabulary, text: str, context: str | None, expected: tuple[str | None, str] | None
) -> None:
    found = find(normalise(text), vocabulary, context).modules
    assert ((found[0].value["programme"], found[0].value["number"]) if found else None) == expected
