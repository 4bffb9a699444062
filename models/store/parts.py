"""Many values, as many at a time as one statement takes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeVar

T = TypeVar("T")
MOST = 500
"""SQLite accepts a few thousand values in a statement at most."""


def parts(values: Sequence[T]) -> Iterator[Sequence[T]]:
    """The values in their order, so many at a time."""
    for i in range(0, len(values), MOST):
        yield values[i : i + MOST]
