"""Looks up a question's words in the announcements: what no intent covers may still be stated.

Nothing is made up: what is found is given as in the programme's data, with its source.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from handlers.programmes.remembered import once_each
from handlers.thresholds import COVERED, PASSAGE, UNKNOWN_WORD
from handlers.wording import enquiries
from intents.normalise import simplify
from models.catalogue import Catalogue
from models.programme import Programme
from models.understanding import Understanding

MOST_PASSAGES = 3
LONG_ENOUGH = 4
"""A Thai word of this many letters is hardly ever part of another; a shorter one counts half."""


@dataclass(frozen=True, slots=True)
class Passage:
    """One statement of a programme: the bot's wording, the quote behind it, and both as searched."""

    programme: str
    text: str
    quote: str
    searched: str

    @property
    def key(self) -> str:
        """Identifies the passage in a button's data."""
        return hashlib.sha256(self.quote.encode()).hexdigest()[:8]


@dataclass(frozen=True, slots=True)
class Found:
    """Passages of one programme, best first, and the weight of the words found in the best."""

    programme: Programme
    passages: tuple[Passage, ...]
    weight: float


def search(
    read: Understanding, catalogue: Catalogue, among: Sequence[Programme], covered: float = COVERED
) -> list[Found]:
    """What these programmes' announcements state in the words of a question, best first."""
    words = read.content
    if not words:
        return []
    passages = [p for programme in catalogue.programmes for p in _passages(programme)]
    weights = {word: _weight(word, passages) for word in words}
    whole = sum(weights.values())
    found = []
    for programme in among:
        scored = [(sum(weights[w] for w in words if w in p.searched), p) for p in _passages(programme)]
        best = max((score for score, _ in scored), default=0.0)
        if best >= PASSAGE and best >= covered * whole:
            nearest = [passage for weight, passage in scored if weight == best]
            found.append(Found(programme, tuple(nearest[:MOST_PASSAGES]), best))
    return sorted(found, key=lambda f: -f.weight)


def quotes(programme: Programme, keys: Sequence[str]) -> list[str]:
    """The quotes behind passages found earlier."""
    return [passage.quote for passage in _passages(programme) if passage.key in keys]


def _weight(word: str, passages: Sequence[Passage]) -> float:
    holding = sum(word in passage.searched for passage in passages)
    rarest = math.log(len(passages) + 1)
    weight = math.log((len(passages) + 1) / holding) if holding else UNKNOWN_WORD * rarest
    return weight if len(word) >= LONG_ENOUGH or word.isascii() else weight / 2


@once_each
def _passages(programme: Programme) -> tuple[Passage, ...]:
    unique = dict(_stated(programme))
    return tuple(
        Passage(programme.id, text, quote, _searched(f"{text} {quote}")) for text, quote in unique.items()
    )


@lru_cache(maxsize=4096)
def _searched(text: str) -> str:
    return simplify(text).replace(" ", "")


def _stated(programme: Programme) -> Iterator[tuple[str, str]]:
    """Everything stated, details first: passages of equal weight are shown in this order."""
    for fact in sorted(programme.facts, key=lambda fact: fact.about != "detail"):
        yield (f"{fact.text} ({fact.note})" if fact.note else fact.text), fact.quote
    for module in programme.modules:
        if module.text:
            yield enquiries.module(module.number, module.name, module.text), module.quote
    for level in programme.levels:
        if level.who:
            yield enquiries.level(level.name, level.who), level.quote
