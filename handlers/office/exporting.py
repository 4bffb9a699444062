"""A programme's applications as a table, row by row: no more of them are held than a few hundred."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from handlers.applications.applicable import applicable
from handlers.applications.questions import kind_of
from handlers.applications.sealing import SEALED
from handlers.wording.office import applications as words
from handlers.wording.office.applications import EXPORT_HEADINGS
from models.application import Application
from models.calendar import BANGKOK
from models.listing import Filter
from models.programme import Programme, Question
from models.store import Transaction

Unseal = Callable[[str], str]
"""Opens what was sealed."""

FIXED = ("reference", "status", "submitted_at")
SOURCE = "source"
"""The last column: the code of the poster that led there."""


def columns(programme: Programme) -> list[str]:
    """The columns: the fixed ones, then the form's in its order, last where people came from."""
    former = (f"{q.key} (former)" for q in programme.former_questions)
    return [*FIXED, *(q.key for q in programme.questions), *former, SOURCE]


def headings(programme: Programme) -> list[str]:
    """What the columns are called in Thai."""
    former = (words.former(q.label) for q in programme.former_questions)
    fixed = (EXPORT_HEADINGS[key] for key in FIXED)
    return [*fixed, *(q.label for q in programme.questions), *former, EXPORT_HEADINGS[SOURCE]]


def row(programme: Programme, application: Application, unseal: Unseal | None = None) -> list[str]:
    """One application. Times are ISO 8601 in Thailand; a skipped answer is empty, a secret one masked."""
    submitted = application.submitted_at
    cells = [
        application.reference or "",
        application.state.value,
        submitted.astimezone(BANGKOK).isoformat(timespec="seconds") if submitted else "",
    ]
    applying = {q.key for q in applicable(programme, application.answers)}
    for question in programme.questions:
        value = application.answers.get(question.key) if question.key in applying else None
        cells.append(_cell(question, value, unseal))
    cells += [_cell(q, application.answers.get(q.key), unseal) for q in programme.former_questions]
    return [*cells, application.source or ""]


def lines(
    tx: Transaction,
    programme: Programme,
    wanted: Filter = Filter(),  # noqa: B008 - a frozen value
    unseal: Unseal | None = None,
    *,
    thai: bool = False,
) -> Iterator[list[str]]:
    """The heading and a row for each application that matches, in the list's order.

    unseal  puts secret answers in clear
    thai    headings in Thai instead of keys
    """
    yield headings(programme) if thai else columns(programme)
    for application in tx.listing.walk(programme.id, wanted):
        yield row(programme, application, unseal)


def _cell(question: Question, value: Any, unseal: Unseal | None) -> str:
    if value is None:
        return ""
    kind = kind_of(question)
    if kind.secret and unseal is not None and SEALED in value:
        return unseal(value[SEALED])
    return kind.export(question, value)
