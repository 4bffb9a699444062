"""What a programme file's schema cannot catch: faults of meaning, each with its location."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from handlers.applications.applicable import misplaced
from handlers.applications.questions import kind_of, kinds
from handlers.enquiries.answer import answer_kinds
from handlers.reminders.reminder_plan import rule_faults
from handlers.turn import LABEL
from handlers.wording.dates import BUDDHIST
from models import graphemes
from models.programme import Catalogue, Programme
from models.programme_file import Path_

FIRST_BUDDHIST_YEAR = 2400
"""No programme is held this late in the Gregorian calendar."""


@dataclass(frozen=True, slots=True)
class ProgrammeFault:
    """A fault of meaning in a programme: where and what."""

    path: Path_
    what: str


def faults(programme: Programme, others: Catalogue) -> Iterator[ProgrammeFault]:
    """What the schema cannot catch: names that exist nowhere, duplicates, reversed windows."""
    for i, question in enumerate(programme.questions):
        if question.kind not in kinds():
            known = ", ".join(sorted(kinds()))
            yield ProgrammeFault(("questions", i, "kind"), f"{question.kind} is no kind of question: {known}")
        elif (fault := kind_of(question).check(question)) is not None:
            yield ProgrammeFault(("questions", i), fault)
    for i, key, fault in misplaced(programme):
        yield ProgrammeFault(("questions", i, "when", key), fault)
    for i, part, fault in rule_faults(programme):
        yield ProgrammeFault(("reminders", i, part), fault)
    yield from _doubles("questions", [q.key for q in programme.questions], "key")
    yield from _doubles("sessions", [s.id for s in programme.sessions], "id")
    yield from _doubles("modules", [m.number for m in programme.modules], "number")
    yield from _doubles("reminders", [r.id for r in programme.reminders], "id")
    for i, fact in enumerate(programme.facts):
        if fact.about not in answer_kinds():
            yield ProgrammeFault(("facts", i, "about"), f"nobody can ask about {fact.about}")
    for i, session in enumerate(programme.sessions):
        if session.starts and session.ends and session.ends <= session.starts:
            yield ProgrammeFault(("sessions", i, "ends"), "is not after starts")
    for path, day in _days(programme):
        if day.year > FIRST_BUDDHIST_YEAR:
            yield ProgrammeFault(
                path, f"is in a Buddhist year: write {day.replace(year=day.year - BUDDHIST)}"
            )
    if graphemes.count(programme.short_name) > LABEL:
        yield ProgrammeFault(("short_name",), f"is longer than {LABEL} characters, so no button can hold it")
    rules = programme.applications
    if rules.opens and rules.closes and rules.closes < rules.opens:
        yield ProgrammeFault(("applications", "closes"), "is before opens")
    for other in others.programmes:
        if other.id != programme.id and other.applications.prefix == rules.prefix:
            yield ProgrammeFault(("applications", "prefix"), f"{rules.prefix} is the prefix of {other.id}")


def _days(programme: Programme) -> Iterator[tuple[Path_, date]]:
    rules = programme.applications
    named: list[tuple[Path_, date | None]] = [
        (("source", "published"), programme.source.published),
        (("applications", "opens"), rules.opens),
        (("applications", "closes"), rules.closes),
        *((("sessions", i, "date"), s.date) for i, s in enumerate(programme.sessions)),
    ]
    yield from ((path, day) for path, day in named if day is not None)


def _doubles(field: str, names: Sequence[str], part: str) -> Iterator[ProgrammeFault]:
    for i, name in enumerate(names):
        if name in names[:i]:
            yield ProgrammeFault((field, i, part), f"{name} is there twice")
