"""The fixed words that always work, whatever flow is open: a table, matched exactly."""

# ruff: noqa: E501 (patterns and rows of Thai words are read whole; broken they hide their order)
from __future__ import annotations

import re

from intents.entities.number import ANY_SPOKEN, spoken
from intents.normalise import simplify

COMMANDS: dict[str, tuple[str, ...]] = {
    "menu": ("เมนู", "menu", "เมนูหลัก", "หน้าหลัก", "หน้าแรก", "ขอเมนู", "ดูเมนู", "main menu", "กลับหน้าหลัก", "กลับเมนู",
             "กลับเมนูหลัก", "กลับไปเมนู"),
    "help": ("ช่วยเหลือ", "help", "วิธีใช้", "วิธีใช้งาน", "คู่มือ", "ช่วยด้วย", "ขอความช่วยเหลือ", "ใช้ยังไง", "ช่วยหน่อย"),
    "back": ("ย้อนกลับ", "กลับ", "ถอยกลับ", "back", "ย้อน", "ย้อนไป", "กลับไป", "ก่อนหน้า", "ข้อก่อนหน้า", "ย้อนกลับไป",
             "ขอย้อนกลับ", "กลับไปข้อก่อน", "ข้อที่แล้ว", "ถอย"),
    "cancel": ("ยกเลิก", "cancel", "ขอยกเลิก", "ยกเลิกเลย", "ยกเลิกทั้งหมด"),
    "status": ("สถานะ", "status", "ดูสถานะ", "เช็คสถานะ", "ตรวจสอบสถานะ", "ขอดูสถานะ", "เช็กสถานะ"),
    "staff": ("ติดต่อเจ้าหน้าที่", "คุยกับเจ้าหน้าที่", "เจ้าหน้าที่", "ขอคุยกับเจ้าหน้าที่", "คุยเจ้าหน้าที่", "แอดมิน", "คุยกับแอดมิน",
              "ติดต่อแอดมิน", "ขอสายเจ้าหน้าที่", "คุยกับคน", "staff", "คุยกับคนจริง", "ขอติดต่อเจ้าหน้าที่"),
    "skip": ("ข้าม", "skip", "ขอข้าม", "ข้ามไป", "ข้ามก่อน", "ข้ามข้อนี้", "ข้ามเลย", "ข้ามไปก่อน"),
    "yes": ("ใช่", "ถูกต้อง", "ยืนยัน", "ตกลง", "โอเค", "ok", "okay", "oke", "โอเช", "โอเคร", "โอเคร่", "โอเค้", "เค", "จัดไป", "yes", "ใช่แล้ว", "ถูก", "ถูกแล้ว", "ใช่เลย", "ได้", "ได้เลย",
            "เอา", "ยินยอม", "ยอมรับ", "ยินดี", "เห็นด้วย", "อนุญาต", "ยอมรับทั้งหมด", "ยินยอมให้เก็บ", "ยินยอมให้เก็บข้อมูล", "ยอมรับเงื่อนไข", "ยอมรับข้อตกลง",
            "ตกลงยินยอม", "ยินดีให้ข้อมูล", "ยินดีให้เก็บข้อมูล", "ให้เก็บได้", "เก็บได้", "เก็บได้เลย", "ไม่ขัดข้อง", "ไม่มีปัญหา", "agree", "i agree", "accept", "i accept", "sure", "yes please", "yes sir", "yeah", "yep", "ถูกต้องแล้ว", "ยืนยันเลย", "y", "อืม", "จ้า", "เออ", "ตกลงตามนี้", "โอเคเลย", "ok เลย", "โอเค ได้"),
    "no": ("ไม่ใช่", "ไม่", "ไม่เอา", "no", "ไม่ถูก", "ไม่ถูกต้อง", "ไม่ยินยอม", "ไม่ตกลง", "ไม่ยอมรับ", "ไม่เห็นด้วย", "ไม่ยินดี", "ไม่อนุญาต", "ไม่ให้เก็บ", "ไม่ให้เก็บข้อมูล", "ไม่ยินยอมให้เก็บข้อมูล", "ไม่สะดวก", "ไม่สะดวกใจ",
           "ไม่ให้", "disagree", "i disagree", "decline", "nope", "no thanks", "ไม่ได้", "n", "ไม่เอาแล้ว", "ไม่โอเค", "ไม่ยืนยัน",
           "ยังไม่ถูก", "ไม่ต้อง"),
    "edit": ("แก้ไข", "แก้", "ขอแก้ไข", "ขอแก้", "แก้ไขข้อมูล", "edit", "แก้ข้อมูล", "ขอแก้ไขข้อมูล"),
}  # fmt: skip
"""The forms of each fixed word; politeness particles may follow any of them."""

