"""What people say about reaching a human: call me, the number is dead, tell them, has anybody answered."""

# ruff: noqa: E501 (patterns of Thai words are read whole; broken they hide their order)
from __future__ import annotations

import re
from enum import Enum, auto


class Contacting(Enum):
    """What is meant."""

    CALL_ME = auto()
    OUT_OF_REACH = auto()
    ON_THE_WAY = auto()
    """Something happened on the day: lost, broken down, ill, has to leave."""
    ANSWERED_YET = auto()
    TELL = auto()
    """Something for staff, said right away: "ฝากบอกเจ้าหน้าที่ว่า …"."""
    LEFT_YET = auto()
    """After what was left, in words that could mean other things too: "ได้คำตอบยัง"."""
    MORE_LEFT = auto()
    """More about what was left, or taking it back, in words that only mean that if something was left."""


_WHO = "(?:ใคร|เจ้าหน้าที่|แอดมิน|คน|ทีมงาน|ผู้จัด|ทางโน้น)"
_STAFF = "(?:เจ้าหน้าที่|แอดมิน|ทีมงาน|ผู้จัด|ผู้ประสานงาน)"
_WHEN = "(?:เมื่อ(?:ไหร่|ไร)|กี่โมง|วันไหน|ตอนไหน|กี่วัน)"
_MEANS = (
    (
        Contacting.TELL,
        rf"(?!ขอ[ ]?(?:เรียน)?(?:ถาม|สอบถาม))(?:ฝาก|ช่วย|รบกวน|ขอ|วาน)(?:ช่วย|ให้|ด้วย)*[ ]?(?:บอก|แจ้ง|เรียน|ถาม|ส่งต่อ|ส่งข้อความ)(?:ไป|ถึง|ให้|ทาง|กับ|[ ])*{_STAFF}[^\s]{{0,8}}?[ ]?(?:ว่า|ด้วยว่า|หน่อยว่า|ทีว่า|เรื่อง)[ ]?\S.{{2,}}",
    ),
    (
        Contacting.MORE_LEFT,
        r"(?:ยกเลิก|ถอน|ลบ|แก้ไข|แก้|เปลี่ยน|เพิ่ม)[^\s]{0,12}ฝาก|ที่ฝาก(?:ไว้|ไป)?.{0,12}(?:ยกเลิก|ไม่ต้อง|แก้|เปลี่ยน|ถอน)|ไม่ต้อง(?:โทร|ติดต่อ|ตอบ)(?:กลับ|หา|มา)*.{0,8}แล้ว"
        r"|^\s*(?:ขอ|แจ้ง|ฝาก)?(?:เพิ่มเติม|เสริม|แจ้งเพิ่ม|ฝากเพิ่ม)(?:อีก)?(?:นิด|หน่อย)?(?:ค่ะ|ครับ|นะคะ|นะครับ|คือ|ว่า|[ :])+\S.{2,}",
    ),
    (
        Contacting.ANSWERED_YET,
        rf"{_WHO}.{{0,14}}(?:ตอบ|ติดต่อกลับ|โทรกลับ|อ่าน|เห็น|ดู).{{0,10}}(?:ยัง|รึยัง|ไหม|มั้ย|บ้าง)"
        r"|(?:เรื่อง|คำถาม|ข้อความ|อัน)?ที่(?:ฝาก|ถาม)(?:ไว้|ไป)?.{0,20}(?:ยัง|ไหม|มั้ย|ถึงไหน|ว่าไง|ยังไง)|ยังไม่มี(?:ใคร|คน)ตอบ|ตอบกลับ(?:มา)?(?:หรือ|รึ)?ยัง"
        r"|^\s*(?:มี)?(?:ตอบ|คำตอบ)(?:มา|ให้|แล้ว)?(?:หรือ|รึ)?(?:ยัง|เปล่า)",
    ),
    (
        Contacting.LEFT_YET,
        rf"(?:ได้|มี|รอ)(?:คำ)?ตอบ.{{0,10}}(?:ยัง|ไหม|มั้ย|นาน)|(?:จะ)?(?:โทร|ติดต่อ|ตอบ)(?:กลับ)?(?:มา|หา)?(?:ผม|ฉัน|หนู|เรา)?(?:ภายใน)?{_WHEN}"
        r"|ยังไม่(?:มี|เห็น|ได้)?(?:ใคร|คน)?(?:มา)?(?:ตอบ|โทร|ติดต่อ)|รอ(?:คำตอบ|สาย|โทรศัพท์|เจ้าหน้าที่)?(?:อยู่|นาน)|(?:เห็น|อ่าน)(?:ข้อความ)?(?:แล้ว)?(?:หรือ|รึ)?ยัง",
    ),
    (
        Contacting.ON_THE_WAY,
        r"หลงทาง|(?:หา|เข้า)(?:ทาง|ที่|ห้อง|ตึก|อาคาร|สถานที่)[^\s]{0,12}ไม่(?:เจอ|ถูก|พบ)|(?:หาห้อง|หาตึก|หาที่จอด)ไม่|รถ(?:เสีย|ชน|ยางแตก|ติดมาก|คว่ำ)(?!ไหม)|อุบัติเหตุ(?:ระหว่าง|กลาง|ตอน|รถ)"
        r"|(?:ขอ)?ลากลับ(?:ก่อน|บ้าน)?|(?:ขอ)?กลับก่อน(?:นะ|ได้ไหม|ครับ|ค่ะ|เวลา)|(?:ปวดท้อง|เป็นลม|ไม่สบาย|เข้าโรงพยาบาล)(?:อยู่|กะทันหัน|มาก)?(?:ค่ะ|ครับ|นะ|ตอนนี้|$)",
    ),
    (
        Contacting.OUT_OF_REACH,
        r"(?:โทร|เบอร์|สาย|หมายเลข|ติดต่อ).{0,20}(?:ไม่ติด|ไม่รับ|ไม่มีคนรับ|ไม่มีใครรับ|ไม่มีสัญญาณ|ใช้ไม่ได้|ไม่มีเลขหมาย|ไม่ได้เลย|ไม่ถูกต้อง)"
        r"|(?:เมล|อีเมล|email|mail|ไลน์|เพจ|จดหมาย).{0,16}(?:ไม่ตอบ|ไม่มีใครตอบ|ไม่มีคนตอบ|ตีกลับ|เด้ง(?:กลับ)?|ไม่ไป|ส่งไม่ได้)"
        r"|เบอร์(?:โทร)?[^\s]{0,14}(?:ผิด|ถูก)(?:หรือเปล่า|หรือป่าว|รึเปล่า|ป่าว|ไหม|มั้ย|หรือไม่)|เบอร์.{0,20}(?:11|๑๑|สิบเอ็ด)[ ]?(?:หลัก|ตัว)"
        r"|ติดต่อ(?:ใคร|เจ้าหน้าที่|ผู้จัด|ไป)?ไม่ได้(?!รับ)|เบอร์(?:นี้|ที่ให้|โทร)?.{0,6}เกิน",
    ),
    (
        Contacting.CALL_ME,
        rf"ให้{_STAFF}(?:ช่วย)?(?:โทร|ติดต่อ)(?!ได้)|(?:โทร(?:ศัพท์)?|ติดต่อ)(?:มา|หา)?\s?กลับ|โทร(?:มา)?หา(?:ผม|ฉัน|ดิฉัน|หนู|พี่|หน่อย|ที)"
        r"|call ?(?:me )?back|ขอคุยทางโทรศัพท์",
    ),
)
_PATTERNS = [(meant, re.compile(pattern, re.IGNORECASE)) for meant, pattern in _MEANS]


