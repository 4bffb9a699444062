"""Who comes, as a table for staff."""

from __future__ import annotations

from collections.abc import Sequence

from handlers.applications.showing import applicant_name
from handlers.programmes.sessions import occasion
from handlers.wording import dates, service
from models.application import Application, ApplicationState
from models.programme import Programme, Session
from models.store import Transaction


def table(tx: Transaction, programme: Programme, days: Sequence[Session]) -> list[list[str]]:
    """A heading, then a row a day and registrant; who said nothing is shown so."""
    said = tx.applications.attendance_of(programme.id)
    rows = [list(service.ATTENDANCE_COLUMNS)]
    registrants = [a for a in tx.applications.submitted(programme.id) if a.state is ApplicationState.APPROVED]
    for day in days:
        for one in registrants:
            answer = said.get((one.id, occasion(day)))
            rows.append(
                [
                    day.date.isoformat(),
                    one.reference or "",
                    applicant_name(programme, one) or "",
                    service.WHO_COMES[answer.answer] if answer else service.SILENT,
                    (answer.detail if answer else None) or "",
                ]
            )
    return rows


def said(tx: Transaction, programme: Programme, application: Application) -> list[tuple[str, str]]:
    """What one registrant answered, a day and the answer each."""
    answers = tx.applications.attendance_of(programme.id)
    rows = []
    for day in programme.days:
        answer = answers.get((application.id, occasion(day)))
        if answer is not None:
            words = service.WHO_COMES[answer.answer]
            rows.append((dates.weekday(day.date), f"{words} ({answer.detail})" if answer.detail else words))
    return rows
