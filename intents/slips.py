"""Slips of the thumb undone: "ขอใบเส็จไดไหม" is read as ขอใบเสร็จได้ไหม.

The likeliest way to divide a run of Thai letters into words, each of which is either as the corpus or the
dictionary has it, or one slip away from a word that people often ask with. Every choice has a price, the
logarithm of how rare it is; a run is changed only if that is clearly cheaper and explains every letter.
"""

# ruff: noqa: SIM905 (rows of Thai words are read whole)

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from intents import lexicon, tokens
from intents.colloquial import FORMS, KEPT

SPOKEN = 2
"""How often a word must stand in the corpus to be one that people use; a model keeps no others."""
_OFTEN, _OFTEN_IF_SHORT = 8, 40
"""How often, for something else to be taken for it; a short word is one slip away from many others."""
_SHORT, _SHORTEST = 4, 3
_IN_DICTIONARY, _SHORT_IN_DICTIONARY = 11.5, 13.5
"""The price of a word that only the dictionary has; of few letters it may be a piece of another."""
_LISTED = 11.0
_LOANS = (
    "บอท แอป แอพ สตาร์ทอัพ พรีเซ้น พรีเซ้นต์ พรีเซนต์ ปริ้น ปริ้นท์ ฟอร์ม เลเวล แมคบุค แมคบุ๊ก โน้ตบุ๊ก เฟสบุค เฟสบุ๊ก ไลฟ์ ไลฟ์สด "
    "คลิป วีดีโอ วิดีโอ สไลด์ โปสเตอร์ เปเปอร์ ดีไลน์ เดดไลน์ คอนเฟิร์ม แคนเซิล รีฟันด์ เช็คอิน โควต้า โควตา พิดโลก โคราช อุดร"
).split()
"""What the dictionary lacks: loan words, and what towns are called for short."""
_SLIP, _IN_TONE_ONLY, _IN_FEW_LETTERS = 6.5, -1.5, 2.0
_UNKNOWN_LETTER = 12.0
_CLEARLY = 3.0
_FEWEST, _MOST = 4, 60
"""Letters of a run that is looked at."""
_RUN = re.compile(r"\.?[ก-๎]+\.?")
_THAI = re.compile("[ก-๎]{2,}")
_TONES = re.compile("[\u0e47-\u0e4c]")

Way = tuple[float, int, str, bool]
"""The price of the cheapest way up to a place; where its last word begins, that word, and if it is mended."""


class Slips:
    """What is known of the words that people use, by how often the corpus has them."""

    def __init__(self, spoken: Mapping[str, int]) -> None:
        total = sum(spoken.values())
        synonyms = (word for words in lexicon.synonyms().values() for word in words)
        listed = (*synonyms, *FORMS, *KEPT, *_LOANS)
        self._price = {word: _LISTED for word in listed if _THAI.fullmatch(word)}
        self._price |= {word: math.log(total / n) for word, n in spoken.items() if _THAI.fullmatch(word)}
        self._meant: dict[str, list[str]] = {}
        for word, often in spoken.items():
            least = _OFTEN if len(word) > _SHORT else _OFTEN_IF_SHORT
            if word in self._price and len(word) >= _SHORTEST and often >= least:
                for form in {word, *_one_less(word)}:
                    self._meant.setdefault(form, []).append(word)
        self._longest = max(map(len, self._price), default=0)
        self._run = lru_cache(maxsize=1024)(self._mended)

    def mends(self, text: str, words: list[str]) -> dict[str, str]:
        """The runs of letters of a simplified text that hold a slip, each with how it is meant.

        words   the text's words; only a text with an unfamiliar one is looked at
        """
        if all(word in self._price or not _THAI.match(word) for word in words if len(word) > 1) and not any(
            len(word) == 1 and "ก" <= word <= "๎" for word in words
        ):
            return {}
        runs = (run for run in _RUN.findall(text) if "." not in run and _FEWEST <= len(run) <= _MOST)
        return {run: meant for run in runs if (meant := self._run(run)) != run}

    def _mended(self, run: str) -> str:
        as_typed, mended = self._cheapest(run, mending=False), self._cheapest(run, mending=True)
        pieces = [way[2] for way in mended[1]]
        explained = all(len(piece) > 1 for piece in pieces) and any(way[3] for way in mended[1])
        return "".join(pieces) if explained and mended[0] < as_typed[0] - _CLEARLY else run

    def _cheapest(self, run: str, *, mending: bool) -> tuple[float, list[Way]]:
        """The cheapest way through a run of letters, with its price."""
        ways: list[Way | None] = [(0.0, 0, "", False), *[None] * len(run)]
        for start in range(len(run)):
            way = ways[start]
            if way is None:
                continue
            for end, price, word, mended in self._next(run, start, mending=mending):
                there = ways[end]
                if there is None or way[0] + price < there[0]:
                    ways[end] = (way[0] + price, start, word, mended)
        found, place = [], len(run)
        while place > 0:
            way = ways[place]
            assert way is not None
            found.append(way)
            place = way[1]
        return found[0][0], found[::-1]

    def _next(self, run: str, start: int, *, mending: bool) -> Iterator[tuple[int, float, str, bool]]:
        """What may come next at a place: a letter, a word, or a word that was meant; with its price."""
        yield start + 1, _UNKNOWN_LETTER, run[start], False
        for end in range(start + 2, min(len(run), start + self._longest + 1) + 1):
            piece = run[start:end]
            price = self._known(piece)
            if price is not None:
                yield end, price, piece, False
            if mending and (price is None or price >= _LISTED) and (meant := self._one_slip_away(piece)):
                yield end, meant[0], meant[1], True

    def _known(self, word: str) -> float | None:
        price = self._price.get(word)
        if price is None and (tokens.is_word(word) or word in tokens.given_names()):
            return _IN_DICTIONARY if len(word) >= _SHORT else _SHORT_IN_DICTIONARY
        return price

    def _one_slip_away(self, piece: str) -> tuple[float, str] | None:
        """The cheapest word one slip from these letters: one more, one less, another, two changed round."""
        near = {word for form in {piece, *_one_less(piece)} for word in self._meant.get(form, ())}
        meant = [(self._price[word] + _slip(piece, word), word) for word in near if _is_one_slip(piece, word)]
        return min(meant, default=None)


def _one_less(word: str) -> list[str]:
    return [word[:place] + word[place + 1 :] for place in range(len(word))]


def _is_one_slip(typed: str, meant: str) -> bool:
    if len(typed) == len(meant):
        other = [place for place, letter in enumerate(typed) if letter != meant[place]]
        turned = len(other) == 2 and typed[other[0] : other[1] + 1] == meant[other[0] : other[1] + 1][::-1]
        return len(other) == 1 or (turned and other[1] == other[0] + 1)
    shorter, longer = sorted((typed, meant), key=len)
    return len(longer) - len(shorter) == 1 and shorter in _one_less(longer)


def _slip(typed: str, meant: str) -> float:
    """The price of a slip: in a tone mark alone it is the likeliest, in a short word the least."""
    in_tone = _TONES.sub("", typed) == _TONES.sub("", meant)
    return _SLIP + (_IN_TONE_ONLY if in_tone else 0.0) + (_IN_FEW_LETTERS if len(meant) < _SHORT else 0.0)
