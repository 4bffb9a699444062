"""A programme's applications as a table."""

from __future__ import annotations

from collections.abc import Sequence

from handlers.questions import kind_of
from models.application import Application
from models.calendar import BANGKOK
from models.programme import Programme

FIXED = ("reference", "status", "submitted_at")


def columns(programme: Programme) -> list[str]:
    """The columns, in the form's order after the fixed ones."""
    return [*FIXED, *(q.key for q in programme.questions)]


def row(programme: Programme, application: Application) -> list[str]:
    """One application. Times are ISO 8601 in Thailand; a skipped answer is empty."""
    submitted = application.submitted_at
    cells = [
        application.reference or "",
        application.state.value,
        submitted.astimezone(BANGKOK).isoformat(timespec="seconds") if submitted else "",
    ]
    for question in programme.questions:
        value = application.answers.get(question.key)
        cells.append("" if value is None else kind_of(question).export(question, value))
    return cells


def table(programme: Programme, applications: Sequence[Application]) -> list[list[str]]:
    """The heading and a row an application."""
    return [columns(programme), *(row(programme, a) for a in applications)]
