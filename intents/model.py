"""The trained weights, and scoring a text's features with them; without scikit-learn."""

from __future__ import annotations

import base64
import gzip
import json
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy

from models.understanding import Intent

FORMAT = 3
"""Raise it when the file's format changes; older files are then refused instead of misread."""

RARE = "w:?"
"""Stands for every word the model has not seen: unfamiliar words suggest an unfamiliar topic."""

Array = numpy.ndarray[Any, Any]
Row = tuple[tuple[int, float], ...]


class Weights:
    """For each known feature, the few weights that survived pruning, as four flat arrays.

    Flat because one tuple per weight takes ten times the memory, and summing in Python ten times the time.
    """

    def __init__(self, names: Sequence[str], lengths: Array, intents: Array, values: Array) -> None:
        self._places = {name: place for place, name in enumerate(names)}
        self._lengths = lengths.astype(numpy.int32)
        self._filled = [bool(length) for length in lengths]
        self._starts = (numpy.cumsum(self._lengths) - self._lengths).astype(numpy.int32)
        self._intents = intents.astype(numpy.int16)
        self._values = values.astype(numpy.float32)
        if not (len(names) == len(lengths) and self._lengths.sum() == len(intents) == len(values)):
            raise ValueError("the weights are not whole")

    @classmethod
    def of(cls, rows: Mapping[str, Row]) -> Weights:
        """The weights from one row per feature."""
        names = sorted(rows)
        cells = [cell for name in names for cell in rows[name]]
        return cls(
            names,
            numpy.array([len(rows[name]) for name in names]),
            numpy.array([intent for intent, _ in cells]),
            numpy.array([value for _, value in cells]),
        )

    def __len__(self) -> int:
        return len(self._places)

    def places(self, features: Iterable[str]) -> list[int]:
        """The positions of known features; all unknown words count as one."""
        place_of = self._places.get
        rare = place_of(RARE)
        found = {place_of(name, rare if name[0] == "w" else None) for name in features}
        found.discard(None)
        return sorted(place for place in found if place is not None and self._filled[place])

    def add_up(self, places: Sequence[int], intents: int) -> Array:
        """The sum of the features' weights for each intent."""
        rows = numpy.array(places, dtype=numpy.int32)
        lengths = self._lengths[rows]
        before = numpy.cumsum(lengths) - lengths
        cells = numpy.repeat(self._starts[rows] - before, lengths) + numpy.arange(lengths.sum())
        return numpy.bincount(self._intents[cells], weights=self._values[cells], minlength=intents)

    def strongest(self, name: str) -> int | None:
        """The intent a feature speaks for most; None if it is not known, or speaks for none."""
        place = self._places.get(name)
        if place is None or not self._filled[place]:
            return None
        start = self._starts[place]
        row = slice(start, start + self._lengths[place])
        best = int(numpy.argmax(self._values[row]))
        return int(self._intents[row][best]) if self._values[row][best] > 0 else None

    def packed(self) -> dict[str, str]:
        """The weights as strings for a file; equal weights give equal strings."""
        return {
            "names": "\n".join(self._places),
            "lengths": _text(self._lengths.astype("<i4")),
            "intents": _text(self._intents.astype("<i2")),
            "values": _text(self._values.astype("<f4")),
        }

    @classmethod
    def unpacked(cls, packed: Mapping[str, str]) -> Weights:
        """The weights from `packed`'s strings; ValueError if they do not fit together."""
        return cls(
            packed["names"].split("\n"),
            _array(packed["lengths"], "<i4"),
            _array(packed["intents"], "<i2"),
            _array(packed["values"], "<f4"),
        )


def _text(array: Array) -> str:
    return base64.b64encode(array.tobytes()).decode()


def _array(text: str, kind: str) -> Array:
    return numpy.frombuffer(base64.b64decode(text), dtype=kind)


@dataclass(frozen=True, slots=True)
class Model:
    """Intents, one bias each, and the weights of the features; and how often the corpus has each word."""

    intents: tuple[str, ...]
    bias: tuple[float, ...]
    weights: Weights = field(repr=False)
    temperature: float = 1.0
    fingerprint: str = ""
    spoken: Mapping[str, int] = field(default_factory=dict, repr=False)

    def score(self, features: Iterable[str], most: int | None = None) -> list[Intent]:
        """The `most` likeliest intents, or all, each with its calibrated confidence; all sum to one."""
        totals = self.totals(features)
        if totals is None:
            return [Intent("out_of_scope", 0.0)]
        powers = numpy.exp((totals - totals.max()) / self.temperature)
        shares = powers / powers.sum()
        order = numpy.argsort(-shares, kind="stable")[:most]
        return [Intent(self.intents[place], float(shares[place])) for place in order]

    def leaning(self, word: str) -> str | None:
        """The intent a word speaks for most; None if it is not known, or speaks for none."""
        place = self.weights.strongest(f"w:{word}")
        return None if place is None else self.intents[place]

    def totals(self, features: Iterable[str]) -> Array | None:
        """What speaks for each intent, on no scale of its own; None if nothing in the text is known."""
        known = self.weights.places(features)
        if not known:
            return None
        return numpy.asarray(self.bias) + self.weights.add_up(known, len(self.intents)) / math.sqrt(
            len(known)
        )

    def dump(self) -> bytes:
        """The model as stored in a file; equal models give equal bytes."""
        body = {
            "format": FORMAT,
            "fingerprint": self.fingerprint,
            "temperature": self.temperature,
            "intents": self.intents,
            "bias": self.bias,
            "weights": self.weights.packed(),
            "spoken": self.spoken,
        }
        text = json.dumps(body, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
        return gzip.compress(text.encode(), mtime=0)

    @classmethod
    def parse(cls, data: bytes) -> Model:
        """The model from a file's bytes; ValueError says in one line what is wrong."""
        try:
            body: dict[str, Any] = json.loads(gzip.decompress(data))
            if body["format"] != FORMAT:
                raise ValueError(f"format {body['format']} instead of {FORMAT}")
            return cls(
                tuple(body["intents"]),
                tuple(body["bias"]),
                Weights.unpacked(body["weights"]),
                float(body["temperature"]),
                str(body["fingerprint"]),
                {str(word): int(often) for word, often in body["spoken"].items()},
            )
        except (OSError, EOFError, ValueError, KeyError, TypeError, IndexError) as fault:
            raise ValueError(f"not a readable intent model: {fault}") from None

    @classmethod
    def load(cls, path: Path) -> Model:
        """The model in a file; FileNotFoundError if there is none, ValueError if it cannot be read."""
        try:
            return cls.parse(path.read_bytes())
        except ValueError as fault:
            raise ValueError(f"{path}: {fault}; train it again") from None
