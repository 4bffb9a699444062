"""Lines as announcements have them, pasted into a part of the editor."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from handlers.office import pasted
from handlers.wording.office import pasted as words

TODAY = date(2024, 4, 1)
ROUNDS = {
    "rounds": [
        {"id": "r01", "name": "รุ่นที่ 1", "place": "โรงแรม ก"},
        {"id": "r02", "name": "รุ่นที่ 2", "also": ["ออนไลน์"]},
    ]
}


def read(part: str, text: str, fields: dict[str, Any] | None = None) -> tuple[dict[str, Any], str]:
    return pasted.added(
        fields or {}, part, text, TODAY, lambda line: "lodging" if "พัก" in line else pasted.DETAIL
    )


@pytest.mark.parametrize(
    ("line", "days", "rest"),
    [
        ("14–16 มกราคม 2568", ["2025-01-14", "2025-01-15", "2025-01-16"], {}),
        ("10/5/2567", ["2024-05-10"], {}),
        (
            "วันศุกร์ที่ 7 กุมภาพันธ์ 2568 เวลา 09.00 น. ณ โรงแรมทักษิณ",
            ["2025-02-07"],
            {"starts": "09:00", "place": "โรงแรมทักษิณ"},
        ),
        (
            "14/1/2568\t09.00\t16.00\tห้องประชุม A\tพิธีเปิด",
            ["2025-01-14"],
            {"starts": "09:00", "ends": "16:00", "place": "ห้องประชุม A", "title": "พิธีเปิด"},
        ),
        (
            "| รุ่นที่ 1 | ๑๐ พ.ค. ๒๕๖๗ | 9.00-16.30 น. |",
            ["2024-05-10"],
            {"starts": "09:00", "ends": "16:30", "place": "โรงแรม ก", "round": "r01"},
        ),
        ("ออนไลน์ 11 พ.ค. 2567 ทาง Zoom", ["2024-05-11"], {"place": "ทาง Zoom", "round": "r02"}),
    ],
)
def test_a_line_of_days(line: str, days: list[str], rest: dict[str, str]) -> None:
    made, left = read("sessions", line, ROUNDS)
    assert made["sessions"] == [{"date": day, **rest} for day in days] and not left


def test_a_round_brings_its_days_its_place_and_its_last_day() -> None:
    line = "- รุ่นที่ 2: 4–6 กุมภาพันธ์ 2568 โรงแรมทักษิณธารา จ.สงขลา ปิดรับ 17 มกราคม 2568 เวลา 16.30 น. รับ 40 คน"
    made, left = read("rounds", line)
    (round,) = made["rounds"]
    assert round == {
        "id": "r01",
        "name": "รุ่นที่ 2",
        "quote": line.removeprefix("- "),
        "closes": "2025-01-17",
        "closes_at": "16:30",
        "capacity": 40,
        "place": "โรงแรมทักษิณธารา จ.สงขลา",
    }
    assert [(s["date"], s["round"]) for s in made["sessions"]] == [
        (f"2025-02-0{n}", "r01") for n in (4, 5, 6)
    ]
    assert not left


def test_a_table_of_rounds_with_its_head() -> None:
    head = "| รุ่น | วันอบรม | จำนวน |\n|---|---|---|"
    table = f"{head}\n| 1 | 28–30 พฤษภาคม 2567 | 4 คน |\n| 2 | 5–7 มิถุนายน 2567 | 7 คน |"
    made, left = read("rounds", table)
    assert [r["name"] for r in made["rounds"]] == ["รุ่นที่ 1", "รุ่นที่ 2"] and not left
    assert [s["date"] for s in made["sessions"]][::3] == ["2024-05-28", "2024-06-05"]
    assert all("place" not in s for s in made["sessions"])


@pytest.mark.parametrize(
    ("line", "made"),
    [
        ("เปิดรับสมัคร 1–30 เมษายน 2567", ("opens", "เปิดรับสมัคร", "2024-04-01", "2024-04-30")),
        ("ปิดรับสมัครวันที่ 3/5/2567", ("closes", "ปิดรับสมัคร", None, "2024-05-03")),
        (
            "ส่งหลักฐานการชำระเงิน ภายใน 30 ก.ย. 2567",
            ("payment", "ส่งหลักฐานการชำระเงิน", None, "2024-09-30"),
        ),
        ("ประกาศผล 5 ตุลาคม 2567", ("result", "ประกาศผล", "2024-10-05", None)),
        ("ปฐมนิเทศ | 7 พ.ค. 2567", ("orientation", "ปฐมนิเทศ", "2024-05-07", None)),
    ],
)
def test_a_line_of_the_timeline(line: str, made: tuple[Any, ...]) -> None:
    fields, left = read("timeline", line)
    (row,) = fields["timeline"]
    assert (row["kind"], row["what"], row.get("date"), row.get("until")) == made
    assert row["quote"] == line and not left


def test_a_line_of_fees_has_a_row_for_each_amount() -> None:
    text = "ค่าลงทะเบียน: ผู้บริหาร 4,900 บาท เจ้าหน้าที่ 3,900 บาท\nที่พัก: เดี่ยว 1,200 บาท คู่ 1,400 บาทต่อคืน\n"
    text += "ไม่เก็บค่าอาหาร\nนายก\t4900\nอื่น ๆ"
    fields, left = read("fees", text)
    rows = [(r["who"], r["amount"], r.get("what"), r.get("unit")) for r in fields["fees"]]
    assert rows == [
        ("ผู้บริหาร", 4900, "ค่าลงทะเบียน", None),
        ("เจ้าหน้าที่", 3900, "ค่าลงทะเบียน", None),
        ("เดี่ยว", 1200, "ที่พัก", "คืน"),
        ("คู่", 1400, "ที่พัก", "คืน"),
        ("ทุกคน", 0, None, None),
        ("นายก", 4900, None, None),
    ]
    assert left == "อื่น ๆ"


def test_a_line_of_facts_is_quoted_whole() -> None:
    fields, _ = read("facts", "- ที่พัก: ห้องเดี่ยว 1,200 บาท\nการขาดเรียน: ขาดได้ 2 ครั้ง")
    assert fields["facts"] == [
        {"about": "lodging", "text": "ห้องเดี่ยว 1,200 บาท", "quote": "ที่พัก: ห้องเดี่ยว 1,200 บาท"},
        {
            "about": "detail",
            "text": "ขาดได้ 2 ครั้ง",
            "quote": "การขาดเรียน: ขาดได้ 2 ครั้ง",
            "heading": "การขาดเรียน",
        },
    ]


def test_a_line_of_the_form_is_a_question_of_the_kind_its_name_says() -> None:
    fields, _ = read("questions", "อีเมล\nขนาดเสื้อ: S / M\nเหตุผลที่สมัคร | ทำไมจึงสมัครคะ")
    assert [(q["kind"], q["label"], q["ask"]) for q in fields["questions"]] == [
        ("email", "อีเมล", "ขออีเมลค่ะ"),
        ("choice", "ขนาดเสื้อ", "ขนาดเสื้อแบบไหนคะ"),
        ("long_text", "เหตุผลที่สมัคร", "ทำไมจึงสมัครคะ"),
    ]
    assert [o["label"] for o in fields["questions"][1]["options"]] == ["S", "M"]


@pytest.mark.parametrize("part", ["sessions", "rounds", "timeline", "fees", "facts", "questions"])
@pytest.mark.parametrize(
    "text", ["|||", "-", ":", "\t", "9" * 500, "31/2/2567", "(((", "รุ่นที่", "๙" * 60 + " บาท"]
)
def test_no_line_is_a_fault_of_ours(part: str, text: str) -> None:
    read(part, text)


@pytest.mark.parametrize("part", list(words.HINTS))
def test_each_hint_shows_a_line_that_is_read(part: str) -> None:
    example = words.HINTS[part].partition("เช่น ")[2].split(" วันอบรมของรุ่น")[0]
    fields, left = read(part, example.split(" ระบบเดา")[0].split(" จะเขียน")[0].replace(" หรือ ", "\n"))
    assert fields[part] and not left
