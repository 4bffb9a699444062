"""A person's name and surname."""

from __future__ import annotations

import re
from typing import Any

from handlers.applications.question_kind import Found, More, Problem, QuestionKind
from handlers.wording import questions
from intents.entities import person_name
from models.programme import Question
from models.understanding import Understanding

_NAME_AND_SURNAME = 2
_RUN_ON = re.compile(r"ชื่อ(?!จริง|-|นามสกุล|สกุล|[ ]?นาย|[ ]?นาง)[ก-๎]")
"""The word for name with the next word run on: it may be the name of anything."""
GIVEN = "given"
"""Key of a given name stored until its surname comes; a whole name is stored as a string."""


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
        """The name in the text; a given name alone is kept, and its surname asked for."""
        waiting = None if so_far is None or self.complete(so_far) else str(so_far[GIVEN])
        if waiting is not None and (whole := _completed(waiting, read.text)):
            return self._within(question, whole) or Found(whole)
        found = self.spot(question, read) or person_name.parse(read.text)
        if found is not None and person_name.whole(found):
            return self._within(question, found) or self.taken(question, read, found)
        if waiting is not None:
            return Problem(questions.surname_next(waiting))
        given = found or person_name.given(read.text)
        if given is not None and so_far is None:
            return More({GIVEN: given}, text=questions.surname_next(given))
        return Problem(questions.bad_name(question.example))

    def doubtful(self, question: Question, read: Understanding) -> Any | None:
        """Two to five words that no list knows as a name."""
        name = person_name.possible(read.text)
        return name if name is not None and len(name) <= question.max_length and not read.question else None

    def _within(self, question: Question, name: str) -> Problem | None:
        if len(name) <= question.max_length:
            return None
        return Problem(questions.too_long(question.label, len(name), question.max_length))

    def complete(self, value: Any) -> bool:
        """Whether it has a surname."""
        return isinstance(value, str)

    def show(self, question: Question, value: Any) -> str:
        """The name, or the part given so far."""
        return value if isinstance(value, str) else str(value[GIVEN])

    def waiting(self, question: Question, value: Any) -> str:
        """The surname is still to come."""
        return questions.surname_next(self.show(question, value))

    def alone(self, question: Question, read: Understanding) -> Any | None:
        """A common name, or one marked as a name: "ชื่อซอยผิด ทำให้หลงทาง" names nobody."""
        if person_name.certain(read.text):
            return read.text
        value = super().alone(question, read)
        if value is None or _RUN_ON.match(read.text) is None:
            return value
        return value if person_name.certain(value) else None

    def completed(self, called: str, new: str, value: Any) -> str:
        """ "นามสกุลผิด เป็น ดีมาก" keeps the given name, "ชื่อผิด เป็น สมชัย" the surname."""
        before = str(value or "").split()
        if len(new.split()) != 1 or len(before) != _NAME_AND_SURNAME:
            return new
        return f"{before[0]} {new}" if called == "นามสกุล" else f"{new} {before[1]}"

    def spot(self, question: Question, read: Understanding) -> Any | None:
        """A name among other facts."""
        entity = read.entity(person_name.KIND)
        if entity is None or not person_name.whole(entity.value) or len(entity.value) > question.max_length:
            return None
        return entity.value


def _completed(given: str, text: str) -> str | None:
    """The given name with the surname typed now; None if a whole name, or no surname, was typed."""
    whole = person_name.parse(text)
    if whole is not None and person_name.whole(whole):
        return None
    surname = person_name.surname(text)
    return f"{given} {surname}" if surname else None


KIND = PersonName()
