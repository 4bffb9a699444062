"""Numbers as they are said, and years far back."""

from __future__ import annotations

import pytest

from intents.entities import date as dates
from intents.entities import find_all, number
from tests.unit.intents.conftest import TODAY


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("สามสิบห้าคน", [35]),
        ("ห้าสิบ", [50]),
        ("หกสิบเอ็ด", [61]),
        ("ร้อยคน", [100]),
        ("ร้อยเอ็ดคน", [101]),
        ("สองหมื่นห้าพันบาท", [25_000]),
        ("ห้าล้านสองแสน", [5_200_000]),
        ("10 ล้านบาท", [10_000_000]),
        ("ร้อยเอ็ด", []),
        ("สองสามคน", []),
        ("วันที่สิบ", []),
        ("เกี่ยวพันคน", []),
        ("ร้อยพันคน", []),
        ("1.5 ล้านบาท", [1_500_000]),
        ("12 000", [12_000]),
        ("รุ่น 6 081 234 5678", [6, 81, 234, 5678]),
        ("ห้าจุดห้า", []),
    ],
)
def test_spoken(text: str, expected: list[int]) -> None:
    assert [entity.value for entity in number.find(text, TODAY)] == expected


def test_the_province_is_no_number() -> None:
    assert [entity.kind for entity in find_all("อยู่ร้อยเอ็ด", TODAY)] == ["province"]


def test_one_number_of_an_answer() -> None:
    assert number.parse("สามสิบห้าครับ") == 35
    assert number.parse("5 คน 6 วัน") is None


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("12 มีนาคม 2510", "1967-03-12"),
        ("12 มี.ค. 2488", "1945-03-12"),
        ("12/3/1967", "1967-03-12"),
        ("1967-03-12", "1967-03-12"),
    ],
)
def test_years_far_back(text: str, day: str) -> None:
    assert [entity.value["start"] for entity in dates.find(text, TODAY)] == [day]


def test_an_hour_is_no_year() -> None:
    assert dates.find("10 พ.ค. 1930 น.", TODAY)[0].value["start"] == "2024-05-10"


@pytest.mark.parametrize(
    ("text", "expected"), [("31 ก.พ. 2567", True), ("32/1/67", True), ("10 พ.ค.", False), ("สวัสดี", False)]
)
def test_impossible(text: str, expected: bool) -> None:
    assert dates.impossible(text) is expected
