"""Seats of a programme: how many are taken, and who waits for one."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.application import Application, ApplicationState
from models.store.applications import value
from models.tables import ApplicationRow


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
