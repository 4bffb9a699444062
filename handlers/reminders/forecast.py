"""How much of LINE's monthly quota the planned reminders will take, as things stand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from handlers.reminders.recipients import MERGED_WITHIN, messages, recipients
from handlers.reminders.reminder_plan import look_up
from models.calendar import BANGKOK
from models.reminder import Reminder
from models.store import Transaction

Members = Callable[[str], int | None]
"""How many people a group has; None if that cannot be known."""
_MOST = 100_000
"""More reminders than any season has."""


@dataclass(frozen=True, slots=True)
class Expected:
    """One planned reminder.

    recipients   people who get it individually; in a group, its members
    messages     what LINE counts: one per person and push, in a group one per member
    singly       how many it would take without the group
    together     recipients who get it in one push with another reminder
    """

    reminder: Reminder
    recipients: int
    messages: int
    singly: int
    together: int = 0
    in_group: bool = False

    @property
    def month(self) -> str:
        """The month it counts in, as LINE counts: 2024-05."""
        return f"{self.reminder.due_at.astimezone(BANGKOK):%Y-%m}"


@dataclass(frozen=True, slots=True)
class Forecast:
    """Everything planned, for all programmes: they share one quota."""

    expected: tuple[Expected, ...]

    def of(self, programme: str) -> dict[int | None, Expected]:
        """What one programme's reminders will take, by reminder id."""
        return {e.reminder.id: e for e in self.expected if e.reminder.programme == programme}

    def months(self, programme: str | None = None) -> dict[str, int]:
        """Messages per month, for one programme or all."""
        count: Counter[str] = Counter()
        for one in self.expected:
            if programme in (None, one.reminder.programme):
                count[one.month] += one.messages
        return dict(sorted(count.items()))

    def saved(self, programme: str) -> int:
        """Messages saved by posting in a group; negative if the group is larger."""
        return sum(e.singly - e.messages for e in self.expected if e.reminder.programme == programme)


@dataclass(frozen=True, slots=True)
class Overdrawn:
    """A month in which more is planned than LINE will send.

    wanted   messages of all programmes, which share the quota; `own`: of the programme asked about
    left     what the quota leaves for that month
    """

    month: str
    wanted: int
    own: int
    left: int


@dataclass(frozen=True, slots=True)
class Quota:
    """LINE's messages per month (None: no limit), and how many are used this month."""

    limit: int | None
    used: int

    def left(self, month: str, now: datetime) -> int | None:
        """What is left for a month; None without a limit."""
        if self.limit is None:
            return None
        this = f"{now.astimezone(BANGKOK):%Y-%m}"
        return max(self.limit - self.used, 0) if month == this else self.limit

    def overdrawn(self, planned: Forecast, now: datetime, programme: str | None = None) -> list[Overdrawn]:
        """Every month whose plan does not fit; for one programme, only months in which it sends any."""
        own = planned.months(programme)
        return [
            Overdrawn(month, wanted, own[month], left)
            for month, wanted in planned.months().items()
            if (left := self.left(month, now)) is not None and wanted > left and own.get(month)
        ]


def forecast(tx: Transaction, now: datetime, members: Members = lambda _: None) -> Forecast:
    """What is planned and can still be sent, computed the way it will be sent.

    If a group's size cannot be known, it is assumed to equal the number of registrants.
    """
    with tx.applications.remembering():
        return _forecast(tx, now, members)


def _forecast(tx: Transaction, now: datetime, members: Members) -> Forecast:
    catalogue = tx.programmes.catalogue()
    planned = [r for r in tx.reminders.planned(_MOST) if now < r.expires_at]
    told: set[str] = set().union(*(tx.reminders.merged(r) for r in planned))
    expected = []
    for i, reminder in enumerate(planned):
        soon = _within(planned[i:], reminder)
        due = look_up(catalogue, reminder)
        if due is None:
            continue
        for_whom = recipients(tx, due)
        sent = messages(tx, catalogue, due, soon, told)
        told |= {telling.key for together in sent for telling in together[1:]}
        if for_whom and for_whom[0].application is None:
            alone = len(tx.applications.to_remind(due.programme.id))
            size = members(sent[0][0].chat) if sent else 0
            size = alone if size is None else size
            expected.append(Expected(reminder, size, size, alone, in_group=True))
        else:
            together = len(for_whom) - len(sent)
            expected.append(Expected(reminder, len(for_whom), len(sent), len(sent), together))
    return Forecast(tuple(expected))


def _within(planned: Iterable[Reminder], reminder: Reminder) -> list[Reminder]:
    return [r for r in planned if r.due_at <= reminder.due_at + MERGED_WITHIN]
