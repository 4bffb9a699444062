"""At which question a form stands that was not sent: counted, without whose it was, before it is dropped."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from handlers.applications.applicable import answered, applicable
from models.application import Application, ApplicationState
from models.calendar import local_day
from models.numbers import CONFIRM
from models.programme import Programme
from models.store import Transaction


def step(programme: Programme, answers: Mapping[str, Any]) -> str:
    """The key of the first question without an answer; `CONFIRM` if only sending is left."""
    asked = applicable(programme, answers)
    return next((q.key for q in asked if not answered(q, answers)), CONFIRM)


def note(tx: Transaction, application: Application) -> None:
    """Counts a draft that is about to be dropped because it was given up or its time is over."""
    programme = tx.programmes.catalogue().get(application.programme)
    if programme is None or application.state is not ApplicationState.DRAFT:
        return
    round = programme.round_in(application.answers) or ""
    day = local_day(application.created_at)
    tx.numbers.stopped(programme.id, day, round, step(programme, application.answers))
