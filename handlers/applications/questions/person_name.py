"""A person's name and surname."""

from __future__ import annotations

import re
from typing import Any

from handlers.applications.question_kind import Found, Problem, QuestionKind
from handlers.wording import questions
from intents.entities import person_name
from models.programme import Question
from models.understanding import Understanding

_NAME_AND_SURNAME = 2
_RUN_ON = re.compile(r"ชื่อ(?!จริง|-|นามสกุล|สกุล|[ ]?นาย|[ ]?นาง)[ก-๎]")
"""The word for name with the next word run on to it: it may mean anything's name."""


class PersonName(QuestionKind):
    """Name and surname, with a title if typed."""

    name = "person_name"
    carried_over = True
    names_applicant = True
    identifies = True
    free = True
    mistakable = True
    tells = True
    personal = True
    called = ("ชื่อ-นามสกุล", "ชื่อนามสกุล", "ชื่อสกุล", "ชื่อ", "นามสกุล")

    def parse(self, question: Question, read: Understanding, so_far: Any = None) -> Found | Problem:
        """The name in the text."""
        if (found := self.spot(question, read)) is not None:
            return self.taken(question, read, found)
        name = person_name.parse(read.text)
        if name is None:
            return Problem(questions.bad_name(question.example))
        if len(name) > question.max_length:
            return Problem(questions.too_long(question.label, len(name), question.max_length))
        return self.taken(question, read, name)

    def alone(self, question: Question, read: Understanding) -> Any | None:
        """A common name, or one that is set apart as one: "ชื่อซอยผิด ทำให้หลงทาง" names nobody."""
        if person_name.certain(read.text):
            return read.text
        value = super().alone(question, read)
        if value is None or _RUN_ON.match(read.text) is None:
            return value
        return value if person_name.certain(value) else None

    def completed(self, called: str, new: str, value: Any) -> str:
        """ "นามสกุลผิด เป็น ดีมาก" leaves the given name, "ชื่อผิด เป็น สมชัย" the surname."""
        before = str(value or "").split()
        if len(new.split()) != 1 or len(before) != _NAME_AND_SURNAME:
            return new
        return f"{before[0]} {new}" if called == "นามสกุล" else f"{new} {before[1]}"

    def spot(self, question: Question, read: Understanding) -> Any | None:
        """A name among other facts."""
        entity = read.entity(person_name.KIND)
        return entity.value if entity and len(entity.value) <= question.max_length else None


KIND = PersonName()
