"""Every kind of value, one table each."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from typing import Any

import pytest

from intents.entities import date as dates
from intents.entities import (
    district,
    find_all,
    kinds,
    nth,
    organisation,
    person_name,
    phone,
    position,
    province,
)
from intents.entities import email as emails
from intents.normalise import normalise
from tests.unit.intents.conftest import TODAY


def only(found: list[Any]) -> Any:
    return found[0].value if found else None


def test_kinds_are_the_files_of_the_folder() -> None:
    expected = {
        "date",
        "district",
        "email",
        "nth",
        "number",
        "organisation",
        "person_name",
        "phone",
        "position",
        "province",
        "time",
    }
    assert {kind.name for kind in kinds()} == expected


@pytest.mark.parametrize(
    ("text", "number", "extension"),
    [
        ("081-234-5678", "+66812345678", None),
        ("0812345678", "+66812345678", None),
        ("๐๘๑๒๓๔๕๖๗๘", "+66812345678", None),
        ("+66 81 234 5678", "+66812345678", None),
        ("081 234 5678", "+66812345678", None),
        ("081.234.5678", "+66812345678", None),
        ("โทร.0812345678ค่ะ", "+66812345678", None),
        ("(042) 123456", "+6642123456", None),
        ("042-123456 ต่อ 12", "+6642123456", "12"),
        ("02-123-4567 ext. 5", "+6621234567", "5"),
        ("0 2241 9000", "+6622419000", None),
        ("0 81 234 5678", "+66812345678", None),
        ("0-4212-3456", "+6642123456", None),
        ("๐ ๒๒๔๑ ๙๐๐๐ ต่อ ๑๐๑-๑๐๕", "+6622419000", "101-105"),
        ("02-241-9000 ต่อ 101–105", "+6622419000", "101-105"),
        ("02-241-9000 ต่อ 101 ถึง 103", "+6622419000", "101-103"),
        ("02-241-9000 ต่อ 12, 13", "+6622419000", "12,13"),
        ("02-241-9000 ต่อ 12 หรือ 13", "+6622419000", "12,13"),
        ("02-241-9000 (ต่อ 12-15, 20)", "+6622419000", "12-15,20"),
        ("02-241-9000 เบอร์ภายใน 12", "+6622419000", "12"),
        ("02-241-9000 ต่อ 12, 081-234-5678", "+6622419000", "12"),
    ],
)
def test_phone(text: str, number: str, extension: str | None) -> None:
    assert only(phone.find(normalise(text), TODAY)) == {"number": number, "extension": extension}


@pytest.mark.parametrize(
    "text", ["08123456", "081-234-56789", "02-241-9000-5", "042-1234567", "123", "2567", "10/5/2567"]
)
def test_no_phone(text: str) -> None:
    assert phone.find(text, TODAY) == []


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("โทร ศูนย์แปดหนึ่ง สองสามสี่ ห้าหกเจ็ดแปด ครับ", "+66812345678"),
        ("เบอร์ ศูนย์เก้าแปด 123 สี่ห้าหกเจ็ด", "+66981234567"),
        ("ศูนย์สองหนึ่งสองสามสี่ห้าหกเจ็ด", "+6621234567"),
        ("ศูนย์ แปด หนึ่ง สอง สาม สี่ ห้า หก เจ็ด แปด", "+66812345678"),
    ],
)
def test_a_spoken_phone(text: str, number: str) -> None:
    assert only(phone.find(text, TODAY))["number"] == number


@pytest.mark.parametrize("text", ["ศูนย์ราชการ สองสามวัน", "ห้าคน หกคน", "ศูนย์หนึ่งสอง"])
def test_no_spoken_phone(text: str) -> None:
    assert not [e for e in find_all(text, TODAY) if e.kind == phone.KIND]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("อยู่ อ.พนัสนิคม จ.ชลบุรี", "พนัสนิคม"),
        ("อำเภอเมืองสุโขทัย", "เมืองสุโขทัย"),
        ("เขตหลักสี่ กทม", "หลักสี่"),
        ("อบต.หนองบัว อ.เมือง จ.อุดรธานี", "เมือง"),
        ("อ.สมชายสอนไหม", None),
        ("อำเภอไหน", None),
        ("ในเขตเทศบาล", None),
    ],
)
def test_district(text: str, expected: str | None) -> None:
    found = [e.value for e in find_all(text, TODAY) if e.kind == district.KIND]
    assert found == ([expected] if expected else [])


def test_phone_digits_and_show() -> None:
    assert len(phone.digits("เบอร์ 08123456 ค่ะ")) == 8
    assert len(phone.digits("081-234-56789")) == 11
    assert phone.digits("042-123456 ต่อ 12") == "042123456"
    assert phone.digits("ไม่มี") == ""
    assert phone.show({"number": "+66812345678", "extension": None}) == "081-234-5678"
    assert phone.show({"number": "+6642123456", "extension": "12"}) == "042-123-456 ต่อ 12"
    assert phone.show({"number": "+6621234567", "extension": None}) == "02-123-4567"
    assert phone.show({"number": "+6622419000", "extension": "101-105"}) == "02-241-9000 ต่อ 101-105"
    assert phone.show({"number": "+6622419000", "extension": "12,13"}) == "02-241-9000 ต่อ 12, 13"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Somchai@Gmail.com", "Somchai@gmail.com"),
        ("somchai@gmail,com", "somchai@gmail.com"),
        ("somchai @ gmail.com.", "somchai@gmail.com"),
        ("x.y@obt.go.th, ครับ", "x.y@obt.go.th"),
        ("a_b@hotmail. com", "a_b@hotmail.com"),
        ("s@gmailcom", "s@gmail.com"),
        ("ชื่อ@", None),
        ("a@b", None),
    ],
)
def test_email(text: str, expected: str | None) -> None:
    assert only(emails.find(normalise(text), TODAY)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("จ.อุดร", "อุดรธานี"),
        ("จังหวัดเลย", "เลย"),
        ("โคราชค่ะ", "นครราชสีมา"),
        ("อ.เมืองจ.อุดรธานี", "อุดรธานี"),
        ("มาจากเชียงใหม่", "เชียงใหม่"),
        ("กทม", "กรุงเทพมหานคร"),
        ("เทศบาลนครขอนแก่น", None),
        ("สมัครเลย", None),
        ("อยู่เลยค่ะ", None),
    ],
)
def test_province(text: str, expected: str | None) -> None:
    assert only(province.find(text, TODAY)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("อุดร", ("อุดรธานี", True)),
        ("เลย", ("เลย", True)),
        ("จังหวัดเลย", ("เลย", True)),
        ("แปดริ้วค่ะ", ("ฉะเชิงเทรา", True)),
        ("ศรีษะเกษ", ("ศรีสะเกษ", False)),
        ("นครราชศรีมา", ("นครราชสีมา", False)),
        ("เชียงไหม่", ("เชียงใหม่", False)),
        ("สมชาย ใจดี", None),
        ("ไม่บอก", None),
    ],
)
def test_closest_province(text: str, expected: tuple[str, bool] | None) -> None:
    assert province.closest(text) == expected


def test_all_provinces() -> None:
    assert len(province.ALL) == len(set(province.ALL)) == 77
    assert set(province.SHORT.values()) <= set(province.ALL)


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("อบต.หนองบัว", "อบต.หนองบัว", "local_government"),
        ("อบต. หนองบัว", "อบต.หนองบัว", "local_government"),
        ("อบต หนองบัว อ.เมือง", "อบต.หนองบัว", "local_government"),
        ("ปลัดอบต.หนองบัวอ.เมืองจ.อุดร", "อบต.หนองบัว", "local_government"),
        ("อบต.จะนะ", "อบต.จะนะ", "local_government"),
        ("อบต.หนองบัวสมัครได้ไหม", "อบต.หนองบัว", "local_government"),
        ("เทศบาลเมืองคอหงส์", "เทศบาลเมืองคอหงส์", "local_government"),
        ("ทต.บ้านนา", "ทต.บ้านนา", "local_government"),
        ("เมืองพัทยา", "เมืองพัทยา", "local_government"),
        ("นายกเทศมนตรีตำบลบ้านแหลม", "เทศบาลตำบลบ้านแหลม", "local_government"),
        ("อบจ.ขอนแก่น โทร 081", "อบจ.ขอนแก่น", "local_government"),
        ("มหาวิทยาลัยขอนแก่น", "มหาวิทยาลัยขอนแก่น", "state"),
        ("บริษัท สยาม จำกัด", "บริษัท สยาม จำกัด", "private"),
        ("มูลนิธิพัฒนาเด็ก", "มูลนิธิพัฒนาเด็ก", "civil_society"),
        ("สำนักข่าวอิศรา", "สำนักข่าวอิศรา", "media"),
        ("กองคลัง", "กองคลัง", "state"),
    ],
)
def test_organisation(text: str, name: str, kind: str) -> None:
    assert only(organisation.find(normalise(text), TODAY)) == {"name": name, "type": kind}


@pytest.mark.parametrize(
    "text",
    [
        "อบต.",
        "เทศบาล",
        "เทศบาลเราอยากเข้า",
        "สำนักงานอยู่ที่ไหน",
        "โรงเรียนไหนสมัครได้",
        "ปลัด อบต. สมัครได้ไหม",
        "รองปลัด อบจ. ลงเรียน",
    ],
)
def test_no_organisation(text: str) -> None:
    assert organisation.find(text, TODAY) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("อบต.", "local_government"),
        ("สื่อ", "media"),
        ("เอกชน", "private"),
        ("มูลนิธิ", "civil_society"),
        ("ราชการ", "state"),
        ("กทม", "local_government"),
        ("ว่างงาน", "other"),
        ("ฟ้า", None),
    ],
)
def test_type_of_organisation(text: str, expected: str | None) -> None:
    assert organisation.type_of(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ปลัด อบต.หนองบัว", "ปลัด"),
        ("ปลัดเทศบาลเมืองคอหงส์", "ปลัด"),
        ("ปลัด อบต.", "ปลัด อบต."),
        ("ปลัดเทศบาล", "ปลัดเทศบาล"),
        ("พอดีเป็นปลัดอบต. สมัครได้ไหม", "ปลัดอบต."),
        ("นายกเทศมนตรีตำบลบ้านแหลม", "นายกเทศมนตรี"),
        ("ผอ.กองสถานที่", "ผอ.กองสถานที่"),
        ("ผู้อำนวยการกองช่าง อบจ.สงขลา", "ผู้อำนวยการกองช่าง"),
        ("นักวิเคราะห์นโยบายและแผนชำนาญการ", "นักวิเคราะห์นโยบายและแผนชำนาญการ"),
        ("หัวหน้าสำนักปลัด", "หัวหน้าสำนักปลัด"),
        ("เจ้าพนักงานธุรการชำนาญงาน", "เจ้าพนักงานธุรการชำนาญงาน"),
        ("ส.อบต. สมัครได้ไหม", "ส.อบต."),
        ("ผอ.โรงเรียนบ้านนา", "ผอ.โรงเรียนบ้านนา"),
        ("ติดต่อเจ้าหน้าที่", None),
        ("นายสมชาย ใจดี", None),
    ],
)
def test_position(text: str, expected: str | None) -> None:
    assert only(position.find(text, TODAY)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("สมัครค่ะ ชื่อ สมศรี ใจดี ปลัด อบต.หนองบัว", "สมศรี ใจดี"),
        ("นายสมชาย ใจดี", "นายสมชาย ใจดี"),
        ("สมชาย ใจดี ปลัดเทศบาลเมืองคอหงส์ 081-234-5678", "สมชาย ใจดี"),
        ("ว่าที่ ร.ต.หญิง สมศรี ใจงาม", "ว่าที่ ร.ต.หญิง สมศรี ใจงาม"),
        ("ดร.สมชาย ใจดี", "ดร.สมชาย ใจดี"),
        ("เดี๋ยวๆ ชื่อผิด เปลี่ยนเป็น สมชาย ใจดีมาก", "สมชาย ใจดีมาก"),
        ("นางสาวกมล ทองคำ ศรีสุข", "นางสาวกมล ทองคำ ศรีสุข"),
        ("น.ส.กมลชนก ทองคำ ศรีสุข ค่ะ", "น.ส.กมลชนก ทองคำ ศรีสุข"),
        ("นายอับดุลเลาะ บิน อาหมัด ปลัด อบต.", "นายอับดุลเลาะ บิน อาหมัด"),
        ("ดร. อรทัย วัฒนกุล-สมิธ", "ดร. อรทัย วัฒนกุล-สมิธ"),
        ("นางสมศรี ใจดี (รักเรียน)", "นางสมศรี ใจดี (รักเรียน)"),
        ("ม.ล.สมชาย เทวกุล ณ อยุธยา", "ม.ล.สมชาย เทวกุล ณ อยุธยา"),
        ("พ.ต.ท. สมชาย ณ. อยุธยา", "พ.ต.ท. สมชาย ณ อยุธยา"),
        ("ว่าที่ พ.ต. สมชาย ใจดี", "ว่าที่ พ.ต. สมชาย ใจดี"),
        ("พ.จ.อ. สมชาย ใจดี", "พ.จ.อ. สมชาย ใจดี"),
        ("น.ต.หญิง สุดา ใจดี", "น.ต.หญิง สุดา ใจดี"),
        ("พันตำรวจเอกหญิง สุดา ใจดี", "พันตำรวจเอกหญิง สุดา ใจดี"),
        ("นาวาอากาศเอก สมชาย ใจดี", "นาวาอากาศเอก สมชาย ใจดี"),
        ("ทพญ.สุดา ใจดี", "ทพญ.สุดา ใจดี"),
        ("นายกมล ทองคำ", "นายกมล ทองคำ"),
        ("นายก้องภพ ก้องเกียรติไพศาลสกุลวงศ์", "นายก้องภพ ก้องเกียรติไพศาลสกุลวงศ์"),
        ("นายสมชาย ใจดีปลัดอบต.หนองบัว", "นายสมชาย ใจดี"),
        ("นายสมชาย ใจดี ขอนแก่น", "นายสมชาย ใจดี"),
        ("นายสมชาย ใจดี งานพัสดุ อายุ 45", "นายสมชาย ใจดี"),
        ("นายสมชาย ใจดี นางสุดา ใจดี", "นายสมชาย ใจดี"),
        ("กมล ทองคำ ศรีสุข ปลัดเทศบาลเมืองคอหงส์", "กมล ทองคำ ศรีสุข"),
        ("ชื่อสุดา นามสกุลใจดีค่ะ", "สุดา ใจดี"),
        ("ชื่อเล่นดา ชื่อจริง สุดา ใจดี", "สุดา ใจดี"),
        ("นายกสมาคม ชาวนา", None),
        ("นายกเทศมนตรี บ้านนา", None),
        ("สมัครอบรม ลิ้ง", None),
        ("อยากสมัคร ค่ะ", None),
        ("สมัคร อบรม ปลัด อบต.หนองบัว", None),
        ("นายก อบต.หนองบัว", None),
    ],
)
def test_person_name(text: str, expected: str | None) -> None:
    assert only(person_name.find(normalise(text), TODAY)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("สมชาย ใจดี", "สมชาย ใจดี"),
        ("ชื่อสมชาย ใจดีครับ", "สมชาย ใจดี"),
        ("ผมสมชาย ใจดี", "สมชาย ใจดี"),
        ("คุณมานี มีนา", "มานี มีนา"),
        ("สมชาย ณ อยุธยา", "สมชาย ณ อยุธยา"),
        ("สมหมาย ขอนแก่น", "สมหมาย ขอนแก่น"),
        ("น.ส.มาลี รักเรียน", "น.ส.มาลี รักเรียน"),
        ("John Smith", "John Smith"),
        ("สมชาย ใจดี โทร 0812345678", "สมชาย ใจดี"),
        ("กมล ทองคำ ศรีสุข", "กมล ทองคำ ศรีสุข"),
        ("กมล ทองคำ - ศรีสุข", "กมล ทองคำ-ศรีสุข"),
        ("สุดา ใจดี (รักเรียน) ค่ะ", "สุดา ใจดี (รักเรียน)"),
        ("สุดา ใจดี (ชื่อเล่น ดา)", "สุดา ใจดี"),
        ("สุดา ใจดี ชื่อเล่น ดา", "สุดา ใจดี"),
        ("สุภาพร (นุ้ย) ใจดี", "สุภาพร (นุ้ย) ใจดี"),
        ("สมชาย ใจดีี", "สมชาย ใจดี"),
        ("นายกเทศมนตรี บ้านนา", None),
        ("สมชาย", None),
        ("อยากสมัคร ค่ะ", None),
        ("เรียนที่ไหน กี่โมง", None),
        ("ยกเลิก", None),
        ("อบต.หนองบัว", None),
        ("081-234-5678", None),
    ],
)
def test_parse_name(text: str, expected: str | None) -> None:
    assert person_name.parse(normalise(text)) == expected


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("พรุ่งนี้มีเรียนไหม", "2024-04-06", "2024-04-06"),
        ("มะรืน", "2024-04-07", "2024-04-07"),
        ("เมื่อวาน", "2024-04-04", "2024-04-04"),
        ("ศุกร์นี้", "2024-04-05", "2024-04-05"),
        ("ศุกร์หน้า", "2024-04-12", "2024-04-12"),
        ("แล้วเสาร์ล่ะ", "2024-04-06", "2024-04-06"),
        ("เสาร์ที่ 11", "2024-05-11", "2024-05-11"),
        ("วันที่ 10 พ.ค. 67", "2024-05-10", "2024-05-10"),
        ("๒๒ มิถุนายน 2567", "2024-06-22", "2024-06-22"),
        ("22/6/67", "2024-06-22", "2024-06-22"),
        ("22/06/2567", "2024-06-22", "2024-06-22"),
        ("2024-06-22", "2024-06-22", "2024-06-22"),
        ("สัปดาห์นี้", "2024-04-01", "2024-04-07"),
        ("อาทิตย์หน้า", "2024-04-08", "2024-04-14"),
        ("สุดสัปดาห์นี้", "2024-04-06", "2024-04-07"),
        ("เดือนหน้า", "2024-05-01", "2024-05-31"),
        ("มิ.ย.", "2024-06-01", "2024-06-30"),
        ("10-11 พ.ค.", "2024-05-10", "2024-05-11"),
        ("10 พ.ค. - 22 มิ.ย. 2567", "2024-05-10", "2024-06-22"),
        ("วันที่ 15", "2024-04-15", "2024-04-15"),
        ("29 ก.พ.", "2024-02-29", "2024-02-29"),
    ],
)
def test_date(text: str, start: str, end: str) -> None:
    value = only(dates.find(normalise(text), TODAY))
    assert (value["start"], value["end"]) == (start, end)


def test_on_sunday_the_week_is_the_coming_one() -> None:
    sunday = date(2024, 6, 9)
    found = {text: only(dates.find(text, sunday)) for text in ("สัปดาห์นี้", "อาทิตย์หน้า", "ศุกร์นี้", "วันอาทิตย์หน้า")}
    assert {text: (value["start"], value["end"]) for text, value in found.items()} == {
        "สัปดาห์นี้": ("2024-06-09", "2024-06-16"),
        "อาทิตย์หน้า": ("2024-06-10", "2024-06-16"),
        "ศุกร์นี้": ("2024-06-14", "2024-06-14"),
        "วันอาทิตย์หน้า": ("2024-06-16", "2024-06-16"),
    }


@pytest.mark.parametrize(
    ("text", "unit", "place", "weekday"),
    [
        ("สัปดาห์ที่ 3 เรียนวันไหน", "week", 3, None),
        ("อาทิตย์ที่ 2 เรียนวันไหน", "week", 2, None),
        ("week 4", "week", 4, None),
        ("เสาร์อาทิตย์แรก", "week", 1, None),
        ("ครั้งที่ห้า", "time", 5, None),
        ("ครั้งสุดท้าย", "time", -1, None),
        ("วันที่ 3 ของการอบรม", "day", 3, None),
        ("วันแรกเรียนอะไร", "day", 1, None),
        ("เสาร์แรก", "weekday", 1, 5),
        ("ศุกร์สุดท้าย", "weekday", -1, 4),
    ],
)
def test_nth(text: str, unit: str, place: int, weekday: int | None) -> None:
    assert only(nth.find(normalise(text), TODAY)) == {"unit": unit, "place": place, "weekday": weekday}


@pytest.mark.parametrize(
    "text", ["วันสุดท้ายของการสมัคร", "วันแรกที่เปิดรับสมัคร", "อาทิตย์ที่ 12 พ.ค.", "วันอาทิตย์ที่ 12", "วันที่ 3", "ครั้งต่อไป"]
)
def test_no_nth(text: str) -> None:
    assert nth.find(normalise(text), TODAY) == []


@pytest.mark.parametrize("text", ["31 ก.พ.", "32/1/67", "ทุกวันศุกร์", "ศุกร์-เสาร์", "กี่อาทิตย์", "สวัสดี"])
def test_no_date(text: str) -> None:
    assert dates.find(text, TODAY) == []


def test_missing_year_prefers_the_coming_half_year() -> None:
    assert only(dates.find("5 ม.ค.", date(2024, 12, 20)))["start"] == "2025-01-05"
    assert only(dates.find("20 ธ.ค.", date(2024, 1, 5)))["start"] == "2023-12-20"


def test_all_kinds_in_one_message() -> None:
    text = normalise("สมัครค่ะ ชื่อ สมศรี ใจดี ปลัด อบต.หนองบัว อ.เมือง จ.อุดร โทร 081-234-5678 a@b.com ส่ง 3 คน")
    found = find_all(text, TODAY)
    assert [entity.kind for entity in found] == [
        "person_name", "position", "organisation", "district", "province", "phone", "email", "number",
    ]  # fmt: skip
    assert all(text[entity.start : entity.end] == entity.text for entity in found)
    assert all(one.end <= two.start for one, two in pairwise(found))


def test_number_in_words() -> None:
    assert [entity.value for entity in find_all("ส่งได้สามคน", TODAY)] == [3]
