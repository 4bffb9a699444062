"""The LINE accounts of staff: linked by a code that they type in the chat."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, or_, select, update
from sqlalchemy.orm import Session

from models.store.insert import insert_new
from models.tables import StaffLineRow, StaffRow

TRIES = 10
"""Wrong codes after which those that wait are good no more."""


class StaffLines:
    """Which LINE account is whose."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def of(self, staff: int) -> str | None:
        """Their LINE account, if it is linked."""
        return self._session.scalar(select(StaffLineRow.user_id).where(StaffLineRow.staff_id == staff))

    def expect(self, staff: int, code: str, until: datetime) -> None:
        """A code (its hash) is good until then; the one before is good no more."""
        insert_new(self._session, StaffLineRow, staff_id=staff, user_id=None, code=None, until=None, tries=0)
        self._session.execute(
            update(StaffLineRow).where(StaffLineRow.staff_id == staff).values(code=code, until=until, tries=0)
        )

    def link(self, user: str, code: str, machine_now: datetime) -> str | None:
        """Whose code it is: the account is theirs from now on. None: nobody's, and all that wait suffer."""
        row = self._session.execute(
            select(StaffLineRow.staff_id, StaffRow.email)
            .join(StaffRow, StaffRow.id == StaffLineRow.staff_id)
            .where(StaffLineRow.code == code, StaffLineRow.until > machine_now, StaffLineRow.tries < TRIES)
            .where(~StaffRow.disabled)
        ).one_or_none()
        if row is None:
            waiting = update(StaffLineRow).where(StaffLineRow.code.is_not(None))
            self._session.execute(waiting.values(tries=StaffLineRow.tries + 1))
            return None
        self.forget(user)
        self._session.execute(
            update(StaffLineRow)
            .where(StaffLineRow.staff_id == row[0])
            .values(user_id=user, code=None, until=None, alerted_at=None)
        )
        return str(row[1])

    def to_alert(self, before: datetime) -> list[tuple[int, str, datetime | None]]:
        """Whoever is reached in LINE and was not told of anything since: id, account, when they last were."""
        rows = self._session.execute(
            select(StaffLineRow.staff_id, StaffLineRow.user_id, StaffLineRow.alerted_at)
            .join(StaffRow, StaffRow.id == StaffLineRow.staff_id)
            .where(StaffLineRow.user_id.is_not(None), ~StaffRow.disabled)
            .where(or_(StaffLineRow.alerted_at.is_(None), StaffLineRow.alerted_at <= before))
        )
        return [(staff, user, at) for staff, user, at in rows if user]

    def alerted(self, staff: int, now: datetime) -> None:
        """They have been told."""
        self._session.execute(
            update(StaffLineRow).where(StaffLineRow.staff_id == staff).values(alerted_at=now)
        )

    def unlink(self, staff: int) -> None:
        """They are reached in LINE no more."""
        self._session.execute(delete(StaffLineRow).where(StaffLineRow.staff_id == staff))

    def forget(self, user: str) -> None:
        """The account is nobody's of staff."""
        self._session.execute(update(StaffLineRow).where(StaffLineRow.user_id == user).values(user_id=None))
