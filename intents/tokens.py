"""Splits Thai text into words; the only module that imports PyThaiNLP."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from functools import lru_cache

os.environ.setdefault("PYTHAINLP_READ_ONLY", "1")  # otherwise it writes to the home folder on import

import marisa_trie
from pythainlp.corpus.common import (
    thai_family_names,
    thai_female_names,
    thai_male_names,
    thai_words,
)
from pythainlp.tokenize import word_tokenize
from pythainlp.util import Trie, eng_to_thai

LONGEST = 400
"""The most characters tokenised; newmm slows down on long ambiguous runs."""


class _Dictionary(Trie):  # type: ignore[misc]
    """PyThaiNLP's dictionary as newmm queries it, on marisa-trie: 1 MB where one node per letter takes 75."""

    def __init__(self, words: Iterable[str]) -> None:
        super().__init__([])
        self._trie = marisa_trie.Trie(sorted({word.strip() for word in words} - {""}))
        self._longest = max(map(len, self._trie))

    def prefixes(self, text: str, start: int = 0) -> list[str]:
        """The words that begin at `start`, shortest first."""
        found: list[str] = self._trie.prefixes(text[start : start + self._longest])
        return found

    def __contains__(self, word: object) -> bool:
        return word in self._trie

    def __len__(self) -> int:
        return len(self._trie)

    def __iter__(self) -> Iterator[str]:
        return iter(self._trie)


@lru_cache(maxsize=1)
def _dictionary() -> _Dictionary:
    return _Dictionary(thai_words())


def warm() -> None:
    """Loads the dictionary now instead of at the first message."""
    words("พร้อม")


def words(text: str) -> list[str]:
    """The words of a text in order, without spaces."""
    return [
        str(word)
        for word in word_tokenize(
            text[:LONGEST], custom_dict=_dictionary(), engine="newmm", keep_whitespace=False
        )
    ]


@lru_cache(maxsize=1)
def given_names() -> frozenset[str]:
    """Thai given names."""
    return frozenset(thai_male_names()) | frozenset(thai_female_names())


@lru_cache(maxsize=1)
def family_names() -> frozenset[str]:
    """Thai surnames."""
    return frozenset(thai_family_names())


def on_thai_layout(text: str) -> str:
    """What the same keys produce on the Thai keyboard (Kedmanee)."""
    return str(eng_to_thai(text))


def is_word(text: str) -> bool:
    """Whether the text is a dictionary word."""
    return text in _dictionary()
