"""Kinds that hold one value: numbers, days, districts, identity numbers."""

from __future__ import annotations

import json
from typing import Any

import pytest

from handlers.applications.questions import kind_of
from handlers.applications.questions.national_id import adds_up
from handlers.applications.sealing import seal_value
from tests.unit.questions.reading import problem, question, read, value

NUMBER = question("number", minimum=1, maximum=20000, label="จำนวนคน")
DATE = question("date", label="วันเกิด")
DISTRICT = question("district")
IDENTITY = question("national_id")
GOOD_ID = "1101700230708"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("30", 30),
        ("๓๐", 30),
        ("30 คนค่ะ", 30),
        ("ประมาณ 30 คน", 30),
        ("1,200", 1200),
        ("1200คน", 1200),
        ("สามสิบคน", 30),
        ("สามสิบห้าคน", 35),
        ("ห้าสิบค่ะ", 50),
        ("ยี่สิบเอ็ด", 21),
        ("หนึ่งร้อยยี่สิบคน", 120),
        ("2 พันคน", 2000),
        ("หนึ่งหมื่นห้าพันบาท", 15000),
        ("12 000", 12000),
        ("๑,๒๐๐", 1200),
        ("๑๒ ๐๐๐ บาท", 12000),
        ("1,200.00 บาท", 1200),
        ("1200.-", 1200),
        ("1.5 หมื่นบาท", 15000),
        ("ยี่สิบ เอ็ด", 21),
        ("สาม สิบ ห้า คน", 35),
    ],
)
def test_number(text: str, expected: int) -> None:
    assert value(NUMBER, text) == expected


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("ไม่ทราบ", "จำนวนเต็ม"),
        ("3.5", "ต้องเป็นจำนวนเต็มค่ะ ไม่มีทศนิยม"),
        ("ห้าสิบเอ็ดจุดห้า", "ไม่มีทศนิยม"),
        ("ห้า จุด ห้า", "ไม่มีทศนิยม"),
        ("5 จุด 5", "ไม่มีทศนิยม"),
        ("1,234.50", "ไม่มีทศนิยม"),
        ("๑๒.๕", "ไม่มีทศนิยม"),
        ("1.2345 พันบาท", "ไม่มีทศนิยม"),
        ("3 1/2", "ไม่มีทศนิยม"),
        ("สามคนครึ่ง", "ไม่มีทศนิยม"),
        ("1,2", "หนึ่งจำนวน"),
        ("12,00", "หนึ่งจำนวน"),
        ("12 34", "หนึ่งจำนวน"),
        ("-5", "หนึ่งจำนวน"),
        ("ลบห้า", "หนึ่งจำนวน"),
        ("1 โหล", "หนึ่งจำนวน"),
        ("30-40 คน", "จำนวนเต็ม"),
        ("5 คน 6 วัน", "จำนวนเต็มหนึ่งจำนวน"),
        ("สองสามคน", "จำนวนเต็ม"),
        ("0", "ระหว่าง 1 ถึง 20,000"),
        ("20001", "ระหว่าง 1 ถึง 20,000"),
        ("10 ล้าน", "ระหว่าง 1 ถึง 20,000"),
    ],
)
def test_no_number(text: str, words: str) -> None:
    assert words in problem(NUMBER, text)


def test_number_limits_alone() -> None:
    assert "ไม่เกิน 5" in problem(question("number", maximum=5), "6")
    assert "ไม่น้อยกว่า 1,000" in problem(question("number", minimum=1000), "6")


def test_number_shown() -> None:
    kind = kind_of(NUMBER)
    assert (kind.show(NUMBER, 12000), kind.export(NUMBER, 12000)) == ("12,000", "12000")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("10 พ.ค. 67", "2024-05-10"),
        ("๒๒ มิถุนายน 2567", "2024-06-22"),
        ("22/6/67", "2024-06-22"),
        ("2024-06-22", "2024-06-22"),
        ("12 มีนาคม 2510", "1967-03-12"),
        ("12 มีนาคม พ.ศ. ๒๔๙๘", "1955-03-12"),
        ("เกิด 12 มี.ค. 2499 ค่ะ", "1956-03-12"),
        ("12/3/2485", "1942-03-12"),
        ("12/03/1967", "1967-03-12"),
        ("1967-03-12", "1967-03-12"),
        ("12 March 1967", "1967-03-12"),
        ("29 ก.พ. 2567", "2024-02-29"),
        ("วันที่ 12 เดือน 3 ปี 2510", "1967-03-12"),
        ("12/มี.ค./2510", "1967-03-12"),
        ("12-มีนาคม-2510", "1967-03-12"),
        ("10 พ.ค.", "2024-05-10"),
        ("วันศุกร์ที่ 10 พฤษภาคม 2567", "2024-05-10"),
        ("ศุกร์ 10 พ.ค. 2567", "2024-05-10"),
        ("พรุ่งนี้", "2024-05-02"),
    ],
)
def test_date(text: str, expected: str) -> None:
    assert value(DATE, text) == expected


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("ไม่ทราบ", "ขอวัน เดือน ปีค่ะ เช่น"),
        ("2567", "ขอวัน เดือน ปีค่ะ"),
        ("10-12 พ.ค. 67", "ขอวันเดียว"),
        ("10 พ.ค. หรือ 11 มิ.ย. 67", "ขอวันเดียว"),
        ("สัปดาห์หน้า", "ขอวันเดียว"),
        ("31 ก.พ. 2567", "ไม่มีในปฏิทิน"),
        ("29 ก.พ. 2566", "ไม่มีในปฏิทิน"),
        ("12 มี.ค. 35", "4 หลัก"),
    ],
)
def test_no_date(text: str, words: str) -> None:
    assert words in problem(DATE, text)


