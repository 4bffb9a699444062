"""Thai typed with the keyboard set to English: "l,y8i" is สมัคร."""

from __future__ import annotations

import re

from intents import tokens

_THAI = re.compile("[ก-๎]")
_SHORTEST = 3
_LONGEST = 200


def unslipped(text: str) -> str:
    """The text as typed on the Thai layout, if that gives only Thai words; otherwise unchanged."""
    if not _SHORTEST <= len(text) <= _LONGEST or _THAI.search(text):
        return text
    meant = tokens.on_thai_layout(text)
    return meant if _is_thai(meant) else text


def _is_thai(text: str) -> bool:
    found = tokens.words(text)
    words = all(len(word) > 1 and tokens.is_word(word) for word in found)
    return words and any(len(word) >= _SHORTEST for word in found)
