"""The reminder plan in the database."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.reminder import Reminder, ReminderState
from models.store.insert import insert_new
from models.tables import ReminderRow


class Reminders:
    """What is planned, what is due, what was done."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def replan(self, programme: str, plan: Iterable[Reminder]) -> None:
        """Makes the plan of a programme this one. What was done or missed stays so."""
        wanted = {(r.rule, r.occasion): r for r in plan}
        rows = self._session.scalars(
            select(ReminderRow).where(ReminderRow.programme_id == programme).with_for_update()
        )
        for row in rows:
            reminder = wanted.pop((row.rule, row.occasion), None)
            if row.state != ReminderState.PLANNED.value:
                continue
            if reminder is None:
                self._session.delete(row)
            else:
                row.sessions, row.due_at = list(reminder.sessions), reminder.due_at
                row.useless_at = reminder.useless_at
        self._session.flush()
        for reminder in wanted.values():
            insert_new(
                self._session,
                ReminderRow,
                programme_id=programme,
                rule=reminder.rule,
                occasion=reminder.occasion,
                sessions=list(reminder.sessions),
                due_at=reminder.due_at,
                useless_at=reminder.useless_at,
                state=ReminderState.PLANNED.value,
            )

    def due(self, now: datetime, limit: int = 20) -> list[Reminder]:
        """Planned reminders whose time has come, earliest first, locked; others' locks are skipped."""
        rows = self._session.scalars(
            select(ReminderRow)
            .where(ReminderRow.state == ReminderState.PLANNED.value, ReminderRow.due_at <= now)
            .order_by(ReminderRow.due_at, ReminderRow.id)
            .limit(limit)
            .with_for_update(skip_locked=True)
        )
        return [_value(row) for row in rows]

    def count_due(self, now: datetime) -> int:
        """How many are due and not expanded yet."""
        query = select(func.count()).where(
            ReminderRow.state == ReminderState.PLANNED.value, ReminderRow.due_at <= now
        )
        return self._session.scalar(query) or 0

    def finish(self, reminder: Reminder, state: ReminderState) -> None:
        """Done, or missed."""
        assert reminder.id is not None
        self._session.get_one(ReminderRow, reminder.id).state = state.value
        self._session.flush()

    def planned(self, limit: int = 1000) -> list[Reminder]:
        """What is still to come, earliest first."""
        rows = self._session.scalars(
            select(ReminderRow)
            .where(ReminderRow.state == ReminderState.PLANNED.value)
            .order_by(ReminderRow.due_at, ReminderRow.id)
            .limit(limit)
        )
        return [_value(row) for row in rows]

    def of(self, programme: str) -> list[Reminder]:
        """A programme's whole plan with states, by time."""
        rows = self._session.scalars(
            select(ReminderRow)
            .where(ReminderRow.programme_id == programme)
            .order_by(ReminderRow.due_at, ReminderRow.id)
        )
        return [_value(row) for row in rows]


def _value(row: ReminderRow) -> Reminder:
    return Reminder(
        programme=row.programme_id,
        rule=row.rule,
        occasion=row.occasion,
        sessions=tuple(row.sessions),
        due_at=row.due_at,
        useless_at=row.useless_at,
        state=ReminderState(row.state),
        id=row.id,
    )
