"""A short free text."""

from __future__ import annotations

from typing import Any

from handlers.applications.question_kind import Found, Problem, QuestionKind
from handlers.wording import questions
from models.programme import Question
from models.understanding import Understanding


class Text(QuestionKind):
    """Anything with letters in it, within the length."""

    name = "text"
    free = True
    mistakable = True
    own_words = True

    least = 1
    """How many letters or figures an answer has at least: a size of shirt is one."""

    def parse(self, question: Question, read: Understanding, so_far: Any = None) -> Found | Problem:
        """The text itself; a question only where the person's own words may be one."""
        if read.question and not self.own_words:
            return Problem(questions.a_question(question.label, question.example))
        text = read.text.strip()
        if sum(c.isalpha() if self.least > 1 else c.isalnum() for c in text) < self.least:
            return Problem(questions.too_short(question.label, question.example))
        if len(text) > question.max_length:
            return Problem(questions.too_long(question.label, len(text), question.max_length))
        return Found(text)


KIND = Text()
