"""A short free text."""

from __future__ import annotations

from handlers.questions._kind import Found, Kind, Problem
from handlers.wording import signup
from models.programme import Question
from models.understanding import Understanding

MIN_LETTERS = 2


class Text(Kind):
    """Anything with letters in it, within the length."""

    free = True

    def parse(self, question: Question, read: Understanding) -> Found | Problem:
        """The text itself."""
        text = read.text.strip()
        if sum(c.isalpha() for c in text) < MIN_LETTERS:
            return Problem(signup.too_short(question.label, question.example))
        if len(text) > question.max_length:
            return Problem(signup.too_long(question.label, len(text), question.max_length))
        return Found(text)


KIND = Text()