_EMPHASIS = re.compile(r"(?:เลย|มากๆ|มาก|อย่างยิ่ง|แน่นอน|อยู่แล้ว|ทุกอย่าง|ทุกข้อ|ทั้งหมด|หมด|ครบ|แล้ว)+$")
_YES_OR_NO = frozenset({"yes", "no"})
_LONGEST = 120
_MEANING = {re.sub(r"\s+", "", simplify(form)): name for name, forms in COMMANDS.items() for form in forms}
_MEANING.pop("", None)
_IN_A_ROW = re.compile(
    "(?:" + "|".join(re.escape(form) for form in sorted(_MEANING, key=lambda form: -len(form))) + ")"
)
_SIGNS = re.compile(r"[\s.!,/_*-]+")
_ASKS = re.compile(r"\?|หรอ")


def compact(text: str) -> str:
    """A text as fixed words are compared: simplified, without spaces and signs."""
    return _SIGNS.sub("", simplify(text))


def command(simplified: str) -> tuple[str | None, int]:
    """The command a simplified text is, and how often in a row; (None, 1) for any other text."""
    if len(simplified) > _LONGEST or _ASKS.search(simplified):
        return None, 1
    compact = _SIGNS.sub("", simplified)
    if compact in _MEANING:
        return _MEANING[compact], 1
    stressed = _MEANING.get(_EMPHASIS.sub("", compact))
    if stressed in _YES_OR_NO:
        return stressed, 1
    return _in_a_row(compact)


def _in_a_row(compact: str) -> tuple[str | None, int]:
    """Reads "back back": the same command several times and nothing else."""
    names: list[str] = []
    place = 0
    while place < len(compact):
        match = _IN_A_ROW.match(compact, place)
        if match is None:
            return None, 1
        names.append(_MEANING[match[0]])
        place = match.end()
    return (names[0], len(names)) if names and len(set(names)) == 1 else (None, 1)


_ORDINAL = re.compile(
    r"(?:เอา|ขอ|เลือก|กด)?(?:ขอ)?(?:อัน|ตัว|ข้อ|ตัวเลือก|เบอร์|หมายเลข|เลข|ลำดับ|รายการ|ใบ|หลักสูตร|คอร์ส|โครงการ)(?:ที่)?"
    rf"(?:(?P<number>[1-9]|1[0-9]|{ANY_SPOKEN})|(?P<first>แรก)|(?P<last>สุดท้าย))"
)


_BARE = re.compile(rf"(?:เอา|ขอ|เลือก|กด)?[ ]?(?:#|no\.?|ที่)?[ ]?(?P<number>[1-9]\d?|{ANY_SPOKEN})[ ]?[.)]?")


def item(text: str) -> int | None:
    """Which item of a numbered list a text picks: "2", "๒.", "ข้อ 2"; 1 and up, -1 for the last; None for none."""
    if len(text) > _LONGEST:
        return None
    bare = _BARE.fullmatch(simplify(text))
    if bare is not None:
        typed = bare["number"]
        return spoken(typed)
    place = ordinal(text)
    return place if place is None or place < 0 else place + 1


def ordinal(text: str) -> int | None:
    """Which of several a text like "อันที่สอง" picks: 0 for the first, -1 for the last; None for any other."""
    if len(text) > _LONGEST:
        return None
    match = _ORDINAL.fullmatch(_SIGNS.sub("", simplify(text)))
    if match is None:
        return None
    if match["first"] or match["last"]:
        return 0 if match["first"] else -1
    typed = match["number"]
    return spoken(typed) - 1
