"""One of several answers."""

from __future__ import annotations

import re
from typing import Any

from handlers.applications.left_over import Span
from handlers.applications.question_kind import Found, Problem, QuestionKind
from handlers.wording import questions
from intents.entities import organisation
from intents.normalise import simplify
from intents.words import item
from models.programme import Question
from models.reply import Choice
from models.understanding import Understanding

_EITHER = re.compile("หรือ|[/,]")
"""Between two options, this means asking which is meant."""


class OneChoice(QuestionKind):
    """Chosen by button, by number, or by typing it."""

    name = "choice"

    called: tuple[str, ...] = ("ประเภทหน่วยงาน", "ประเภท")

    def parse(self, question: Question, read: Understanding, so_far: Any = None) -> Found | Problem:
        """The option meant."""
        typed, place = simplify(read.text), item(read.text)
        for number, option in enumerate(question.options, 1):
            words = {simplify(w) for w in (option.label, option.value, *option.also)}
            if typed in words or place in (number, number - len(question.options) - 1):
                return Found(option.value)
        if (found := self.spot(question, read)) is not None:
            return self.taken(question, read, found)
        inside = [
            o
            for o in question.options
            if any(len(w) > 1 and simplify(w) in typed for w in (o.label, *o.also))
        ]
        if len(inside) == 1:
            return self.taken(question, read, inside[0].value)
        if len(inside) > 1 and _EITHER.search(read.text):
            return Problem(questions.not_an_option())
        guess = organisation.type_of(read.text)
        if guess in {o.value for o in question.options}:
            return Found(guess)
        return Problem(questions.not_an_option())

    def alone(self, question: Question, read: Understanding) -> Any | None:
        """An option by its exact words, not by number."""
        typed = simplify(read.text)
        named = (o for o in question.options if typed in {simplify(w) for w in (o.label, *o.also)})
        return next((o.value for o in named), None)

    def used(self, question: Question, read: Understanding, value: Any) -> list[Span]:
        """The option named, or the office that implies it; if neither is found, the whole text."""
        option = next(o for o in question.options if o.value == value)
        offices = [e for e in read.all_of(organisation.KIND) if e.value["type"] == value]
        number = question.options.index(option) + 1
        words = rf"^{number}(?!\d)|" + "|".join(
            re.escape(w) for w in sorted((option.label, *option.also), key=len, reverse=True)
        )
        named = [m.span() for m in re.finditer(words, read.text, re.IGNORECASE)]
        return [*((e.start, e.end) for e in offices), *named] or [(0, len(read.text))]

    def spot(self, question: Question, read: Understanding) -> Any | None:
        """If the options are types of organisation, the type of the one named."""
        entity = read.entity(organisation.KIND)
        if entity is None:
            return None
        kind = entity.value["type"]
        return kind if kind != "other" and kind in {o.value for o in question.options} else None

    def show(self, question: Question, value: Any) -> str:
        """The option's label."""
        return next((o.label for o in question.options if o.value == value), str(value))

    def choices(self, question: Question) -> tuple[Choice, ...]:
        """One button per option."""
        return tuple(Choice(o.label, say=o.label) for o in question.options)

    def listing(self, question: Question) -> str:
        """The options with numbers to type."""
        return "\n".join(f"{i}. {o.label}" for i, o in enumerate(question.options, 1))

    def check(self, question: Question) -> str | None:
        """There must be something to choose."""
        return super().check(question) if question.options else f"a {question.kind} needs options"


KIND = OneChoice()
