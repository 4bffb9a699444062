"""The reminder plan in the database, notices of change, and who is owed what was sent before."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from models.json import from_json, to_json
from models.programme import Session as Day
from models.reminder import Notice, Owed, Reminder, ReminderState
from models.store.insert import insert_new
from models.tables import (
    ApplicationRow,
    ChangeNoticeRow,
    ReminderMergedRow,
    ReminderOwedRow,
    ReminderRow,
)

_PLANNED = ReminderState.PLANNED.value


class Reminders:
    """What is planned, due and done."""

    def __init__(self, session: Session) -> None:
        self._session = session

    # The plan

    def replan(
        self,
        programme: str,
        plan: Iterable[Reminder],
        now: datetime | None = None,
        hold_until: datetime | None = None,
    ) -> list[Reminder]:
        """Replaces a programme's plan with this one. What was done or missed stays so.

        What a change has made overdue at `now` waits until `hold_until`, when people have been told about
        the change. Returns what was already done and is now useless because its occasion is gone.
        """
        wanted = {(r.rule, r.occasion): r for r in plan}
        gone = []
        rows = self._session.scalars(
            select(ReminderRow).where(ReminderRow.programme_id == programme).with_for_update()
        )
        for row in rows:
            reminder = wanted.pop((row.rule, row.occasion), None)
            if row.state != _PLANNED:
                gone += [_value(row)] if reminder is None else []
            elif reminder is None:
                self._session.delete(row)
            else:
                row.sessions = list(reminder.sessions)
                row.due_at = _held(reminder, row.due_at, now, hold_until)
                row.expires_at = reminder.expires_at
        self._session.flush()
        for reminder in wanted.values():
            insert_new(
                self._session,
                ReminderRow,
                programme_id=programme,
                rule=reminder.rule,
                occasion=reminder.occasion,
                sessions=list(reminder.sessions),
                due_at=_held(reminder, None, now, hold_until),
                expires_at=reminder.expires_at,
                state=_PLANNED,
            )
        return gone

    def due(self, now: datetime, limit: int = 20) -> list[int]:
        """Ids of planned reminders whose time has come, earliest first."""
        query = select(ReminderRow.id).where(ReminderRow.state == _PLANNED, ReminderRow.due_at <= now)
        return list(self._session.scalars(query.order_by(ReminderRow.due_at, ReminderRow.id).limit(limit)))

    def take(self, id: int, now: datetime) -> Reminder | None:
        """A due reminder, locked; None if somebody else has it, has done it or has put it off."""
        row = self._session.scalars(
            select(ReminderRow)
            .where(ReminderRow.id == id, ReminderRow.state == _PLANNED, ReminderRow.due_at <= now)
            .with_for_update(skip_locked=True)
        ).one_or_none()
        return _value(row) if row else None

    def take_along(self, reminder: Reminder, until: datetime) -> list[Reminder]:
        """The other reminders planned from this one's time up to `until`, locked.

        Those somebody else is sending right now are excluded: only the holder of a reminder's lock may
        merge it with another.
        """
        rows = self._session.scalars(
            select(ReminderRow)
            .where(
                ReminderRow.state == _PLANNED,
                ReminderRow.id != reminder.id,
                ReminderRow.due_at.between(reminder.due_at, until),
            )
            .order_by(ReminderRow.due_at, ReminderRow.id)
            .with_for_update(skip_locked=True)
        )
        return [_value(row) for row in rows]

    def count_due(self, now: datetime) -> int:
        """How many are due and not yet expanded."""
        query = select(func.count()).where(ReminderRow.state == _PLANNED, ReminderRow.due_at <= now)
        return self._session.scalar(query) or 0

    def finish(self, id: int, state: ReminderState, messages: int = 0) -> None:
        """Marks it done, as so many messages, or missed."""
        row = self._session.get_one(ReminderRow, id)
        row.state, row.messages = state.value, messages
        self._session.flush()

    def pass_over(self, until: datetime) -> list[Reminder]:
        """Marks as missed what was planned to go out until then, without sending it."""
        due = select(ReminderRow).where(
            ReminderRow.state == ReminderState.PLANNED.value, ReminderRow.due_at <= until
        )
        rows = self._session.scalars(due.order_by(ReminderRow.due_at, ReminderRow.id)).all()
        for row in rows:
            row.state, row.messages = ReminderState.MISSED.value, 0
        self._session.flush()
        return [_value(row) for row in rows]

    def pass_over_notices(self, until: datetime) -> list[Notice]:
        """The same for notices of change."""
        due = select(ChangeNoticeRow).where(
            ChangeNoticeRow.sent_at.is_(None), ChangeNoticeRow.due_at <= until
        )
        rows = self._session.scalars(due.order_by(ChangeNoticeRow.id)).all()
        for row in rows:
            row.sent_at = until
        self._session.flush()
        return [_notice(row) for row in rows]

    def postpone(self, id: int, until: datetime) -> None:
        """Puts it off until then."""
        self._session.execute(update(ReminderRow).where(ReminderRow.id == id).values(due_at=until))

    def planned(self, limit: int = 1000, until: datetime | None = None) -> list[Reminder]:
        """What is still to come, earliest first; up to `until` if given."""
        query = select(ReminderRow).where(ReminderRow.state == _PLANNED)
        if until is not None:
            query = query.where(ReminderRow.due_at <= until)
        rows = self._session.scalars(query.order_by(ReminderRow.due_at, ReminderRow.id).limit(limit))
        return [_value(row) for row in rows]

    def of(self, programme: str) -> list[Reminder]:
        """A programme's whole plan with states, by time."""
        rows = self._session.scalars(
            select(ReminderRow)
            .where(ReminderRow.programme_id == programme)
            .order_by(ReminderRow.due_at, ReminderRow.id)
        )
        return [_value(row) for row in rows]

    def missed(self, programme: str | None = None) -> list[Reminder]:
        """What could not be sent to anybody in time, for one programme or all, by time."""
        query = select(ReminderRow).where(ReminderRow.state == ReminderState.MISSED.value)
        if programme is not None:
            query = query.where(ReminderRow.programme_id == programme)
        return [_value(r) for r in self._session.scalars(query.order_by(ReminderRow.due_at, ReminderRow.id))]

    def next_at(self) -> datetime | None:
        """When something is next due: a reminder, a notice, what someone is owed."""
        return min(filter(None, map(self._session.scalar, _NEXT)), default=None)

    # Several in one message

    def merge(self, keys: Iterable[str], now: datetime) -> None:
        """Notes that these went out in one message with another."""
        for key in keys:
            insert_new(self._session, ReminderMergedRow, key=key, at=now)

    def merged(self, reminder: Reminder) -> frozenset[str]:
        """Keys of this reminder that have already gone out that way."""
        keys = self._session.scalars(
            select(ReminderMergedRow.key).where(
                ReminderMergedRow.key.startswith(reminder.key(""), autoescape=True)
            )
        )
        return frozenset(keys)

    # Notices of change

    def note_change(self, programme: str, before: Sequence[Day], now: datetime, due_at: datetime) -> datetime:
        """People are to be told that the sessions are no longer `before`; a notice already waiting stays.

        Returns when they will be told.
        """
        insert_new(
            self._session,
            ChangeNoticeRow,
            programme_id=programme,
            before=to_json(tuple(before), tuple[Day, ...]),
            noted_at=now,
            due_at=due_at,
        )
        waiting = self.waiting_notice(programme)
        assert waiting is not None
        return waiting.due_at

    def waiting_notice(self, programme: str) -> Notice | None:
        """The notice waiting to be sent."""
        row = self._session.scalars(
            select(ChangeNoticeRow)
            .where(ChangeNoticeRow.programme_id == programme, ChangeNoticeRow.sent_at.is_(None))
            .with_for_update()
        ).one_or_none()
        return _notice(row) if row else None

    def due_notices(self, now: datetime) -> list[int]:
        """Ids of notices whose time has come."""
        query = select(ChangeNoticeRow.id).where(
            ChangeNoticeRow.sent_at.is_(None), ChangeNoticeRow.due_at <= now
        )
        return list(self._session.scalars(query.order_by(ChangeNoticeRow.id)))

    def take_notice(self, id: int, now: datetime) -> Notice | None:
        """A due notice, locked; None if somebody else has it, has sent it or has put it off."""
        row = self._session.scalars(
            select(ChangeNoticeRow)
            .where(ChangeNoticeRow.id == id, ChangeNoticeRow.sent_at.is_(None), ChangeNoticeRow.due_at <= now)
            .with_for_update(skip_locked=True)
        ).one_or_none()
        return _notice(row) if row else None

    def postpone_notice(self, id: int, until: datetime) -> None:
        """Puts it off until then."""
        self._session.execute(update(ChangeNoticeRow).where(ChangeNoticeRow.id == id).values(due_at=until))

    def notice_sent(self, notice: Notice, now: datetime) -> None:
        """People have been told, or there was nothing left to tell."""
        self._session.execute(
            update(ChangeNoticeRow).where(ChangeNoticeRow.id == notice.id).values(sent_at=now)
        )

    def first_notice_since(self, programme: str, since: datetime) -> Notice | None:
        """The first notice sent after that time: its `before` is what someone away since then knows."""
        row = self._session.scalars(
            select(ChangeNoticeRow)
            .where(ChangeNoticeRow.programme_id == programme, ChangeNoticeRow.sent_at >= since)
            .order_by(ChangeNoticeRow.sent_at, ChangeNoticeRow.id)
            .limit(1)
        ).one_or_none()
        return _notice(row) if row else None

    def forget_before(self, when: datetime) -> None:
        """Drops sent notices and guards too old for anybody still to be owed them."""
        self._session.execute(delete(ChangeNoticeRow).where(ChangeNoticeRow.sent_at < when))
        self._session.execute(delete(ReminderMergedRow).where(ReminderMergedRow.at < when))

    # Who is owed what was sent before

    def owe(self, application: str, since: datetime | None, now: datetime) -> None:
        """The registrant is to get whatever was sent while they were away and still matters."""
        insert_new(self._session, ReminderOwedRow, application_id=application, since=since, due_at=now)

    def owe_person(self, user: str, since: datetime | None, now: datetime) -> None:
        """The same for each of a person's applications."""
        for id in self._session.scalars(select(ApplicationRow.id).where(ApplicationRow.user_id == user)):
            self.owe(id, since, now)

    def owed(self, now: datetime, limit: int = 50) -> list[str]:
        """Ids of applications owed something by now."""
        query = select(ReminderOwedRow.application_id).where(ReminderOwedRow.due_at <= now)
        first = query.order_by(ReminderOwedRow.due_at, ReminderOwedRow.application_id).limit(limit)
        return list(self._session.scalars(first))

    def take_owed(self, application: str, now: datetime) -> Owed | None:
        """What an application is owed, locked; None if somebody else has it or it is settled."""
        row = self._session.scalars(
            select(ReminderOwedRow)
            .where(ReminderOwedRow.application_id == application, ReminderOwedRow.due_at <= now)
            .with_for_update(skip_locked=True)
        ).one_or_none()
        return Owed(row.application_id, row.since, row.due_at) if row else None

    def postpone_owed(self, application: str, until: datetime) -> None:
        """Puts it off until then."""
        self._session.execute(
            update(ReminderOwedRow).where(ReminderOwedRow.application_id == application).values(due_at=until)
        )

    def settled(self, application: str) -> None:
        """Nothing is owed any longer."""
        self._session.execute(delete(ReminderOwedRow).where(ReminderOwedRow.application_id == application))


