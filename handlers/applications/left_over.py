"""The part of a text no answer used: the confirmation shows it, so nothing typed is silently dropped."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Protocol, runtime_checkable

from handlers.registry import exported
from intents.entities import phone
from models.graphemes import count, cut
from models.understanding import Understanding

Span = tuple[int, int]
"""Where something is in a text: its start, and the position just after its end."""

KINDS = "handlers.applications.questions"
"""Read from the folder, because the kinds themselves import this module."""
LONGEST = 80
_POLITE = "นะครับผม|นะครับ|นะคะ|นะค่ะ|ครับผม|ครับ+|คับ|ค้าบ|ค่ะ+|คะ|ค่า|จ้า|จ้ะ|นะ|ขอบคุณ|สวัสดี"
_FILLERS = (
    "ผม|ดิฉัน|ฉัน|หนู|กระผม|ข้าพเจ้า|เรา|คุณ|ท่าน|พี่|น้อง|ของ|คือ|เป็น|ว่า|อยู่|ที่|ใน|จาก|มา|ทำงาน|ตอนนี้|ปัจจุบัน|"
    "ขอ|อยาก|ต้องการ|จะ|ด้วย|สกุล|จริง|สมัคร|เรียน|เข้า|อบรม|แก้ไข|แก้|เปลี่ยน|เลย|นี้|แล้ว|และ|กับ|เอา|เลือก|ข้อ|ตอบ|ใช้|ส่ง|ได้|ติดต่อ|หมายเลข|เลขที่|เลข|"
    "ประมาณ|ราว|จำนวน|ทั้งหมด|รวม|คน|ราย|บาท|เกิด|เมื่อ|tel|phone|mobile|ส่วนตัว|mailto|mail|e|ๆ"
)
"""Words that state no fact: who speaks, what is counted, what the answer is called."""
_OF_WHAT = "ใหม่|ที่ทำงาน|สำนักงาน|หน่วยงาน|บ้าน|ส่วนตัว|ราชการ|ปัจจุบัน|ผู้สมัคร"
"""Qualifiers in the name of an answer: เบอร์สำนักงาน, อีเมลส่วนตัว."""
_EDGES = " .,;:/()[]<>\"'!?+*=~_-"
_APART = re.compile(r"[\s,;]+")
_GAP = "\n"
_POLITE_END = re.compile(f"(?:{_POLITE})+$")
_DIGITS = re.compile(r"\d(?:[ \-.]{0,3}\d)*")
_IDENTITY = 11
"""This many digits in a row may be an identity number, which no reply repeats."""


@runtime_checkable
class _Called(Protocol):
    """Anything with `called`: all this module needs from a kind of question."""

    called: tuple[str, ...]


def left_over(read: Understanding, used: Iterable[Span], *, private: bool = False) -> str:
    """The words of a text outside these spans, without polite words, labels and punctuation; mostly none.

    With `private`, the only digits kept are a telephone number's.
    """
    kept = [(entity.start, entity.end) for entity in read.all_of(phone.KIND)]
    digits = [match.span() for match in _DIGITS.finditer(_blanked(read.text, kept))]
    hidden = [(start, end) for start, end in digits if private or _count(read.text[start:end]) >= _IDENTITY]
    rest = _blanked(read.text, [*used, *hidden]).split(_GAP)
    shown = " ".join(filter(None, map(_told, rest)))
    return shown if count(shown) <= LONGEST else f"{cut(shown, LONGEST - 1)}…"


def places(text: str, words: Iterable[str]) -> list[Span]:
    """Where these words are in the text, each after the one before."""
    found: list[Span] = []
    for word in words:
        start = text.find(word, found[-1][1] if found else 0)
        if start >= 0:
            found.append((start, start + len(word)))
    return found


def _told(piece: str) -> str:
    """A piece of text from its first meaningful word to its last."""
    words = [word for word in map(_bare, _APART.split(piece)) if word]
    loud = [place for place, word in enumerate(words) if not _quiet().fullmatch(word)]
    return " ".join(words[loud[0] : loud[-1] + 1]) if loud else ""


def _blanked(text: str, spans: Iterable[Span]) -> str:
    for start, end in spans:
        text = text[:start] + _GAP * (end - start) + text[end:]
    return text


def _bare(word: str) -> str:
    return _POLITE_END.sub("", word.strip(_EDGES)).strip(_EDGES)


def _count(text: str) -> int:
    return sum(letter.isdigit() for letter in text)


@lru_cache(maxsize=1)
def _quiet() -> re.Pattern[str]:
    """Words not worth mentioning: fillers, polite words, and the names of answers of any kind."""
    called = {
        re.escape(word)
        for kind in exported(KINDS, "KIND", _Called)  # type: ignore[type-abstract]
        for word in kind.called
    }
    names = rf"(?:{'|'.join(sorted(called, key=len, reverse=True))})(?:{_OF_WHAT})?"
    return re.compile(rf"(?:{names}|{_FILLERS}|{_POLITE}|[\s.:/\-])*", re.IGNORECASE)
