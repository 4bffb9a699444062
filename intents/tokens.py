"""Words of a Thai text; the one place that imports PyThaiNLP."""

from __future__ import annotations

import os
from functools import lru_cache

os.environ.setdefault("PYTHAINLP_READ_ONLY", "1")  # it writes to the home folder at import otherwise

from pythainlp.corpus.common import (
    thai_family_names,
    thai_female_names,
    thai_male_names,
    thai_words,
)
from pythainlp.tokenize import Tokenizer

LONGEST = 400
"""Characters that are tokenised at most; newmm slows down on long ambiguous runs."""


@lru_cache(maxsize=1)
def _tokenizer() -> Tokenizer:
    return Tokenizer(custom_dict=set(thai_words()), engine="newmm", keep_whitespace=False)


def warm() -> None:
    """Loads the dictionary now (a third of a second, 80 MB) instead of at the first message."""
    words("พร้อม")


def words(text: str) -> list[str]:
    """The words of a text in order, without spaces."""
    return [str(word) for word in _tokenizer().word_tokenize(text[:LONGEST])]


@lru_cache(maxsize=1)
def given_names() -> frozenset[str]:
    """Thai given names."""
    return frozenset(thai_male_names()) | frozenset(thai_female_names())


@lru_cache(maxsize=1)
def family_names() -> frozenset[str]:
    """Thai surnames."""
    return frozenset(thai_family_names())


@lru_cache(maxsize=1)
def _dictionary() -> frozenset[str]:
    return frozenset(thai_words())


def is_word(text: str) -> bool:
    """The text is one word of the dictionary."""
    return text in _dictionary()
