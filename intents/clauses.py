"""Cuts a message that asks several things into its questions; facts about the writer are not questions."""

# ruff: noqa: E501 (patterns and rows of Thai words are read whole; broken they hide their order)
from __future__ import annotations

import re
from collections.abc import Sequence

from intents.features import PROGRAMME
from intents.normalise import simplify

QUESTION_WORDS = frozenset(
    [
        "ไหม",
        "อะไร",
        "ที่ไหน",
        "เมื่อไหร่",
        "เท่าไหร่",
        "กี่",
        "ยังไง",
        "ใคร",
        "หรอ",
        "หรือยัง",
        "ไหน",
        "ทำไม",
        "วันไหน",
        "ตอนไหน",
        "กี่โมง",
        "กี่บาท",
        "กี่วัน",
        "กี่คน",
        "เท่าไร",
        "เมื่อไร",
        "อย่างไร",
        "ตรงไหน",
        "แค่ไหน",
        "ใครบ้าง",
        "มั้ย",
        "หรือเปล่า",
        "ไง",
        "เหรอ",
        "กี่มากน้อย",
        "เพราะอะไร",
        "หรือไม่",
        "เพราะเหตุใด",
        "ใด",
        "เมื่อใด",
    ]
)
"""Words that mark a question, as newmm splits a simplified text."""

_MARK = re.compile(r"ไหม|อะไร|ที่ไหน|เมื่อไหร่|เท่าไหร่|กี่[ก-๎]|ยังไง|ใคร|หรือยัง|ไหน|ทำไม|หรอ|\?")
_ENDING = r"(?:(?:ที่ไหน|เมื่อไหร่|วันไหน|ตอนไหน|กี่โมง|เท่าไหร่|กี่บาท|กี่วัน|กี่คน|กี่เดือน|ยังไง|แค่ไหน|หรือยัง)(?:บ้าง)?|ไหม)"
_CONNECTOR = r"(?:แล้วก็|แล้ว|และ|อีกอย่าง|(?<!เกี่ยว)กับ|ส่วน|อีกเรื่อง|รวมทั้ง|พร้อมทั้ง|ละก็|อีกข้อ|ถามอีก)"
_SPOKEN_STOP = re.compile(
    rf"[\n?!;]+|(?<=ไหม)(?=[ก-๎\ue000-\ue00f])(?!ล่ะ|ครับ|บ้าง|ค่ะ|อ่ะ|นะ)|[ ,/]+|(?={_CONNECTOR})"
)
_BEFORE_NEXT = re.compile(
    rf"(?<=[ก-๎]){_ENDING}(?=(?:ที่ไหน|เมื่อไหร่|วันไหน|กี่โมง|เท่าไหร่|กี่บาท|กี่วัน|ใคร|เรียน|อบรม|สมัคร|เสีย|ค่า|มี|จัด|เริ่ม|ต้อง|เปิด|ปิด|รับ|ติดต่อ|สถานที่|เนื้อหา|วิทยากร|จ่าย|ฟรี))"
)
_APART = re.compile(rf"[\n?!;]+|[ ,/]+|(?=(?:{_CONNECTOR}))|(?<=ครับ)|(?<=ค่ะ)|(?<=คะ)(?!แนน)")
_TAG = re.compile(
    r"(?:ใช่|ถูก(?:ต้อง)?|จริง|ได้)?(?:ไหม|มั้ย|มั๊ย|ไม๊|หรือเปล่า|รึเปล่า|หรือไม่|ป่าว|ป่ะ|หรือยัง|รึยัง|หรอ|เหรอ)(?:ครับ|ค่ะ|คะ|คับ|นะ|อ่ะ)*"
)
"""What asks nothing by itself, but belongs to the words before it."""
_QUESTION_WORD = r"(?:ที่ไหน|ที่ใหน|ตรงไหน|ไหน|เมื่อไ|เท่าไ|กี่|ยังไง|อย่างไร|อะไร|ใคร|ทำไม)"
_BARE = re.compile(
    rf"(?:ให้|ขึ้น|ต้อง|ทั้งหมด|เป็น|วันที่|มี|ได้|อยู่|คือ|จัด|วัน|ช่วง|ตอน|ห้อง|ชั้น|เบอร์|ชื่อ|หมาย|โทรเบอร์|โทรหา|โทร|ติดต่อ|ถาม)?{_QUESTION_WORD}"
)
_SUBJECT = re.compile(rf"(?:ได้|ให้|ต้อง|วันที่|วัน|เดือน|ตอน|ที่)?(?:{_QUESTION_WORD}|ไหม|มั้ย|หรือเปล่า|รึเปล่า)")
_ASKED_FOR = re.compile(
    r"(?:รบกวน)?ขอ(?=ชื่อ|เบอร์|เลข|หมายเลข|ที่อยู่|แผนที่|ลิงก์|ลิงค์|รายชื่อ|กำหนดการ|ตาราง|บัญชี|เอกสาร|แบบฟอร์ม|ใบสมัคร)"
)
_NAMES_A_DAY = re.compile(r"(?:วันสุดท้าย|วันปิดรับ|วันหมดเขต|กำหนดส่ง|วันจัด|วันอบรม)(?=$|ของ|พร้อม|ด้วย|หน่อย|เลย)")
"""What asks for a day by naming it, with another question behind it: "full paper วันสุดท้าย แล้วกี่หน้า"."""
_REFERS = re.compile(r"(?:เรื่อง|อัน|โซน|กลุ่ม|ประเภท|แบบ|ตัว|ห้อง|รุ่น|รอบ)(?:นี้|นั้น)")
_LEADING = re.compile(rf"^(?:{_CONNECTOR}|ก็|,|\s)+")
_MEANT = re.compile(r"^(?:ไม่ใช่|เปล่า|ไม่)[ ,]*(?:หมายถึง|ถามว่า|ถามถึง|ถามเรื่อง|ผมถาม|หนูถาม|อยากรู้|จะถาม)[ ]*")
_GREETS = re.compile(r"^(?:สวัสดี|หวัดดี|ดี|hello|hi|ทักทาย)(?:ตอนเช้า|ยามเช้า|ตอนบ่าย|ทุกคน|แอดมิน|พี่|น้อง|คุณ)*[ ,]+")
_MOST = 4
_GOES_OVER = rf"(?:เปลี่ยน|ย้าย|สลับ)[^{PROGRAMME}]{{0,25}}{PROGRAMME}"
_RATHER = rf"{PROGRAMME}[^{PROGRAMME}]{{0,8}}(?:แทน|ดีกว่า)"
_NOT_THIS = rf"(?:ไม่(?:ใช่|เอา|สมัคร|ลง)|ผิด)[^{PROGRAMME}]{{0,20}}(?:หลักสูตร|คอร์ส|โครงการ|อัน|ตัว|{PROGRAMME}).{{0,20}}(?:เอา|ขอ|สมัคร|ลง|เป็น)[^{PROGRAMME}]{{0,12}}{PROGRAMME}"
_SWITCHES = re.compile(f"{_GOES_OVER}|{_RATHER}|{_NOT_THIS}")
_SHORT = 60
"""The longest text, in characters, that counts as a wish; in longer ones people describe their work."""
_REQUEST = re.compile(
    r"(?:อยาก|ต้องการ|ขอ)(?:รู้|ทราบ)|สอบถาม|ขอ(?:ถาม|ดู|เบอร์|รายละเอียด|ข้อมูล|กำหนดการ|ตาราง|ที่อยู่|แผนที่)|(?:ถาม|บอก)หน่อย"
)