_NEXT = (
    select(func.min(ReminderRow.due_at)).where(ReminderRow.state == _PLANNED),
    select(func.min(ChangeNoticeRow.due_at)).where(ChangeNoticeRow.sent_at.is_(None)),
    select(func.min(ReminderOwedRow.due_at)),
)


def _held(
    reminder: Reminder, before: datetime | None, now: datetime | None, hold_until: datetime | None
) -> datetime:
    """When it is due; what was not overdue before the change waits, unless that would be too long."""
    if now is None or hold_until is None or reminder.due_at > now or hold_until >= reminder.expires_at:
        return reminder.due_at
    return before if before is not None and before <= hold_until else hold_until


def _notice(row: ChangeNoticeRow) -> Notice:
    return Notice(
        id=row.id,
        programme=row.programme_id,
        before=from_json(tuple[Day, ...], row.before),
        noted_at=row.noted_at,
        due_at=row.due_at,
        sent_at=row.sent_at,
    )


def _value(row: ReminderRow) -> Reminder:
    return Reminder(
        programme=row.programme_id,
        rule=row.rule,
        occasion=row.occasion,
        sessions=tuple(row.sessions),
        due_at=row.due_at,
        expires_at=row.expires_at,
        state=ReminderState(row.state),
        id=row.id,
        messages=row.messages,
    )
