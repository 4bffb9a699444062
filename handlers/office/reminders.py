"""The reminder plan for staff: what goes out when and to how many, what was missed, who is unreachable."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from handlers.applications.showing import applicant_name, phones
from handlers.office import programmes
from handlers.refusal import Refused
from handlers.reminders.forecast import Forecast, Members, Quota, forecast
from handlers.reminders.recipients import recipients
from handlers.reminders.reminder_kind import Due
from handlers.reminders.reminder_plan import for_staff, look_up
from models.failure import DueFailure
from models.programme import Programme
from models.reminder import Reminder
from models.store import Transaction


@dataclass(frozen=True, slots=True)
class Planned:
    """One reminder of the plan: how many it reaches and how many messages it takes, or took."""

    reminder: Reminder
    recipients: int
    messages: int
    in_group: bool


@dataclass(frozen=True, slots=True)
class Month:
    """What the reminders of one month take of LINE's messages.

    month           as LINE counts: 2024-05
    messages        of this programme; `all_programmes`: of all, which share the quota
    left            of the quota; None if it is unlimited or unknown
    """

    month: str
    messages: int
    all_programmes: int
    left: int | None


@dataclass(frozen=True, slots=True)
class Plan:
    """A programme's plan of reminders.

    saved   messages saved by posting in a group; None if nothing is posted in one
    """

    programme: Programme
    rows: tuple[Planned, ...]
    forecast: Forecast
    saved: int | None

    def months(self, quota: Quota | None, now: datetime) -> list[Month]:
        """By month, against the quota if it is known."""
        together = self.forecast.months()
        return [
            Month(month, own, together[month], quota.left(month, now) if quota else None)
            for month, own in self.forecast.months(self.programme.id).items()
        ]


@dataclass(frozen=True, slots=True)
class Unreachable:
    """A registrant who blocked the bot and gets nothing."""

    reference: str | None
    name: str | None
    phones: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Coming:
    """A planned reminder, and how many it would reach now."""

    due: Due
    recipients: int


def plan(tx: Transaction, id: str, now: datetime, members: Members) -> Plan | Refused:
    """A programme's whole plan, done and to come."""
    programme = programmes.found(tx, id)
    if isinstance(programme, Refused):
        return programme
    all_ = forecast(tx, now, members)
    expected = all_.of(programme.id)
    rows = []
    for reminder in tx.reminders.of(programme.id):
        if for_staff(reminder):
            continue
        its, sent = expected.get(reminder.id), reminder.messages or 0
        rows.append(
            Planned(reminder, its.recipients, its.messages, its.in_group)
            if its
            else Planned(reminder, sent, sent, in_group=False)
        )
    in_group = any(one.in_group for one in expected.values())
    return Plan(programme, tuple(rows), all_, all_.saved(programme.id) if in_group else None)


def missed(tx: Transaction, id: str | None = None) -> list[Reminder] | Refused:
    """Reminders that could not be sent in time, for one programme or all."""
    if id is not None and isinstance(refused := programmes.found(tx, id), Refused):
        return refused
    return tx.reminders.missed(id)


def unreachable(tx: Transaction, id: str) -> list[Unreachable] | Refused:
    """A programme's registrants who blocked the bot, with how else to reach them."""
    programme = programmes.found(tx, id)
    if isinstance(programme, Refused):
        return programme
    return [
        Unreachable(one.reference, applicant_name(programme, one), phones(programme.questions, one))
        for one in tx.applications.registrants(programme.id, following=False)
    ]


def coming(tx: Transaction, limit: int) -> list[Coming]:
    """The next reminders of all programmes, without those that only concern staff."""
    catalogue = tx.programmes.catalogue()
    planned = (reminder for reminder in tx.reminders.planned() if not for_staff(reminder))
    found = [due for reminder in islice(planned, limit) if (due := look_up(catalogue, reminder))]
    return [Coming(due, len(recipients(tx, due))) for due in found]


def failures(tx: Transaction) -> list[DueFailure]:
    """What failed when due and has not succeeded since."""
    return tx.failures.all()
