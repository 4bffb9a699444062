"""One spelling for what looks or sounds the same."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from intents import tokens
from intents.entities import province
from intents.keyboard import unslipped
from intents.normalise import normalise, simplify
from intents.words import command

ROOT = Path(__file__).parents[3]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("มากกกกก", "มาก"),
        ("น้ํา", "น้ำ"),
        ("นํ้า", "น้ำ"),
        ("สํานักงาน", "สำนักงาน"),
        ("นำ้ใจ", "น้ำใจ"),
        ("น้้ำำ", "น้ำ"),
        ("สมชาย ใจดีี", "สมชาย ใจดี"),
        ("ตำแหน่่งปลัด", "ตำแหน่งปลัด"),
        ("ใจดี้ี้", "ใจดี้"),
        ("เเเล้ว", "แล้ว"),
        ("เทศบาลลเมือง", "เทศบาลลเมือง"),
        ("ก\uffffข\ud800", "กข"),
        ("เเล้ว", "แล้ว"),
        ("๐๘๑-๒๓๔", "081-234"),
        ("０８１", "081"),
        ("ก\u200bข\ufeff", "กข"),
        ("“สวัสดี”", '"สวัสดี"'),
        ("10 – 11", "10 - 11"),
        ("  ก   ข  ", "ก ข"),
        ("ไหมมั้ยย", "ไหมมั้ยย"),
        ("www.Abc.com", "www.Abc.com"),
        ("เร็ว ๆ", "เร็วๆ"),
        ("ครับบบบ", "ครับ"),
        ("เงินนนน", "เงิน"),
        ("แขวงบางขุนนนท์", "แขวงบางขุนนนท์"),
        ("ทุนของสสส.", "ทุนของสสส."),
        ("ก\n\n\nข", "ก\nข"),
        ("", ""),
    ],
)
def test_normalise(text: str, expected: str) -> None:
    assert normalise(text) == expected


@pytest.mark.parametrize("times", [2, 3])
def test_a_stuck_key_is_read_as_pressed_once(times: int) -> None:
    for name in (*province.ALL, "สมหญิง น้ำใจ", "ตำแหน่งเจ้าพนักงานธุรการ", "ย้อนกลับ"):
        for place, letter in enumerate(name):
            if unicodedata.category(letter) == "Mn" or letter in "ะาำ":
                assert normalise(name[:place] + letter * times + name[place + 1 :]) == normalise(name)


@given(st.text(alphabet=st.sampled_from("กขค เ แ ะาำํ่้๊์ั ๆ๑123aA.\n\u200b“-"), max_size=60))
@example("1\u0e49\u0e48\u0e49\u0e48\u0e48\u0e4d")
@settings(max_examples=300, deadline=None)
def test_normalise_is_idempotent(text: str) -> None:
    once = normalise(text)
    assert normalise(once) == once


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("สมัครได้มั้ยค้าบบบ", "สมัครได้ไหม"),
        ("ได้ป่าวคะ", "ได้ไหม"),
        ("เรื่องไรคะ", "เรื่องอะไร"),
        ("กี่ไร่", "กี่ไร่"),
        ("กำไร", "กำไร"),
        ("เท่าไหร่", "เท่าไหร่"),
        ("เท่าไร", "เท่าไหร่"),
        ("คะแนน", "คะแนน"),
        ("คณะนะ", "คณะ"),
        ("ทำไงบ้าง", "ทำยังไงบ้าง"),
        ("อ.บ.ต.", "อบต"),
        ("องค์การบริหารส่วนตำบล", "อบต"),
        ("ผู้อำนวยการ", "ผอ"),
        ("Online", "ออนไลน์"),
        ("ขอบพระคุณครับ 🙏", "ขอบคุณ"),
        ("5555 ดี", "ดี"),
        ("มีใบเซอร์มั้ย", "มีประกาศนียบัตรไหม"),
    ],
)
def test_simplify(text: str, expected: str) -> None:
    assert simplify(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("เมนูค่ะ", ("menu", 1)),
        ("MENU", ("menu", 1)),
        ("ย้อนกลับ ย้อนกลับ", ("back", 2)),
        ("ย้้อนกลัับ", ("back", 1)),
        ("ยกเลิิกค่่ะ", ("cancel", 1)),
        ("สถานะะ", ("status", 1)),
        ("ย้อนกลับย้อนกลับย้อนกลับ", ("back", 3)),
        ("กลับ", ("back", 1)),
        ("ยกเลิกครับ", ("cancel", 1)),
        ("สถานะ", ("status", 1)),
        ("คุยกับเจ้าหน้าที่", ("staff", 1)),
        ("ข้าม", ("skip", 1)),
        ("โอเคค่ะ", ("yes", 1)),
        ("ไม่ใช่", ("no", 1)),
        ("ไม่ค่ะ", ("no", 1)),
        ("แก้ไข", ("edit", 1)),
        ("วิธีใช้", ("help", 1)),
        ("ใช่ไหม", (None, 1)),
        ("เมนูอาหารมีอะไรบ้าง", (None, 1)),
        ("ยกเลิกการสมัคร", (None, 1)),
        ("ใช่ไม่ใช่", (None, 1)),
        ("", (None, 1)),
    ],
)
def test_commands(text: str, expected: tuple[str | None, int]) -> None:
    assert command(simplify(text)) == expected


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("l,y8i", "สมัคร"),
        ("8jk.=h0jkpgmjkwsij", "ค่าใช้จ่ายเท่าไหร่"),
        ("giupo;yowso", "เรียนวันไหน"),
        ("l5kot", "สถานะ"),
        *(
            (text, text)
            for text in ("ok ok", "LInG", "status", "Zoom", "081-234-5678", "a@b.co", "go", "สมัคร", "")
        ),
    ],
)
def test_thai_typed_on_the_english_layout(typed: str, meant: str) -> None:
    assert unslipped(typed) == meant


@pytest.mark.parametrize(
    "said",
    [
        "บทความกี่หน้า",
        "จ่ายที่หน้างานได้ไหม",
        "จะสมัครรุ่น 2",
        "เปลี่ยนตัวได้ไหม",
        "เบิกค่าพาหนะ",
        "เช็คสถานะ",
        "เป็นรองนายก 2 สมัย",
        "ใครชนะ",
        "เป็นภาคบังคับ",
    ],
)
def test_a_word_that_holds_a_particle_or_a_misspelling_is_read_as_it_stands(said: str) -> None:
    assert simplify(said) == said
    assert simplify(f"{said}คะ") == said


INTENDED = {"วุฒิบัตร", "ใบประกาศ", "กรุงเทพมหานคร", "ผู้อำนวยการ", "รองผู้อำนวยการ", "ลิงค์", "ลิ้งค์"} | {
    *(
        "วันใด",
        "ตรงไหน",
        "อย่างไร",
        "เท่าไร",
        "เมื่อไร",
        "หรือไม่",
        "ค่ะ",
        "นคะ",
        "เด้",
        "ค่า",
        "จ่ายเงินเดือน",
        "จ่ายสด",
        "เปเปอร์",
        "เจ้า",
    ),
    *("องค์กรปกครองส่วนท้องถิ่น", "องค์การบริหารส่วนจังหวัด", "องค์การบริหารส่วนตำบล", "กทม", "กรุงเทพฯ"),
}
"""Words of announcements that are read as another on purpose, or as a particle."""


def test_no_word_of_the_announcements_is_bent_by_what_mends_others() -> None:
    files = [*(ROOT / "programmes").glob("*.yaml"), *(ROOT / "tests" / "data" / "programmes").glob("*.yaml")]
    runs = {run for file in files for run in re.findall("[ก-๎]{3,}", file.read_text("utf-8"))}
    said = {word for run in runs for word in tokens.words(run) if len(word) > 2 and tokens.is_word(word)}
    assert len(said) > 1_500
    assert {word for word in said - INTENDED if not word.endswith("ๆ") and simplify(word) != word} == set()
