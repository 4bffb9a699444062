"""The scheduler's work: what is due becomes messages, each thing in its own transaction.

Running twice or late does no harm: each thing is locked and checked again before it is done. One that
fails is put off and does not hold up the rest.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from handlers.applications.seats import fill_seats
from handlers.programmes.admission import Admission, admission, window
from handlers.reminders import changes
from handlers.reminders.quiet_hours import morning_after, quiet
from handlers.reminders.recipients import MERGED_WITHIN, messages, queue, recipients
from handlers.reminders.reminder_kind import Due, Telling
from handlers.reminders.reminder_plan import for_staff, look_up, replan
from handlers.turn import button, word
from handlers.wording import common, service
from models.application import ApplicationState
from models.catalogue import Catalogue
from models.failure import next_try
from models.outbox import Letter
from models.programme import Programme
from models.reminder import ReminderState
from models.reply import Reply
from models.store import Database, DatabaseAway, Transaction

NOTICES_KEPT = timedelta(days=366)
"""How long after a change somebody who comes back still hears of it."""

LATE = timedelta(minutes=1)
"""A reminder later than this was delayed by a process that was down."""


@dataclass(frozen=True, slots=True)
class Ticked:
    """What was done: reminders expanded (and how many were late), missed for good, and messages queued."""

    done: int = 0
    late: int = 0
    missed: int = 0
    queued: int = 0

    def __bool__(self) -> bool:
        return bool(self.done or self.missed or self.queued)

    def __add__(self, other: Ticked) -> Ticked:
        return Ticked(
            self.done + other.done,
            self.late + other.late,
            self.missed + other.missed,
            self.queued + other.queued,
        )


@dataclass(frozen=True, slots=True)
class DueThing:
    """One thing that is due.

    key       what it is, for the record of what failed
    do        does it, in its own transaction; nothing if another process has it or has done it
    put_off   makes it due at another time; None if only the failure record holds it back
    failed    it has failed before
    """

    key: str
    do: Callable[[Transaction, datetime], Ticked]
    put_off: Callable[[Transaction, datetime], None] | None = None
    failed: bool = False


def due_things(tx: Transaction, now: datetime) -> list[DueThing]:
    """All that is due at an instant, in the order to do it. Only reads."""
    failures = {failure.key: failure for failure in tx.failures.all()}
    things = [
        *_openings(tx, now),
        *_free_seats(tx),
        *(
            DueThing(f"notice:{id}", partial(_tell_change, id), partial(_put_off_notice, id))
            for id in tx.reminders.due_notices(now)
        ),
        *(
            DueThing(f"owed:{id}", partial(_settle, id), partial(_put_off_owed, id))
            for id in tx.reminders.owed(now)
        ),
        *(
            DueThing(f"reminder:{id}", partial(_remind, id), partial(_put_off_reminder, id))
            for id in tx.reminders.due(now)
        ),
    ]
    return [
        DueThing(thing.key, thing.do, thing.put_off, failed=thing.key in failures)
        for thing in things
        if thing.key not in failures or not failures[thing.key].waits(now)
    ]


def next_at(tx: Transaction) -> datetime | None:
    """When something is next due; None if nothing is planned."""
    return tx.reminders.next_at()


def tick(database: Database, now: datetime, failed: Callable[[str, Exception], None]) -> Ticked:
    """Does all that is due, each thing in its own transaction.

    failed   called with the key and error of each thing that failed; it is put off, the others are done
    Raises `DatabaseAway`: not the thing's fault; the next tick finds it due again.
    """
    with database.read() as tx:
        due = due_things(tx, now)
    ticked = Ticked()
    for thing in due:
        try:
            with database.begin() as tx:
                ticked += thing.do(tx, now)
                if thing.failed:
                    tx.failures.clear(thing.key)
        except DatabaseAway:
            raise
        except Exception as error:
            failed(thing.key, error)
            with database.begin() as tx:
                _put_off(tx, thing, error, now)
    return ticked


def _put_off(tx: Transaction, thing: DueThing, error: Exception, now: datetime) -> None:
    """Records the failure and retries later, waiting longer each time."""
    failure = next_try(tx.failures.of(thing.key), thing.key, type(error).__name__, now)
    tx.failures.keep(failure)
    if thing.put_off is not None:
        thing.put_off(tx, failure.retry_at)


def tell_interested(tx: Transaction, programme: Programme, now: datetime) -> int:
    """Tells those who asked that the programme now takes applications, each once."""
    if admission(programme, now) is not Admission.OPEN:
        return 0
    told = tx.people.tell_interested(_concerned(programme), now)
    text = service.now_open(programme.short_name, window(programme).closes)
    choices = (button(common.APPLY, "signup.start", programme.id), word(common.MENU))
    for user in told:
        key = f"interest:{programme.id}:{user}:{now.isoformat()}"
        tx.outbox.put(Letter(key, user, (Reply(text, choices=choices),)), now)
    return len(told)


def _concerned(programme: Programme) -> list[str]:
    """Ids of the programmes where interest counts as interest in this one."""
    return [programme.id, *([programme.follows] if programme.follows else [])]


def _openings(tx: Transaction, now: datetime) -> list[DueThing]:
    """Programmes now taking applications that somebody is waiting to hear about."""
    waited_for = tx.people.interests_waiting()
    return [
        DueThing(f"interest:{programme.id}", partial(_tell_interested, programme.id))
        for programme in tx.programmes.catalogue().programmes
        if waited_for & set(_concerned(programme)) and admission(programme, now) is Admission.OPEN
    ]


def _tell_interested(programme: str, tx: Transaction, now: datetime) -> Ticked:
    found = tx.programmes.catalogue().get(programme)
    return Ticked(queued=tell_interested(tx, found, now)) if found else Ticked()


def _free_seats(tx: Transaction) -> list[DueThing]:
    """Programmes with a waiting list: somebody may have left since."""
    return [
        DueThing(f"seats:{programme.id}", partial(_fill_seats, programme.id))
        for programme in tx.programmes.catalogue().programmes
        if tx.seats.count(programme.id, ApplicationState.WAITLISTED)
    ]


def _fill_seats(programme: str, tx: Transaction, now: datetime) -> Ticked:
    found = tx.programmes.catalogue().get(programme)
    return Ticked(queued=fill_seats(tx, found, now)) if found else Ticked()


def _tell_change(id: int, tx: Transaction, now: datetime) -> Ticked:
    notice = tx.reminders.take_notice(id, now)
    return Ticked(queued=changes.send(tx, notice, now)) if notice else Ticked()


def _put_off_notice(id: int, tx: Transaction, until: datetime) -> None:
    tx.reminders.postpone_notice(id, until)


def _put_off_owed(application: str, tx: Transaction, until: datetime) -> None:
    tx.reminders.postpone_owed(application, until)


def _put_off_reminder(id: int, tx: Transaction, until: datetime) -> None:
    tx.reminders.postpone(id, until)


def _remind(id: int, tx: Transaction, now: datetime) -> Ticked:
    """Sends a due reminder to everyone it is for."""
    reminder = tx.reminders.take(id, now)
    if reminder is None:
        return Ticked()
    if now >= reminder.expires_at and for_staff(reminder):
        tx.reminders.finish(id, ReminderState.DONE)
        return Ticked()
    if now >= reminder.expires_at:
        tx.reminders.finish(id, ReminderState.MISSED)
        return Ticked(missed=1)
    catalogue = tx.programmes.catalogue()
    due = look_up(catalogue, reminder)
    if due is None:
        tx.reminders.finish(id, ReminderState.DONE)
        return Ticked(done=1)
    if due.rule.quiet and quiet(now) and morning_after(now) < reminder.expires_at:
        tx.reminders.postpone(id, morning_after(now))
        return Ticked()
    queued = _send(tx, catalogue, due, now)
    tx.reminders.finish(id, ReminderState.DONE, queued)
    return Ticked(done=1, late=now - reminder.due_at > LATE, queued=queued)


def _send(tx: Transaction, catalogue: Catalogue, due: Due, now: datetime) -> int:
    """Returns how many messages it became."""
    if due.kind.instead is not None:
        due.kind.instead(tx, due, now)
        return 0
    reminder = due.reminder
    along = tx.reminders.take_along(reminder, reminder.due_at + MERGED_WITHIN) if due.rule.merge else []
    told: set[str] = set()
    for one in (reminder, *along):
        told |= tx.reminders.merged(one)
    return sum(queue(tx, together, now) for together in messages(tx, catalogue, due, along, told))


def _settle(id: str, tx: Transaction, now: datetime) -> Ticked:
    """Someone just approved, or back, gets what was sent earlier and still matters."""
    owed = tx.reminders.take_owed(id, now)
    if owed is None:
        return Ticked()
    application = tx.applications.seen(id)
    programme = tx.programmes.catalogue().get(application.programme) if application else None
    if application is None or programme is None or application.user is None:
        tx.reminders.settled(id)
        return Ticked()
    if application.state is not ApplicationState.APPROVED:
        tx.reminders.settled(id)
        return Ticked()
    if tx.people.person(application.user, now).also_at:
        replan(tx, programme, now)
    due = _still_matters(tx, application.id, programme, now)
    change, urgent = (
        changes.for_returned(tx, programme, application, owed.since, now) if owed.since else (None, False)
    )
    urgent = urgent or any(telling.due.reminder.expires_at <= morning_after(now) for telling in due)
    if quiet(now) and not urgent and (due or change):
        tx.reminders.postpone_owed(id, morning_after(now))
        return Ticked()
    tx.reminders.settled(id)
    told = change is not None and tx.outbox.put(change, now)
    return Ticked(queued=told + sum(queue(tx, (telling,), now) for telling in due))


def _still_matters(tx: Transaction, application: str, programme: Programme, now: datetime) -> list[Telling]:
    """What others were sent about sessions not yet begun: if several about one, the last."""
    latest: dict[datetime, Telling] = {}
    catalogue = Catalogue((programme,))
    for reminder in tx.reminders.of(programme.id):
        if reminder.state is not ReminderState.DONE or now >= reminder.expires_at:
            continue
        due = look_up(catalogue, reminder)
        for telling in recipients(tx, due) if due else ():
            if telling.application is not None and telling.application.id == application:
                latest[reminder.expires_at] = telling
    return list(latest.values())
