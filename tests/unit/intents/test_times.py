"""Times of day in everyday Thai; and what looks like one and is none."""

from __future__ import annotations

from datetime import date

import pytest

from intents.entities import find_all, time
from intents.normalise import normalise

TODAY = date(2024, 4, 5)

TIMES = {
    "13.30 น.": ["13:30"],
    "09:00": ["09:00"],
    "9:05 น": ["09:05"],
    "เวลา 8.30": ["08:30"],
    "๐๘.๓๐ น.": ["08:30"],
    "18 น.": ["18:00"],
    "13 นาฬิกา": ["13:00"],
    "6 โมงเช้า": ["06:00"],
    "หกโมงเช้า": ["06:00"],
    "เตือนอีกทีตอน 6 โมงเช้า": ["06:00"],
    "8 โมงครึ่ง": ["08:30"],
    "8 โมงเช้าครึ่ง": ["08:30"],
    "8 โมง 15": ["08:15"],
    "8 โมง 15 นาที": ["08:15"],
    "เก้าโมง": ["09:00"],
    "โมงเช้า": ["07:00"],
    "สามโมงเช้า": ["09:00"],
    "สิบเอ็ดโมง": ["11:00"],
    "บ่ายโมง": ["13:00"],
    "บ่ายโมงครึ่ง": ["13:30"],
    "บ่ายสอง": ["14:00"],
    "บ่ายสองครึ่ง": ["14:30"],
    "บ่าย 3 โมง": ["15:00"],
    "สามโมง": ["15:00"],
    "สี่โมงเย็น": ["16:00"],
    "ห้าโมงครึ่งเย็น": ["17:30"],
    "6 โมงเย็น": ["18:00"],
    "ทุ่มนึง": ["19:00"],
    "ทุ่มครึ่ง": ["19:30"],
    "สองทุ่ม": ["20:00"],
    "2 ทุ่มครึ่ง": ["20:30"],
    "ห้าทุ่ม": ["23:00"],
    "หกทุ่ม": ["00:00"],
    "เที่ยง": ["12:00"],
    "เที่ยงครึ่ง": ["12:30"],
    "เที่ยงคืน": ["00:00"],
    "ตีห้า": ["05:00"],
    "ตี 4 ครึ่ง": ["04:30"],
    "7.30-8.00": ["07:30", "08:00"],
    "9:00 ถึง 16:30 น.": ["09:00", "16:30"],
    "เรียนเก้าโมงถึงบ่ายสาม": ["09:00", "15:00"],
    "ครึ่งชั่วโมงก่อน": ["-00:30"],
    "เตือนก่อน 2 ชั่วโมง": ["-02:00"],
    "1 ชั่วโมงครึ่งก่อนเรียน": ["-01:30"],
    "15 นาทีก่อนเริ่ม": ["-00:15"],
}

NOT_TIMES = [
    "10.5.67",
    "10/5/2567",
    "วันที่ 10 พ.ค. 67",
    "081-234-5678",
    "02-123-4567",
    "7.30 บาท",
    "ราคา 12.50",
    "PM 2.5",
    "เรียนกี่โมง",
    "ตอนเช้า",
    "ชั่วโมง",
    "อบรม 30 ชั่วโมง",
    "ตีความ",
    "ตีพิมพ์ 2 ครั้ง",
    "โมงยาม",
    "192.168.10.20",
    "หัวข้อที่ 3",
    "1,200 บาท",
    "สองหมื่น",
    "ทุ่มเททำงาน",
    "น้ำท่วม 3 น้ำ",
]


@pytest.mark.parametrize("text", TIMES)
def test_times_are_read(text: str) -> None:
    found = [e.value for e in find_all(normalise(text), TODAY) if e.kind == "time"]
    assert found == TIMES[text]


@pytest.mark.parametrize("text", NOT_TIMES)
def test_what_is_no_time_is_left_alone(text: str) -> None:
    assert [e.text for e in find_all(normalise(text), TODAY) if e.kind == "time"] == []


@pytest.mark.parametrize(
    ("text", "kind"),
    [("10.5.67", "date"), ("วันที่ 10 พ.ค. 67 เวลา 9.00 น.", "date"), ("โทร 081-234-5678 ตอนบ่ายโมง", "phone")],
)
def test_other_values_keep_what_is_theirs(text: str, kind: str) -> None:
    assert kind in {e.kind for e in find_all(normalise(text), TODAY)}


def test_an_answer_is_one_time() -> None:
    assert time.parse("๖ โมงเช้าค่ะ") == "06:00"
    assert time.parse("7.30-8.00") is None
    assert time.parse("ไม่รู้") is None
