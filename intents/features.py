"""What the model sees of a sentence: words, meanings, letters; the same when training and reading."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from intents.lexicon import meanings
from intents.tokens import words
from models.understanding import Entity

VERSION = "1"
"""Raise it when the features change: it is part of the fingerprint, so an older model counts as stale."""

LONGEST = 300
"""How many characters of a sentence are considered."""

PROGRAMME = "\ue000"
MODULE = "\ue001"
MASKS: dict[str, str] = {
    "programme": PROGRAMME,
    "module": MODULE,
    "date": "\ue002",
    "organisation": "\ue003",
    "position": "\ue004",
    "person_name": "\ue005",
    "phone": "\ue006",
    "email": "\ue007",
    "province": "\ue008",
    "nth": "\ue00c",
}
"""The marks that replace values: the model learns that a day or an office is named, not which."""
_WEEK = "\ue00a"
_MONTH = "\ue00b"
_LONG_SPAN_DAYS = 8

_PIECES = re.compile("([\ue000-\ue00f])")
_DIGITS = re.compile(r"\d+")
_TONES = re.compile("[\u0e47-\u0e4c]")
_NOT_LETTERS = re.compile(r"[\s.,!?;:()\-/\[\]{}=+*%#@&<>|\\_~^$]+")
_EMPTY = frozenset(
    [
        "ครับ",
        "ค่ะ",
        "คะ",
        "นะ",
        "จ้า",
        "หน่อย",
        "ด้วย",
        "ขอ",
        "อยาก",
        "ทราบ",
        "รบกวน",
        "ว่า",
        "เลย",
        "ละ",
        "ล่ะ",
        "ที",
        "สิ",
        "นี่",
        "นั่น",
        "อ่ะ",
        "เออ",
        "คือ",
        "ก็",
        "พี่",
        "คุณ",
        "ผม",
        "ดิฉัน",
        "ฉัน",
        "หนู",
        "ช่วย",
    ]
)
"""Words that carry no content; they count only as letters."""
_LETTERS = 90


def mask(text: str, spans: Iterable[tuple[int, int, str]]) -> str:
    """The text with each span replaced by its mark; spans that overlap an earlier one are left out."""
    pieces: list[str] = []
    place = 0
    for start, end, mark in sorted(spans):
        if start >= place:
            pieces += [text[place:start], mark]
            place = end
    return "".join(pieces) + text[place:]


def masks_of(entities: Iterable[Entity]) -> list[tuple[int, int, str]]:
    """The spans of the values whose kind matters more than the value."""
    return [(e.start, e.end, _mark(e)) for e in entities if e.kind in MASKS]


def _mark(entity: Entity) -> str:
    if entity.kind == "date" and entity.value["start"] != entity.value["end"]:
        days = (int(entity.value["end"][8:]) - int(entity.value["start"][8:])) % 31
        return _WEEK if days < _LONG_SPAN_DAYS else _MONTH
    return MASKS[entity.kind]


def featurise(masked: str) -> list[str]:
    """The features of one masked sentence in its plain form (`normalise.plain`); each at most once."""
    return of_words(masked, words_of(masked))


def of_words(masked: str, said: Sequence[str]) -> list[str]:
    """`featurise` for a sentence whose words are already known."""
    text = masked[:LONGEST]
    marked = _DIGITS.sub("0", text)
    content = [word for word in said if word not in _EMPTY]
    letters = _NOT_LETTERS.sub("", marked)
    found = [f"w:{word}" for word in content]
    ends = ["^", *content, "$"]
    found += [f"b:{first}|{second}" for first, second in pairwise(ends)]
    found += _meaning_features(letters)
    found += _letter_features(letters)
    found.append(f"n:{min(len(content), 9) if len(content) < 4 else 4 + len(content) // 4}")
    if "?" in text:
        found.append("q:?")
    return list(dict.fromkeys(found))


def words_of(masked: str) -> list[str]:
    """The words of a masked sentence, each mask being its own word; every digit reads 0."""
    found: list[str] = []
    for piece in _PIECES.split(_DIGITS.sub("0", masked[:LONGEST])):
        if _PIECES.fullmatch(piece):
            found.append(piece)
        elif piece and not piece.isspace():
            found += [word for word in words(piece) if not _NOT_LETTERS.fullmatch(word)]
    return found


def _meaning_features(letters: str) -> list[str]:
    """Meanings, and pairs of them in order: "study" then "when" says more than both apart."""
    names = list(dict.fromkeys(meanings(letters)))
    found = [f"m:{name}" for name in names]
    found += [f"p:{a}|{b}" for place, a in enumerate(names[:6]) for b in names[place + 1 : 6]]
    return found


def _letter_features(letters: str) -> list[str]:
    """Runs of three and four letters without tone marks: what a typing slip leaves intact."""
    bare = "^" + _TONES.sub("", letters)[:_LETTERS] + "$"
    return [f"c:{bare[place : place + size]}" for size in (3, 4) for place in range(len(bare) - size + 1)]
