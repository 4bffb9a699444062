"""Words that stand for one another in what is announced and asked: "คีย์ข้อมูล" asks of "บันทึกข้อมูล".

`kindred.txt` has a group a line, its words apart by `|`: first as announcements write, then as people say it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path

import marisa_trie

from intents.normalise import simplify
from intents.tokens import words

FILE = Path(__file__).with_name("kindred.txt")
_LONG_ENOUGH = 6
"""Letters from which a phrase is hardly part of other words; a shorter one begins and ends where words do."""

_APART = 4
"""Letters from which a phrase is looked for in a longer text."""


class _Groups:
    """The phrases, squeezed, each with its group."""

    def __init__(self, lines: list[str]) -> None:
        self.of: dict[str, int] = {}
        groups = [line for line in lines if line.strip() and not line.startswith("#")]
        for number, line in enumerate(groups):
            for phrase in line.split("|"):
                self.of.setdefault(_squeezed(phrase), number)
        self.of.pop("", None)
        self.phrases: list[list[str]] = [[] for _ in groups]
        for phrase, number in self.of.items():
            self.phrases[number].append(phrase)
        self.trie = marisa_trie.Trie(list(self.of))


@lru_cache(maxsize=1)
def _groups() -> _Groups:
    return _Groups(FILE.read_text("utf-8").splitlines())


def warm() -> None:
    """Reads the groups now instead of at the first message."""
    _groups()


def group(phrase: str) -> int | None:
    """The group a squeezed phrase is of as it stands; None if it is of none."""
    return _groups().of.get(phrase)


def instead(squeezed: str, said: Sequence[str]) -> Mapping[str, tuple[str, ...]]:
    """For words of a squeezed text, the phrases that stand for those they are part of."""
    known = _groups()
    found: dict[str, tuple[str, ...]] = {}
    for number, phrase in held(squeezed).items():
        others = tuple(p for p in known.phrases[number] if p != phrase and len(p) >= _APART)
        for word in said:
            if word in phrase:
                found[word] = (*found.get(word, ()), *others)
    return found


@lru_cache(maxsize=8192)
def held(squeezed: str) -> Mapping[int, str]:
    """The groups of which a squeezed text has a phrase, each with the longest, not within a longer one."""
    known = _groups()
    spans = [
        (start, start + len(phrase), phrase)
        for start in range(len(squeezed))
        for phrase in known.trie.prefixes(squeezed[start:])
    ]
    if not spans:
        return {}
    if any(len(phrase) < _LONG_ENOUGH for *_, phrase in spans):
        edges = _edges(squeezed)
        spans = [(a, b, p) for a, b, p in spans if len(p) >= _LONG_ENOUGH or (a in edges and b in edges)]
    widest = [
        (a, b, p) for a, b, p in spans if not any(c <= a and b <= d and (c, d) != (a, b) for c, d, _ in spans)
    ]
    return {known.of[phrase]: phrase for _, _, phrase in sorted(widest, key=lambda one: len(one[2]))}


def _edges(text: str) -> frozenset[int]:
    """Where words begin and end."""
    edges, place = [0], 0
    for word in words(text):
        place = text.find(word, place) + len(word)
        edges += [place - len(word), place]
    return frozenset(edges)


def _squeezed(phrase: str) -> str:
    return simplify(phrase).replace(" ", "")
