"""Four ways to find out what a message asks: as chat platforms do it, as simple bots do it, and ours."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

from rapidfuzz import fuzz, process

from bot.process import reading
from handlers.turn import Reader
from intents import grammar, names
from intents.entities import find_all
from intents.normalise import normalise, simplify
from models.understanding import Context, Intent, Understanding, Vocabulary

SENTENCES_A_PATTERN = 20
SHORTEST, LONGEST = 3, 12
"""Letters of a sentence that may serve as a keyword."""


def known_sentences() -> dict[str, str]:
    """Sentences of the corpus with their intents: what the simple ways look things up in."""
    known: dict[str, str] = {}
    for line in grammar.lines():
        for sentence in grammar.sentences(line, SENTENCES_A_PATTERN):
            known.setdefault(_compact(sentence.replace("{programme}", "")), line.intent)
    known.pop("", None)
    return known


def exact(known: dict[str, str]) -> Reader:
    """The very sentence, as a chat platform's auto-reply works."""
    return _by(lambda text: known.get(text))


def contained(known: dict[str, str]) -> Reader:
    """The longest known short sentence that stands in the text."""
    keywords = sorted((k for k in known if SHORTEST <= len(k) <= LONGEST), key=len, reverse=True)
    return _by(lambda text: next((known[k] for k in keywords if k in text), None))


def nearest(known: dict[str, str]) -> Reader:
    """The most similar known sentence, by rapidfuzz."""
    sentences = list(known)

    def look(text: str) -> str | None:
        found = process.extractOne(text, sentences, scorer=fuzz.ratio)
        return known[found[0]] if found else None

    return _by(look)


def ours(model: Path) -> Reader:
    """The reader of this project."""
    return reading.load(model)


def _by(look: Callable[[str], str | None]) -> Reader:
    """A reader that looks an intent up; names and values are found by our parsers for all ways alike."""

    def read(text: str, vocabulary: Vocabulary, context: Context, today: date) -> Understanding:
        clean = normalise(text)
        named = names.find(clean, vocabulary, context.programme)
        bare = clean
        for start, end in reversed(named.spans):
            bare = bare[:start] + bare[end:]
        intents = (Intent(look(_compact(bare)) or "out_of_scope", 1.0),)
        entities = (*named.modules, *find_all(clean, today))
        return Understanding(clean, intents, intents, True, named.programmes, entities)

    return read


def _compact(text: str) -> str:
    return simplify(text).replace(" ", "")
