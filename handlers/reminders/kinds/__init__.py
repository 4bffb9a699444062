"""One file a kind of reminder; adding a file adds a kind. What a module exports:

NEEDS        fields of a rule that it cannot do without
MAY          fields it knows besides those that every rule has
AUDIENCES    to whom it may go (names of `_audience`), the first where the rule says nothing
PUBLIC       what it says may be posted in a group (False where left out)
occasions(programme, rule)   when it speaks, and about what
say(telling)                 what one registrant is told
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from models.calendar import DAY_BEGINS, at
from models.programme import Programme, ReminderRule, Session


@dataclass(frozen=True, slots=True)
class Occasion:
    """One time a rule speaks.

    name         with the rule's id it makes the reminder unique; holds the day, so a moved one is another
    due_at       when it is said
    useless_at   from when on it is not worth saying
    sessions     what it is about; none for a deadline
    """

    name: str
    due_at: datetime
    useless_at: datetime
    sessions: tuple[Session, ...] = ()


@dataclass(frozen=True, slots=True)
class Telling:
    """What a reminder is made of.

    whose         the applicant's name, where somebody else looks after the application
    application   its id then: the message is the same for all others, and buttons find the person's own
    until         when it is of no use any more
    in_group      others read along: nothing personal is said or asked
    """

    programme: Programme
    rule: ReminderRule
    sessions: tuple[Session, ...]
    now: datetime
    until: datetime
    whose: str | None = None
    application: str | None = None
    in_group: bool = False


def begins_at(session: Session) -> datetime:
    """When a session begins; a day without an announced hour begins at nine."""
    return at(session.date, session.starts or DAY_BEGINS)


def occasion(session: Session) -> str:
    """A session on its day: a moved session is another occasion, and must be answered anew."""
    return f"{session.id}@{session.date.isoformat()}"
