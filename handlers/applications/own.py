"""What people do with their own applications: withdraw one, reuse earlier answers, have all erased."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from handlers.applications.moving import APPLICANT, move
from handlers.applications.questions import kind_of
from handlers.applications.seats import fill_seats
from handlers.refusal import Refused
from models.application import Application, ApplicationState
from models.programme import Programme
from models.store import Transaction


def withdraw(tx: Transaction, application: Application, now: datetime) -> Application | Refused:
    """Withdraws a submitted application; a seat it held goes to the next in line."""
    moved = move(tx, application, ApplicationState.WITHDRAWN, APPLICANT, None, now)
    programme = tx.programmes.catalogue().get(application.programme)
    if not isinstance(moved, Refused) and programme is not None:
        fill_seats(tx, programme, now)
    return moved


def earlier_answers(tx: Transaction, programme: Programme, user: str) -> dict[str, Any]:
    """The person's answers to the same questions in earlier applications; the newest wins."""
    kept: dict[str, Any] = {}
    catalogue = tx.programmes.catalogue()
    for application in tx.applications.of(user):
        before = catalogue.get(application.programme)
        if before is None or application.on_behalf or application.state is ApplicationState.DRAFT:
            continue
        for question in programme.questions:
            same = before.question(question.key)
            value = application.answers.get(question.key)
            carried = same is not None and same.kind == question.kind and kind_of(question).carried_over
            if carried and value is not None:
                kept.setdefault(question.key, value)
    return kept
