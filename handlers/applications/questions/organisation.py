"""An office, company or group."""

from __future__ import annotations

from typing import Any

from handlers.applications.left_over import Span
from handlers.applications.question_kind import Found, Problem
from handlers.applications.questions.text import Text
from intents.entities import organisation
from models.programme import Question
from models.understanding import Understanding


class Organisation(Text):
    """Its name, tidied if it is a kind we know."""

    name = "organisation"
    carried_over = True
    own_words = False
    least = 2
    tells = True
    called = ("หน่วยงาน", "สังกัด", "องค์กร", "ที่ทำงาน")

    def parse(self, question: Question, read: Understanding, so_far: Any = None) -> Found | Problem:
        """The office in the text, or the text."""
        if (whole := organisation.alone(read.text)) is not None and len(whole) <= question.max_length:
            return Found(whole)
        found = self.spot(question, read)
        return self.taken(question, read, found) if found is not None else super().parse(question, read)

    def used(self, question: Question, read: Understanding, value: Any) -> list[Span]:
        """The office named."""
        return [(e.start, e.end) for e in read.all_of(organisation.KIND) if e.value["name"] == value]

    def spot(self, question: Question, read: Understanding) -> Any | None:
        """An office among other facts."""
        entity = read.entity(organisation.KIND)
        if entity is None:
            return None
        name = entity.value["name"]
        return name if len(name) <= question.max_length else None


KIND = Organisation()
