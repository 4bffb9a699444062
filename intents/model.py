"""The trained weights, and how a text's features are scored with them; no scikit-learn, no numpy."""

from __future__ import annotations

import gzip
import json
import math
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from models.understanding import Intent

FORMAT = 1
"""Raised when the file's shape changes; an older file is refused instead of misread."""

RARE = "w:?"
"""Stands for every word the model has not seen: strange words are a sign of a strange matter."""

Row = tuple[tuple[int, float], ...]


@dataclass(frozen=True, slots=True)
class Model:
    """Intents, one bias each, and for every feature the few weights that survived pruning."""

    intents: tuple[str, ...]
    bias: tuple[float, ...]
    weights: dict[str, Row] = field(repr=False)
    temperature: float = 1.0
    fingerprint: str = ""

    def score(self, features: Iterable[str]) -> list[Intent]:
        """Every intent with its calibrated confidence, likeliest first; confidences add up to one."""
        known = [row for row in self._rows(features) if row]
        if not known:
            return [Intent("out_of_scope", 0.0)]
        scale = 1.0 / math.sqrt(len(known))
        totals = list(self.bias)
        for row in known:
            for position, weight in row:
                totals[position] += weight * scale
        top = max(totals)
        powers = [math.exp((total - top) / self.temperature) for total in totals]
        whole = sum(powers)
        ranked = sorted(zip(powers, self.intents, strict=True), reverse=True)
        return [Intent(name, power / whole) for power, name in ranked]

    def _rows(self, features: Iterable[str]) -> Iterable[Row]:
        """The weights of each feature; all unknown words count as one."""
        rows = {name if name in self.weights else RARE if name.startswith("w:") else "" for name in features}
        return [self.weights[name] for name in sorted(rows) if name in self.weights]

    def dump(self) -> bytes:
        """The model as it is kept in a file; equal models give equal bytes."""
        packed = {name: [value for cell in row for value in cell] for name, row in self.weights.items()}
        body = {
            "format": FORMAT,
            "fingerprint": self.fingerprint,
            "temperature": self.temperature,
            "intents": self.intents,
            "bias": self.bias,
            "weights": packed,
        }
        text = json.dumps(body, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
        return gzip.compress(text.encode(), mtime=0)

    @classmethod
    def parse(cls, data: bytes) -> Model:
        """The model out of a file's bytes; ValueError says in one line what is wrong."""
        try:
            body: dict[str, Any] = json.loads(gzip.decompress(data))
            if body["format"] != FORMAT:
                raise ValueError(f"format {body['format']} instead of {FORMAT}")
            packed: dict[str, list[float]] = body["weights"]
            weights = {
                name: tuple((int(row[i]), row[i + 1]) for i in range(0, len(row), 2))
                for name, row in packed.items()
            }
            return cls(
                tuple(body["intents"]),
                tuple(body["bias"]),
                weights,
                float(body["temperature"]),
                str(body["fingerprint"]),
            )
        except (OSError, EOFError, ValueError, KeyError, TypeError, IndexError) as fault:
            raise ValueError(f"not a readable intent model: {fault}") from None

    @classmethod
    def load(cls, path: Path) -> Model:
        """The model in a file; FileNotFoundError when there is none, ValueError when it cannot be read."""
        try:
            return cls.parse(path.read_bytes())
        except ValueError as fault:
            raise ValueError(f"{path}: {fault}; train it again") from None
