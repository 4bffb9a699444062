"""Words that stand for one another: each in one group, found in questions and in what is announced."""

from __future__ import annotations

from collections import Counter

import pytest

from intents import kindred
from intents.matching import matches, squeezed


def groups() -> list[list[str]]:
    lines = kindred.FILE.read_text("utf-8").splitlines()
    return [
        [squeezed(word) for word in line.split("|")] for line in lines if line and not line.startswith("#")
    ]


def test_a_word_stands_in_one_group_and_no_group_is_of_one_word() -> None:
    found = groups()
    assert len(found) > 900
    of = Counter(word for group in found for word in set(group))
    assert [word for word, times in of.items() if times > 1] == []
    assert [group for group in found if len(set(group)) < 2] == []


@pytest.mark.parametrize(
    ("asked", "announced"),
    [
        ("คีย์ข้อมูลถึงวันไหน", "บันทึกข้อมูลในระบบ"),
        ("มีให้แก้ตัวไหม", "สอบซ่อม"),
        ("กินเจได้ไหม", "อาหารเจ"),
        ("มีรถตู้รับส่งไหม", "รถรับส่ง"),
    ],
)
def test_a_thing_is_named_by_a_word_that_stands_for_it(asked: str, announced: str) -> None:
    other, named = matches(asked, [("ใบเสร็จรับเงิน",), (announced,)])
    assert named.weight > other.weight == 0


@pytest.mark.parametrize("asked", ["พักเดี่ยวเท่าไหร่", "มื้อเย็นมีไหม", "บทคัดย่อส่งวันไหน"])
def test_what_an_announcement_tells_apart_is_not_taken_for_one_another(asked: str) -> None:
    found = matches(asked, [("ห้องคู่",), ("อาหารกลางวัน",), ("บทความฉบับสมบูรณ์",)])
    assert [match.weight for match in found] == [0, 0, 0]


def test_a_short_word_within_another_is_not_found() -> None:
    assert kindred.held(squeezed("แพลตฟอร์มใหม่")) == {}
