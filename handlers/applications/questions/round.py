"""The round of a programme, out of those it has."""

from __future__ import annotations

import re
from typing import Any

from handlers.applications.question_kind import Found, Problem
from handlers.applications.questions.choice import OneChoice
from handlers.wording import questions
from intents.matching import squeezed
from models.programme import ROUND, Question
from models.understanding import Understanding

_NUMBER = re.compile(r"\d+")


class RoundChoice(OneChoice):
    """Chosen like any option; "รุ่น 2" anywhere in a text names it too. Its options are the rounds."""

    name = ROUND
    called = ("รุ่น", "รอบ", "รุ่นที่สมัคร")

    def parse(self, question: Question, read: Understanding, so_far: Any = None) -> Found | Problem:
        """The round meant; "รุ่น 2 เหลือกี่ที่" asks about one and chooses none."""
        if read.question:
            return Problem(questions.not_an_option())
        return super().parse(question, read, so_far)

    def spot(self, question: Question, read: Understanding) -> Any | None:
        """The one round named in a text."""
        text = squeezed(read.text)
        named = [
            option.value
            for option in question.options
            if any(
                _stands(squeezed(name), text) for name in (option.label, *option.also, _short(option.label))
            )
        ]
        return named[0] if len(named) == 1 else None

    def check(self, question: Question) -> str | None:
        """The rounds are its options; a programme without rounds has nothing to choose from."""
        return None if question.options else "a round needs rounds in the programme"


def _short(label: str) -> str:
    """ "รุ่น 2" for "รุ่นที่ 2"."""
    return label.replace("ที่ ", " ").replace("ที่", "")


def _stands(name: str, text: str) -> bool:
    """The name stands in the text, its number not as the beginning of a longer one."""
    place = text.find(name) if len(name) >= 2 else -1
    return place >= 0 and not (
        name[-1].isdigit() and text[place + len(name) : place + len(name) + 1].isdigit()
    )


KIND = RoundChoice()
