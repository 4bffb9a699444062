"""Reads our question set by four ways, and prints accuracy and time of each: `make bench`."""

from __future__ import annotations

import statistics
import sys
from collections.abc import Callable
from datetime import date
from time import perf_counter

from rapidfuzz import fuzz, process

from bot.cli.preparing import shipped
from intents import grammar, regression, training
from intents.normalise import simplify
from intents.reader import Reader
from models.programme import Catalogue
from models.understanding import Context

NAMES = ("LInG", "พมส.")
TODAY = date(2024, 4, 5)
SENTENCES_A_PATTERN = 20
Way = Callable[[str], str | None]


def examples() -> dict[str, str]:
    """Sentences of the corpus with their intents: what the simple ways look things up in."""
    known: dict[str, str] = {}
    for line in grammar.lines():
        for sentence in grammar.sentences(line, SENTENCES_A_PATTERN):
            known.setdefault(simplify(sentence).replace(" ", ""), line.intent)
    return known


def exact(known: dict[str, str]) -> Way:
    """The very sentence, as a chat platform's auto-reply works."""
    return lambda text: known.get(simplify(text).replace(" ", ""))


def contained(known: dict[str, str]) -> Way:
    """The longest known sentence of at most twelve letters that stands in the text."""
    keywords = sorted((k for k in known if 3 <= len(k) <= 12), key=len, reverse=True)

    def way(text: str) -> str | None:
        compact = simplify(text).replace(" ", "")
        return next((known[k] for k in keywords if k in compact), None)

    return way


def nearest(known: dict[str, str]) -> Way:
    """The most similar known sentence, by rapidfuzz."""
    sentences = list(known)

    def way(text: str) -> str | None:
        found = process.extractOne(simplify(text).replace(" ", ""), sentences, scorer=fuzz.ratio)
        return known[found[0]] if found else None

    return way


def ours() -> Way:
    """The reader of this project."""
    reader = Reader(training.train())
    reader.warm()
    vocabulary = Catalogue(tuple(file.programme for file in shipped())).vocabulary

    def way(text: str) -> str | None:
        read = reader.understand(text, vocabulary=vocabulary, context=Context(), today=TODAY)
        return (read.asked[0] if read.asked else read.best).name

    return way


def main() -> None:
    """Prints a line a way."""
    known = examples()
    questions = regression.asked(*NAMES)
    ways = {
        "exact sentence": exact(known),
        "contained keyword": contained(known),
        "rapidfuzz nearest": nearest(known),
        "this project": ours(),
    }
    kinds = {intent for intent, _ in questions}
    print(f"{len(questions)} questions of {len(kinds)} intents, {len(known)} known sentences")
    medians: dict[str, float] = {}
    for name, way in ways.items():
        right, seconds = 0, []
        for intent, text in questions:
            began = perf_counter()
            said = way(text)
            seconds.append(perf_counter() - began)
            right += said == intent
        medians[name] = statistics.median(seconds)
        print(f"{name:20} {right / len(questions):6.1%} right   p50 {medians[name] * 1000:8.3f} ms")
    ratio = medians["rapidfuzz nearest"] / medians["this project"]
    print(f"rapidfuzz nearest takes {ratio:.1f} times as long as this project")


if __name__ == "__main__":
    sys.exit(main())
