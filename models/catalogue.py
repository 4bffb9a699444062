"""All programmes there are, and how people name them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from models.programme import Programme
from models.understanding import Lesson, ModuleNames, ProgrammeNames, Vocabulary


@dataclass(frozen=True)
class Catalogue:
    """All programmes the database holds, in the order added, and what staff taught about questions.

    unpublished   programmes that are not spoken of, but found by id: people may be in them
    """

    programmes: tuple[Programme, ...] = ()
    lessons: tuple[Lesson, ...] = ()
    unpublished: tuple[Programme, ...] = ()

    def get(self, id: str | None) -> Programme | None:
        """One by id."""
        return next((p for p in (*self.programmes, *self.unpublished) if p.id == id), None)

    @cached_property
    def spoken_of(self) -> Catalogue:
        """The same for the chat: programmes that are not published are not named there."""
        silent = tuple(p for p in self.programmes if not p.published)
        if not silent:
            return self
        shown = tuple(p for p in self.programmes if p.published)
        return Catalogue(shown, self.lessons, (*self.unpublished, *silent))

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """How people may name the programmes and their modules, and questions staff have labelled."""
        return Vocabulary(tuple(_names(p) for p in self.programmes), self.lessons)

    def named(self, ids: Sequence[str]) -> tuple[Programme, ...]:
        """The programmes with these ids that exist, in the order given."""
        return tuple(p for p in (self.get(id) for id in ids) if p is not None)

    def only(self) -> Programme | None:
        """The programme, where there is exactly one."""
        return self.programmes[0] if len(self.programmes) == 1 else None


def _names(programme: Programme) -> ProgrammeNames:
    names = (programme.short_name, programme.name, programme.name_en, *programme.aliases)
    return ProgrammeNames(
        programme.id,
        tuple(dict.fromkeys(n for n in names if n)),
        tuple(ModuleNames(m.number, tuple(n for n in (m.name, *m.also) if n)) for m in programme.modules),
        "\n".join(_said(programme)),
    )


def _said(programme: Programme) -> Iterator[str]:
    """The words of its statements, as people may use them in a question about it."""
    for fact in programme.facts:
        yield from (fact.heading or "", fact.text, *fact.also)
    for entry in programme.timeline:
        yield from (entry.what, *entry.also)
    for session in programme.sessions:
        yield from (session.title or "", session.place or "")
    for module in programme.modules:
        yield from (module.name or "", *module.also)
    for fee in programme.fees:
        yield from (fee.what, *fee.also)
    for round in programme.rounds:
        yield from (round.name, round.place or "", *round.also)
    for audience in programme.audiences:
        yield audience.quote