def test_date_limits_are_buddhist_years() -> None:
    birthday = question("date", label="วันเกิด", minimum=2470, maximum=2550)
    assert value(birthday, "12 มี.ค. 2510") == "1967-03-12"
    for text in ("12 มีนาคม", "12/3/10", "12 มี.ค. 2560"):
        assert "ปี พ.ศ. ของวันเกิดต้องอยู่ระหว่าง 2470 ถึง 2550" in problem(birthday, text)


def test_date_shown() -> None:
    kind = kind_of(DATE)
    assert kind.show(DATE, "2024-05-10") == "10 พฤษภาคม 2567"
    assert kind.export(DATE, "2024-05-10") == "2024-05-10"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("อ.เมือง", "อำเภอเมือง"),
        ("อ. หาดใหญ่ค่ะ", "อำเภอหาดใหญ่"),
        ("อำเภอเมืองสงขลา", "อำเภอเมืองสงขลา"),
        ("เมืองสงขลา", "อำเภอเมืองสงขลา"),
        ("เมืองตรัง", "อำเภอเมืองตรัง"),
        ("กิ่งอำเภอบ้านแพง", "อำเภอบ้านแพง"),
        ("เขตจตุจักร", "เขตจตุจักร"),
        ("จตุจักร กทม", "เขตจตุจักร"),
        ("อ.เมือง จ.สงขลา", "อำเภอเมือง"),
        ("อ.เมืองจ.อุดร", "อำเภอเมือง"),
        ("ต.หนองบัว อ.เมือง จ.อุดรธานี 41000", "อำเภอเมือง"),
        ("บ้านไผ่ ขอนแก่น", "อำเภอบ้านไผ่"),
        ("อยู่บ้านไผ่ครับ", "อำเภอบ้านไผ่"),
        ("ไม้แก่น", "อำเภอไม้แก่น"),
        ("จะนะ", "อำเภอจะนะ"),
    ],
)
def test_district(text: str, expected: str) -> None:
    assert value(DISTRICT, text) == expected


@pytest.mark.parametrize("text", ["ก", "12", "จ.สงขลา", "สงขลา", "ไม่ทราบค่ะ", "อบต.หนองบัว", "Hat Yai", "อ."])
def test_no_district(text: str) -> None:
    assert problem(DISTRICT, text) == "ขอชื่ออำเภอหรือเขตค่ะ เช่น อ.เมือง"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ปลัด อบต.หนองบัว อ.เมือง จ.อุดร", "อำเภอเมือง"),
        ("อยู่ อำเภอหาดใหญ่ จังหวัดสงขลา", "อำเภอหาดใหญ่"),
        ("อ.สมชาย ใจดี", None),
        ("นายอำเภอเมือง", None),
    ],
)
def test_district_among_other_facts(text: str, expected: str | None) -> None:
    assert kind_of(DISTRICT).spot(DISTRICT, read(text)) == expected


@pytest.mark.parametrize(
    "text",
    [
        GOOD_ID,
        "1-1017-00230-70-8",
        "1 1017 00230 70 8",
        "๑๑๐๑๗๐๐๒๓๐๗๐๘",
        "เลขบัตร 1-1017-00230-70-8 ค่ะ",
        "1-1017-00230-70-8 โทร 081-234-5678",
    ],
)
def test_identity(text: str) -> None:
    assert value(IDENTITY, text) == {"masked": "x-xxxx-xxxxx-70-8", "clear": GOOD_ID}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("ไม่บอก", "13 หลักค่ะ เช่น"),
        ("110170023070", "เลขนี้มี 12 หลัก"),
        ("11017002307081", "เลขนี้มี 14 หลัก"),
        ("1-1017-00230-70-9", "ไม่ตรงกับหลักสุดท้าย"),
        ("0000000000000", "ไม่ตรงกับหลักสุดท้าย"),
    ],
)
def test_no_identity(text: str, words: str) -> None:
    told = problem(IDENTITY, text)
    assert words in told
    assert "00230" not in told


def test_every_wrong_check_digit_is_found() -> None:
    assert [d for d in range(10) if adds_up(GOOD_ID[:12] + str(d))] == [8]


def test_a_sealed_identity_holds_no_clear_digits() -> None:
    found = value(IDENTITY, GOOD_ID)
    stored = seal_value(found, lambda clear: "".join(chr(ord("a") + int(c)) for c in clear))
    assert stored == {"masked": "x-xxxx-xxxxx-70-8", "sealed": "bbabhaacdahai"}
    assert GOOD_ID not in json.dumps(stored)
    assert GOOD_ID[:10] not in json.dumps(stored)
    assert seal_value(stored, lambda clear: "again") == stored
    assert found["clear"] == GOOD_ID
    kind = kind_of(IDENTITY)
    assert kind.secret
    assert kind.show(IDENTITY, stored) == kind.export(IDENTITY, stored) == "x-xxxx-xxxxx-70-8"


@pytest.mark.parametrize("text", ["1 0212 34567 89 0", "3 0812 34567 89 0", "1-0212-34567-89-0"])
def test_no_part_of_an_identity_number_is_a_telephone_number(text: str) -> None:
    phone: Any = question("phone")
    assert kind_of(phone).spot(phone, read(text)) is None
