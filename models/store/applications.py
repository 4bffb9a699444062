"""Applications, their history and attendance."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from functools import cached_property
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, and_, delete, func, not_, select, update
from sqlalchemy.orm import Session

from models.application import LIVE, Application, ApplicationState, Attendance, Change
from models.programme import Programme
from models.store.indexing import Index
from models.store.insert import insert_new
from models.store.programmes import Programmes
from models.tables import (
    ApplicationChangeRow,
    ApplicationFlagRow,
    ApplicationImportRow,
    ApplicationNoteRow,
    ApplicationRingRow,
    ApplicationRow,
    ApplicationSearchRow,
    ApplicationUndoRow,
    AttendanceRow,
    PersonRow,
    ReminderOwedRow,
)

_BESIDE = (
    ApplicationChangeRow,
    AttendanceRow,
    ReminderOwedRow,
    ApplicationSearchRow,
    ApplicationFlagRow,
    ApplicationNoteRow,
    ApplicationRingRow,
    ApplicationUndoRow,
    ApplicationImportRow,
)
"""What goes with an application."""
T = TypeVar("T")


class Applications:
    """Applications people have made."""

    def __init__(self, session: Callable[[], Session], programmes: Callable[[], Programmes]) -> None:
        self._opened = session
        self._programmes = programmes
        self._without: set[str] = set()
        self.looked = False
        """Whether the database was asked for anything."""
        self._remembered: dict[Hashable, Any] | None = None

    @property
    def _session(self) -> Session:
        self.looked = True
        return self._opened()

    @cached_property
    def _index(self) -> Index:
        return Index(self._session, self._programmes())

    def has_none(self, user: str) -> None:
        """This person is known to have no application yet, so that nobody needs to look."""
        self._without.add(user)

    def knows_none(self, user: str) -> bool:
        """Whether this person is known to have no application."""
        return user in self._without

    @contextmanager
    def remembering(self) -> Iterator[None]:
        """Asks the database once for what is asked again and again meanwhile: for whoever writes nothing."""
        self._remembered = {}
        try:
            yield
        finally:
            self._remembered = None

    def _once(self, asked: Hashable, find: Callable[[], T]) -> T:
        if self._remembered is None:
            return find()
        if asked not in self._remembered:
            self._remembered[asked] = find()
        found: T = self._remembered[asked]
        return found

    def locked(self, id: str) -> Application | None:
        """One by id, locked until the transaction ends."""
        return self._one(ApplicationRow.id == id)

    def seen(self, id: str) -> Application | None:
        """One by id, not locked: for callers that only look and must not wait."""
        row = self._session.get(ApplicationRow, id)
        return value(row) if row is not None else None

    def by_reference(self, reference: str) -> Application | None:
        """One by its reference, locked until the transaction ends."""
        return self._one(ApplicationRow.reference == reference)

    def referred(self, reference: str) -> Application | None:
        """One by its reference, not locked: for callers that only look and must not wait."""
        row = self._session.scalar(select(ApplicationRow).where(ApplicationRow.reference == reference))
        return value(row) if row is not None else None

    def draft(
        self, user: str, programme: str | None = None, *, on_behalf: bool | None = None
    ) -> Application | None:
        """The person's newest draft: of one programme or of any, their own or a colleague's."""
        drafts = (a for a in self.of(user) if a.state is ApplicationState.DRAFT)
        return next(
            (a for a in drafts if programme in (None, a.programme) and on_behalf in (None, a.on_behalf)),
            None,
        )

    def own(self, user: str, programme: str) -> Application | None:
        """The person's own submitted and still live application to a programme."""
        return next(
            (a for a in self.of(user) if a.programme == programme and not a.on_behalf and a.state in LIVE),
            None,
        )

    def of(self, user: str) -> list[Application]:
        """All of one person's applications, newest first."""
        if user in self._without:
            return []
        rows = self._session.scalars(
            select(ApplicationRow)
            .where(ApplicationRow.user_id == user)
            .order_by(ApplicationRow.created_at.desc(), ApplicationRow.id)
        )
        return [value(row) for row in rows]

    def submitted(self, programme: str) -> list[Application]:
        """A programme's applications except drafts, in the order they came in."""
        rows = self._session.scalars(
            select(ApplicationRow)
            .where(
                ApplicationRow.programme_id == programme,
                ApplicationRow.state != ApplicationState.DRAFT.value,
            )
            .order_by(ApplicationRow.submitted_at, ApplicationRow.id)
        )
        return [value(row) for row in rows]

    def to_remind(
        self,
        programme: str,
        kind: str | None = None,
        states: Iterable[ApplicationState] = (ApplicationState.APPROVED,),
        also_at: str | None = None,
    ) -> list[Application]:
        """Those in these states whose person follows the bot and has not muted this kind of reminder.

        also_at   only those who want one more reminder at this time of day
        """
        wanted = tuple(state.value for state in states)
        reached = self._once(
            ("to_remind", programme, wanted, also_at), lambda: self._reached(programme, wanted, also_at)
        )
        return [application for application, muted in reached if kind is None or kind not in muted]

    def _reached(
        self, programme: str, states: Sequence[str], also_at: str | None
    ) -> list[tuple[Application, Sequence[str]]]:
        """Those in these states who follow and are not muted, each with the kinds of reminder they muted."""
        query = (
            select(ApplicationRow, PersonRow.muted_kinds)
            .outerjoin(PersonRow, PersonRow.user_id == ApplicationRow.user_id)
            .where(
                ApplicationRow.programme_id == programme,
                ApplicationRow.user_id.is_not(None),
                ApplicationRow.state.in_(states),
                func.coalesce(PersonRow.following, True),
                ~func.coalesce(PersonRow.muted, False),
            )
            .order_by(ApplicationRow.submitted_at, ApplicationRow.created_at, ApplicationRow.id)
        )
        if also_at is not None:
            query = query.where(PersonRow.also_at == also_at)
        rows = self._session.execute(query)
        return [(value(row), muted or ()) for row, muted in rows]

    def registrants(self, programme: str, *, following: bool) -> list[Application]:
        """Approved applications of people who follow the bot, muted or not; or of those no push reaches."""
        reached = and_(ApplicationRow.user_id.is_not(None), func.coalesce(PersonRow.following, True))
        rows = self._session.scalars(
            select(ApplicationRow)
            .outerjoin(PersonRow, PersonRow.user_id == ApplicationRow.user_id)
            .where(
                ApplicationRow.programme_id == programme,
                ApplicationRow.state == ApplicationState.APPROVED.value,
                reached if following else not_(reached),
            )
            .order_by(ApplicationRow.submitted_at, ApplicationRow.id)
        )
        return [value(row) for row in rows]

    def add(self, application: Application, changes: Iterable[Change] = ()) -> None:
        """Adds a new application."""
        self._without.discard(application.user)
        self._session.add(ApplicationRow(**columns(application)))
        self._session.flush()
        self._index.write(application)
        self._record(application.id, changes)

    def keep(self, application: Application, changes: Iterable[Change] = ()) -> Application:
        """Saves an application under a new version, with its history; returns it as saved."""
        kept = replace(application, version=application.version + 1)
        row = self._session.get_one(ApplicationRow, application.id)
        for column, value in columns(kept).items():
            setattr(row, column, value)
        self._session.flush()
        self._index.write(kept)
        self._record(application.id, changes)
        return kept

    def index_again(self, programme: Programme) -> None:
        """Its form asks otherwise now, so what lists show of its applications is read anew."""
        self._index.write_all(programme)

    def drop(self, id: str) -> None:
        """Deletes an application with its history."""
        for table in _BESIDE:
            self._session.execute(delete(table).where(table.application_id == id))
        self._session.execute(delete(ApplicationRow).where(ApplicationRow.id == id))

    def ids_of_programme(self, programme: str) -> list[str]:
        """Every application to a programme, drafts included."""
        return list(
            self._session.scalars(select(ApplicationRow.id).where(ApplicationRow.programme_id == programme))
        )

    def untouched_since(self, when: datetime, states: Iterable[ApplicationState]) -> list[str]:
        """Ids of those in these states into which nothing was written since."""
        named = [state.value for state in states]
        query = select(ApplicationRow.id).where(
            ApplicationRow.state.in_(named), ApplicationRow.updated_at < when
        )
        return list(self._session.scalars(query))

    def history(self, id: str) -> list[Change]:
        """What happened to an application, oldest first."""
        rows = self._session.scalars(
            select(ApplicationChangeRow)
            .where(ApplicationChangeRow.application_id == id)
            .order_by(ApplicationChangeRow.id)
        )
        return [Change(r.at, r.actor, r.what, r.before, r.after, r.reason) for r in rows]

    def reference_taken(self, reference: str) -> bool:
        """Whether an application has this reference already."""
        return (
            self._session.scalar(select(ApplicationRow.id).where(ApplicationRow.reference == reference))
            is not None
        )

    def attend(self, application: str, occasion: str, answer: str, now: datetime) -> None:
        """Notes who comes; a later answer replaces an earlier one and its reason."""
        if insert_new(
            self._session,
            AttendanceRow,
            application_id=application,
            occasion=occasion,
            answer=answer,
            at=now,
        ):
            return
        row = self._session.scalars(
            select(AttendanceRow).where(
                AttendanceRow.application_id == application, AttendanceRow.occasion == occasion
            )
        ).one()
        if row.answer != answer:
            row.detail, row.message_id = None, None
        row.answer, row.at = answer, now

    def attend_detail(
        self, application: str, occasions: Sequence[str], detail: str, message_id: str | None
    ) -> None:
        """Notes why they do not come, or whom they send."""
        self._session.execute(
            update(AttendanceRow)
            .where(AttendanceRow.application_id == application, AttendanceRow.occasion.in_(list(occasions)))
            .values(detail=detail, message_id=message_id)
        )

    def unsend(self, message_id: str) -> None:
        """The person unsent a message: none of its text is kept."""
        self._session.execute(
            update(AttendanceRow)
            .where(AttendanceRow.message_id == message_id)
            .values(detail=None, message_id=None)
        )

    def attendance_of(self, programme: str) -> dict[tuple[str, str], Attendance]:
        """What each registrant of a programme said, by application and occasion."""
        return self._once(("attendance", programme), lambda: self._attendance_of(programme))

    def _attendance_of(self, programme: str) -> dict[tuple[str, str], Attendance]:
        rows = self._session.scalars(
            select(AttendanceRow)
            .join(ApplicationRow, ApplicationRow.id == AttendanceRow.application_id)
            .where(ApplicationRow.programme_id == programme)
        )
        return {(row.application_id, row.occasion): Attendance(row.answer, row.detail) for row in rows}

    def attendance(self, application: str) -> dict[str, str]:
        """What a registrant answered, by occasion."""
        rows = self._session.scalars(select(AttendanceRow).where(AttendanceRow.application_id == application))
        return {row.occasion: row.answer for row in rows}

    def _one(self, condition: ColumnElement[bool]) -> Application | None:
        row = self._session.scalars(select(ApplicationRow).where(condition).with_for_update()).one_or_none()
        return value(row) if row is not None else None

    def _record(self, id: str, changes: Iterable[Change]) -> None:
        for change in changes:
            self._session.add(
                ApplicationChangeRow(
                    application_id=id,
                    at=change.at,
                    actor=change.actor,
                    what=change.what,
                    before=change.before,
                    after=change.after,
                    reason=change.reason,
                )
            )
        self._session.flush()


def value(row: Any) -> Application:
    """An application from its row, or from a row of its columns."""
    return Application(
        id=row.id,
        programme=row.programme_id,
        user=row.user_id,
        state=ApplicationState(row.state),
        created_at=row.created_at,
        updated_at=row.updated_at,
        reference=row.reference,
        on_behalf=row.on_behalf,
        answers=dict(row.answers),
        consented_at=row.consented_at,
        submitted_at=row.submitted_at,
        needs_review=row.needs_review,
        stage=row.stage,
        version=row.version,
        source=row.source,
    )


def columns(application: Application) -> dict[str, Any]:
    """The cells of an application's row."""
    return {
        "id": application.id,
        "programme_id": application.programme,
        "user_id": application.user,
        "reference": application.reference,
        "on_behalf": application.on_behalf,
        "state": application.state.value,
        "answers": application.answers,
        "consented_at": application.consented_at,
        "submitted_at": application.submitted_at,
        "created_at": application.created_at,
        "updated_at": application.updated_at,
        "needs_review": application.needs_review,
        "stage": application.stage,
        "version": application.version,
        "source": application.source,
    }
