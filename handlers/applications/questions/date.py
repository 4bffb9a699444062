"""One day."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from handlers.applications.left_over import Span
from handlers.applications.question_kind import Found, Problem, QuestionKind
from handlers.wording import dates, questions
from intents.entities import date as days
from models.programme import Question
from models.understanding import Entity, Understanding

_MORE_DIGITS = re.compile(r"[ ]?\d")

_WEEKDAY = re.compile(rf"(?:วัน)?(?:{'|'.join(dates.WEEKDAYS)})(?:ที่)?")


class Day(QuestionKind):
    """A day in any Thai form; kept as ISO. `minimum` and `maximum` limit the Buddhist year."""

    name = "date"
    called = ("วันที่", "วัน")

    def parse(self, question: Question, read: Understanding, so_far: Any = None) -> Found | Problem:
        """The day in the text."""
        sample = question.example
        found = _clearest(read.all_of(days.KIND))
        if not found:
            wrong = questions.impossible_date if days.impossible(read.text) else questions.no_date
            return Problem(wrong(sample))
        if len(found) > 1 or found[0].value["start"] != found[0].value["end"]:
            return Problem(questions.one_day_only(sample))
        # "12 มี.ค. 35" is read as this year's 12 March and a number: the year must not be guessed.
        if _MORE_DIGITS.match(read.text.partition(found[0].text)[2]):
            return Problem(questions.full_year(sample))
        day = date.fromisoformat(found[0].value["start"])
        least, most = question.minimum, question.maximum
        year = day.year + dates.BUDDHIST
        if (least is not None and year < least) or (most is not None and year > most):
            shown = [None if limit is None else str(limit) for limit in (least, most)]
            return Problem(questions.out_of_range(questions.year_of(question.label), *shown))
        return self.taken(question, read, day.isoformat())

    def used(self, question: Question, read: Understanding, value: Any) -> list[Span]:
        """Every date written; a weekday next to the figures says the same."""
        weekdays = [match.span() for match in _WEEKDAY.finditer(read.text)]
        return [*((entity.start, entity.end) for entity in read.all_of(days.KIND)), *weekdays]

    def show(self, question: Question, value: Any) -> str:
        """10 พฤษภาคม 2567"""
        return dates.day(date.fromisoformat(value))


def _clearest(found: tuple[Entity, ...]) -> tuple[Entity, ...]:
    """Each date once; if one is written in figures, a weekday next to it adds nothing."""
    figures = tuple(entity for entity in found if any(c.isdigit() for c in entity.text))
    once = {str(entity.value): entity for entity in figures or found}
    return tuple(once.values())


KIND = Day()
