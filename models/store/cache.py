"""What a process remembers of the programmes between transactions."""

from __future__ import annotations

from models.catalogue import Catalogue


class CatalogueCache:
    """The programmes as last read, with the revision they were read at. Threads may share it."""

    def __init__(self) -> None:
        self._held: tuple[int, Catalogue] = (-1, Catalogue())

    def at(self, revision: int) -> Catalogue | None:
        """The programmes, if those held are at this revision."""
        known, catalogue = self._held
        return catalogue if known == revision else None

    def hold(self, revision: int, catalogue: Catalogue) -> None:
        """Keeps them until some process changes one."""
        self._held = (revision, catalogue)

    def hold_same(self, other: CatalogueCache) -> None:
        """Keeps what the other holds, if anything."""
        if other._held[0] >= 0:
            self._held = other._held
