"""Reading "ชื่อผิด เปลี่ยนเป็น …" and "แก้เบอร์": which answer is meant, and the new one if it is said."""

from __future__ import annotations

import re
from dataclasses import dataclass

from handlers.applications.questions import kind_of
from models.programme import Programme, Question

_LEAD = r"(?:เดี๋ยว\s*){0,2}(?:เดี๋ยวๆ|ขอโทษ(?:ที|ค่ะ|ครับ)?|รอเดี๋ยว|อุ๊ย|เอ๊ะ|เอ้ย|อ้าว|ขอ|ช่วย|อยาก|จะ)?\s*"
_WRONG = r"(?:พิมพ์)?(?:ผิด|ไม่ถูก|ไม่ใช่)(?:ไป|แล้ว)?\s*(?:ค่ะ|คะ|ครับ|นะ)?"
_CHANGE = r"(?:แก้ไข|แก้|เปลี่ยน)"
_TO = r"(?:เปลี่ยนเป็น|แก้เป็น|แก้ไขเป็น|ที่ถูกคือ|ที่ถูกต้องคือ|ต้องเป็น|เป็น|คือ)"


@dataclass(frozen=True, slots=True)
class Correction:
    """The question whose answer is to change, and the new answer's text (None: it must be asked)."""

    question: Question
    text: str | None


def correction(programme: Programme, text: str) -> Correction | None:
    """The correction a text asks for; None when it asks for none."""
    for words, question in _called(programme):
        name = re.escape(words)
        wrong = rf"{_LEAD}{name}\s*{_WRONG}\s*(?:{_TO}\s*(?P<a>.+))?"
        change = rf"{_LEAD}{_CHANGE}\s*(?:ข้อ)?\s*{name}\s*(?:{_TO}\s*(?P<b>.+))?"
        for pattern in (wrong, change):
            match = re.fullmatch(pattern, text.strip()[:400], flags=re.DOTALL | re.IGNORECASE)
            if match:
                new = next((g for g in match.groups() if g), None)
                return Correction(question, new.strip() if new else None)
    return None


def _called(programme: Programme) -> list[tuple[str, Question]]:
    """Words for each question, longest first so that "เบอร์โทร" is not read as "เบอร์"."""
    pairs = []
    for question in programme.questions:
        words = {question.label, *question.also, *kind_of(question).called}
        pairs += [(w, question) for w in words]
    return sorted(pairs, key=lambda p: -len(p[0]))
