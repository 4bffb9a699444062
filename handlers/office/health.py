"""How the office's machinery is, for whoever can do something: counts and instants, no names."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from handlers.office import outbox
from models.calendar import Moment
from models.failure import DueFailure
from models.health import Trouble
from models.outbox import OutboxState
from models.store import Transaction

ERASED_WITHIN = timedelta(days=1)
WAITS_TOO_LONG = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Found:
    """A trouble, how much of it, and what is known besides, which only an admin is shown."""

    trouble: Trouble
    count: int = 1
    more: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Health:
    """All that is wrong, and what is counted either way."""

    troubles: tuple[Found, ...]
    waiting: int
    sent: int
    failed: int
    oldest: datetime | None
    due: tuple[DueFailure, ...]
    next_due: datetime | None


def health(tx: Transaction, at: Moment) -> Health:
    """As of now."""
    delivery = outbox.waiting(tx)
    count = delivery.states.get
    failed = count(OutboxState.FAILED.value, 0)
    waiting = count(OutboxState.PENDING.value, 0) + count(OutboxState.LEASED.value, 0)
    late = [it for it in tx.privacy.erasures_waiting() if at.now - it > ERASED_WITHIN]
    stuck = delivery.oldest is not None and at.now - delivery.oldest > WAITS_TOO_LONG
    line, due, next_due = tuple(outbox.trouble(tx)), tuple(tx.failures.all()), tx.reminders.next_at()
    away = delivery.circuit.open or delivery.circuit.trouble is not None
    behind = next_due is not None and at.now - next_due > WAITS_TOO_LONG
    all_ = (
        Found(Trouble.LINE_AWAY, int(away), line),
        Found(Trouble.LINE_REFUSES, len(tx.channel.refuses_all()), line),
        Found(Trouble.QUOTA_OUT, int(delivery.quota.out)),
        Found(Trouble.FAILED, failed),
        Found(Trouble.WAITING, waiting if stuck else 0),
        Found(Trouble.DUE, len(due)),
        Found(Trouble.SCHEDULER, int(behind)),
        Found(Trouble.ERASURES, len(late)),
        Found(Trouble.JOBS, tx.jobs.unfinished(at.now - WAITS_TOO_LONG)),
        Found(Trouble.NO_PROGRAMME, int(not tx.programmes.catalogue().programmes)),
        Found(Trouble.NO_MENU, int(not tx.menus.published())),
    )
    troubles = tuple(it for it in all_ if it.count)
    sent = count(OutboxState.SENT.value, 0)
    return Health(troubles, waiting, sent, failed, delivery.oldest, due, next_due)
