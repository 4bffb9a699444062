"""Reminders: planned from the programme, expanded when due. Running twice or late does no harm."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from handlers.applications import applicant_name, drop, fill_seats
from handlers.flows.attendance import occasion
from handlers.registry import modules
from handlers.reminders import begins_at
from handlers.standing import Standing, standing
from handlers.turn import button, word
from handlers.wording import common, service
from models.application import Application, ApplicationState
from models.calendar import end_of
from models.outbox import Letter
from models.programme import Programme
from models.reminder import Reminder, ReminderState
from models.reply import Reply
from models.store import Transaction

KINDS = "handlers.reminders"
GUARDS_KEPT = timedelta(days=30)
"""How long inbox and reply keys are kept as guards; LINE redelivers within minutes."""
UNREAD_KEPT = timedelta(days=90)
"""How long a question waits for staff to look at it."""

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


def plan(programme: Programme) -> list[Reminder]:
    """Every reminder that the programme's policy gives for its sessions."""
    return [
        Reminder(
            programme=programme.id,
            rule=rule.id,
            occasion=occasion(sessions[0]),
            sessions=tuple(s.id for s in sessions),
            due_at=due,
            useless_at=begins_at(sessions[0]),
        )
        for rule in programme.reminders
        for sessions, due in modules(KINDS)[rule.kind].plan(programme, rule)
    ]


def tick(tx: Transaction, now: datetime) -> Ticked:
    """Expands what is due into the outbox, in the transaction that marks it done."""
    done = late = missed = queued = 0
    catalogue = tx.programmes.catalogue()
    for reminder in tx.reminders.due(now):
        if now >= reminder.useless_at:
            tx.reminders.finish(reminder, ReminderState.MISSED)
            missed += 1
            continue
        programme = catalogue.get(reminder.programme)
        assert programme is not None, "a reminder refers to a programme by a foreign key"
        for application in tx.applications.to_remind(programme.id):
            queued += tx.outbox.put(_letter(programme, reminder, application, now), now)
        tx.reminders.finish(reminder, ReminderState.DONE)
        done += 1
        late += now - reminder.due_at > LATE
    for programme in catalogue.programmes:
        queued += tell_interested(tx, programme, now)
        if tx.applications.count(programme.id, ApplicationState.WAITLISTED):
            queued += fill_seats(tx, programme, now)
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
    return erased


def _letter(programme: Programme, reminder: Reminder, application: Application, now: datetime) -> Letter:
    rule = next(r for r in programme.reminders if r.id == reminder.rule)
    sessions = [s for s in programme.days if s.id in reminder.sessions]
    on_behalf = (
        (applicant_name(programme, application), application.id) if application.on_behalf else (None, None)
    )
    reply = modules(KINDS)[rule.kind].say(programme, sessions, now, *on_behalf)
    return Letter(
        key=f"reminder:{reminder.rule}:{reminder.occasion}:{application.id}",
        chat=application.user,
        replies=(reply,),
        expires_at=reminder.useless_at,
    )
