"""A whole number."""

from __future__ import annotations

from typing import Any

from handlers.applications.question_kind import Found, Problem, QuestionKind
from handlers.wording import questions
from intents.entities import number
from models.programme import Question
from models.understanding import Understanding


class Number(QuestionKind):
    """One number in figures or words, within the limits."""

    name = "number"
    mistakable = True
    called = ("จำนวน",)

    def parse(self, question: Question, read: Understanding, so_far: Any = None) -> Found | Problem:
        """The number in the text; a fraction is asked again, never rounded."""
        if number.is_fraction(read.text):
            return Problem(questions.whole_number(question.label, question.example))
        values = {entity.value for entity in read.all_of(number.KIND)}
        value = values.pop() if len(values) == 1 else number.parse(read.text) if not values else None
        if value is None:
            return Problem(questions.no_number(question.label, question.example))
        least, most = question.minimum, question.maximum
        if (least is not None and value < least) or (most is not None and value > most):
            shown = [None if limit is None else f"{limit:,}" for limit in (least, most)]
            return Problem(questions.out_of_range(question.label, *shown))
        return self.taken(question, read, value)

    def show(self, question: Question, value: Any) -> str:
        """1,000"""
        return f"{value:,}"


KIND = Number()
