"""Words that name an aspect beyond doubt: who says ใบเสร็จ asks about the receipt, whatever else is in the sentence."""

# ruff: noqa: E501 (patterns of Thai words are read whole; broken they hide their order)
from __future__ import annotations

import re
from dataclasses import dataclass

from intents.matching import squeezed


@dataclass(frozen=True, slots=True)
class Aspect:
    """One aspect by its words.

    always  it is meant even where the programme states nothing about it
    """

    intent: str
    words: re.Pattern[str]
    always: bool = False


def _aspect(intent: str, words: str, *, always: bool = False) -> Aspect:
    return Aspect(intent, re.compile(words), always)


ASPECTS = (
    _aspect("refund", r"คืนเงิน|(?:เงิน|ตังค?์?)คืน|คืนตัง|ขอคืน(?!ห้อง|กุญแจ)|คืนค่า|ได้คืน|refund|คืนตัง", always=True),
    _aspect(
        "receipt",
        r"ใบเสร็จ|ใบกำกับ|เลข(?:ประจำตัว)?ผู้เสีย|เลขภาษี|หัก(?:ภาษี)?ณที่จ่าย|(?:ค่า)?ณที่จ่าย|ภาษี(?!ท้องถิ่น|บำรุง|ที่ดิน|ป้าย)|\bvat\b|แวต|receipt",
        always=True,
    ),
    _aspect(
        "payment",
        r"โอน(?:เงิน|แล้ว|เข้า|ทาง|ผ่าน|แอป|ค่า|ตัง|ไป)|เลขบัญชี|บัญชี(?:ไหน|อะไร|ธนาคาร|ชื่อ)|ธนาคาร(?:ไหน|อะไร)|สลิป|ใบโอน|ใบนำฝาก|(?:จ่าย|ชำระ)(?:เงิน|ตัง|ค่า[ก-๎]{0,12})?(?:ได้)?(?:ยังไง|ทางไหน|ที่ไหน|ผ่าน|ช่องทาง|ด้วยอะไร|เป็นเงินสด|แบบไหน|หน้างาน(?:ได้|ไหม))|(?:ช่องทาง|วิธี)(?:การ)?(?:ชำระ|จ่าย)|พร้อมเพย์|บัตรเครดิต|เงินสด|เช็ค(?!อิน|เอาท์|ชื่อ|ดู|สถานะ|ให้)",
        always=True,
    ),
    _aspect(
        "changing_round",
        r"(?:ย้าย|เปลี่ยน|สลับ|ขอเลื่อน)(?:ไป)?รุ่น(?!เป็น|ที่\d)[^ ]{0,20}(?:ได้|ไหม|ยังไง|มั้ย)",
        always=True,
    ),
    _aspect("cancelling", r"ยกเลิก|ถอนตัว|ขอเลื่อน|สละสิทธิ์"),
    _aspect("lodging", r"ที่พัก|ห้องพัก|ห้อง(?:เดี่ยว|คู่)|คืนละ|ต่อคืน|พักที่ไหน|พักไหน|พักค้าง|ค้างคืน|ค่าห้อง"),
    _aspect(
        "meals",
        r"ข้าวเที่ยง|ข้าวกลางวัน|อาหาร|ของว่าง|มื้อ(?:เที่ยง|กลางวัน|เช้า|เย็น)|เบรก|coffeebreak|เลี้ยงข้าว|เจ|ฮาลาล|มังสวิรัติ",
    ),
    _aspect("certificate", r"ประกาศนียบัตร|ใบรับรอง|หนังสือรับรอง|วุฒิบัตร|ใบประกาศ|เกียรติบัตร|ใบจบ"),
    _aspect("dress", r"แต่งกาย|แต่งตัว|ใส่ชุด|ชุดอะไร|ชุดกากี|ใส่สูท|dresscode"),
    _aspect("parking", r"ที่จอด|จอดรถ", always=True),
    _aspect("recording", r"ย้อนหลัง|อัดวิดีโอ|อัดวีดีโอ|บันทึกวิดีโอ|คลิป(?:สอน|อบรม|บรรยาย|ย้อน)|ดูคลิป|อัดไว้", always=True),
    _aspect(
        "allowance",
        r"เบี้ยเลี้ยง|ค่าตอบแทน|ค่าพาหนะ|ค่ารถ|ค่าเดินทาง|(?:เบิก|ออก)(?:ค่า|ให้|จาก|ที่|ได้)[^ ]{0,10}(?:เดินทาง|รถ|ตั๋ว|น้ำมัน|ต้นสังกัด|ใคร)",
        always=True,
    ),
    _aspect(
        "companion",
        r"ผู้ติดตาม|(?:พา|เอา|ชวน)(?:แฟน|ภรรยา|สามี|เมีย|ผัว|ลูก|หลาน|ครอบครัว|คนขับ|เพื่อน|คนอื่น|คน)[^ ]{0,12}(?:ไป|มา|เข้า|พัก)",
        always=True,
    ),
    _aspect("prize", r"(?:เงิน|ได้|มี|ของ|ชิง|รับ)รางวัล|รางวัล(?:เท่าไ|กี่|อะไร|ที่|ชนะ|รอง)|รองชนะเลิศ|ชนะเลิศ|ชมเชย"),
    _aspect(
        "given",
        r"แจก(?:อะไร|ของ|กระเป๋า|เสื้อ|เอกสาร|ไหม)|ของ(?:แจก|ที่ระลึก|ชำร่วย)|ได้(?:รับ)?(?:ของ|กระเป๋า|เสื้อ|เอกสาร)|ได้รับอะไร|ได้อะไร(?:บ้าง|กลับ)",
    ),
    _aspect(
        "bring",
        r"(?:เตรียม|เอา|นำ|พก|หิ้ว)อะไร(?:ไป|มา|บ้าง)|ต้อง(?:เตรียม|เอา|นำ|พก)(?:โน้ตบุ๊|คอม|notebook|laptop|บัตร|อะไร)",
    ),
    _aspect("online", r"ออนไลน์|online|zoom|ซูม|ถ่ายทอดสด|ไลฟ์สด|onsite|ออนไซต์"),
    _aspect(
        "documents",
        r"ต้องแนบ|แนบอะไร|แนบเอกสาร|หนังสือส่งตัว|แบบตอบรับ|ใบตอบรับ|หนังสือ(?:จาก|อนุมัติ|ตอบรับ|รับรองจาก)|เอกสาร(?:อะไร|ที่ต้อง|ประกอบ|สมัคร)|หลักฐาน|ต้องส่งอะไรให้",
    ),
    _aspect(
        "capacity",
        r"รับ(?:ทั้งหมด|สมัคร|จำนวน|ได้)?กี่(?:คน|ท่าน|ที่|ทีม)|กี่ที่นั่ง|กี่คน|กี่(?:องค์กร|แห่ง|อปท|หน่วยงาน|เทศบาล|อบต|อบจ)"
        r"|(?:รับ|เอา)(?:แค่|เพียง|ได้|สมัคร|ทั้งหมด|จำนวน|สูงสุด|ไม่เกิน)*\d[\d,]*(?:คน|ท่าน|ที่นั่ง|องค์กร|แห่ง|ทีม|อปท|หน่วยงาน)|โควตา|โควต้า|จำนวน(?:ที่)?รับ|จำกัดจำนวน|เต็ม(?:หรือ|รึ)?(?:ยัง|ไหม|แล้ว)|ที่(?:นั่ง)?ว่าง|เหลือกี่ที่|เหลือที่|ที่นั่งเหลือ",
    ),
    _aspect(
        "host",
        r"จัดโดย|[a-zก-๎.]{2,}(?:เป็นคน|เป็นผู้)?(?<!ไม่)(?<!ยัง)จัด(?:งาน)?(?:ใช่|จริง|รึ|หรือเปล่า|ไหม$)|ใครจัด|ใครเป็น(?:คน|ผู้)จัด|หน่วยงานไหนจัด|(?:ผู้|คน)จัดคือ|หน่วยงาน(?:ที่|ผู้)จัด|เจ้าภาพ",
    ),
    _aspect(
        "lecturer",
        r"(?:อาจารย์|วิทยากร|คนสอน|ผู้สอน|คนบรรยาย|ผู้บรรยาย)(?:ท่าน|คน)?(?:นี้)?(?:ชื่อ|นามสกุล|คือใคร|เป็นใคร|มีใคร|ท่านไหน|คนไหน)",
    ),
    _aspect("aim", r"จัดเพื่ออะไร|วัตถุประสงค์|จุดประสงค์|(?<!กลุ่ม)เป้าหมาย(?:ของ|คือ)|จัดขึ้นเพื่อ|จัดทำไม"),
)


UNLEARNT = frozenset(
    {"payment", "refund", "receipt", "cancelling", "given", "bring", "changing_round"}
    | {"recording", "allowance", "companion", "prize"}
)
"""Aspects that only their words tell: a sentence about one looks like another to the model."""


def named(text: str) -> list[Aspect]:
    """The aspects a question names by their words, in the order of the table."""
    squeezed_text = squeezed(text)
    return [aspect for aspect in ASPECTS if aspect.words.search(squeezed_text)]
