"""Moving an application from state to state: history, the reminders that follow, telling the applicant."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from handlers.refusal import Refusal, Refused
from models.application import Application, ApplicationState, Change
from models.outbox import Letter
from models.reply import Reply
from models.store import Transaction

APPLICANT = "applicant"


def named(application: Application) -> dict[str, str]:
    """What refusals say about an application."""
    return {"reference": application.reference or "", "state": application.state.value}


def move(
    tx: Transaction,
    application: Application,
    state: ApplicationState,
    actor: str,
    reason: str | None,
    now: datetime,
) -> Application | Refused:
    if not application.may_become(state):
        return Refused(Refusal.CANNOT_BECOME, {**named(application), "wanted": state.value})
    change = Change(
        now, actor, state.value, {"state": application.state.value}, {"state": state.value}, reason
    )
    moved = tx.applications.keep(replace(application, state=state, updated_at=now), [change])
    follow_in_reminders(tx, moved, now)
    return moved


def follow_in_reminders(tx: Transaction, application: Application, now: datetime) -> None:
    """An approved applicant is owed earlier reminders that still matter; nobody else is sent any more."""
    if application.state is ApplicationState.APPROVED:
        tx.reminders.owe(application.id, None, now)
        return
    tx.reminders.settled(application.id)
    plan = tx.reminders.of(application.programme)
    tx.outbox.take_back([reminder.key(application.id) for reminder in plan if now < reminder.expires_at])


def tell(tx: Transaction, application: Application, reply: Reply, now: datetime) -> None:
    """Tells the applicant of a move once: the version is in the key."""
    key = f"decision:{application.id}:{application.version}"
    tx.outbox.put(Letter(key, application.user, (reply,)), now)
