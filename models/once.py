"""What follows from a value alone is worked out once: values never change, they are replaced."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from functools import wraps
from typing import TypeVar

V = TypeVar("V")
T = TypeVar("T")


def once_each(most: int) -> Callable[[Callable[[V], T]], Callable[[V], T]]:
    """A function asked once for each value, of which the last `most` are remembered.

    What it returns is shared: nobody may change it.
    """

    def of(work_out: Callable[[V], T]) -> Callable[[V], T]:
        known: OrderedDict[int, tuple[V, T]] = OrderedDict()

        @wraps(work_out)
        def remembered(value: V) -> T:
            # By identity: comparing whole values takes longer than most of what is asked of them.
            found = known.get(id(value))
            if found is not None and found[0] is value:
                return found[1]
            result = work_out(value)
            known[id(value)] = (value, result)
            while len(known) > most:
                known.popitem(last=False)
            return result

        return remembered

    return of
