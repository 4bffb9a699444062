"""What follows from a programme's data alone is worked out once: the data never change, they are replaced."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from functools import wraps
from typing import TypeVar

from models.programme import Programme

T = TypeVar("T")

_MOST = 128
"""How many programmes are remembered; a host has a few, and each version of one is another."""


def once_each(work_out: Callable[[Programme], T]) -> Callable[[Programme], T]:
    """The function, asked once for each programme. What it returns is shared: nobody may change it."""
    known: OrderedDict[int, tuple[Programme, T]] = OrderedDict()

    @wraps(work_out)
    def remembered(programme: Programme) -> T:
        # By identity: comparing whole programmes takes longer than most of what is asked of them.
        found = known.get(id(programme))
        if found is not None and found[0] is programme:
            return found[1]
        result = work_out(programme)
        known[id(programme)] = (programme, result)
        while len(known) > _MOST:
            known.popitem(last=False)
        return result

    return remembered
