"""What of an answer was not used: ordinary answers have nothing left, and nothing left is dropped unseen."""

# ruff: noqa: E501 (rows of answers are read whole; broken they hide their order)
from __future__ import annotations

import pytest

from handlers.applications.left_over import LONGEST
from handlers.applications.question_kind import Found
from handlers.applications.questions import kind_of
from tests.unit.questions.reading import answer, problem, question, read, value

QUESTIONS = {
    "name": question("person_name", label="ชื่อ-นามสกุล", max_length=120),
    "phone": question("phone", label="เบอร์โทร"),
    "email": question("email", label="อีเมล", max_length=254),
    "position": question("position", label="ตำแหน่ง", max_length=200),
    "office": question("organisation", label="หน่วยงาน", max_length=200),
    "province": question("province", label="จังหวัด"),
    "district": question("district", label="อำเภอ", max_length=100),
    "number": question("number", label="จำนวนคน"),
    "date": question("date", label="วันเกิด"),
    "identity": question("national_id", label="เลขบัตร"),
    "choice": question(
        "choice",
        label="ประเภท",
        options=[
            {"value": "local_government", "label": "อปท.", "also": ["เทศบาล", "อบต."]},
            {"value": "private", "label": "ภาคเอกชน", "also": ["เอกชน", "บริษัท"]},
        ],
    ),
}
IDENTITY = "1-1017-00230-70-8"

ORDINARY = {
    "name": (
        "สมชาย ใจดี", "นายสมชาย ใจดี ครับ", "ชื่อสมชาย ใจดีครับ", "ผมชื่อ สมชาย ใจดี ครับผม", "ชื่อ-สกุล นางสุดา ใจดี",
        "ชื่อ-นามสกุล: นางสุดา ใจดี", "สวัสดีค่ะ ดิฉัน นางสาวสุดา ใจดี", "คุณมานี มีนา", "ชื่อสุดา นามสกุล ใจดีค่ะ",
        "นางสาวกมล ทองคำ ศรีสุข", "พ.ต.ท. สมชาย ณ. อยุธยา", "ดร. อรทัย วัฒนกุล-สมิธ", "กมล ทองคำ - ศรีสุข",
        "นางสมศรี ใจดี (รักเรียน)", "(สุดา ใจดี)", "สมชาย ใจดี.", "John Smith", "ขอแก้ชื่อเป็น สมชาย ใจดี นะคะ", "สมชาย\nใจดี",
    ),
    "phone": (
        "081-234-5678", "เบอร์ 081-234-5678 ค่ะ", "โทร. 081-234-5678", "โทรศัพท์: 0812345678 ครับ", "เบอร์โทรคือ 0812345678",
        "๐๘๑ ๒๓๔ ๕๖๗๘", "(081) 234-5678", "tel. 02-241-9000 ext. 12", "มือถือ 0812345678 นะคะ", "0 2241 9000 ต่อ 101-105 ค่ะ",
        "เบอร์ใหม่ 081-234-5678", "เบอร์สำนักงาน 02-241-9000 (ต่อ 12)", "ศูนย์แปดหนึ่ง สองสามสี่ ห้าหกเจ็ดแปด ค่ะ", "081-234-5678 081-234-5678",
    ),
    "email": (
        "somchai@gmail.com", "อีเมล somchai@gmail.com ค่ะ", "E-mail: somchai@gmail.com", "mailto:somchai@gmail.com",
        "<somchai@gmail.com>", "somchai@gmail.comค่ะ", "อีเมลส่วนตัว somchai @ gmail . com", "เมล์ somchai@gmail,com",
    ),
    "position": (
        "ปลัดเทศบาล", "ตำแหน่ง ปลัดเทศบาล ค่ะ", "เป็นปลัด อบต. ครับ", "ปลัด อบต. ระดับกลาง", "จพง.ธุรการ ชำนาญงาน",
        "นักวิเคราะนโยบายและแผนชำนาญการ", "แม่บ้าน", "คนสวน อบต.",
    ),
    "office": (
        "อบต.หนองบัว", "สังกัด อบต. หนองบัว ค่ะ", "ทำงานที่ อบต.หนองบัว", "อยู่ อบต.หนองบัว ครับ", "หน่วยงาน: เทศบาลเมืองคอหงส์",
        "กองคลัง อบต.หนองบัว", "บริษัท สยาม พัฒนา จำกัด", "โรงเรียนเทศบาล 1 (บ้านนา)", "ร้านขายข้าว",
    ),
    "province": (
        "อุดร", "จ.อุดรธานี ค่ะ", "จังหวัดเลย", "อยู่จังหวัดอุดรธานีครับ", "เลยค่ะ", "ศรีษะเกษ", "มาจากเชียงใหม่ค่ะ", "กรุงเทพฯ",
    ),
    "district": ("อ.เมือง", "อำเภอเมืองสงขลาค่ะ", "อยู่บ้านไผ่ครับ", "เขตจตุจักร", "จตุจักร"),
    "number": (
        "30", "30 คนค่ะ", "ประมาณ 30 คน", "จำนวน ๓๐ คน", "สามสิบห้าคนครับ", "1,200.- บาท", "12 000 บาท", "ทั้งหมด 30 ท่าน", "ยี่สิบ เอ็ด",
    ),
    "date": (
        "10 พ.ค. 67", "วันที่ 10 พฤษภาคม 2567 ค่ะ", "วันศุกร์ที่ 10 พฤษภาคม 2567", "ศุกร์ 10 พ.ค. 2567", "เกิด 12 มี.ค. 2499 ครับ",
        "เกิดวันที่ 12/3/2485", "2024-06-22",
    ),
    "identity": (IDENTITY, f"เลขบัตร {IDENTITY} ค่ะ", "เลขประจำตัวประชาชน ๑๑๐๑๗๐๐๒๓๐๗๐๘"),
    "choice": ("อปท.", "1", "เทศบาลค่ะ", "เป็นเอกชน ครับ", "เทศบาลเมืองคอหงส์", "สังกัด อบต.", "ข้อ 1", "2. เอกชน"),
}  # fmt: skip


