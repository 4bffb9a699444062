"""An e-mail address."""

from __future__ import annotations

from typing import Any

from handlers.applications.question_kind import Found, Problem, QuestionKind
from handlers.wording import questions
from intents.entities import email
from models.programme import Question
from models.understanding import Understanding


class Email(QuestionKind):
    """One address."""

    name = "email"
    carried_over = True
    tells = True
    personal = True
    called = ("อีเมล", "อีเมล์", "เมล", "เมล์", "email", "e-mail")

    def parse(self, question: Question, read: Understanding, so_far: Any = None) -> Found | Problem:
        """The address in the text."""
        found = self.spot(question, read)
        if found is None:
            return Problem(questions.bad_email(question.example))
        return self.taken(question, read, found)

    def spot(self, question: Question, read: Understanding) -> Any | None:
        """An address among other facts."""
        entity = read.entity(email.KIND)
        return entity.value if entity and len(entity.value) <= question.max_length else None


KIND = Email()
