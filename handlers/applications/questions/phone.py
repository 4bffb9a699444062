"""A Thai telephone number."""

from __future__ import annotations

from typing import Any

from handlers.applications.question_kind import Found, Problem, QuestionKind
from handlers.wording import questions
from intents.entities import phone
from models.programme import Question
from models.understanding import Understanding


class Phone(QuestionKind):
    """Mobile (10 digits) or landline (9), with any extension."""

    name = "phone"
    carried_over = True
    identifies = True
    reaches_by_phone = True
    tells = True
    personal = True
    called = ("เบอร์โทรศัพท์", "เบอร์โทร", "เบอร์มือถือ", "เบอร์", "โทรศัพท์", "โทร", "มือถือ")

    def parse(self, question: Question, read: Understanding, so_far: Any = None) -> Found | Problem:
        """The number, or how many digits it has and needs."""
        if (found := self.spot(question, read)) is not None:
            return self.taken(question, read, found)
        digits = phone.digits(read.text)
        if not digits:
            return Problem(questions.no_phone(question.example))
        return Problem(questions.bad_phone(digits, question.example))

    def spot(self, question: Question, read: Understanding) -> Any | None:
        """A number among other facts."""
        entity = read.entity(phone.KIND)
        return entity.value if entity else None

    def show(self, question: Question, value: Any) -> str:
        """081-234-5678"""
        return phone.show(value)

    def export(self, question: Question, value: Any) -> str:
        """E.164; an extension as in RFC 3966."""
        extension = value.get("extension")
        return f"{value['number']};ext={extension}" if extension else str(value["number"])


KIND = Phone()
