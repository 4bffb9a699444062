"""Prepares names of programmes and modules for searching; none is hard-coded here."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from intents.normalise import normalise
from intents.phonetic import sound
from models.understanding import Vocabulary

_DROPPED = frozenset(" .\n\"'-_()/,“”‘’:;!?*")
_LINK_FORMS = re.compile(r"ลิ[้๊]?ง(?:ก์|ค์)?|link")
_NEVER_ALONE = frozenset(
    {
        "ข้อมูล",
        "เรียน",
        "อบรม",
        "สมัคร",
        "หลักสูตร",
        "ท้องถิ่น",
        "เทศบาล",
        "วันที่",
        "เรื่อง",
        "พื้นที่",
        "ชุมชน",
        "องค์กร",
        "ผู้นำ",
    }
)
"""Words common to all questions: none of them alone identifies a module."""
_TYPO_FROM = 6
_TWO_SLIPS_FROM = 14
_SOUND_FROM = 6


@dataclass(frozen=True, slots=True)
class Alias:
    """One name in compact form, and what it names: a programme, or a module of one."""

    compact: str
    programme: str
    number: str | None
    latin: bool
    link: bool
    typed: str

    def may_be_mistyped(self) -> bool:
        """Long enough to tolerate a slip, and without digits: another digit means another thing."""
        return len(self.compact) >= _TYPO_FROM and not any(char.isdigit() for char in self.compact)

    @property
    def slips(self) -> int:
        """How many typing slips the name tolerates."""
        return 1 if len(self.compact) < _TWO_SLIPS_FROM else 2


@dataclass(frozen=True, slots=True)
class Hit:
    """A name found in a text, with its position."""

    start: int
    end: int
    alias: Alias


def compact(text: str) -> tuple[str, list[int]]:
    """The text in lower case without spaces and dots, and the original position of each letter."""
    places = [place for place, letter in enumerate(text) if letter not in _DROPPED]
    return "".join(text[place].lower()[:1] for place in places), places


@dataclass(frozen=True, slots=True)
class Index:
    """The names of a vocabulary, prepared for searching.

    aliases  every name, the longest first
    needed   for each name, how many of its letter pairs a mistyped one keeps; 0 if no slip is allowed
    holding  for each letter pair, the positions of the names that contain it
    sounds   (sound, name) of Thai names long enough to be told by it, the longest first
    said     what each programme says of itself, compact
    """

    aliases: tuple[Alias, ...]
    needed: tuple[int, ...]
    holding: dict[str, tuple[int, ...]]
    sounds: tuple[tuple[str, Alias], ...]
    said: dict[str, str]


@lru_cache(maxsize=8)
def index(vocabulary: Vocabulary) -> Index:
    """The index of a vocabulary, built once."""
    aliases = _aliases(vocabulary)
    own_pairs = [pairs(alias.compact) if alias.may_be_mistyped() else frozenset() for alias in aliases]
    holding: dict[str, list[int]] = {}
    for place, own in enumerate(own_pairs):
        for pair in own:
            holding.setdefault(pair, []).append(place)
    # A slip spoils at most two pairs: a name within its slips keeps all others (the q-gram bound).
    needed = tuple(
        len(own) - 2 * alias.slips if own else 0 for alias, own in zip(aliases, own_pairs, strict=True)
    )
    pairs_of = {pair: tuple(places) for pair, places in holding.items()}
    said = {p.id: compact(normalise(p.says))[0] for p in vocabulary.programmes}
    return Index(aliases, needed, pairs_of, _sounds(aliases), said)


def _sounds(aliases: tuple[Alias, ...]) -> tuple[tuple[str, Alias], ...]:
    """Names by their sound; one that two programmes share tells neither."""
    found: dict[str, Alias | None] = {}
    for alias in aliases:
        said, _ = sound(alias.compact)
        if alias.may_be_mistyped() and not alias.latin and alias.number is None and len(said) >= _SOUND_FROM:
            other = found.get(said, alias)
            found[said] = alias if other is not None and other.programme == alias.programme else None
    told = [(said, alias) for said, alias in found.items() if alias is not None]
    return tuple(sorted(told, key=lambda pair: -len(pair[0])))


def _aliases(vocabulary: Vocabulary) -> tuple[Alias, ...]:
    found: dict[tuple[str, str, str | None], Alias] = {}
    for programme in vocabulary.programmes:
        for name in programme.names:
            alias = _alias(name, programme.id, None)
            found.setdefault((alias.compact, programme.id, None), alias)
        for module in programme.modules:
            for name in module.names:
                alias = _alias(name, programme.id, module.number)
                found.setdefault((alias.compact, programme.id, module.number), alias)
    usable = (
        a for a in found.values() if len(a.compact) > 1 and not (a.number and a.compact in _NEVER_ALONE)
    )
    return tuple(sorted(usable, key=lambda a: (-len(a.compact), a.number is not None)))


def _alias(name: str, programme: str, number: str | None) -> Alias:
    form, _ = compact(normalise(name))
    latin = bool(re.fullmatch(r"[\x00-\x7f]+", form))
    return Alias(form, programme, number, latin, bool(_LINK_FORMS.fullmatch(form)), normalise(name))


def pairs(form: str) -> frozenset[str]:
    """Every pair of adjacent letters."""
    return frozenset(map("".join, pairwise(form)))
