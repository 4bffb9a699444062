"""All that a programme's data say, as one text to look a word up in."""

from __future__ import annotations

from handlers.programmes.remembered import once_each
from intents.matching import squeezed
from models.programme import Programme


@once_each
def said_of(programme: Programme) -> str:
    """Every word of a programme's names, rounds, entries, prices and facts, squeezed."""
    return "\n".join(rows_of(programme))


@once_each
def rows_of(programme: Programme) -> tuple[str, ...]:
    """The same, each text by itself."""
    return tuple(squeezed(line) for text in _texts(programme) for line in text.split("\n"))


def _texts(programme: Programme) -> list[str]:
    texts = [
        programme.name,
        programme.short_name,
        *programme.aliases,
        programme.words.event,
        programme.words.people,
    ]
    for round in programme.rounds:
        texts += [round.name, *round.also, round.place or "", round.text or ""]
    for session in programme.sessions:
        texts += [session.title or "", session.place or ""]
    for entry in programme.timeline:
        texts += [entry.what, *entry.also]
    for fee in programme.fees:
        texts += [fee.who, fee.what, *fee.also]
    for fact in programme.facts:
        texts += [fact.text, fact.heading or "", *fact.also]
    return texts
