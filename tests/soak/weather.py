"""LINE's bad days: a share of its answers are faults, the same ones for the same seed."""

from __future__ import annotations

import random
import threading
import time
from collections import Counter
from typing import Any

from bot.simulator.standin import Fault, Stage

SHARE = 0.12
SHORT_HANG = (0.5, 4.0)
LONG_HANG = 11.0
"""Seconds; longer than the bot waits, so that LINE accepts what nobody waits for any more."""
KINDS = (
    ("500 before accepting", 3),
    ("500 after accepting", 2),
    ("429", 3),
    ("dropped before accepting", 3),
    ("dropped after accepting", 3),
    ("HTML before accepting", 1),
    ("HTML after accepting", 1),
    ("hung a little", 3),
    ("hung too long", 1),
)
"""What may happen instead of an answer, and how often in comparison."""


class Weather:
    """Decides for each call whether it goes wrong, and how. Thread-safe."""

    def __init__(self, seed: int, share: float = SHARE) -> None:
        self._random = random.Random(seed)
        self._lock = threading.Lock()
        self._coming = threading.local()
        self.share = share
        self.calls = 0
        self.seen: Counter[str] = Counter()

    def __call__(self, stage: Stage, endpoint: str, body: Any) -> Fault | None:
        """The fault of this call at this stage; the stand-in asks before and after it accepts."""
        if stage == "before":
            self._coming.kind = self._draw()
        kind = self._coming.kind
        if stage == "before":
            if kind == "hung a little":
                time.sleep(self._random.uniform(*SHORT_HANG))
            elif kind == "hung too long":
                time.sleep(LONG_HANG)
        faults: dict[tuple[str, Stage], Fault] = {
            ("500 before accepting", "before"): 500,
            ("500 after accepting", "after"): 500,
            ("429", "before"): 429,
            ("dropped before accepting", "before"): "drop",
            ("dropped after accepting", "after"): "drop",
            ("HTML before accepting", "before"): "html",
            ("HTML after accepting", "after"): "html",
        }
        return faults.get((kind, stage))

    def _draw(self) -> str:
        with self._lock:
            self.calls += 1
            if self._random.random() >= self.share:
                return ""
            kind = self._random.choices([k for k, _ in KINDS], [weight for _, weight in KINDS])[0]
            self.seen[kind] += 1
            return kind
