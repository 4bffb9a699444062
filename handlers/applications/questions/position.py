"""A position or rank."""

from __future__ import annotations

from typing import Any

from handlers.applications.question_kind import Found, Problem
from handlers.applications.questions.text import Text
from intents.entities import position
from models.programme import Question
from models.understanding import Understanding


class Position(Text):
    """A known position where one is named, else the words as typed."""

    name = "position"
    carried_over = True
    own_words = False
    called = ("ตำแหน่ง",)

    def parse(self, question: Question, read: Understanding, so_far: Any = None) -> Found | Problem:
        """The position, without an office named behind it."""
        found = self.spot(question, read)
        # "ผู้ช่วยปลัด อบต." holds a known position but is more than that: the person's own words win,
        # unless what follows is an office that the form asks for elsewhere.
        if found is not None and (read.entity("organisation") or read.entity("phone")):
            return Found(found)
        return super().parse(question, read)

    def spot(self, question: Question, read: Understanding) -> Any | None:
        """A position among other facts."""
        entity = read.entity(position.KIND)
        return entity.value if entity and len(entity.value) <= question.max_length else None


KIND = Position()
