"""What every kind of question can do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from models.programme import Question
from models.reply import Choice
from models.understanding import Understanding


@dataclass(frozen=True, slots=True)
class Found:
    """An answer, as it is stored (JSON-able)."""

    value: Any


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a text is no answer, in words for the person."""

    text: str


class Kind:
    """Asks, reads and shows one kind of question. A new kind overrides what differs.

    free    reads nearly any text as an answer, so only a clear question interrupts it
    called  words people use for it when they correct it ("เบอร์ผิด")
    """

    free = False
    called: tuple[str, ...] = ()

    def parse(self, question: Question, read: Understanding) -> Found | Problem:
        """The text as an answer to this question."""
        raise NotImplementedError

    def spot(self, question: Question, read: Understanding) -> Any | None:
        """The answer when it stands among other facts in a text; None when it does not."""
        return None

    def show(self, question: Question, value: Any) -> str:
        """An answer for people to read."""
        return str(value)

    def export(self, question: Question, value: Any) -> str:
        """An answer for a table."""
        return str(value)

    def choices(self, question: Question) -> tuple[Choice, ...]:
        """Buttons under the question."""
        return tuple(Choice(label, say=label) for label in question.suggest)

    def listing(self, question: Question) -> str:
        """Lines under the question that a person without buttons needs; mostly none."""
        return ""
