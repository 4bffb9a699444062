"""Seats of a programme: how many are taken, and who waits for one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from sqlalchemy import func, literal, select
from sqlalchemy.orm import Session

from models.application import Application, ApplicationState
from models.store.applications import value
from models.store.parts import parts
from models.tables import ApplicationRow

_IN = (ApplicationState.APPROVED.value, ApplicationState.COMPLETED.value)


class Seats:
    """How many applications are in a state, and the waiting list in its order."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def count(
        self, programme: str, state: ApplicationState, where: Mapping[str, str] = MappingProxyType({})
    ) -> int:
        """How many applications of a programme are in a state, with these answers."""
        query = select(func.count()).where(
            ApplicationRow.programme_id == programme,
            ApplicationRow.state == state.value,
            *(ApplicationRow.answers[key].as_string() == answer for key, answer in where.items()),
        )
        return self._session.scalar(query) or 0

    def taken(self, programme: str, where: Mapping[str, str]) -> int:
        """How many with these answers have a place, or had one to the end."""
        query = select(func.count()).where(
            ApplicationRow.programme_id == programme,
            ApplicationRow.state.in_(_IN),
            *(ApplicationRow.answers[key].as_string() == answer for key, answer in where.items()),
        )
        return self._session.scalar(query) or 0

    def taken_by(self, programme: str, by: str, round: str | None) -> dict[tuple[str, str], int]:
        """The same for every answer to a question, in every round."""
        answer = ApplicationRow.answers[by].as_string()
        own = ApplicationRow.answers[round].as_string() if round else literal("")
        found = select(answer.label("answer"), func.coalesce(own, "").label("round")).where(
            ApplicationRow.programme_id == programme, ApplicationRow.state.in_(_IN), answer.is_not(None)
        )
        part = found.subquery()
        query = select(part.c.answer, part.c.round, func.count()).group_by(part.c.answer, part.c.round)
        return {(given, of): count for given, of, count in self._session.execute(query)}

    def answers(self, applications: Sequence[str], keys: Sequence[str]) -> dict[str, dict[str, str]]:
        """What these applications answered to a few questions, as far as it is a text."""
        found: dict[str, dict[str, str]] = {}
        for some in parts(applications):
            columns = [ApplicationRow.answers[key].as_string() for key in keys]
            for id, *given in self._session.execute(
                select(ApplicationRow.id, *columns).where(ApplicationRow.id.in_(some))
            ):
                found[id] = {key: one for key, one in zip(keys, given, strict=True) if one is not None}
        return found

    def hold(self, programme: str, references: Sequence[str]) -> None:
        """Locks many applications, always in the same order: they are decided on in this transaction."""
        for some in parts(sorted(references)):
            self._session.execute(
                select(ApplicationRow.id)
                .where(ApplicationRow.programme_id == programme, ApplicationRow.reference.in_(some))
                .order_by(ApplicationRow.reference)
                .with_for_update()
            ).all()

    def waiting(self, programme: str, most: int | None = None) -> list[str]:
        """The ids on a programme's waiting list, whoever came first in front."""
        return list(
            self._session.scalars(
                select(ApplicationRow.id)
                .where(
                    ApplicationRow.programme_id == programme,
                    ApplicationRow.state == ApplicationState.WAITLISTED.value,
                )
                .order_by(ApplicationRow.submitted_at, ApplicationRow.id)
                .limit(most)
            )
        )

    def locked(self, id: str) -> Application | None:
        """One that waits, locked.

        None while somebody is changing it: they may be waiting for the programme's lock, which we hold.
        The next tick looks again.
        """
        row = self._session.scalars(
            select(ApplicationRow).where(ApplicationRow.id == id).with_for_update(skip_locked=True)
        ).one_or_none()
        waits = row is not None and row.state == ApplicationState.WAITLISTED.value
        return value(row) if row is not None and waits else None
