"""Keeps beside each application sent what lists are made from."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.application import Application, ApplicationState
from models.programme import Programme
from models.searching import Searchable, searchable
from models.store.programmes import Programmes
from models.tables import ApplicationRow, ApplicationSearchRow

AT_ONCE = 500


class Index:
    """Writes `application_search`; in the transaction that writes the application."""

    def __init__(self, session: Session, programmes: Programmes) -> None:
        self._session = session
        self._programmes = programmes

    def write(self, application: Application) -> None:
        """What lists show of this application; drafts are in no list."""
        if application.state is ApplicationState.DRAFT:
            return
        programme = self._programmes.catalogue().get(application.programme)
        questions = programme.questions if programme else ()
        found = searchable(questions, application.reference, application.answers)
        row = self._session.get(ApplicationSearchRow, application.id)
        if row is None:
            row = ApplicationSearchRow(application_id=application.id)
            self._session.add(row)
        row.programme_id, row.reference = application.programme, application.reference or ""
        row.state, row.review = application.state.value, application.needs_review
        row.linked, row.version = application.user is not None, application.version
        row.submitted_at = application.submitted_at or application.created_at
        row.source = application.source or ""
        _put(row, found)
        self._session.flush()

    def write_all(self, programme: Programme) -> None:
        """Everything anew: the form asks otherwise now."""
        last = ""
        while rows := self._session.execute(
            select(ApplicationRow.id, ApplicationRow.answers, ApplicationSearchRow)
            .join(ApplicationSearchRow, ApplicationSearchRow.application_id == ApplicationRow.id)
            .where(ApplicationRow.programme_id == programme.id, ApplicationRow.id > last)
            .order_by(ApplicationRow.id)
            .limit(AT_ONCE)
        ).all():
            for _, answers, row in rows:
                _put(row, searchable(programme.questions, row.reference, answers))
            self._session.flush()
            last = rows[-1][0]


def _put(row: ApplicationSearchRow, found: Searchable) -> None:
    row.name, row.name_key, row.position, row.unit = found.name, found.name_key, found.position, found.unit
    row.province, row.organisation_type = found.province, found.organisation_type
    row.phone, row.email, row.text, row.round = found.phone, found.email, found.text, found.round
