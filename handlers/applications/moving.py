"""Moving an application from state to state: history, the reminders that follow, telling the applicant."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from handlers.refusal import Refusal, Refused
from models.application import LIVE, Application, ApplicationState, Change
from models.outbox import Letter
from models.reply import Reply
from models.store import Transaction

APPLICANT = "applicant"
DECISION = "decision"
"""With what the keys of such messages begin."""


@dataclass(frozen=True, slots=True)
class Delay:
    """For how long the applicant is not told yet, so that a decision can be taken back. Machine time."""

    machine_now: datetime
    span: timedelta

    @property
    def until(self) -> datetime | None:
        """When they are told; None at once."""
        return self.machine_now + self.span if self.span else None


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
    delay: Delay | None = None,
) -> Application | Refused:
    """Moves it, if it may become that."""
    if not application.may_become(state):
        return Refused(Refusal.CANNOT_BECOME, {**named(application), "wanted": state.value})
    if has_another(tx, application, state):
        return Refused(Refusal.HAS_ANOTHER, named(application))
    change = Change(
        now, actor, state.value, {"state": application.state.value}, {"state": state.value}, reason
    )
    moved = tx.applications.keep(replace(application, state=state, updated_at=now), [change])
    follow_in_reminders(tx, moved, now, delay)
    return moved


def has_another(tx: Transaction, application: Application, state: ApplicationState) -> bool:
    """Whether this state would give its person a second application of their own under way."""
    if application.user is None or application.on_behalf or state not in LIVE or application.state in LIVE:
        return False
    user, programme = application.user, application.programme
    others = (
        tx.applications.own(user, programme),
        tx.applications.draft(user, programme, on_behalf=False),
    )
    return any(other is not None and other.id != application.id for other in others)


def follow_in_reminders(
    tx: Transaction, application: Application, now: datetime, delay: Delay | None = None
) -> None:
    """An approved applicant is owed earlier reminders that still matter; nobody else is sent any more."""
    if application.state is ApplicationState.APPROVED:
        tx.reminders.owe(application.id, None, now + delay.span if delay else now)
        return
    tx.reminders.settled(application.id)
    plan = tx.reminders.of(application.programme)
    tx.outbox.take_back([reminder.key(application.id) for reminder in plan if now < reminder.expires_at])


def notice_key(application: str, version: int) -> str:
    """The outbox key of what an applicant is told of the move that made this version."""
    return f"{DECISION}:{application}:{version}"


def tell(
    tx: Transaction, application: Application, reply: Reply, now: datetime, delay: Delay | None = None
) -> bool:
    """Tells the applicant of a move once: the version is in the key. Whom no push reaches, staff ring."""
    key = notice_key(application.id, application.version)
    told = application.user is not None and tx.outbox.put(
        Letter(key, application.user, (reply,), not_before=delay.until if delay else None), now
    )
    if told:
        tx.desk.rung(application.id)
    else:
        tx.desk.ring(application.id, now)
    return told


def untold(tx: Transaction, keys: Iterable[str], now: datetime) -> None:
    """These messages will not be sent: whom they would have told of a decision, staff ring."""
    for key in keys:
        kind, _, rest = key.partition(":")
        application = rest.partition(":")[0]
        if kind == DECISION and tx.applications.seen(application) is not None:
            tx.desk.ring(application, now)
