"""Strange strings: characters of every plane, real questions shuffled, one piece over and over."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from pathlib import Path

PLANES = (
    (0x20, 0x7F), (0x0E00, 0x0E5C), (0x80, 0xFFF), (0x1000, 0xD7FF), (0xE000, 0xFFFD), (0x10000, 0x10FFFF)
)  # fmt: skip
HOSTILE = ("<b>", "'; --", "=1+1", "\x00", "\u200b", "่่", "()", "@", "๑/๒")
LONG, SHORT = 5000, 60
"""Characters: LINE allows as many; most are short, as most messages are."""


def texts(many: int, questions: Path) -> Iterator[str]:
    """So many of them, the same every time; pieces are taken from the question files in a folder."""
    chance = random.Random(7)
    lines = [
        line for file in sorted(questions.glob("*.jsonl")) for line in file.read_text("utf-8").splitlines()
    ]
    asked = [json.loads(line)["text"] for line in lines]
    pieces = [*(piece for text in asked for piece in text.split()), *HOSTILE]
    for number in range(many):
        longest = LONG if number % 100 == 0 else SHORT
        kind = number % 3
        if kind == 0:
            low, high = chance.choice(PLANES)
            yield "".join(chr(chance.randrange(low, high)) for _ in range(chance.randrange(longest)))
        elif kind == 1:
            yield chance.choice(["", " "]).join(chance.choices(pieces, k=chance.randrange(1, 9)))[:longest]
        else:
            yield (chance.choice(pieces) * LONG)[: chance.randrange(1, longest)]
