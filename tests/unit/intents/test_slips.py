"""A slip of the thumb changes what is typed, not what is understood."""

from __future__ import annotations

import pytest

from intents import features
from intents.model import Model
from intents.normalise import simplify
from intents.slips import Slips


@pytest.fixture(scope="module")
def slips(model: Model) -> Slips:
    return Slips(model.spoken)


def read(slips: Slips, text: str) -> str:
    said = simplify(text)
    for typed, meant in slips.mends(said, features.words_of(said)).items():
        said = said.replace(typed, meant)
    return simplify(said)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("ขอใบเส็จไดไหม", "ขอใบเสร็จได้ไหม"),
        ("จ้ายเงินยังไง", "จ่ายเงินยังไง"),
        ("อรบมเรื่องอะไร", "อบรมเรื่องอะไร"),
        ("ลงทะเบยีนวันไหน", "ลงทะเบียนวันไหน"),
        ("เริยนทั้งหมดกีวัน", "เรียนทั้งหมดกี่วัน"),
        ("กี่โมมง", "กี่โมง"),
        ("พาผู่ติดตามไปไดไหม", "พาผู้ติดตามไปได้ไหม"),
        ("มดเขตมื่อไหร่", "หมดเขตเมื่อไหร่"),
        ("ต้องสัครยังใง", "ต้องสมัครยังไง"),
    ],
)
def test_a_slip_is_read_as_what_was_meant(slips: Slips, typed: str, meant: str) -> None:
    assert read(slips, typed) == simplify(meant)


@pytest.mark.parametrize(
    "typed",
    [
        "อบต.หนองบัว",
        "อบตของเราไปกันได้ไหม",
        "สมชัย ใจดี",
        "นุ๊กโทรหาใคร",
        "ต้องพรีเซ้นกี่นาที",
        "ทุนสตาร์ทอัพเท่าไหร่",
        "บอทโง่",
        "ป.โท เรียนได้ไหม",
        "ไปบางขุนนนท์ยังไง",
        "กกกก",
        "",
    ],
)
def test_what_is_no_slip_is_left(slips: Slips, typed: str) -> None:
    assert read(slips, typed) == simplify(typed)


def test_long_and_strange_texts_take_no_time(slips: Slips) -> None:
    assert slips.mends("กขฃคฅฆ" * 60, ["กขฃคฅฆ"]) == {}
    assert slips.mends("ะ" * 59, ["ะ"]) == {}
