"""What people left for staff, and what was said about it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import delete, exists, select, update
from sqlalchemy.orm import Session

from models.case import Case, CaseKind, CaseMessage, Line, Sender
from models.json import from_json, to_json
from models.tables import CaseMessageRow, CaseRow


class Cases:
    """Cases, open and closed."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def open(
        self,
        user: str,
        kind: CaseKind,
        programme: str | None,
        text: str,
        now: datetime,
        *,
        message_id: str | None = None,
        quote: str | None = None,
        phone: str | None = None,
        before: Sequence[Line] = (),
        answer_by: datetime | None = None,
    ) -> int:
        """Opens a new case; returns its number."""
        row = CaseRow(
            user_id=user,
            kind=kind.value,
            programme_id=programme,
            phone=phone,
            before=to_json(tuple(before), tuple[Line, ...]),
            at=now,
            answer_by=answer_by,
        )
        self._session.add(row)
        self._session.flush()
        self.add(row.id, Sender.PERSON, text, now, message_id=message_id, quote=quote)
        return row.id

    def note(self, programme: str, text: str, now: datetime) -> int:
        """The bot's own note to staff; returns its number."""
        row = CaseRow(user_id=None, kind=CaseKind.NOTE.value, programme_id=programme, before=[], at=now)
        self._session.add(row)
        self._session.flush()
        self.add(row.id, Sender.BOT, text, now)
        return row.id

    def add(
        self,
        id: int,
        sender: Sender,
        text: str,
        now: datetime,
        *,
        by: str | None = None,
        message_id: str | None = None,
        quote: str | None = None,
    ) -> int:
        """Adds something said about a case; returns the message's number."""
        row = CaseMessageRow(
            case_id=id, sender=sender.value, by=by, text=text, message_id=message_id, quote=quote, at=now
        )
        self._session.add(row)
        self._session.flush()
        return row.id

    def get(self, id: int) -> Case | None:
        """A case, open or closed, locked until the transaction ends."""
        row = self._session.get(CaseRow, id, with_for_update=True)
        return self._cases([row])[0] if row is not None else None

    def opened(self) -> list[Case]:
        """All open cases, oldest first."""
        query = select(CaseRow).where(CaseRow.closed_at.is_(None)).order_by(CaseRow.at, CaseRow.id)
        return self._cases(self._session.scalars(query))

    def closed(self, limit: int) -> list[Case]:
        """Cases staff are done with, the last closed first."""
        query = select(CaseRow).where(CaseRow.closed_at.is_not(None))
        return self._cases(
            self._session.scalars(query.order_by(CaseRow.closed_at.desc(), CaseRow.id.desc()).limit(limit))
        )

    def of(self, user: str) -> list[Case]:
        """Everything a person left, newest first."""
        query = select(CaseRow).where(CaseRow.user_id == user).order_by(CaseRow.at.desc(), CaseRow.id.desc())
        return self._cases(self._session.scalars(query))

    def close(self, id: int, now: datetime) -> bool:
        """Staff are done with it; False if there is no such open case."""
        row = self._session.get(CaseRow, id)
        if row is None or row.closed_at is not None:
            return False
        row.closed_at = now
        self._session.flush()
        return True

    def promise(self, id: int, answer_by: datetime | None) -> None:
        """The person has said more: it is open again, with an answer promised by then."""
        self._session.execute(
            update(CaseRow).where(CaseRow.id == id).values(answer_by=answer_by, closed_at=None)
        )

    def ring(self, id: int, phone: str) -> None:
        """Another number to ring than the one given at first."""
        self._session.execute(update(CaseRow).where(CaseRow.id == id).values(phone=phone))

    def forget_before(self, when: datetime) -> int:
        """Erases closed cases of which nobody has spoken since; returns how many."""
        old = list(
            self._session.scalars(
                select(CaseRow.id)
                .where(CaseRow.closed_at < when)
                .where(~exists().where(CaseMessageRow.case_id == CaseRow.id, CaseMessageRow.at >= when))
            )
        )
        self._drop(old)
        return len(old)

    def unsend(self, user: str, message_id: str) -> None:
        """The person unsent a message: none of its text is kept, nor a case that held nothing else."""
        for row in self._session.scalars(select(CaseRow).where(CaseRow.user_id == user)):
            row.before = [line for line in row.before if line.get("message_id") != message_id]
        self._session.flush()
        query = select(CaseMessageRow.case_id).where(CaseMessageRow.message_id == message_id)
        concerned = set(self._session.scalars(query))
        self._session.execute(delete(CaseMessageRow).where(CaseMessageRow.message_id == message_id))
        left = set(
            self._session.scalars(
                select(CaseMessageRow.case_id).where(CaseMessageRow.case_id.in_(concerned)).distinct()
            )
        )
        self._drop(concerned - left)

    def erase(self, user: str) -> None:
        """Erases everything the person left, and what was said about it."""
        self._drop(self._session.scalars(select(CaseRow.id).where(CaseRow.user_id == user)).all())

    def _drop(self, ids: Iterable[int]) -> None:
        gone = list(ids)
        self._session.execute(delete(CaseMessageRow).where(CaseMessageRow.case_id.in_(gone)))
        self._session.execute(delete(CaseRow).where(CaseRow.id.in_(gone)))

    def _cases(self, rows: Iterable[CaseRow]) -> list[Case]:
        found = list(rows)
        query = select(CaseMessageRow).where(CaseMessageRow.case_id.in_([row.id for row in found]))
        said: dict[int, list[CaseMessage]] = {}
        for row in self._session.scalars(query.order_by(CaseMessageRow.id)):
            message = CaseMessage(Sender(row.sender), row.text, row.at, row.by, row.quote)
            said.setdefault(row.case_id, []).append(message)
        return [_value(row, said.get(row.id, [])) for row in found]


def _value(row: CaseRow, messages: Sequence[CaseMessage]) -> Case:
    return Case(
        id=row.id,
        user=row.user_id,
        kind=CaseKind(row.kind),
        programme=row.programme_id,
        phone=row.phone,
        before=from_json(tuple[Line, ...], row.before),
        messages=tuple(messages),
        at=row.at,
        answer_by=row.answer_by,
        closed_at=row.closed_at,
    )