@pytest.mark.parametrize(("key", "text"), [(key, text) for key, texts in ORDINARY.items() for text in texts])
def test_an_ordinary_answer_has_nothing_left(key: str, text: str) -> None:
    found = answer(QUESTIONS[key], text)
    assert isinstance(found, Found), found
    assert found.unused == ""


@pytest.mark.parametrize(
    ("key", "text", "left"),
    [
        ("name", "นายสมชาย ใจดี งานพัสดุ", "งานพัสดุ"),
        ("name", "ชื่อ นายสมชาย ใจดี อายุ 45 ปี ค่ะ", "อายุ 45 ปี"),
        ("name", "สุดา ใจดี (ชื่อเล่น ดา)", "ชื่อเล่น ดา"),
        ("name", "นายสมชาย ใจดี และ นางสุดา รักเรียน", "นางสุดา รักเรียน"),
        ("phone", "081-234-5678 หรือ 089-111-2222 ค่ะ", "หรือ 089-111-2222"),
        ("phone", "02-241-9000 ต่อ ธุรการ", "ต่อ ธุรการ"),
        ("phone", "02-241-9000 ต่อ 1234567", "ต่อ 1234567"),
        ("phone", "0812345678 ไม่ว่างช่วงเช้า", "ไม่ว่างช่วงเช้า"),
        ("email", "somchai@gmail.com, somying@gmail.com", "somying@gmail.com"),
        ("email", "som chai@gmail.com", "som"),
        ("position", "ปลัด อบต.หนองบัว ระดับกลาง", "อบต.หนองบัว"),
        ("office", "อบต.หนองบัว หมู่ 3", "หมู่ 3"),
        ("office", "โรงเรียนบ้านนา สพป.อุดรธานี เขต 1", "สพป.อุดรธานี เขต 1"),
        ("province", "อุดรธานี / ขอนแก่น", "ขอนแก่น"),
        ("province", "ต.หนองบัว อ.เมือง จ.อุดรธานี 41000", "ต.หนองบัว อ.เมือง 41000"),
        ("district", "อ.เมือง จ.สงขลา", "จ.สงขลา"),
        ("number", "30 กว่าคน", "กว่าคน"),
        ("number", "ไม่เกิน 30 คน", "ไม่เกิน"),
        ("date", "10 พ.ค. 67 ช่วงเช้า", "ช่วงเช้า"),
        ("choice", "เทศบาลแต่ไม่แน่ใจ", "แต่ไม่แน่ใจ"),
        ("identity", f"{IDENTITY} หมดอายุปีหน้า", "หมดอายุปีหน้า"),
    ],
)
def test_what_is_left_is_told(key: str, text: str, left: str) -> None:
    found = answer(QUESTIONS[key], text)
    assert isinstance(found, Found), found
    assert found.unused == left


