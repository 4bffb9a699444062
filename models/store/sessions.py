"""Sessions as calendars know them, dropped ones too, who came, and the group chats programmes post in."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from models.json import from_json, to_json
from models.programme import Session as Day
from models.reminder import SessionRecord
from models.store.insert import insert_new
from models.tables import ApplicationRow, CameRow, GroupRow, SessionRecordRow


class Sessions:
    """What became of each session, who came, and in which group a programme posts."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def record(self, programme: str, day: Day, now: datetime, *, dropped: bool = False) -> None:
        """Records a session that is new, has changed in what a calendar shows, or is cancelled."""
        values = {"document": to_json(day), "changed_at": now, "dropped_at": now if dropped else None}
        key = {"programme_id": programme, "session_id": day.id}
        if insert_new(self._session, SessionRecordRow, **key, **values, sequence=0):
            return
        self._session.execute(
            update(SessionRecordRow).filter_by(**key).values(**values, sequence=SessionRecordRow.sequence + 1)
        )

    def of(self, programme: str) -> list[SessionRecord]:
        """Every session a programme has or had, by date."""
        rows = self._session.scalars(
            select(SessionRecordRow).where(SessionRecordRow.programme_id == programme)
        )
        records = [
            SessionRecord(
                row.programme_id, from_json(Day, row.document), row.sequence, row.changed_at, row.dropped_at
            )
            for row in rows
        ]
        return sorted(records, key=lambda r: (r.session.date, r.session.id))

    def came(self, programme: str, occasion: str) -> dict[str, datetime]:
        """Who came to a session on its day, by application, and when that was marked."""
        rows = self._session.scalars(
            select(CameRow)
            .join(ApplicationRow, ApplicationRow.id == CameRow.application_id)
            .where(ApplicationRow.programme_id == programme, CameRow.occasion == occasion)
        )
        return {row.application_id: row.at for row in rows}

    def came_of(self, application: str) -> list[str]:
        """The occasions one registrant came to."""
        found = select(CameRow.occasion).where(CameRow.application_id == application)
        return list(self._session.scalars(found.order_by(CameRow.occasion)))

    def mark_came(self, application: str, occasion: str, now: datetime) -> bool:
        """Somebody came; False if that was marked already."""
        return insert_new(self._session, CameRow, application_id=application, occasion=occasion, at=now)

    def unmark_came(self, application: str, occasion: str) -> bool:
        """They did not, after all; False if that was not marked."""
        return (
            self._session.execute(
                delete(CameRow)
                .where(CameRow.application_id == application, CameRow.occasion == occasion)
                .returning(CameRow.application_id)
            ).first()
            is not None
        )

    def joined(self, chat: str, now: datetime) -> bool:
        """The bot is in a group; True if that is new."""
        return insert_new(self._session, GroupRow, chat=chat, joined_at=now)

    def left(self, chat: str) -> None:
        """The bot is no longer in it."""
        self._session.execute(delete(GroupRow).where(GroupRow.chat == chat))

    def groups(self) -> list[tuple[str, str | None, datetime]]:
        """(group, programme that posts there, since when) of every group the bot is in, oldest first."""
        rows = self._session.scalars(select(GroupRow).order_by(GroupRow.joined_at, GroupRow.chat))
        return [(row.chat, row.programme_id, row.joined_at) for row in rows]

    def group(self, programme: str) -> str | None:
        """The group in which a programme posts."""
        return self._session.scalar(select(GroupRow.chat).where(GroupRow.programme_id == programme))

    def post_in(self, programme: str, chat: str | None) -> bool:
        """The programme posts in this group from now on, or in none; False if the bot is not in it."""
        self._session.execute(
            update(GroupRow).where(GroupRow.programme_id == programme).values(programme_id=None)
        )
        if chat is None:
            return True
        row = self._session.get(GroupRow, chat)
        if row is not None:
            row.programme_id = programme
            self._session.flush()
        return row is not None
