"""A person's name and surname."""

from __future__ import annotations

from typing import Any

from handlers.applications.question_kind import Found, More, Problem, QuestionKind
from handlers.wording import questions
from intents.entities import person_name
from models.programme import Question
from models.understanding import Understanding


class PersonName(QuestionKind):
    """Name and surname, with a title if typed."""

    name = "person_name"
    carried_over = True
    names_applicant = True
    identifies = True
    free = True
    called = ("ชื่อ-นามสกุล", "ชื่อนามสกุล", "ชื่อสกุล", "ชื่อ", "นามสกุล")

    def parse(self, question: Question, read: Understanding, so_far: Any = None) -> Found | Problem:
        """The name in the text; a given name alone is kept, and its surname asked for."""
        if so_far is not None and not self.complete(so_far) and (whole := _completed(so_far, read.text)):
            return Found(whole)
        found = self.spot(question, read) or person_name.parse(read.text)
        if found is not None and self.complete(found):
            if len(found) > question.max_length:
                return Problem(questions.too_long(question.label, len(found), question.max_length))
            return self.taken(question, read, found)
        if so_far is not None and not self.complete(so_far):
            return Problem(questions.surname_next(so_far))
        given = found or person_name.given(read.text)
        if given is not None and so_far is None:
            return More(given, text=questions.surname_next(given))
        return Problem(questions.bad_name(question.example))

    def complete(self, value: Any) -> bool:
        """It has a surname."""
        return person_name.whole(value)

    def waiting(self, question: Question, value: Any) -> str:
        """The surname is still to come."""
        return questions.surname_next(value)

    def spot(self, question: Question, read: Understanding) -> Any | None:
        """A name among other facts."""
        entity = read.entity(person_name.KIND)
        return entity.value if entity and len(entity.value) <= question.max_length else None


def _completed(given: str, text: str) -> str | None:
    """The given name kept before with the surname typed now; None where a whole name was typed, or none."""
    whole = person_name.parse(text)
    if whole is not None and person_name.whole(whole):
        return None
    surname = person_name.surname(text)
    return f"{given} {surname}" if surname else None


KIND = PersonName()
