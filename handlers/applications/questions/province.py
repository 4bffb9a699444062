"""One of Thailand's 77 provinces."""

from __future__ import annotations

from datetime import date
from typing import Any

from handlers.applications.question_kind import Found, Problem, QuestionKind
from handlers.wording import questions
from intents.entities import province
from models.programme import Question
from models.understanding import Understanding


class Province(QuestionKind):
    """By name, short name or near misspelling; kept by its full name."""

    name = "province"
    carried_over = True
    takes_places = True
    tells = True
    called = ("จังหวัด",)

    def parse(self, question: Question, read: Understanding, so_far: Any = None) -> Found | Problem:
        """The province meant."""
        if (found := self.spot(question, read)) is not None:
            return self.taken(question, read, found)
        guess = province.closest(read.text)
        # "กรุงเทพมหานคร เขตหลักสี่" reads as an office; asked for a province, it names one.
        inside = province.find(read.text, date.min)
        if guess is None and inside:
            return self.taken(question, read, inside[0].value)
        if guess is None:
            return Problem(questions.unknown_province())
        name, _sure = guess
        return Found(name)

    def spot(self, question: Question, read: Understanding) -> Any | None:
        """A province among other facts."""
        entity = read.entity(province.KIND)
        return entity.value if entity else None


KIND = Province()
