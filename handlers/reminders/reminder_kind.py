"""What a kind of reminder is, when it is sent, and who is told."""

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
    """One time a rule applies.

    name         unique with the rule's id; contains the day, so a moved session gives a new one
    due_at       when it is sent
    expires_at   from when on it is no longer worth sending
    sessions     what it is about; none for a deadline
    """

    name: str
    due_at: datetime
    expires_at: datetime
    sessions: tuple[Session, ...] = ()


@dataclass(frozen=True, slots=True)
class Due:
    """A planned reminder with the programme, rule and kind it was planned by, looked up once."""

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
    """One reminder for one registrant, or for a group where others can read it.

    application   the registrant's; None in a group, where nothing personal is said or asked
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
        """The chat it goes to."""
        return (self.application.user if self.application else self.group) or ""

    @property
    def on_behalf(self) -> str | None:
        """The application's id, if somebody else looks after it; otherwise buttons find the person's own.

        Those others all get the same message, which goes to LINE in one call.
        """
        return self.application.id if self.application and self.application.on_behalf else None

    @property
    def whose(self) -> str | None:
        """The applicant's name, if somebody else looks after the application."""
        if self.application is None or not self.application.on_behalf:
            return None
        return applicant_name(self.due.programme, self.application)


Reached = Callable[[Transaction, Programme, ReminderRule, Sequence[Session]], list[Application]]
"""Whom a rule in a programme's policy reaches about these sessions; never muted people."""


@dataclass(frozen=True, slots=True)
class ReminderKind:
    """One kind of reminder, completely described.

    name        as a policy names it
    occasions   when a rule of this kind applies, and to which sessions
    say         what one registrant (or a group) is told at an instant
    audiences   who may get it, by the names a policy may use; the first is the default
    needs       fields a rule must have
    may         optional fields, besides those every rule has
    public      its text may be posted in a group
    called      words people use to mute it; if none, it is muted only with all others
    label       its name once it is muted
    in_policy   a policy may name it; False for one that people set for themselves, or that is `standing`
    when_and_where  states the hour and place of its sessions, which should be known by then
    instead     done when it is due instead of telling registrants; mostly None
    standing    a rule added to every policy that tells hours and places; None for kinds policies name
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
