"""Files of applications: wanted, stored, gone."""

from __future__ import annotations

import secrets
from datetime import datetime

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from models.attachment import LONGEST_WAIT, Attachment, AttachmentState
from models.store.deadlines import is_over
from models.store.insert import insert_new
from models.tables import AttachmentRow


class Attachments:
    """What people sent, and how far we are with it. Waits are in machine time, as in the outbox."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def want(self, application: str, question: str, message: str, name: str | None, now: datetime) -> None:
        """Notes that a file is to be fetched; noting it twice changes nothing."""
        insert_new(
            self._session,
            AttachmentRow,
            id=secrets.token_hex(16),
            application_id=application,
            question=question,
            message_id=message,
            name=name,
            state=AttachmentState.WANTED.value,
            attempts=0,
            at=now,
        )

    def keep_only(self, application: str, question: str, messages: list[str]) -> None:
        """Marks for removal those files of a question that its answer no longer names."""
        self._session.execute(
            update(AttachmentRow)
            .where(
                AttachmentRow.application_id == application,
                AttachmentRow.question == question,
                AttachmentRow.message_id.not_in(messages),
            )
            .values(state=AttachmentState.GONE.value, application_id=None)
        )

    def of_message(self, message: str) -> Attachment | None:
        """The file that came with this message."""
        row = self._session.scalar(select(AttachmentRow).where(AttachmentRow.message_id == message))
        return _value(row) if row is not None else None

    def get(self, id: str) -> Attachment | None:
        """One by its id."""
        row = self._session.get(AttachmentRow, id)
        return _value(row) if row is not None else None

    def unsend(self, message: str) -> None:
        """The person unsent the message: the file goes too."""
        self._session.execute(
            update(AttachmentRow)
            .where(AttachmentRow.message_id == message)
            .values(state=AttachmentState.GONE.value, application_id=None, name=None)
        )

    def release(self, application: str) -> None:
        """The application is erased: its files must be too."""
        self._session.execute(
            update(AttachmentRow)
            .where(AttachmentRow.application_id == application)
            .values(state=AttachmentState.GONE.value, application_id=None, name=None)
        )

    def claim(self, machine_now: datetime, until: datetime, limit: int) -> list[Attachment]:
        """Files to fetch or remove, oldest first; nobody else gets them before `until`."""
        rows = self._session.scalars(
            select(AttachmentRow)
            .where(
                AttachmentRow.state.in_((AttachmentState.WANTED.value, AttachmentState.GONE.value)),
                is_over(AttachmentRow.not_before, machine_now, LONGEST_WAIT),
            )
            .order_by(AttachmentRow.at, AttachmentRow.id)
            .limit(limit)
            .with_for_update(skip_locked=True)
        ).all()
        for row in rows:
            row.not_before = until
            row.attempts += 1
        self._session.flush()
        return [_value(row) for row in rows]

    def stored(self, id: str, mime: str, size: int) -> bool:
        """It is on disk; False when it is no longer wanted and must be removed again."""
        row = self._session.get(AttachmentRow, id, with_for_update=True)
        if row is None or row.state != AttachmentState.WANTED.value:
            return False
        row.state, row.mime, row.size = AttachmentState.STORED.value, mime, size
        row.not_before = None
        return True

    def failed(self, id: str, error: str) -> None:
        """It cannot be fetched, or may not be kept."""
        self._session.execute(
            update(AttachmentRow)
            .where(AttachmentRow.id == id)
            .values(state=AttachmentState.FAILED.value, error=error)
        )

    def later(self, id: str, not_before: datetime, error: str, *, tried: bool = True) -> None:
        """Puts it off; `tried` is whether the attempt says something of the file."""
        attempts = AttachmentRow.attempts if tried else AttachmentRow.attempts - 1
        self._session.execute(
            update(AttachmentRow)
            .where(AttachmentRow.id == id)
            .values(not_before=not_before, error=error, attempts=attempts)
        )

    def removed(self, id: str) -> None:
        """Its bytes are gone from the disk."""
        self._session.execute(delete(AttachmentRow).where(AttachmentRow.id == id))

    def kept(self) -> list[str]:
        """The ids of all whose bytes are on disk."""
        stored = select(AttachmentRow.id).where(AttachmentRow.state == AttachmentState.STORED.value)
        return list(self._session.scalars(stored.order_by(AttachmentRow.id)))

    def of(self, application: str) -> list[Attachment]:
        """An application's files, in the order sent."""
        rows = self._session.scalars(
            select(AttachmentRow)
            .where(AttachmentRow.application_id == application)
            .order_by(AttachmentRow.at, AttachmentRow.id)
        )
        return [_value(row) for row in rows]


def _value(row: AttachmentRow) -> Attachment:
    return Attachment(
        id=row.id,
        application=row.application_id,
        question=row.question,
        message=row.message_id,
        name=row.name,
        state=AttachmentState(row.state),
        attempts=row.attempts,
        mime=row.mime,
        size=row.size,
        error=row.error,
    )
