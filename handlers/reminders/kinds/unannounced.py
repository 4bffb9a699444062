"""Tells staff two days before a run of days that its hour or place is still not announced."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time

from handlers.programmes.sessions import missing_of
from handlers.reminders.kinds import days_before
from handlers.reminders.reminder_kind import Due, ReminderKind, Telling
from handlers.wording import reminders
from models.application import Application
from models.programme import Programme, ReminderRule, Session
from models.reply import Reply
from models.store import Transaction

NAME = "unannounced"


def nobody(_: Transaction, __: Programme, ___: ReminderRule, ____: Sequence[Session]) -> list[Application]:
    """No registrant is told."""
    return []


def say(telling: Telling, now: datetime) -> Reply:
    """What is missing, for which days."""
    return Reply(_text(telling.due))


def leave_for_staff(tx: Transaction, due: Due, now: datetime) -> None:
    """A note to staff; none if hour and place have been announced meanwhile."""
    if missing_of(due.programme, due.sessions):
        tx.cases.note(due.programme.id, _text(due), now)


def _text(due: Due) -> str:
    days = [session.date for session in due.sessions]
    place = due.programme.sessions.index(due.sessions[0]) + 1
    command = f"rapsamak programme set {due.programme.id} sessions.{place}.place=…"
    return reminders.unannounced(
        due.programme.short_name, days, missing_of(due.programme, due.sessions), command
    )


KIND = ReminderKind(
    NAME,
    days_before.occasions,
    say,
    {"nobody": nobody},
    instead=leave_for_staff,
    standing=ReminderRule(id=NAME, kind=NAME, at=time(9), days=2),
    in_policy=False,
)
