"""Typing slips, for training: what a thumb on a Thai keyboard does to a sentence."""

# ruff: noqa: E501 (patterns and rows of Thai words are read whole; broken they hide their order)
from __future__ import annotations

import random
import re

_PIECES = re.compile(r"(\{[a-z]+\})")
_TONES = "่้๊๋็์"
_ALIKE = {"ร": "ล", "ล": "ร", "ใ": "ไ", "ไ": "ใ", "ส": "ศ", "ณ": "น", "ิ": "ี", "ี": "ิ", "ุ": "ู", "ู": "ุ", "ท": "ธ", "่": "้", "้": "่", "ญ": "ย", "เ": "แ", "า": "ส", "ะ": "ั"}  # fmt: skip


def mistype(sentence: str, chance: random.Random) -> str:
    """The sentence with one or two slips; placeholders stay whole."""
    for _ in range(1 if len(sentence) < 15 else 2):
        pieces = _PIECES.split(sentence)
        spots = [place for place, piece in enumerate(pieces) if len(piece) > 3 and not piece.startswith("{")]
        if not spots:
            return sentence
        spot = chance.choice(spots)
        pieces[spot] = _slip(pieces[spot], chance)
        sentence = "".join(pieces)
    return sentence


def _slip(text: str, chance: random.Random) -> str:
    kind = chance.randrange(6)
    place = chance.randrange(len(text) - 1)
    if kind == 0:
        tones = [at for at, letter in enumerate(text) if letter in _TONES]
        place = chance.choice(tones) if tones else place
        return text[:place] + text[place + 1 :]
    if kind == 1:
        return text[:place] + text[place + 1] + text[place] + text[place + 2 :]
    if kind == 2:
        return text.replace(" ", "")
    if kind == 3:
        return text[: place + 1] + text[place] + text[place + 1 :]
    if kind == 4:
        alike = [at for at, letter in enumerate(text) if letter in _ALIKE]
        if alike:
            place = chance.choice(alike)
            return text[:place] + _ALIKE[text[place]] + text[place + 1 :]
    return text[:place] + text[place + 1 :]