def is_question(simplified: str, said: Sequence[str]) -> bool:
    """The text is shaped like a question: a question mark, or a question word among the words said."""
    return "?" in simplified or any(word in QUESTION_WORDS or _asks(word) for word in said)


def switches(simplified: str) -> bool:
    """The text asks for the named programme instead: "เปลี่ยนเป็น …", "เอา … แทน"."""
    return len(simplified) <= _SHORT and _SWITCHES.search(simplified) is not None


def is_request(simplified: str) -> bool:
    """The text asks to be told something, without a question word: "ขอทราบวันอบรม"."""
    return _REQUEST.search(simplified[:300]) is not None


def _asks(word: str) -> bool:
    return word.startswith("กี่") or word.endswith(("เมื่อไหร่", "เท่าไหร่", "ที่ไหน", "ได้ไหม", "ใช่ไหม", "วันไหน"))


def without_correction(text: str) -> str:
    """The text without a leading "no, I mean …": what is meant counts."""
    return _MEANT.sub("", text)


def without_greeting(text: str) -> str:
    """The text without "สวัสดี" and whom it greets in front; empty where that is all there is."""
    return _GREETS.sub("", text)


def split(simplified: str) -> list[str]:
    """The clauses that ask something, each with its surrounding facts; one if the message is one question."""
    pieces = [piece for piece in _pieces(simplified) if piece]
    clauses: list[str] = []
    pending = ""
    for piece in pieces:
        joined = f"{pending} {piece}".strip()
        if _MARK.search(piece):
            clauses.append(joined)
            pending = ""
        else:
            pending = joined
    if pending and clauses:
        clauses.append(pending)
    return clauses[:_MOST] if len(clauses) > 1 else [simplified]


def _pieces(simplified: str) -> list[str]:
    """The pieces between the places where a new clause may begin."""
    cut = _BEFORE_NEXT.sub(lambda match: match[0] + "\n", simplified)
    return [_LEADING.sub("", piece).strip() for piece in _SPOKEN_STOP.split(cut)]


def questions(text: str) -> list[str]:
    """The questions of a normalised message, each in its own words; none if it asks one thing or nothing.

    What is told before the first holds for all: "เป็นรองนายก สมัครได้ไหม เสียเงินเท่าไหร่". One that is little more
    than a question word asks of what the one before it speaks of: "รุ่นราชบุรีอบรมที่ไหน วันที่เท่าไหร่".
    """
    pieces = [_LEADING.sub("", piece).strip() for piece in _APART.split(text)]
    found: list[str] = []
    pending: list[str] = []
    told = subject = ""
    for piece in filter(None, pieces):
        asks = _ASKED_FOR.match(piece) or (len(pieces) > 1 and _NAMES_A_DAY.search(piece))
        if not (_MARK.search(simplify(piece)) or asks):
            pending.append(piece)
        elif found and _TAG.fullmatch(piece):
            found[-1] = " ".join((found[-1], *pending, piece))
            pending = []
        else:
            told = told if found else " ".join(pending)
            own = " ".join((*pending, piece))
            leans = _BARE.match(own) or _REFERS.search(own)
            before = (subject or told) if leans else told
            found.append(f"{before} {own}".strip() if found else own)
            subject = _SUBJECT.split(_NAMES_A_DAY.sub("", found[-1]), maxsplit=1)[0].strip()
            pending = []
    if len(told) > _SHORT:
        return []
    return [*found[:-1], " ".join((*found[-1:], *pending))] if 1 < len(found) <= _MOST else []


def tail_is_fact(clauses: list[str]) -> bool:
    """The last clause carries no question mark of any kind: a statement, or a bare aspect ("ค่าใช้จ่าย")."""
    return len(clauses) > 1 and not _MARK.search(clauses[-1])
