"""A Thai national identity number."""

from __future__ import annotations

import re
from typing import Any

from handlers.applications.left_over import Span
from handlers.applications.question_kind import Found, Problem, QuestionKind
from handlers.applications.sealing import CLEAR, MASKED
from handlers.wording import questions
from models.programme import Question
from models.understanding import Understanding

DIGITS = 13
_RUN = re.compile(r"\d(?:[ \-.]{0,3}\d)*")


class NationalId(QuestionKind):
    """Thirteen digits with a check digit; kept sealed, shown masked. No reply repeats what was typed."""

    name = "national_id"
    secret = True
    tells = True
    personal = True
    called = ("เลขประจำตัวประชาชน", "เลขบัตรประชาชน", "เลขบัตร", "บัตรประชาชน")

    def parse(self, question: Question, read: Understanding, so_far: Any = None) -> Found | Problem:
        """The number, or how many digits it has and needs."""
        if (found := self.spot(question, read)) is not None:
            return self.taken(question, read, found)
        digits = max(_runs(read.text), key=len, default="")
        if not digits:
            return Problem(questions.no_identity(question.example))
        if len(digits) != DIGITS:
            return Problem(questions.bad_identity_length(len(digits)))
        return Problem(questions.bad_identity_sum())

    def used(self, question: Question, read: Understanding, value: Any) -> list[Span]:
        """Every run of 13 digits; the others are private too."""
        return [m.span() for m in _RUN.finditer(read.text) if len(re.sub(r"\D", "", m[0])) == DIGITS]

    def spot(self, question: Question, read: Understanding) -> Any | None:
        """A number with a valid check digit, among other facts."""
        digits = next((d for d in _runs(read.text) if len(d) == DIGITS and adds_up(d)), None)
        return None if digits is None else {MASKED: mask(digits), CLEAR: digits}

    def show(self, question: Question, value: Any) -> str:
        """x-xxxx-xxxxx-12-3"""
        return str(value[MASKED])

    def export(self, question: Question, value: Any) -> str:
        """As shown: tables leave the office."""
        return str(value[MASKED])


def adds_up(digits: str) -> bool:
    """The last of thirteen digits is the check digit of the others (modulo 11)."""
    total = sum(int(digit) * weight for digit, weight in zip(digits[:-1], range(DIGITS, 1, -1), strict=True))
    return (11 - total % 11) % 10 == int(digits[-1])


def mask(digits: str) -> str:
    """Only the last three digits are left visible."""
    return f"x-xxxx-xxxxx-{digits[10:12]}-{digits[12]}"


def _runs(text: str) -> list[str]:
    return [re.sub(r"\D", "", match[0]) for match in _RUN.finditer(text)]


KIND = NationalId()
