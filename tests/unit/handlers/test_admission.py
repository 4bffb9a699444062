"""When the form is open, wherever a file states its window."""

# ruff: noqa: E501 (a row of a file is read whole)

from __future__ import annotations

from datetime import datetime

import pytest

from bot.process.settings import instant
from handlers.programmes.admission import Admission, admission, round_admission, window
from models import programme_file
from models.programme import Programme

HEAD = """
id: rivers
name: ประชุมลุ่มน้ำ
short_name: ประชุมลุ่มน้ำ
source: {title: ประกาศ, publisher: ผู้จัด}
"""
TAIL = """
applications:
  prefix: RIVER
  state: accepting
  privacy: {purpose: จัดประชุม, readers: เจ้าหน้าที่, keep_days: 90}
"""
EXTENDED = (
    HEAD
    + """
timeline:
  - {id: in, what: ปิดรับสมัคร, kind: closes, date: 2024-05-01, until: 2024-05-20, until_at: "16:30", was: 2024-05-10, quote: ขยายถึง 20 พฤษภาคม}
"""
    + TAIL
)
ROUNDS = (
    HEAD
    + """
rounds:
  - {id: r1, name: รุ่นที่ 1, closes: 2024-05-05, quote: รุ่นที่ 1}
  - {id: r2, name: รุ่นที่ 2, quote: รุ่นที่ 2}
timeline:
  - {id: late, what: ปิดรับรุ่นที่ 2, kind: closes, until: 2024-06-05, was: 2024-05-25, round: r2, quote: ขยายรุ่นที่ 2}
"""
    + TAIL
)  # fmt: skip


def parsed(text: str) -> Programme:
    return programme_file.parse(text, "mine.yaml").programme


def at(text: str) -> datetime:
    return instant(f"{text}+07:00")


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        ("2024-04-30T23:59:00", Admission.NOT_YET),
        ("2024-05-11T09:00:00", Admission.OPEN),
        ("2024-05-20T16:29:00", Admission.OPEN),
        ("2024-05-20T16:30:00", Admission.CLOSED),
    ],
)
def test_an_extended_window_in_the_timeline_rules_the_form(now: str, expected: Admission) -> None:
    assert admission(parsed(EXTENDED), at(now)) is expected


def test_each_round_closes_where_its_own_window_stands() -> None:
    programme = parsed(ROUNDS)
    first, second = programme.rounds
    now = at("2024-05-28T09:00:00")
    assert round_admission(programme, first, now) is Admission.CLOSED
    assert round_admission(programme, second, now) is Admission.OPEN
    assert admission(programme, now) is Admission.OPEN
    assert str(window(programme).closes) == "2024-06-05"


COUNTED_BACK = (
    HEAD
    + """
rounds:
  - {id: r1, name: รุ่นที่ 1, quote: รุ่นที่ 1}
  - {id: r2, name: รุ่นที่ 2, quote: รุ่นที่ 2}
sessions:
  - {id: a, date: 2024-05-15, round: r1}
  - {id: b, date: 2024-06-15, round: r2}
timeline:
  - {id: form, what: ส่งแบบตอบรับ, kind: closes, days_before: 7, quote: ก่อนวันประชุมอย่างน้อย 7 วัน}
"""
    + TAIL
)


def test_a_last_day_counted_back_from_the_first_closes_the_form_of_each_round() -> None:
    programme = parsed(COUNTED_BACK)
    first, second = programme.rounds
    assert round_admission(programme, first, at("2024-05-08T23:59:59")) is Admission.OPEN
    assert round_admission(programme, first, at("2024-05-09T00:00:00")) is Admission.CLOSED
    assert round_admission(programme, second, at("2024-05-09T00:00:00")) is Admission.OPEN
    assert round_admission(programme, second, at("2024-06-09T00:00:00")) is Admission.CLOSED
    assert admission(programme, at("2024-06-09T00:00:00")) is Admission.CLOSED
