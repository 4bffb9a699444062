"""Answers given over several messages: words that end them or undo something, and what is stored."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

from intents.normalise import simplify

Word = Literal["done", "drop", "clear"]

OPEN = "open"
_WORDS: dict[Word, tuple[str, ...]] = {
    "done": ("พอแล้ว", "ครบแล้ว", "หมดแล้ว", "เสร็จแล้ว", "พอ", "ครบ", "หมด", "แค่นี้", "เท่านี้", "มีแค่นี้", "ไม่มีแล้ว"),
    "drop": ("ลบคนล่าสุด", "ลบคนสุดท้าย", "ลบไฟล์ล่าสุด", "ลบไฟล์สุดท้าย", "ลบรูปล่าสุด", "ลบอันล่าสุด", "ลบล่าสุด"),
    "clear": ("ลบทั้งหมด", "ลบทุกคน", "ลบทุกไฟล์", "เริ่มใหม่หมด"),
}  # fmt: skip
_MEANING = {simplify(form).replace(" ", ""): word for word, forms in _WORDS.items() for form in forms}


def word_in(text: str) -> Word | None:
    """What the text does to the answer so far, if it is only one of those words."""
    return _MEANING.get(simplify(text).replace(" ", "").strip(".!"))


def kept(so_far: Any, part: str) -> list[Any]:
    """The items of the answer so far."""
    return list(so_far[part]) if so_far else []


def stored(part: str, items: Sequence[Any], *, still_open: bool) -> dict[str, Any]:
    """The answer so far, as stored."""
    return {part: list(items), OPEN: still_open}


def complete(value: Any) -> bool:
    """Whether the answer was ended."""
    return not value.get(OPEN, False)
