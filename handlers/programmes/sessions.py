"""When and where a session is: the one place that decides it.

A session's own value comes first, because staff set it; then its round's; then what the announcement states
of its round or of all, in all versions if it contradicts itself; else it is not announced.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from handlers.wording import common, dates, sessions
from models.calendar import DAY_BEGINS, at
from models.programme import Fact, Programme, Session


def begins_at(session: Session) -> datetime:
    """When a session begins; a day without an announced hour begins at nine."""
    return at(session.date, session.starts or DAY_BEGINS)


def occasion(session: Session) -> str:
    """A session on its day: a moved session is a new occasion and must be answered again."""
    return f"{session.id}@{session.date.isoformat()}"


def own_hours(session: Session) -> str | None:
    """The hours set for this session itself; None if none are."""
    if session.starts is None:
        return None
    return dates.hours(session.starts, session.ends)


def hours(programme: Programme, session: Session) -> str:
    """A session's hours in words."""
    return own_hours(session) or _announced(programme, session, "hours") or common.NOT_ANNOUNCED


def place(programme: Programme, session: Session) -> str:
    """A session's place in words."""
    return known_place(programme, session) or common.NOT_ANNOUNCED


def known_place(programme: Programme, session: Session) -> str | None:
    """A session's place; None if it is not announced."""
    round = programme.round(session.round) if session.round else None
    return session.place or (round.place if round else None) or _announced(programme, session, "venue")


def missing(programme: Programme, session: Session) -> tuple[str, ...]:
    """Which of "hours" and "venue" is not announced for a session."""
    known = {
        "hours": own_hours(session) or _announced(programme, session, "hours"),
        "venue": known_place(programme, session),
    }
    return tuple(what for what, said in known.items() if said is None)


def missing_of(programme: Programme, run: Iterable[Session]) -> list[str]:
    """What is not announced for at least one of these sessions."""
    return list(dict.fromkeys(what for session in run for what in missing(programme, session)))


def facts_of(programme: Programme, session: Session, aspect: str) -> list[Fact]:
    """What is stated about an aspect of its round; else of all rounds."""
    stated = programme.about(aspect)
    own = [fact for fact in stated if fact.round is not None and fact.round == session.round]
    return own or [fact for fact in stated if fact.round is None]


def _announced(programme: Programme, session: Session, aspect: str) -> str | None:
    """What is stated about an aspect, in every version if there are several."""
    facts = facts_of(programme, session, aspect)
    return sessions.either([fact.text for fact in facts]) if facts else None
