"""How a Thai name sounds, so that "กะบี่" is กระบี่: people write names as they hear them.

Letters that sound alike become one, tones and silenced letters fall away, and so does the second letter of a
cluster, which few pronounce.
"""

from __future__ import annotations

_SAME = {
    **dict.fromkeys("ศษซ", "ส"),
    **dict.fromkeys("ฃคฅฆข", "ค"),
    **dict.fromkeys("ฉฌ", "ช"),
    **dict.fromkeys("ฑฒธฐถ", "ท"),
    **dict.fromkeys("ภผ", "พ"),
    **dict.fromkeys("รฬ", "ล"),
    **{"ณ": "น", "ญ": "ย", "ฎ": "ด", "ฏ": "ต", "ฝ": "ฟ", "ใ": "ไ"},
}
_DROPPED = frozenset("่้๊๋็ๆฯ.")
_SILENCE = "์"
_VOWELS_ABOVE = frozenset("ิุ")
_BEFORE_CLUSTER = frozenset("กคตปพท")


def sound(letters: str) -> tuple[str, list[int]]:
    """The sound of a compact text, and the place in it of each letter that is left."""
    kept: list[tuple[str, int]] = []
    for place, letter in enumerate(letters):
        if letter == _SILENCE:
            _silenced(kept)
        elif letter not in _DROPPED:
            same = _SAME.get(letter, letter)
            if not (same == "ล" and kept and kept[-1][0] in _BEFORE_CLUSTER):
                kept.append((same, place))
    return "".join(letter for letter, _ in kept), [place for _, place in kept]


def _silenced(kept: list[tuple[str, int]]) -> None:
    """Takes back the letter under the sign of silence, and a vowel of its own."""
    if kept and kept[-1][0] in _VOWELS_ABOVE:
        kept.pop()
    if kept:
        kept.pop()
