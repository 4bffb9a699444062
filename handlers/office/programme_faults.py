"""What a programme file's schema cannot catch: faults of meaning, each with its location."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from handlers.applications.applicable import misplaced
from handlers.applications.question_kind import Problem
from handlers.applications.questions import kind_of, kinds
from handlers.enquiries.answer import answer_kinds
from handlers.reminders.reminder_plan import rule_faults
from handlers.turn import LABEL
from handlers.wording.dates import BUDDHIST
from intents.entities import find_all
from intents.normalise import normalise
from models import graphemes
from models.catalogue import Catalogue
from models.programme import Programme, Question
from models.programme_file import Path_
from models.understanding import Understanding

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
        elif (why := _bad_example(question)) is not None:
            yield ProgrammeFault(("questions", i, "example"), f"its own example is no answer to it: {why}")
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
    yield from _of_rows(programme)
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


def _bad_example(question: Question) -> str | None:
    """Why a question's own example would be refused; several may stand there, with commas between."""
    if question.example is None or kind_of(question).takes_files:
        return None
    whole = _answers(question, question.example)
    parts = [_answers(question, part.strip()) for part in question.example.split(",")]
    if whole is None or all(part is None for part in parts):
        return None
    return whole


def _answers(question: Question, text: str) -> str | None:
    """Why a text is no answer; None if it is one."""
    read = Understanding(normalise(text), entities=find_all(normalise(text), date(2024, 4, 5)))
    answer = kind_of(question).parse(question, read)
    return answer.text.splitlines()[0] if isinstance(answer, Problem) else None


def _of_rows(programme: Programme) -> Iterator[ProgrammeFault]:
    """Rounds, timeline, fees, quotas: names that stand for nothing, entries without a day."""
    rounds = {r.id for r in programme.rounds}
    prices = {e.id for e in programme.timeline if e.kind == "price"}
    yield from _doubles("rounds", [r.id for r in programme.rounds], "id")
    yield from _doubles("timeline", [e.id for e in programme.timeline], "id")
    yield from _doubles("staff_answers", [a.id for a in programme.staff_answers], "id")
    named = {
        "sessions": [s.round for s in programme.sessions],
        "timeline": [e.round for e in programme.timeline],
        "facts": [f.round for f in programme.facts],
        "fees": [f.round for f in programme.fees],
    }
    for field, of in named.items():
        for i, round_id in enumerate(of):
            if round_id is not None and round_id not in rounds:
                yield ProgrammeFault((field, i, "round"), f"{round_id} is no round of the programme")
    for i, entry in enumerate(programme.timeline):
        days = (entry.date, entry.until, entry.roughly, entry.days_before)
        if entry.kind != "price" and all(day is None for day in days):
            yield ProgrammeFault(("timeline", i), "needs date, until, roughly or days_before")
        if entry.date and entry.until and entry.until < entry.date:
            yield ProgrammeFault(("timeline", i, "until"), "is before date")
    for i, round in enumerate(programme.rounds):
        if round.opens and round.closes and round.closes < round.opens:
            yield ProgrammeFault(("rounds", i, "closes"), "is before opens")
    for i, fee in enumerate(programme.fees):
        if (fee.amount is None) == (not fee.amounts):
            yield ProgrammeFault(("fees", i), "needs either amount or amounts")
        for id in fee.amounts:
            if id not in prices:
                yield ProgrammeFault(
                    ("fees", i, "amounts", id), f"{id} is no entry of kind price in the timeline"
                )
    keys = {q.key for q in programme.questions}
    for i, quota in enumerate(programme.applications.quotas):
        path: Path_ = ("applications", "quotas", i)
        if quota.by not in keys:
            yield ProgrammeFault((*path, "by"), f"{quota.by} is no question of the form")
        if quota.round is not None and programme.round(quota.round) is None:
            yield ProgrammeFault((*path, "round"), f"{quota.round} is no round of the programme")


def _days(programme: Programme) -> Iterator[tuple[Path_, date]]:
    rules = programme.applications
    named: list[tuple[Path_, date | None]] = [
        (("source", "published"), programme.source.published),
        (("applications", "opens"), rules.opens),
        (("applications", "closes"), rules.closes),
        *((("sessions", i, "date"), s.date) for i, s in enumerate(programme.sessions)),
        *((("timeline", i, "date"), e.date) for i, e in enumerate(programme.timeline)),
        *((("timeline", i, "until"), e.until) for i, e in enumerate(programme.timeline)),
        *((("timeline", i, "was"), e.was) for i, e in enumerate(programme.timeline)),
        *((("rounds", i, "opens"), r.opens) for i, r in enumerate(programme.rounds)),
        *((("rounds", i, "closes"), r.closes) for i, r in enumerate(programme.rounds)),
    ]
    yield from ((path, day) for path, day in named if day is not None)


def _doubles(field: str, names: Sequence[str], part: str) -> Iterator[ProgrammeFault]:
    for i, name in enumerate(names):
        if name in names[:i]:
            yield ProgrammeFault((field, i, part), f"{name} is there twice")
