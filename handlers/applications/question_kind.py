"""What every kind of question can do."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from dataclasses import dataclass, field
from typing import Any

from handlers.applications.left_over import Span, left_over, places
from models.programme import Question
from models.reply import Choice
from models.understanding import Understanding


@dataclass(frozen=True, slots=True)
class Found:
    """An answer as stored (JSON-able).

    unused  the part of the text it was not read from, for the confirmation to show; mostly nothing
    """

    value: Any
    unused: str = field(default="", kw_only=True)


@dataclass(frozen=True, slots=True)
class More(Found):
    """A partial answer: stored, and the question stays open. `text` says so, and what may follow."""

    text: str


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a text is no answer, in words meant for the person."""

    text: str


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file or picture as LINE announces it.

    message_id   LINE's id of the message that carries it
    kind         "image" or "file"; others ("video", "audio") are refused
    name         as the sender's phone called it; None for a picture
    """

    message_id: str
    kind: str
    name: str | None


_WORD = re.compile(r"[^\s()\-]+")


class QuestionKind(ABC):
    """Asks, reads and shows one kind of question. A new kind overrides what differs.

    free    reads nearly any text as an answer, so only a clear question interrupts it
    own_words  the whole text is the person's own words, so no other facts are read from it
    explains  a question of how to answer it, which it answers itself
    called  words people use for it when they correct it ("เบอร์ผิด")
    secret  what `parse` finds holds "clear", which must be sealed before anything is stored (see `sealing`)
    carried_over     the answer is about the person and is reused in other applications
    names_applicant  the answer is what the applicant is called
    identifies       two applications with the same answers to all these questions look like one person's
    reaches_by_phone the answer is a telephone number
    tells   a value of this kind is recognisable wherever it is typed, even at another question
    personal         a fact about one person, which no sentence about something else contains by chance
    mistakable       may accept as an answer what was meant for another question
    takes_files      the answer is files; takes_places: a place on the map may be proposed as the answer
    """

    name: str

    free = False
    own_words = False
    explains: re.Pattern[str] | None = None
    called: tuple[str, ...] = ()
    secret = False
    carried_over = False
    names_applicant = False
    identifies = False
    reaches_by_phone = False
    tells = False
    personal = False
    mistakable = False
    takes_files = False
    takes_places = False

    @abstractmethod
    def parse(self, question: Question, read: Understanding, so_far: Any = None) -> Found | Problem:
        """The text as an answer to this question; `so_far` is what is already stored for it."""

    def receive(
        self, question: Question, attachment: Attachment, so_far: Any = None
    ) -> Found | Problem | None:
        """A file as an answer; None if this kind takes none."""
        return None

    def complete(self, value: Any) -> bool:
        """Whether a stored answer is complete; after `More` it is not."""
        return True

    def waiting(self, question: Question, value: Any) -> str:
        """What an incomplete answer still lacks; mostly the question says it."""
        return ""

    def files(self, value: Any) -> list[tuple[str, str | None]]:
        """LINE's message id and the name of each file that a stored answer names."""
        return []

    def without_file(self, value: Any, message: str) -> Any:
        """A stored answer without one of its files; None when none is left."""
        return value

    def spot(self, question: Question, read: Understanding) -> Any | None:
        """The answer if it is among other facts in a text; otherwise None."""
        return None

    def alone(self, question: Question, read: Understanding) -> Any | None:
        """The answer if the text is nothing else, and fits no other kind; otherwise None."""
        value = self.spot(question, read) if self.tells else None
        if value is None:
            return None
        return None if left_over(read, self.used(question, read, value), private=self.secret) else value

    def doubtful(self, question: Question, read: Understanding) -> Any | None:
        """What a text that is no answer might still be: asked about, so that nobody is refused for ever."""
        return None

    def completed(self, called: str, new: str, value: Any) -> str:
        """A correction's new answer plus what it keeps of the old one; `called` is the name used for it."""
        return new

    def used(self, question: Question, read: Understanding, value: Any) -> list[Span]:
        """Where in the text an answer was read from."""
        seen = [(e.start, e.end) for e in read.all_of(question.kind) if e.value == value]
        return seen or places(read.text, _WORD.findall(str(value)))

    def taken(self, question: Question, read: Understanding, value: Any) -> Found:
        """An answer read from a text, with what else the text contains."""
        used = self.used(question, read, value)
        return Found(value, unused=left_over(read, used, private=self.secret))

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
        """Lines under the question for someone who sees no buttons; mostly none."""
        return ""

    def check(self, question: Question) -> str | None:
        """What is wrong with its definition in a programme file."""
        least, most = question.minimum, question.maximum
        if least is not None and most is not None and least > most:
            return f"minimum {least} is more than maximum {most}"
        return None
