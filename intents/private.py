"""Removes personal data from a question before it is kept for staff."""

from __future__ import annotations

import re

from intents import features
from models.understanding import Understanding

_SHOWN: dict[str, str] = {
    "person_name": "‹ชื่อ›",
    "phone": "‹เบอร์โทร›",
    "email": "‹อีเมล›",
    "organisation": "‹หน่วยงาน›",
    "position": "‹ตำแหน่ง›",
    "province": "‹จังหวัด›",
}
"""What replaces, in the kept question, a value that could reveal who asked."""
_ADDRESS = re.compile(r"(?:https?://|www\.|line\.me/)\S+|\b\S+@\S+|(?<![\w@])@[\w.\-]{3,}")
_LONG_NUMBER = re.compile(r"\d(?:[ \-./]?\d){4,}")


def without_personal_data(read: Understanding) -> str:
    """The question as kept: values that could reveal who asked are replaced by their kind."""
    spans = [(e.start, e.end, _SHOWN[e.kind]) for e in read.entities if e.kind in _SHOWN]
    text = features.mask(read.text, spans)
    return _LONG_NUMBER.sub("‹ตัวเลข›", _ADDRESS.sub("‹ลิงก์›", text))


def says_something(kept: str) -> bool:
    """Whether anything is left of a kept question besides what was taken out: else nobody can teach it."""
    return any(letter.isalpha() for letter in re.sub("‹[^›]*›", "", kept))


def with_masks(text: str) -> str:
    """A kept question with the kinds replaced by the marks the model knows."""
    for kind, shown in _SHOWN.items():
        text = text.replace(shown, features.MASKS[kind])
    return text
