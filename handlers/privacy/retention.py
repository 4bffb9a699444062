"""What is erased because its time is over, and what is noted of that (PDPA s. 37 (3))."""

from __future__ import annotations

from datetime import datetime, timedelta

from handlers.applications import stopping
from handlers.applications.dropping import drop
from handlers.privacy import erasing
from handlers.programmes.admission import window
from handlers.reminders.reminder_tick import NOTICES_KEPT
from models.application import ApplicationState
from models.calendar import end_of
from models.privacy import Keeping
from models.store import Transaction

GUARDS_KEPT = timedelta(days=30)
"""How long inbox and reply keys are kept as guards; LINE redelivers within minutes."""
FAILURES_KEPT = timedelta(days=90)
"""How long what failed when it was due is shown."""
SILENT_AT_ONCE = 200
"""People forgotten in one transaction."""
_DRAFT = ApplicationState.DRAFT
_REJECTED = (ApplicationState.REJECTED, ApplicationState.WITHDRAWN)
PROGRAMME_OVER, DRAFTS, REJECTED = "programme over", "drafts", "rejected"
CASES, QUESTIONS, PEOPLE, CHATS = "cases", "questions", "people", "chats"


def tidy(tx: Transaction, now: datetime, keeping: Keeping) -> int:
    """Erases personal data when its time is over, and drops guards no longer needed.

    Returns how many applications were erased.
    """
    gone = {
        PROGRAMME_OVER: _over(tx, now),
        DRAFTS: _drop(tx, _counted(tx, tx.applications.untouched_since(now - keeping.drafts, [_DRAFT]))),
        REJECTED: _drop(tx, tx.applications.untouched_since(now - keeping.rejected, _REJECTED)),
    }
    texts = now - keeping.texts
    others = {
        CASES: tx.cases.forget_before(texts),
        QUESTIONS: tx.learning.forget_before(texts),
        PEOPLE: _silent(tx, now - keeping.silent),
        CHATS: tx.talk.forget_before(now - keeping.chats) if keeping.chats else tx.talk.forget_closed(),
    }
    for what, count in (gone | others).items():
        tx.privacy.let_go(what, count, now)
    tx.inbox.forget_before(now - GUARDS_KEPT)
    tx.outbox.forget_before(now - GUARDS_KEPT, ["reply:"])
    tx.reminders.forget_before(now - NOTICES_KEPT)
    tx.failures.forget_before(now - FAILURES_KEPT)
    tx.privacy.end_links(before=now)
    return sum(gone.values())


def _over(tx: Transaction, now: datetime) -> int:
    """Applications of programmes that ended longer ago than was promised to those who applied."""
    count = 0
    for programme in tx.programmes.catalogue().programmes:
        last = programme.days[-1].date if programme.sessions else window(programme).closes
        if last is None:
            continue
        if now >= end_of(last + timedelta(days=programme.applications.privacy.keep_days)):
            count += _drop(tx, tx.applications.ids_of_programme(programme.id))
    return count


def _counted(tx: Transaction, drafts: list[str]) -> list[str]:
    """Where each stood is counted before it goes."""
    for id in drafts:
        if (draft := tx.applications.seen(id)) is not None:
            stopping.note(tx, draft)
    return drafts


def _silent(tx: Transaction, when: datetime) -> int:
    """People of whom nothing is kept but that they once wrote."""
    silent = tx.people.silent_since(when, SILENT_AT_ONCE)
    for user in silent:
        erasing.forget(tx, user)
    return len(silent)


def _drop(tx: Transaction, applications: list[str]) -> int:
    for application in applications:
        drop(tx, application)
    return len(applications)
