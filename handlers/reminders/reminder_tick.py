"""The scheduler's work: what is due becomes messages. Running twice or late does no harm."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from handlers.applications.lifecycle import drop, fill_seats
from handlers.programmes.admission import Standing, standing
from handlers.reminders import changes
from handlers.reminders.quiet_hours import morning_after, quiet
from handlers.reminders.recipients import MERGED_WITHIN, Part, Push, parts, pushes, queue
from handlers.reminders.reminder_plan import replan, rule_of
from handlers.turn import button, word
from handlers.wording import common, service
from models.application import Application, ApplicationState
from models.calendar import end_of
from models.outbox import Letter
from models.programme import Catalogue, Programme
from models.reminder import Owed, Reminder, ReminderState
from models.reply import Reply
from models.store import Transaction

GUARDS_KEPT = timedelta(days=30)
"""How long inbox and reply keys are kept as guards; LINE redelivers within minutes."""
UNREAD_KEPT = timedelta(days=90)
"""How long a question waits for staff to look at it."""
NOTICES_KEPT = timedelta(days=366)
"""How long after a change somebody who comes back is still told of it."""

LATE = timedelta(minutes=1)
"""A reminder so long after its time was kept waiting, by a process that was away."""


@dataclass(frozen=True, slots=True)
class Ticked:
    """What one tick did: reminders expanded (so many of them late), missed for good, and messages queued."""

    done: int = 0
    late: int = 0
    missed: int = 0
    queued: int = 0

    def __bool__(self) -> bool:
        return bool(self.done or self.missed or self.queued)


def tick(tx: Transaction, now: datetime) -> Ticked:
    """Expands what is due into the outbox, in the transaction that marks it done."""
    catalogue = tx.programmes.catalogue()
    queued = 0
    # First, because it locks programmes: who changes a programme locks in the same order.
    for programme in catalogue.programmes:
        queued += tell_interested(tx, programme, now)
        if tx.applications.count(programme.id, ApplicationState.WAITLISTED):
            queued += fill_seats(tx, programme, now)
    queued += changes.send_due(tx, catalogue, now)
    queued += sum(_settle(tx, catalogue, owed, now) for owed in tx.reminders.owed(now))
    done = late = missed = 0
    for reminder in tx.reminders.due(now):
        if now >= reminder.useless_at:
            tx.reminders.finish(reminder, ReminderState.MISSED)
            missed += 1
        elif _waits_for_morning(catalogue, reminder, now):
            tx.reminders.postpone(reminder, morning_after(now))
        else:
            queued += _send(tx, catalogue, reminder, now)
            done += 1
            late += now - reminder.due_at > LATE
    return Ticked(done, late, missed, queued)


def tell_interested(tx: Transaction, programme: Programme, now: datetime) -> int:
    """Tells those who asked to hear of it that the programme takes applications now, each once."""
    if standing(programme, now) is not Standing.OPEN:
        return 0
    concerned = [programme.id, *([programme.follows] if programme.follows else [])]
    told = tx.people.tell_interested(concerned, now)
    text = service.now_open(programme.short_name, programme.applications.closes)
    choices = (button(common.APPLY, "signup.start", programme.id), word(common.MENU))
    for user in told:
        key = f"interest:{programme.id}:{user}:{now.isoformat()}"
        tx.outbox.put(Letter(key, user, (Reply(text, choices=choices),)), now)
    return len(told)


def tidy(tx: Transaction, now: datetime) -> int:
    """Keeps the promise of how long personal data is kept, and drops guards that guard nothing any more.

    Returns how many applications were erased.
    """
    erased = 0
    for programme in tx.programmes.catalogue().programmes:
        last = programme.days[-1].date if programme.sessions else programme.applications.closes
        if last is None:
            continue
        if now >= end_of(last + timedelta(days=programme.applications.privacy.keep_days)):
            for id in tx.applications.ids_of_programme(programme.id):
                drop(tx, id)
                erased += 1
    tx.inbox.forget_before(now - GUARDS_KEPT)
    tx.outbox.forget_before(now - GUARDS_KEPT, ["reply:"])
    tx.learning.forget_before(now - UNREAD_KEPT)
    tx.reminders.forget_before(now - NOTICES_KEPT)
    return erased


def _send(tx: Transaction, catalogue: Catalogue, reminder: Reminder, now: datetime) -> int:
    """A due reminder to everyone it is for; how many messages that is."""
    planned = tx.reminders.planned(until=reminder.due_at + MERGED_WITHIN)
    told: set[str] = set()
    for one in (reminder, *planned):
        told |= tx.reminders.merged(one)
    sent = pushes(tx, catalogue, reminder, planned, told)
    queued = sum(queue(tx, catalogue, push, now) for push in sent)
    tx.reminders.finish(reminder, ReminderState.DONE, queued)
    return queued


def _waits_for_morning(catalogue: Catalogue, reminder: Reminder, now: datetime) -> bool:
    """It is late, and night by now, and tomorrow morning is early enough."""
    programme = catalogue.get(reminder.programme)
    rule = rule_of(programme, reminder) if programme else None
    keeps = rule is None or rule.quiet
    return keeps and quiet(now) and morning_after(now) < reminder.useless_at


def _settle(tx: Transaction, catalogue: Catalogue, owed: Owed, now: datetime) -> int:
    """Someone just approved, or back, gets what was sent before and still matters; how many messages."""
    application = tx.applications.seen(owed.application)
    programme = catalogue.get(application.programme) if application else None
    if application is None or programme is None or application.state is not ApplicationState.APPROVED:
        tx.reminders.settled(owed.application)
        return 0
    if tx.people.person(application.user, now).also_at:
        replan(tx, programme, now)
    due = _still_matters(tx, programme, application, now)
    change, urgent = (
        changes.for_returned(tx, programme, application.user, owed.since, now)
        if owed.since
        else (None, False)
    )
    urgent = urgent or any(part.reminder.useless_at <= morning_after(now) for part in due)
    if quiet(now) and not urgent and (due or change):
        tx.reminders.postpone_owed(owed, morning_after(now))
        return 0
    tx.reminders.settled(owed.application)
    told = change is not None and tx.outbox.put(change, now)
    return told + sum(queue(tx, catalogue, Push(application.user, (part,)), now) for part in due)


def _still_matters(
    tx: Transaction, programme: Programme, application: Application, now: datetime
) -> list[Part]:
    """What others were sent about sessions that have not begun: of several about one, the last."""
    latest: dict[datetime, Part] = {}
    for reminder in tx.reminders.of(programme.id):
        if reminder.state is not ReminderState.DONE or now >= reminder.useless_at:
            continue
        mine = next((p for p in parts(tx, programme, reminder) if p.recipient == application.id), None)
        if mine is not None:
            latest[reminder.useless_at] = mine
    return list(latest.values())
