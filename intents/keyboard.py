"""Thai typed with the keyboard set to English: "l,y8i" is สมัคร; the whole text, or some of its words."""

from __future__ import annotations

import re

from intents import tokens

_THAI = re.compile("[ก-๎]")
_ALL_THAI = re.compile("[ก-๎]+")
_WORD = re.compile(r"(?<!\S)[a-z0-9;,./'\[\]\\=-]{4,}(?!\S)")
_SIGN_WITHIN = re.compile(r"[a-z][;,\[\]\\/'0-9]+[a-z]")
"""No English word has such a sign within it: one of these tells that the others may have slipped too."""
_SHORTEST = 3
_LONGEST = 200


def unslipped(text: str) -> str:
    """The text as typed on the Thai layout, if that gives only Thai words; else with such of its words."""
    if not _SHORTEST <= len(text) <= _LONGEST:
        return text
    if not _THAI.search(text) and _is_thai(meant := tokens.on_thai_layout(text)):
        return meant
    telling = any(_SIGN_WITHIN.search(word) and _meant(word) != word for word in _WORD.findall(text))
    return _WORD.sub(lambda found: _meant(found[0]), text) if telling else text


def _meant(typed: str) -> str:
    meant = tokens.on_thai_layout(typed)
    return meant if _ALL_THAI.fullmatch(meant) and _is_thai(meant) else typed


def _is_thai(text: str) -> bool:
    found = tokens.words(text)
    words = all(len(word) > 1 and tokens.is_word(word) for word in found)
    return words and any(len(word) >= _SHORTEST for word in found)
