"""Parts of an aspect that are asked for apart: whether somebody may go instead is not answered by how many days to attend."""

# ruff: noqa: E501 (patterns of Thai words are read whole; broken they hide their order)
from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from handlers.enquiries.announced.aspects import JUDGES
from handlers.wording import announced as say
from intents.matching import squeezed
from models.programme import Fact


@dataclass(frozen=True, slots=True)
class Part:
    """One part of an aspect.

    asked   words by which a question names it
    stated  words, one of which a statement about it holds
    """

    aspect: str
    what: str
    asked: re.Pattern[str]
    stated: re.Pattern[str]


def _part(aspect: str, what: str, asked: str, stated: str) -> Part:
    return Part(aspect, what, re.compile(asked), re.compile(stated))


_INSTEAD = r"แทน(?!ที่)|เปลี่ยนตัว|เปลี่ยนคน|เปลี่ยนชื่อ|สลับตัว|ตัวแทน|ผู้แทน|มอบหมาย|คนอื่น|ผู้อื่น"
_PARTS = (
    _part("payment", say.ACCOUNT, r"เลข(?:ที่)?บัญชี|บัญชี(?:อะไร|ไหน)", r"\d{2,4}-?\d{3}"),
    _part(
        "payment",
        say.AT_THE_DOOR,
        r"หน้างาน|หน้าห้อง|วันงาน|เงินสด|ตอนไปถึง",
        r"หน้างาน|เงินสด|วันงาน|วันแรก|วันอบรม|วันรายงานตัว|ลงทะเบียน",
    ),
    _part(
        "selection",
        say.JUDGES,
        JUDGES,
        r"ผู้ทรงคุณวุฒิ|กรรมการ(?:จาก|ประกอบ|คือ|ได้แก่|โดย)|พิจารณาโดย|คัดเลือก(?:ร่วม)?(?:กับ|โดย)|โดยคณะ",
    ),
    _part("documents", say.LANGUAGE, r"ภาษา(?:อังกฤษ|ไทย|อะไร)", r"ภาษา"),
    _part("receipt", say.TAX, r"ภาษี|หัก|\bvat\b|แวต", r"ภาษี|หัก|vat"),
    _part(
        "absence",
        say.SUBSTITUTE,
        r"(?:ไป|มา|เข้า|เรียน|นั่ง|อบรม|ประชุม|ฟัง|คน)(?:เรียน|อบรม|ประชุม|ฟัง|นั่ง|สัมมนา)?แทน(?!ที่|กัน)|ส่ง(?:ผู้|ตัว)แทน|เปลี่ยนตัว|มอบหมายให้(?:คน|ผู้)อื่น",
        _INSTEAD,
    ),
    _part(
        "meals",
        say.SPECIAL_FOOD,
        r"ฮาลาล|(?:กิน|ทาน|อาหาร|มี)เจ(?![้อ])|มังสวิรัติ|แพ้อาหาร",
        r"ฮาลาล|เจ(?![้อ])|มังสวิรัติ|แพ้",
    ),
    _part("meals", say.SUPPER, r"(?:มื้อ|อาหาร|ข้าว)(?:เย็น|ค่ำ)", r"เย็น|ค่ำ|ทุกมื้อ|เลี้ยงรับรอง"),
    _part("meals", say.BREAKFAST, r"(?:มื้อ|อาหาร|ข้าว)เช้า", r"เช้า|ทุกมื้อ"),
    _part("eligibility", say.AGE, r"อายุ(?!งาน|ราชการ)", r"อายุ(?!งาน|ราชการ)"),
    _part(
        "eligibility",
        say.DEGREE,
        r"วุฒิ|ปริญญา|จบ(?:อะไร|ชั้น|ป\d|ม\d|ป\.|ม\.|ปวช|ปวส|ตรี|โท)",
        r"วุฒิ|ปริญญา|จบ|ปวช|ปวส|ม\.?\d|ป\.(?:ตรี|โท)",
    ),
    _part(
        "eligibility",
        say.EXPERIENCE,
        r"ประสบการณ์|อายุงาน|อายุราชการ|ทำงานมา(?:แล้ว)?กี่ปี",
        r"ประสบการณ์|อายุงาน|อายุราชการ|\d+ปี|มาแล้ว",
    ),
    _part("eligibility", say.ENGLISH, r"ภาษาอังกฤษ|toeic|ielts|toefl", r"ภาษาอังกฤษ|toeic|ielts|toefl"),
    _part("eligibility", say.FOREIGNERS, r"ต่างชาติ|ฝรั่ง|สัญชาติ|คนลาว|คนพม่า", r"ต่างชาติ|สัญชาติ|คนไทย|ต่างประเทศ"),
    _part(
        "certificate", say.RESIT, r"สอบ[^ ]{0,8}(?:ไม่ผ่าน|ตก)|สอบซ่อม|สอบใหม่", r"ซ่อม|แก้ตัว|สอบใหม่|สอบอีก|ไม่ผ่าน"
    ),
    _part(
        "refund",
        say.REFUND_OF_FEE,
        r"ค่าธรรมเนียม|ค่าหลักสูตร|ค่าลงทะเบียน|ค่าเรียน|ค่าอบรม",
        r"ธรรมเนียม|ลงทะเบียน|ค่าเรียน|ค่าอบรม|หลักสูตร|งวด|ทุกกรณี|เต็มจำนวน|ร้อยละ|%|ครึ่ง|คืนเงิน|ชำระแล้ว|จ่ายแล้ว|ถอนตัว",
    ),
    _part("parking", say.PARKING_FEE, r"ค่าจอด|จอด(?:รถ)?(?:ได้)?ฟรี|เสียค่าที่จอด", r"บาท|ฟรี|ค่าจอด|ไม่เสีย|ไม่คิด"),
)


def named(text: str, aspect: str) -> Part | None:
    """The part of an aspect that a question asks for by its own words."""
    said = squeezed(text)
    return next((part for part in _PARTS if part.aspect == aspect and part.asked.search(said)), None)


def stating(part: Part, facts: Sequence[Fact]) -> list[Fact]:
    """The statements about just that part."""
    return [f for f in facts if part.stated.search(squeezed(f.words))]
