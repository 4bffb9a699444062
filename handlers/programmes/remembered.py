"""What follows from a programme's data alone is worked out once: the data never change, they are replaced."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from models.once import once_each as once_each_of_the_last
from models.programme import Programme

T = TypeVar("T")

_MOST = 128
"""How many programmes are remembered; a host has a few, and each version of one is another."""


def once_each(work_out: Callable[[Programme], T]) -> Callable[[Programme], T]:
    """The function, asked once for each programme. What it returns is shared: nobody may change it."""
    return once_each_of_the_last(_MOST)(work_out)
