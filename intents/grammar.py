"""Reads the corpus: files of patterns, expanded into sentences.

(a|b|c)   one of these          [x]   this, or nothing        [a|b]   one of these, or nothing
$name     a word of that list in `_synonyms.txt`              {programme} {module}   a masked name
!polite subject                 how this file's sentences are varied (see `intents.training`)
"""

from __future__ import annotations

import random
import re
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from intents.lexicon import CORPUS, synonyms

_CHOICE = re.compile(r"[$()\[\]|]")
_TOKEN = re.compile(r"\$[a-z]+|[()\[\]|]|\{[a-z]+\}|[^$()\[\]|{]+")


@dataclass(frozen=True, slots=True)
class Line:
    """One pattern of a file, with its intent and the variations its sentences allow."""

    intent: str
    pattern: str
    variations: frozenset[str]

    @property
    def said(self) -> bool:
        """Whether it is one sentence as somebody said it, with no choices in it."""
        return _CHOICE.search(self.pattern) is None


@dataclass(frozen=True, slots=True)
class Text:
    """A literal."""

    text: str


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several sequences."""

    options: tuple[tuple[Node, ...], ...]


Node = Text | Choice


def lines(folder: Path = CORPUS) -> Iterator[Line]:
    """Every pattern of every intent's file, in order."""
    for path in sorted(folder.glob("[a-z]*.txt")):
        variations: frozenset[str] = frozenset()
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if line.startswith("!"):
                variations = frozenset(line[1:].split())
            elif line.strip() and not line.startswith("#"):
                _check(line, path, number)
                yield Line(path.stem, line.strip(), variations)


def brought(patterns: Mapping[str, Sequence[str]]) -> tuple[Line, ...]:
    """Patterns by intent from outside the corpus files, as lines. Raises ValueError as for a file's."""
    for intent, given in patterns.items():
        for number, pattern in enumerate(given, 1):
            _check(pattern, Path(intent), number)
    variations = frozenset({"polite", "subject"})
    return tuple(Line(intent, pattern, variations) for intent, given in patterns.items() for pattern in given)


def _check(line: str, path: Path, number: int) -> None:
    if line.count("(") != line.count(")") or line.count("[") != line.count("]"):
        raise ValueError(f"{path.name}:{number}: a bracket is not closed")
    unknown = [name for name in re.findall(r"\$([a-z]+)", line) if name not in synonyms()]
    if unknown:
        raise ValueError(f"{path.name}:{number}: no list named {', '.join(unknown)} in _synonyms.txt")


def sentences(line: Line, most: int) -> list[str]:
    """Up to `most` different sentences from a pattern; the same ones every time."""
    nodes = parse(line.pattern)
    chance = random.Random(zlib.crc32(f"{line.intent}\n{line.pattern}".encode()))  # noqa: S311
    found: dict[str, None] = {}
    for _ in range(most * 3):
        found.setdefault(" ".join(_pick(nodes, chance).split()))
        if len(found) >= most:
            break
    return [sentence for sentence in found if sentence]


def _pick(nodes: tuple[Node, ...], chance: random.Random) -> str:
    return "".join(
        node.text if isinstance(node, Text) else _pick(chance.choice(node.options), chance) for node in nodes
    )


def parse(pattern: str) -> tuple[Node, ...]:
    """The pattern as a sequence of literals and choices."""
    options, rest = _options(_TOKEN.findall(pattern), closing=None)
    if rest:
        raise ValueError(f"unexpected {rest[0]!r} in {pattern!r}")
    return options[0] if len(options) == 1 else (Choice(options),)


def _options(tokens: list[str], closing: str | None) -> tuple[tuple[tuple[Node, ...], ...], list[str]]:
    """Alternatives up to the closing bracket, and the tokens after it."""
    options: list[tuple[Node, ...]] = []
    current: list[Node] = []
    while tokens:
        piece, tokens = tokens[0], tokens[1:]
        if piece == closing:
            return (*options, tuple(current)), tokens
        if piece == "|":
            options.append(tuple(current))
            current = []
        elif piece in ("(", "["):
            inner, tokens = _options(tokens, ")" if piece == "(" else "]")
            current.append(Choice(inner if piece == "(" else (*inner, (Text(""),))))
        elif piece.startswith("$"):
            current.append(Choice(tuple((Text(word),) for word in synonyms()[piece[1:]])))
        else:
            current.append(Text(piece))
    return (*options, tuple(current)), tokens
