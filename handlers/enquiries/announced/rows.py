"""All that a programme's data say, as one text to look a word up in."""

from __future__ import annotations

from functools import lru_cache

from intents.matching import squeezed
from models.programme import Programme


def said_of(programme: Programme) -> str:
    """Every word of a programme's names, rounds, entries, prices and facts, squeezed."""
    return _said_of(id(programme), programme.id, "\n".join(texts(programme)))


@lru_cache(maxsize=64)
def _said_of(_: int, __: str, text: str) -> str:
    return "\n".join(squeezed(line) for line in text.split("\n"))


def texts(programme: Programme) -> list[str]:
    texts = [
        programme.name,
        programme.short_name,
        *programme.aliases,
        programme.words.event,
        programme.words.people,
    ]
    for round in programme.rounds:
        texts += [round.name, *round.also, round.place or "", round.text or ""]
    for entry in programme.timeline:
        texts += [entry.what, *entry.also]
    for fee in programme.fees:
        texts += [fee.who, fee.what, *fee.also]
    for fact in programme.facts:
        texts += [fact.text, fact.heading or "", *fact.also]
    return texts