@pytest.mark.parametrize("key", ["phone", "name", "email", "identity", "province"])
def test_no_identity_number_is_repeated(key: str) -> None:
    for number in (IDENTITY, IDENTITY.replace("-", ""), IDENTITY.replace("-", " "), "๑๑๐๑๗๐๐๒๓๐๗๐๘"):
        text = f"นายสมชาย ใจดี a@b.com จ.เลย โทร 081-234-5678 เลขบัตร {number} และ 12345"
        found = answer(QUESTIONS[key], text)
        assert isinstance(found, Found), found
        assert not any(part in found.unused for part in ("1017", "00230", "70", "1101700230708"))
        assert ("12345" in found.unused) is (key != "identity")


def test_a_long_rest_is_cut() -> None:
    found = answer(QUESTIONS["phone"], "081-234-5678 " + "ไม่ว่าง " * 40)
    assert isinstance(found, Found)
    assert found.unused.endswith("…") and len(found.unused) <= 3 * LONGEST


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("นักวิเคราะนโยบายและแผนชำนาญการ อบต.หนองบัว", "นักวิเคราะนโยบายและแผนชำนาญการ"),
        ("ตำแหน่งนักวิเคราะนโยบายและแผนชำนาญการ อบต.หนองบัว", "นักวิเคราะนโยบายและแผนชำนาญการ"),
        ("จพง.ธุรการ ชำนาญงาน อบต.หนองบัว", "จพง.ธุรการ ชำนาญงาน"),
        ("นักวิชาการสาทารณสุข ชำนาญการพิเศษ อบต.บ้านนา", "นักวิชาการสาทารณสุข ชำนาญการพิเศษ"),
        ("นวก.สาธารณสุข ชก. อบต.บ้านนา", "นวก.สาธารณสุข ชก."),
        ("ครู (คศ.2) โรงเรียนบ้านนา", "ครู (คศ.2)"),
        ("ปลัดเทศบาลเมืองคอหงส์ ระดับสูง", "ปลัด ระดับสูง"),
        ("ปลัด อบต.หนองบัว จ.อุดรธานี ระดับกลาง ค่ะ", "ปลัด ระดับกลาง"),
        ("ปลัด อบต.หนองบัว (นักบริหารงานท้องถิ่น ระดับกลาง)", "ปลัด (นักบริหารงานท้องถิ่น ระดับกลาง)"),
        ("ปลัดเทศบาล เทศบาลเมืองคอหงส์", "ปลัดเทศบาล"),
        ("ปลัด อบต. ระดับกลาง", "ปลัด อบต. ระดับกลาง"),
        ("ปลัด อบต. รักษาการนายก", "ปลัด อบต. รักษาการนายก"),
        ("ตำแหน่่ง ปลัดเทศบาล ค่ะ", "ปลัดเทศบาล"),
        ("ช่างตัดผม", "ช่างตัดผม"),
    ],
)
def test_a_position_keeps_its_rank(text: str, expected: str) -> None:
    assert value(QUESTIONS["position"], text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("กองคลัง อบต.หนองบัว", "กองคลัง อบต.หนองบัว"),
        ("สำนักงานสาธารณสุขจังหวัดอุดรธานี", "สำนักงานสาธารณสุขจังหวัดอุดรธานี"),
        ("สำนักงานเทศบาลเมืองคอหงส์", "สำนักงานเทศบาลเมืองคอหงส์"),
        ("บริษัท สยาม พัฒนา จำกัด (มหาชน)", "บริษัท สยาม พัฒนา จำกัด (มหาชน)"),
        ("โรงเรียนเทศบาล 1 โทร 081-234-5678", "โรงเรียนเทศบาล 1"),
        ("อบต.ท่าข้าม-บ้านใหม่ ค่ะ", "อบต.ท่าข้าม-บ้านใหม่"),
    ],
)
def test_an_office_keeps_its_whole_name(text: str, expected: str) -> None:
    assert value(QUESTIONS["office"], text) == expected


def test_two_options_are_asked_again() -> None:
    assert "ตัวเลือก" in problem(QUESTIONS["choice"], "เทศบาลหรือเอกชน")


def test_a_division_of_an_authority_is_local_government() -> None:
    assert (
        kind_of(QUESTIONS["choice"]).spot(QUESTIONS["choice"], read("กองคลัง อบต.หนองบัว"))
        == "local_government"
    )


@pytest.mark.parametrize("text", ["อ.เมือง อุดร", "อุดรธานี อ.เมือง", "จ.อุดร"])
def test_a_province_beside_its_district(text: str) -> None:
    assert value(QUESTIONS["province"], text) == "อุดรธานี"
