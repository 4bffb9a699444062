"""A position or rank."""

from __future__ import annotations

import re
from typing import Any

from handlers.applications.left_over import Span
from handlers.applications.question_kind import Found, Problem
from handlers.applications.questions.text import Text
from intents.entities import position
from models.programme import Question
from models.understanding import Understanding

_LABEL = re.compile(r"^(?:(?:ผม|ดิฉัน|หนู)[ ]?)?(?:ตำแหน่ง(?:[ ]?(?:คือ|เป็น|:))?|เป็น)[ ]*(?=[^ ])")
_POLITE = re.compile(r"(?:[ ]*(?:นะครับ|นะคะ|ครับผม|ครับ|คับ|ค่ะ|คะ|จ้า|จ้ะ))+[ .!]*$")


class Position(Text):
    """A known position if one is named, else the words as typed."""

    name = "position"
    carried_over = True
    own_words = False
    least = 2
    tells = True
    called = ("ตำแหน่ง",)

    def parse(self, question: Question, read: Understanding, so_far: Any = None) -> Found | Problem:
        """The position, without an office named after it."""
        found = self.spot(question, read)
        # "ผู้ช่วยปลัด อบต." contains a known position but says more: the person's own words win,
        # unless what follows is an office that the form asks for elsewhere.
        if found is not None and (read.entity("organisation") or read.entity("phone")):
            return self.taken(question, read, found)
        whole = super().parse(question, read)
        return Found(_bare(whole.value)) if isinstance(whole, Found) else whole

    def spot(self, question: Question, read: Understanding) -> Any | None:
        """A position among other facts, with any rank that follows its office."""
        parts = [read.text[start:end].strip() for start, end in _parts(read)]
        value = " ".join(" ".join(parts).split())
        return value if value and len(value) <= question.max_length else None

    def used(self, question: Question, read: Understanding, value: Any) -> list[Span]:
        """The position and its rank."""
        return _parts(read)


def _parts(read: Understanding) -> list[Span]:
    """Where the first position is, and its rank if separate: "ปลัด อบต.หนองบัว ระดับกลาง"."""
    entity = read.entity(position.KIND)
    if entity is None:
        return []
    rank = position.rank(read.text, entity.end)
    # Brackets hold the same person's civil service position; anywhere else it is somebody else's.
    taken = [e for e in read.entities if e.kind != position.KIND or (rank and read.text[rank[0]] != "(")]
    inside = rank is not None and any(e.start < rank[1] and rank[0] < e.end for e in taken)
    return [(entity.start, entity.end), *([rank] if rank is not None and not inside else [])]


def _bare(text: str) -> str:
    """The words without the question's name before them or polite words after."""
    bare = _LABEL.sub("", _POLITE.sub("", text))
    return bare if sum(c.isalpha() for c in bare) > 1 else text


KIND = Position()
