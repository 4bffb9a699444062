"""What one message was read to mean. Made in `intents`, used in `handlers`."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Intent:
    """One thing a person may want, and how sure we are: `confidence` is a calibrated 0..1."""

    name: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Entity:
    """A value found in a text: `kind` names the parser, `start` and `end` are offsets in the normalised text.

    `value` is JSON-able: a string, a number, or a mapping of those (each parser documents its own).
    """

    kind: str
    value: Any
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Understanding:
    """A message as read.

    text        the normalised text
    intents     the whole message's likeliest intents, best first (never empty for a non-empty text)
    asked       what is asked, clause by clause, in order and without repeats; one element for most
                messages, two or three when a person asks several things at once
    question    the text has a question's shape (a question word or mark)
    programmes  ids of the programmes named in the text, in order, without repeats
    entities    values found, in text order, never overlapping
    content     content words, for looking up in the announcements
    leanings    the intent that each of them speaks for, None where it speaks for none
    foreign     those of them that speak for another subject altogether
    command     one of the fixed words typed alone ("menu", "help", "back", "cancel", "status", "staff",
                "skip", "yes", "no", "edit"), else None
    corrects    the text corrects what was said before: "no, I mean …"
    english     the text is English prose: answered in Thai, with a little English
    switches    the text asks for another programme instead: "เปลี่ยนเป็น …", "เอา … แทน"
    repeats     how many times the command was typed in a row in this message (at least 1)
    story       the whole of a long message, where only the part of it that asks was read
    nameless    the text with a mark in place of the names of programmes; empty where none was looked for
    common      short, and nobody is named: many say the same, and what is made of it may be remembered
    """

    text: str
    intents: tuple[Intent, ...] = ()
    meant: tuple[Intent, ...] = ()
    question: bool = False
    programmes: tuple[str, ...] = ()
    entities: tuple[Entity, ...] = ()
    content: tuple[str, ...] = ()
    leanings: tuple[str | None, ...] = ()
    foreign: tuple[str, ...] = ()
    command: str | None = None
    corrects: bool = False
    english: bool = False
    switches: bool = False
    repeats: int = 1
    story: str = ""
    nameless: str = ""
    common: bool = field(default=False, compare=False)

    @property
    def best(self) -> Intent:
        """The likeliest intent; `out_of_scope` with confidence 0 when nothing was read."""
        return self.intents[0] if self.intents else Intent("out_of_scope", 0.0)

    def entity(self, kind: str) -> Entity | None:
        """The first entity of this kind."""
        return next((e for e in self.entities if e.kind == kind), None)

    def all_of(self, kind: str) -> tuple[Entity, ...]:
        """Every entity of this kind, in text order."""
        return tuple(e for e in self.entities if e.kind == kind)


@dataclass(frozen=True, slots=True)
class ModuleNames:
    """How people may name one module of a programme: its announced number and its names."""

    number: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ProgrammeNames:
    """How people name one programme; from the programme's data, never from the corpus.

    says   what its facts, prices, days and rounds say: spoken of it, words of these name no other
    """

    id: str
    names: tuple[str, ...]
    modules: tuple[ModuleNames, ...] = ()
    says: str = ""


@dataclass(frozen=True, slots=True)
class Lesson:
    """A question and what staff say it means."""

    text: str
    intent: str


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What the reader needs to know besides its model: names of all programmes, and lessons."""

    programmes: tuple[ProgrammeNames, ...] = ()
    lessons: tuple[Lesson, ...] = ()

    def named(self, programme: str | None) -> ProgrammeNames | None:
        """The names of one programme by id."""
        return next((p for p in self.programmes if p.id == programme), None)


@dataclass(frozen=True, slots=True)
class Context:
    """What the conversation is about: the programme under discussion and the last intent answered."""

    programme: str | None = None
    last_intent: str | None = None
