"""Which of several things a question names: by the words it shares with each, the rarer the heavier."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from intents import kindred
from intents.normalise import simplify
from intents.tokens import is_word, words

_NOTHING = frozenset(
    [
        "ที่",
        "และ",
        "ของ",
        "ใน",
        "กับ",
        "หรือ",
        "จาก",
        "โดย",
        "เป็น",
        "การ",
        "ความ",
        "ผู้",
        "คน",
        "ให้",
        "ได้",
        "มี",
        "ไม่",
        "จะ",
        "ต้อง",
        "ไป",
        "มา",
        "แล้ว",
        "ว่า",
        "นี้",
        "นั้น",
        "ทุก",
        "ตาม",
        "ต่อ",
        "เพื่อ",
        "ถึง",
        "แบบ",
        "วัน",
        "ค่า",
        "รับ",
        "ส่ง",
        "เข้า",
        "ออก",
        "ทำ",
        "ครั้ง",
        "รุ่น",
        "รอบ",
        "ภายใน",
        "บาท",
        "ละ",
        "ราย",
        "อย่าง",
        "เดียว",
        "อีก",
        "กัน",
        "ก่อน",
        "หลัง",
        "ตั้งแต่",
        "เวลา",
        "เรื่อง",
        "งาน",
        "ฯ",
        "ไทย",
        "ทั่วไป",
        "ต่าง",
        "ทั้ง",
        "นอก",
        "คือ",
        "จัด",
    ]
)
"""Words too common to tell two things of one announcement apart; they count only within a whole phrase."""
_DOTS = re.compile(r"(?<=[ก-๎])\.")
_SHORTEST = 2
_WORDLIKE = re.compile(r"[a-z0-9ก-๎%.\-]+")
_A_PHRASE = 3
"""Letters from which a phrase is looked for whole."""
_REMEMBERED = 16_384
"""So many phrases and things are kept ready: those of some thirty programmes."""
_AKIN = 0.8
"""How much a word counts that stands for one of the question, beside that very word."""
_WHOLE = 2.0
"""How much more a whole phrase weighs than its words."""


@dataclass(frozen=True, slots=True)
class Match:
    """How well a question names one thing.

    weight  of the words found; 0 if none
    whole   length of the longest phrase that stands in the question as it is; 0 if none does
    share   of the thing's own words that were found
    words   those found
    """

    weight: float
    whole: int
    share: float
    words: frozenset[str] = frozenset()


@lru_cache(maxsize=_REMEMBERED)
def squeezed(phrase: str) -> str:
    """The text for comparing phrases: simplified, without spaces."""
    return simplify(phrase).replace(" ", "")


@lru_cache(maxsize=_REMEMBERED)
def _dotless(phrase: str) -> str:
    """The same without the dots of short forms: people leave them out ("อปพร")."""
    return _DOTS.sub("", squeezed(phrase))


@lru_cache(maxsize=_REMEMBERED)
def _carrying(phrase: str) -> frozenset[str]:
    return frozenset(
        word
        for word in words(simplify(phrase))
        if len(word) >= _SHORTEST and word not in _NOTHING and _WORDLIKE.fullmatch(word)
    )


@dataclass(frozen=True, slots=True)
class _Thing:
    """What the phrases that name one thing say, worked out once.

    words    those that carry something
    groups   the groups of words that stand for one another, and by which words it has them
    phrases  squeezed;  bare  without the dots of short forms
    """

    words: frozenset[str]
    groups: Mapping[int, str]
    phrases: frozenset[str]
    bare: tuple[str, ...]


@lru_cache(maxsize=_REMEMBERED)
def _thing(phrases: tuple[str, ...]) -> _Thing:
    found = {squeezed(phrase): phrase for phrase in phrases}
    return _Thing(
        frozenset().union(*map(_carrying, phrases)),
        {group: said for text in found for group, said in kindred.held(text).items()},
        frozenset(found),
        tuple(bare for bare in map(_dotless, phrases) if len(bare) >= _A_PHRASE),
    )


def matches(question: str, things: Sequence[Sequence[str]]) -> list[Match]:
    """How well a question names each thing, given the phrases that name them."""
    text, bare, said = squeezed(question), _dotless(question), _carrying(question)
    known = [_thing(tuple(phrases)) for phrases in things]
    longer = said & frozenset().union(*(thing.words for thing in known))
    meant = kindred.held(text)
    kin = [_kin(meant, thing) for thing in known]
    found = []
    for thing, theirs in zip(known, kin, strict=True):
        shared = frozenset(
            w for w in thing.words if w in said or (len(w) >= 4 and w in text and not _within(w, longer))
        )
        rare = sum(math.log(1 + len(known) / sum(w in other.words for other in known)) for w in shared)
        whole = max((len(p) for p in thing.bare if p in bare), default=0)
        others = {g: p for g, p in theirs.items() if not any(p in w for w in shared)}
        rare += _AKIN * sum(math.log(1 + len(known) / sum(g in them for them in kin)) for g in others)
        if not whole:
            whole = max((len(meant[g]) for g, p in others.items() if p in thing.phrases), default=0)
        share = (len(shared) + len(others)) / len(thing.words) if thing.words else 0.0
        found.append(
            Match(rare + (_WHOLE if whole else 0.0), whole, share, shared | frozenset(others.values()))
        )
    return found


def _kin(meant: Mapping[int, str], thing: _Thing) -> Mapping[int, str]:
    """What a thing says in other words than the question: the group, and the thing's words."""
    return {g: thing.groups[g] for g, said in meant.items() if thing.groups.get(g, said) != said}


def _within(word: str, others: frozenset[str]) -> bool:
    """It is only letters of another word: ประกาศ in ประกาศนียบัตร, but not ขยาย in ขยายเวลา."""
    return any(word in other and not is_word(other.replace(word, "", 1)) for other in others)


def alike(question: str, example: str) -> float:
    """How alike two questions are, 0 to 1: the share of carrying words that both have."""
    if squeezed(question) == squeezed(example):
        return 1.0
    said, shown = _carrying(question), _carrying(example)
    if not said or not shown:
        return 0.0
    return len(said & shown) / len(said | shown)
