"""To whom a reminder goes: names that a programme's policy may use."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from handlers.applications.questions import kind_of
from handlers.applications.questions._asked import asked
from handlers.reminders.kinds import occasion
from models.application import LIVE, Application, ApplicationState
from models.programme import Programme, Session
from models.store import Transaction

Reached = Callable[[Transaction, Programme, str, Sequence[Session]], list[Application]]


def approved(tx: Transaction, programme: Programme, kind: str, _: Sequence[Session]) -> list[Application]:
    """Every registrant."""
    return tx.applications.to_remind(programme.id, kind)


def coming(
    tx: Transaction, programme: Programme, kind: str, sessions: Sequence[Session]
) -> list[Application]:
    """Registrants but for those who said of all these sessions that they do not come."""
    said = tx.applications.attendance_of(programme.id)

    def stays_away(application: Application) -> bool:
        answers = [said.get((application.id, occasion(s))) for s in sessions]
        return bool(answers) and all(a is not None and a.answer == "no" for a in answers)

    return [a for a in approved(tx, programme, kind, sessions) if not stays_away(a)]


def silent(
    tx: Transaction, programme: Programme, kind: str, sessions: Sequence[Session]
) -> list[Application]:
    """Registrants who have not said of any of these sessions whether they come."""
    said = tx.applications.attendance_of(programme.id)
    return [
        a
        for a in approved(tx, programme, kind, sessions)
        if not any((a.id, occasion(s)) in said for s in sessions)
    ]


def drafts(tx: Transaction, programme: Programme, kind: str, _: Sequence[Session]) -> list[Application]:
    """Those who began an application and have not sent it."""
    return tx.applications.to_remind(programme.id, kind, (ApplicationState.DRAFT,))


def documents_missing(
    tx: Transaction, programme: Programme, kind: str, _: Sequence[Session]
) -> list[Application]:
    """Those whose application is in, but lacks a file that the form asks for."""
    return [a for a in tx.applications.to_remind(programme.id, kind, LIVE) if missing(programme, a)]


def missing(programme: Programme, application: Application) -> list[str]:
    """Labels of the questions for files that have no whole answer."""
    found = []
    for question in asked(programme, application.answers):
        value = application.answers.get(question.key)
        if question.kind == "file" and (value is None or not kind_of(question).complete(value)):
            found.append(question.label)
    return found


AUDIENCES: dict[str, Reached] = {
    "approved": approved,
    "coming": coming,
    "silent": silent,
    "drafts": drafts,
    "documents_missing": documents_missing,
}
