"""A list of applications: what is asked for, what comes back, page by page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from models.application import ApplicationState

PAGE = 50
"""Rows of a page."""
SORTS = ("submitted", "-submitted", "name", "province")
"""Oldest first, newest first, by name, by province; the first where nothing else is asked."""
REVIEW, RING, NO_LINE = "review", "to-ring", "no-line"
"""Flags that follow from what is known; all others are staff's own."""
KNOWN_FLAGS = (REVIEW, RING, NO_LINE)
LONGEST_FLAG = 40


@dataclass(frozen=True, slots=True)
class Filter:
    """Which applications of a programme; of each field any of the values, and of all fields together.

    q      words that must all be found
    flags  `KNOWN_FLAGS` or staff's own
    """

    q: str = ""
    states: tuple[str, ...] = ()
    provinces: tuple[str, ...] = ()
    organisation_types: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    sort: str = SORTS[0]

    @classmethod
    def of(cls, given: Mapping[str, Sequence[str]]) -> Filter:
        """From an address's or form's fields, which may repeat. What means nothing is left out."""

        def several(name: str) -> tuple[str, ...]:
            return tuple(dict.fromkeys(clean for text in given.get(name, ()) if (clean := _clean(text))))

        sort = next(iter(given.get("sort", ())), SORTS[0])
        states = {state.value for state in ApplicationState} - {ApplicationState.DRAFT.value}
        return cls(
            q=next(iter(given.get("q", ())), "").strip(),
            states=tuple(state for state in several("state") if state in states),
            provinces=several("province"),
            organisation_types=several("organisation_type"),
            flags=several("flag"),
            sort=sort if sort in SORTS else SORTS[0],
        )

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """The same as fields of an address or a form."""
        found = [("q", self.q)] if self.q else []
        for name in NAMES:
            found += [(name, value) for value in getattr(self, NAMES[name])]
        return found + ([("sort", self.sort)] if self.sort != SORTS[0] else [])

    def only(self, **fields: tuple[str, ...] | str) -> Filter:
        """The same with other values in these fields."""
        return replace(self, **fields)  # type: ignore[arg-type]

    @property
    def narrow(self) -> bool:
        """Whether it leaves anything out."""
        return bool(self.q or self.states or self.provinces or self.organisation_types or self.flags)


NAMES = {
    "state": "states",
    "province": "provinces",
    "organisation_type": "organisation_types",
    "flag": "flags",
}
"""Fields of an address that may repeat, and the filter's own."""


@dataclass(frozen=True, slots=True)
class Row:
    """One application in a list.

    review  looks like a duplicate, or lacks something: staff look at it
    flags   staff's own, in order
    ring    since when its person must be told of a decision by telephone
    linked  whether a LINE user stands behind it
    """

    id: str
    reference: str
    programme: str
    state: ApplicationState
    version: int
    submitted_at: datetime
    name: str
    position: str
    unit: str
    province: str
    organisation_type: str
    phone: str
    review: bool
    linked: bool
    ring: datetime | None = None
    flags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Contact:
    """By what one application's person is recognised."""

    reference: str
    state: ApplicationState
    phone: str
    email: str
    name_key: str


@dataclass(frozen=True, slots=True)
class Page:
    """Rows in the list's order. `after` begins the next page, `before` the one before ("": the first)."""

    rows: tuple[Row, ...]
    after: str | None = None
    before: str | None = None


@dataclass(frozen=True, slots=True)
class Tally:
    """How many match, and how many there would be of each value of a field, were it the only one chosen."""

    total: int
    everything: int
    states: Mapping[str, int] = field(default_factory=dict)
    provinces: Mapping[str, int] = field(default_factory=dict)
    organisation_types: Mapping[str, int] = field(default_factory=dict)
    flags: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ToDo:
    """What waits for staff: applications nobody decided on, people to ring. `oldest`: sent first of those."""

    to_decide: int
    to_ring: int
    oldest: datetime | None = None


def flag_of(text: str) -> str | None:
    """A flag as kept, on one line; None if it says nothing, is too long or means something already."""
    clean = _clean(" ".join(text.split()))
    return clean if clean and len(clean) <= LONGEST_FLAG and clean not in KNOWN_FLAGS else None


def merged(parts: Iterable[tuple[str, int]]) -> dict[str, int]:
    """Counts by value, summed."""
    found: dict[str, int] = {}
    for value, count in parts:
        found[value] = found.get(value, 0) + count
    return found


def _clean(text: str) -> str:
    return "".join(c for c in text if c >= " " and not "\ud800" <= c <= "\udfff").strip()
