"""Synonyms from `corpus/_synonyms.txt`, used to generate sentences and to recognise meanings."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

from intents.normalise import simplify

CORPUS = Path(__file__).parent / "corpus"


@lru_cache(maxsize=1)
def synonyms() -> dict[str, tuple[str, ...]]:
    """Each list by name, its words as written."""
    lists: dict[str, tuple[str, ...]] = {}
    for line in (CORPUS / "_synonyms.txt").read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            name, _, words = line.partition(":")
            lists[name.strip()] = tuple(word.strip() for word in words.split("|") if word.strip())
    return lists


@lru_cache(maxsize=1)
def _meanings() -> tuple[re.Pattern[str], dict[str, tuple[str, ...]]]:
    named: dict[str, list[str]] = {}
    for name, words in synonyms().items():
        for word in words:
            form = simplify(word).replace(" ", "")
            if form and name not in named.setdefault(form, []):
                named[form].append(name)
    forms = sorted(named, key=lambda form: (-len(form), form))
    return re.compile("|".join(map(re.escape, forms))), {form: tuple(names) for form, names in named.items()}


def meanings(text: str) -> list[str]:
    """The names of the lists whose words occur in a simplified text without spaces, in text order."""
    pattern, named = _meanings()
    return [name for match in pattern.finditer(text) for name in named[match[0]]]
