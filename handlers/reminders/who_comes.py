"""Who comes: the buttons for it, a table for staff, and what one registrant answered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from handlers.applications.showing import applicant_name
from handlers.programmes.sessions import occasion
from handlers.turn import button
from handlers.wording import attendance as words
from handlers.wording import dates
from models.application import Application, ApplicationState
from models.programme import Programme, Session
from models.reply import Choice
from models.store import Transaction


def table(tx: Transaction, programme: Programme, days: Sequence[Session]) -> list[list[str]]:
    """A heading, then a row per day and registrant; silence is shown as silence."""
    said = tx.applications.attendance_of(programme.id)
    rows = [list(words.COLUMNS)]
    registrants = [a for a in tx.applications.submitted(programme.id) if a.state is ApplicationState.APPROVED]
    for day in days:
        for one in registrants:
            if day not in programme.own_days(one.answers):
                continue
            answer = said.get((one.id, occasion(day)))
            rows.append(
                [
                    day.date.isoformat(),
                    one.reference or "",
                    applicant_name(programme, one) or "",
                    words.ANSWERS[answer.answer] if answer else words.SILENT,
                    (answer.detail if answer else None) or "",
                ]
            )
    return rows


def said(tx: Transaction, programme: Programme, application: Application) -> list[tuple[str, str]]:
    """What one registrant answered, as pairs of day and answer."""
    answers = tx.applications.attendance_of(programme.id)
    rows = []
    for day in programme.own_days(application.answers):
        answer = answers.get((application.id, occasion(day)))
        if answer is not None:
            shown = words.ANSWERS[answer.answer]
            rows.append((dates.weekday(day.date), f"{shown} ({answer.detail})" if answer.detail else shown))
    return rows


def came(tx: Transaction, application: Application) -> list[tuple[str, str]]:
    """The days one registrant came on, as staff marked them."""
    days = [date.fromisoformat(it.partition("@")[2]) for it in tx.sessions.came_of(application.id)]
    return [(dates.weekday(day), words.CAME) for day in sorted(days)]


def day_button(programme: Programme, session: Session, answer: str, *whose: str) -> Choice:
    """One answer for one day; `whose` is the application, if it is a colleague's."""
    label, said = words.button(answer, session.date), words.pressed(answer, session.date)
    drawn = button(label, "attend", programme.id, answer, session.id, *whose, say=said)
    return replace(drawn, short=words.SHORT[answer])
