"""What a kind of reminder is, when it speaks, and to whom one reminder is told."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from handlers.applications.showing import applicant_name
from handlers.registry import by_name, exported
from models.application import Application
from models.programme import Programme, ReminderRule, Session
from models.reminder import Reminder
from models.reply import Reply
from models.store import Transaction

FOLDER = "handlers.reminders.kinds"


@dataclass(frozen=True, slots=True)
class Occasion:
    """One time a rule speaks.

    name         with the rule's id it makes the reminder unique; holds the day, so a moved one is another
    due_at       when it is said
    expires_at   from when on it is not worth saying
    sessions     what it is about; none for a deadline
    """

    name: str
    due_at: datetime
    expires_at: datetime
    sessions: tuple[Session, ...] = ()


@dataclass(frozen=True, slots=True)
class Due:
    """A planned reminder with the programme, the rule and the kind it was planned by, looked up once."""

    reminder: Reminder
    programme: Programme
    rule: ReminderRule
    kind: ReminderKind

    @property
    def sessions(self) -> tuple[Session, ...]:
        """What it is about, by date; none for a deadline."""
        return tuple(s for s in self.programme.days if s.id in self.reminder.sessions)


@dataclass(frozen=True, slots=True)
class Telling:
    """One reminder for one registrant, or for a group in which others read along.

    application   the registrant's; None in a group: there nothing personal is said or asked
    group         the group's id; None for a registrant
    """

    due: Due
    application: Application | None = None
    group: str | None = None

    @property
    def key(self) -> str:
        """What is never queued twice."""
        who = self.application.id if self.application else f"{self.due.programme.id}@{self.group}"
        return self.due.reminder.key(who)

    @property
    def chat(self) -> str:
        """Where it is said."""
        return self.application.user if self.application else self.group or ""

    @property
    def on_behalf(self) -> str | None:
        """The application's id, where somebody else looks after it: for others buttons find their own.

        The message is then the same for all of them, and goes to LINE in one call.
        """
        return self.application.id if self.application and self.application.on_behalf else None

    @property
    def whose(self) -> str | None:
        """The applicant's name, where somebody else looks after the application."""
        if self.application is None or not self.application.on_behalf:
            return None
        return applicant_name(self.due.programme, self.application)


Reached = Callable[[Transaction, Programme, ReminderRule, Sequence[Session]], list[Application]]
"""Who is reached by a rule of a programme's policy about these sessions; muted people never are."""


@dataclass(frozen=True, slots=True)
class ReminderKind:
    """One kind of reminder. All there is to say of it stands here.

    name        as a policy names it
    occasions   when a rule of this kind speaks, and about what
    say         what one registrant (or a group) is told at an instant
    audiences   to whom it may go, by the names a policy may use; the first where the rule says nothing
    needs       fields of a rule that it cannot do without
    may         fields it knows besides those that every rule has
    public      what it says may be posted in a group
    called      words by which people name it when they mute it; none: it is muted with all others only
    label       what it is called when it was muted
    in_policy   a policy may name it; False for one that people set for themselves, or that every policy has
    when_and_where  says the hour and place of its sessions, which should be known by then
    instead     what is done when it is due instead of telling registrants; mostly nothing is
    standing    a rule besides every policy that tells of hours and places; None for kinds that policies name
    """

    name: str
    occasions: Callable[[Programme, ReminderRule], Iterable[Occasion]]
    say: Callable[[Telling, datetime], Reply]
    audiences: Mapping[str, Reached]
    needs: tuple[str, ...] = ()
    may: tuple[str, ...] = ()
    public: bool = False
    called: tuple[str, ...] = ()
    label: str = ""
    in_policy: bool = True
    when_and_where: bool = False
    instead: Callable[[Transaction, Due, datetime], None] | None = None
    standing: ReminderRule | None = None

    def audience(self, rule: ReminderRule) -> Reached:
        """Whom a rule of this kind reaches."""
        return self.audiences[rule.audience or next(iter(self.audiences))]


@cache
def reminder_kinds() -> Mapping[str, ReminderKind]:
    """Every kind by name."""
    return by_name(exported(FOLDER, "KIND", ReminderKind), lambda kind: kind.name)
