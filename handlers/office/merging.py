"""Two people changed one programme: what differs, what goes together, and what somebody must choose."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

_ABOUT = ("about", "who", "what", "name", "by", "verdict")
MISSING = None
"""A file has no field that is nothing."""
_NAMES = ("id", "key", "number", "value")
Path = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """One place where two versions differ; a value that is missing is None."""

    path: Path
    before: Any
    after: Any


@dataclass(frozen=True, slots=True)
class Clash:
    """One place that both changed, each otherwise."""

    path: Path
    before: Any
    mine: Any
    theirs: Any


@dataclass(slots=True)
class Merged:
    """All of both, and the places where one of them had to be left out."""

    fields: dict[str, Any] = field(default_factory=dict)
    clashes: list[Clash] = field(default_factory=list)


def name(path: Path) -> str:
    """A place's name in a form."""
    return "/".join(path)


def differences(before: Any, after: Any, path: Path = ()) -> list[Difference]:
    """Every place that differs, in the order of a file; whole records where one is new or gone."""
    if before == after:
        return []
    if isinstance(before, Mapping) and isinstance(after, Mapping):
        names = dict.fromkeys((*before, *after))
        return [d for n in names for d in differences(before.get(n), after.get(n), (*path, str(n)))]
    if _some_records(before) or _some_records(after):
        before, after = before or [], after or []
    if _records(before) and _records(after):
        old, new = _named(before), _named(after)
        found = [
            d for n in dict.fromkeys((*old, *new)) for d in differences(old.get(n), new.get(n), (*path, n))
        ]
        return found or [Difference(path, list(old), list(new))]
    return [Difference(path, before, after)]


def merge(
    base: Mapping[str, Any], mine: Mapping[str, Any], theirs: Mapping[str, Any], chosen: Mapping[str, str]
) -> Merged:
    """Both changes together; where they clash, mine, unless `theirs` is chosen for that place."""
    merged = Merged()
    merged.fields = _merge(base, mine, theirs, (), chosen, merged.clashes)
    return merged


def _merge(
    base: Any, mine: Any, theirs: Any, path: Path, chosen: Mapping[str, str], clashes: list[Clash]
) -> Any:
    if mine in (theirs, base):
        return theirs
    if theirs == base:
        return mine
    if isinstance(mine, Mapping) and isinstance(theirs, Mapping):
        old = base if isinstance(base, Mapping) else {}
        made = {
            n: _merge(old.get(n), mine.get(n), theirs.get(n), (*path, str(n)), chosen, clashes)
            for n in dict.fromkeys((*theirs, *mine))
        }
        return {n: value for n, value in made.items() if value is not MISSING}
    if _records(mine) and _records(theirs) and (base is MISSING or _records(base)):
        return _merge_records(base or [], mine, theirs, path, chosen, clashes)
    clashes.append(Clash(path, base, mine, theirs))
    return theirs if chosen.get(name(path)) == "theirs" else mine


def _merge_records(
    base: Any, mine: Any, theirs: Any, path: Path, chosen: Mapping[str, str], clashes: list[Clash]
) -> list[Any]:
    old, own, other = _named(base), _named(mine), _named(theirs)
    # Whoever put them in another order has it; new ones of the other come after.
    first, second = (own, other) if list(other) == list(old) else (other, own)
    made = [
        _merge(old.get(n), own.get(n), other.get(n), (*path, n), chosen, clashes)
        for n in dict.fromkeys((*first, *second))
    ]
    return [record for record in made if record is not MISSING]


def _some_records(value: Any) -> bool:
    return _records(value) and len(value) > 0


def _records(value: Any) -> bool:
    return (
        isinstance(value, Sequence)
        and not isinstance(value, str)
        and all(isinstance(one, Mapping) for one in value)
    )


def _named(records: Sequence[Mapping[str, Any]]) -> dict[str, Mapping[str, Any]]:
    """Records by what names them: an id, or what they are about, the how manieth of it."""
    seen: Counter[str] = Counter()
    found = {}
    for record in records:
        own = next((str(record[n]) for n in _NAMES if n in record), None)
        what = own or " ".join(str(record[n]) for n in _ABOUT if n in record)
        seen[what] += 1
        found[what if seen[what] == 1 else f"{what} ({seen[what]})"] = record
    return found
