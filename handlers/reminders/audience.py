"""Who gets a reminder: the names a programme's policy may use."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta

from handlers.applications.applicable import applicable
from handlers.applications.questions import kind_of
from handlers.programmes.admission import window
from handlers.programmes.sessions import occasion
from handlers.reminders.reminder_kind import Reached
from models.application import LIVE, Application, ApplicationState
from models.calendar import at
from models.programme import Programme, ReminderRule, Session
from models.store import Transaction


def approved(
    tx: Transaction, programme: Programme, rule: ReminderRule, _: Sequence[Session]
) -> list[Application]:
    """Every registrant."""
    return tx.applications.to_remind(programme.id, rule.kind)


def coming(
    tx: Transaction, programme: Programme, rule: ReminderRule, sessions: Sequence[Session]
) -> list[Application]:
    """Registrants, except those who said they are not coming to any of these sessions."""
    said = tx.applications.attendance_of(programme.id)

    def stays_away(application: Application) -> bool:
        answers = [said.get((application.id, occasion(s))) for s in sessions]
        return bool(answers) and all(a is not None and a.answer == "no" for a in answers)

    return [a for a in approved(tx, programme, rule, sessions) if not stays_away(a)]


def silent(
    tx: Transaction, programme: Programme, rule: ReminderRule, sessions: Sequence[Session]
) -> list[Application]:
    """Registrants who have not answered for any of these sessions."""
    said = tx.applications.attendance_of(programme.id)
    return [
        a
        for a in approved(tx, programme, rule, sessions)
        if not any((a.id, occasion(s)) in said for s in sessions)
    ]


def who_chose(
    tx: Transaction, programme: Programme, rule: ReminderRule, sessions: Sequence[Session]
) -> list[Application]:
    """Registrants who want an extra reminder at the rule's time, unless a morning reminder comes then."""
    reached = tx.applications.to_remind(programme.id, rule.kind, also_at=f"{rule.at:%H:%M}")
    mornings = [r for r in programme.reminders if r.kind == "morning" and r.at == rule.at]
    told = {a.id for r in mornings for a in tx.applications.to_remind(programme.id, r.kind)}
    declined = {a.id for a in reached} - {a.id for a in coming(tx, programme, rule, sessions)}
    return [a for a in reached if a.id not in told | declined]


def drafts(
    tx: Transaction, programme: Programme, rule: ReminderRule, _: Sequence[Session]
) -> list[Application]:
    """Those who began an application before the reminder's time and have not submitted it.

    Anyone who begins later knows the deadline is near.
    """
    begun = tx.applications.to_remind(programme.id, rule.kind, (ApplicationState.DRAFT,))

    def begun_before(application: Application) -> bool:
        closes = window(programme, programme.round(programme.round_in(application.answers))).closes
        if closes is None or rule.at is None or rule.days is None:
            return True
        return application.created_at < at(closes - timedelta(days=rule.days), rule.at)

    return [a for a in begun if begun_before(a)]


def documents_missing(
    tx: Transaction, programme: Programme, rule: ReminderRule, _: Sequence[Session]
) -> list[Application]:
    """Those whose submitted application lacks a file that the form asks for."""
    return [a for a in tx.applications.to_remind(programme.id, rule.kind, LIVE) if missing(programme, a)]


def missing(programme: Programme, application: Application) -> list[str]:
    """Labels of the file questions without a complete answer."""
    found = []
    for question in applicable(programme, application.answers):
        value = application.answers.get(question.key)
        if kind_of(question).takes_files and (value is None or not kind_of(question).complete(value)):
            found.append(question.label)
    return found


OF_SESSIONS: Mapping[str, Reached] = {"approved": approved, "coming": coming, "silent": silent}
"""Whom kinds that announce sessions in advance may reach."""
ON_THE_DAY: Mapping[str, Reached] = {"coming": coming, "approved": approved, "silent": silent}
"""The same on the day itself: by default, those who said they are not coming are left alone."""