_NEED_A_CASE = frozenset({Contacting.LEFT_YET, Contacting.MORE_LEFT})


def contacting(text: str, *, left: bool = False) -> Contacting | None:
    """Which of these a text means; None if none. `left`: whether this person has left something for staff."""
    return next(
        (
            meant
            for meant, pattern in _PATTERNS
            if (left or meant not in _NEED_A_CASE) and pattern.search(text)
        ),
        None,
    )


_TAKES_BACK = re.compile(
    r"(?:ไม่(?:เอา|ต้อง|เป็นไร|ฝาก|โทร|มีอะไร)(?:โทร|ฝาก|ตอบ|กลับ|แล้ว|ดีกว่า|ก็ได้|ละ|[ ])*|เปลี่ยนใจ(?:แล้ว)?|พอ(?:แล้ว|ดีกว่า))(?:นะ|ครับ|ค่ะ|คะ|[ .!])*"
)


_OWN_NUMBER = re.compile(
    r"(?:ใช้|เอา|โทร)?(?:มา)?(?:ที่)?เบอร์(?:โทร)?(?:เดิม|(?:ที่|ตามที่|ใน)(?:ใบ)?(?:สมัคร|กรอก|ให้|ลง)(?:ไว้|ไป)?|เดียวกัน(?:กับ.{0,12})?)(?:นะ|ครับ|ค่ะ|คะ|[ .!])*"
)
_NUMBER_WRONG = re.compile(r"ผิด|เปลี่ยน|แก้|ไม่ใช่|ใหม่|ที่ถูก")


def own_number(text: str) -> bool:
    """Whether the whole text means a number already given: "เบอร์ที่สมัครไว้ค่ะ"."""
    return _OWN_NUMBER.fullmatch(text.strip()) is not None


def number_wrong(text: str) -> bool:
    """Whether a number in the text replaces one given before."""
    return _NUMBER_WRONG.search(text) is not None


def takes_back(text: str) -> bool:
    """Whether the whole text says that nothing is to be left after all: "ไม่เอาแล้วค่ะ"."""
    return _TAKES_BACK.fullmatch(text.strip()) is not None
