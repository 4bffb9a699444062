"""A programme's applications as a table."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from handlers.applications.applicable import applicable
from handlers.applications.questions import kind_of
from handlers.applications.sealing import SEALED
from models.application import Application
from models.calendar import BANGKOK
from models.programme import Programme, Question

Unseal = Callable[[str], str]
"""Opens what was sealed."""

FIXED = ("reference", "status", "submitted_at")


def columns(programme: Programme) -> list[str]:
    """The columns, in the form's order after the fixed ones."""
    return [*FIXED, *(q.key for q in programme.questions)]


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
    return cells


def _cell(question: Question, value: Any, unseal: Unseal | None) -> str:
    if value is None:
        return ""
    kind = kind_of(question)
    if kind.secret and unseal is not None and SEALED in value:
        return unseal(value[SEALED])
    return kind.export(question, value)


def table(
    programme: Programme, applications: Sequence[Application], unseal: Unseal | None = None
) -> list[list[str]]:
    """The heading and a row per application; with `unseal`, secret answers in clear."""
    return [columns(programme), *(row(programme, a, unseal) for a in applications)]
