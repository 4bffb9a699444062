"""Several of the options."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from handlers.applications.question_kind import Found, Problem
from handlers.applications.questions.choice import OneChoice
from handlers.wording import questions
from intents.normalise import simplify
from models.programme import Question
from models.reply import Choice
from models.understanding import Understanding

_BETWEEN = re.compile(r"[\s,;/+&.()]+|แล้วก็|รวมถึง|และ|กับ|ข้อ|ที่|ขอ|เอา|เลือก|ต้องการ|ด้วย")
_NUMBERS = re.compile(r"(\d+)(?:\s*(?:-|ถึง)\s*(\d+))?")
_RUN = re.compile(r"[^\s,;/]+")
_ALL = frozenset({"ทั้งหมด", "ทุกข้อ", "ทุกอย่าง", "เอาทั้งหมด", "เอาทุกข้อ", "เลือกทั้งหมด", "ทั้งหมดเลย", "all"})
_LONGEST_SHOWN = 30


class SeveralChoices(OneChoice):
    """Chosen in one message, by numbers or words; kept in the options' order."""

    name = "choices"

    called: tuple[str, ...] = ()

    def parse(self, question: Question, read: Understanding, so_far: Any = None) -> Found | Problem:
        """The options meant: every word must be one, so that "ไม่เอา…" is never taken for its opposite."""
        typed = simplify(read.text)
        chosen: set[int] = set()
        if typed in _ALL and not any(typed in words for words in _words(question)):
            chosen.update(range(len(question.options)))
        for piece in _pieces(question, typed) if not chosen else ():
            if isinstance(piece, str):
                return Problem(questions.unknown_choice(piece[:_LONGEST_SHOWN]))
            chosen.update(piece)
        return _within(question, chosen)

    def spot(self, question: Question, read: Understanding) -> Any | None:
        """Never: naming one does not mean that no other is meant."""
        return None

    def show(self, question: Question, value: Any) -> str:
        """The labels."""
        return ", ".join(super(SeveralChoices, self).show(question, one) for one in value)

    def export(self, question: Question, value: Any) -> str:
        """The values."""
        return "; ".join(str(one) for one in value)

    def choices(self, question: Question) -> tuple[Choice, ...]:
        """One button for all, if all may be chosen; with one per option, the first press would end it."""
        most = question.maximum
        return () if most is not None and most < len(question.options) else (Choice(questions.ALL),)

    def listing(self, question: Question) -> str:
        """The options with numbers to type, and how to type several."""
        return f"{super().listing(question)}\n{questions.several_allowed()}"

    def check(self, question: Question) -> str | None:
        """There must be at least `minimum` options."""
        least = question.minimum or 0
        if question.options and least > len(question.options):
            return f"minimum {least} is more than its {len(question.options)} options"
        return super().check(question)


def _within(question: Question, chosen: set[int]) -> Found | Problem:
    least = 1 if question.minimum is None else question.minimum
    most = question.maximum or len(question.options)
    if not chosen:
        return Problem(questions.no_choices())
    if len(chosen) < least:
        return Problem(questions.too_few_choices(len(chosen), least))
    if len(chosen) > most:
        return Problem(questions.too_many_choices(len(chosen), most))
    return Found([question.options[place].value for place in sorted(chosen)])


def _words(question: Question) -> list[set[str]]:
    return [{simplify(w) for w in (o.label, o.value, *o.also)} - {""} for o in question.options]


def _pieces(question: Question, typed: str) -> Iterator[set[int] | str]:
    """What the text consists of: positions of options, and runs that match none."""
    words = [(word, place) for place, forms in enumerate(_words(question)) for word in forms]
    words.sort(key=lambda pair: -len(pair[0]))
    at = 0
    while at < len(typed):
        option = next(((w, place) for w, place in words if typed.startswith(w, at)), None)
        if option is not None:
            yield {option[1]}
            at += len(option[0])
        elif between := _BETWEEN.match(typed, at):
            at = between.end()
        else:
            run = _NUMBERS.match(typed, at) or _RUN.match(typed, at)
            assert run is not None
            places = _places(run, len(question.options)) if run.re is _NUMBERS else None
            yield run[0] if places is None else places
            at = run.end()


def _places(run: re.Match[str], options: int) -> set[int] | None:
    first, last = int(run[1]), int(run[2] or run[1])
    return set(range(first - 1, last)) if 1 <= first <= last <= options else None


KIND = SeveralChoices()
