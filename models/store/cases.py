"""What people left for staff, and what was said about it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import delete, exists, select, update
from sqlalchemy.orm import Session

from models.case import Case, CaseKind, CaseMessage, CaseNote, Line, Sender, StockAnswer
from models.json import from_json, to_json
from models.tables import CaseMessageRow, CaseNoteRow, CaseRow, StockAnswerRow


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

    def arrived(self, since: datetime) -> list[Case]:
        """Open cases about which the person said something after that."""
        said = select(CaseMessageRow.case_id).where(
            CaseMessageRow.at > since, CaseMessageRow.sender == Sender.PERSON.value
        )
        query = select(CaseRow).where(CaseRow.closed_at.is_(None), CaseRow.id.in_(said))
        return self._cases(self._session.scalars(query.order_by(CaseRow.id)))

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
        row.taken_by = row.taken_until = row.snoozed_until = None
        self._session.flush()
        return True

    # Who talks

    def whose(self, id: int) -> str | None:
        """Who left it, without a lock: their conversation is locked before their case is."""
        return self._session.scalar(select(CaseRow.user_id).where(CaseRow.id == id))

    def hold(self, id: int, by: str, until: datetime) -> None:
        """A member of staff talks with the person; the case is open, and no other of theirs is held."""
        user = select(CaseRow.user_id).where(CaseRow.id == id).scalar_subquery()
        others = update(CaseRow).where(CaseRow.user_id == user, CaseRow.id != id)
        self._session.execute(
            others.values(taken_by=None, taken_until=None).execution_options(synchronize_session=False)
        )
        self._set(id, taken_by=by, taken_until=until, closed_at=None, snoozed_until=None)

    def go_on(self, id: int, until: datetime) -> None:
        """Something was said: the bot keeps silent until then."""
        self._set(id, taken_until=until)

    def let_go(self, id: int) -> None:
        """The bot has the person again."""
        self._set(id, taken_by=None, taken_until=None)

    def snooze(self, id: int, until: datetime | None) -> None:
        """Staff want to see it again then."""
        self._set(id, snoozed_until=until)

    def notes(self, id: int) -> list[CaseNote]:
        """What staff told each other, oldest first."""
        rows = self._session.scalars(
            select(CaseNoteRow).where(CaseNoteRow.case_id == id).order_by(CaseNoteRow.id)
        )
        return [CaseNote(row.at, row.by, row.text) for row in rows]

    def tell_colleagues(self, id: int, by: str, text: str, now: datetime) -> None:
        """Adds a note that only staff see."""
        self._session.add(CaseNoteRow(case_id=id, by=by, text=text, at=now))
        self._session.flush()

    # Words to answer with

    def stock(self) -> list[StockAnswer]:
        """All of them, by title."""
        rows = self._session.scalars(select(StockAnswerRow).order_by(StockAnswerRow.title, StockAnswerRow.id))
        return [StockAnswer(row.id, row.title, row.text) for row in rows]

    def stock_add(self, title: str, text: str, by: str, now: datetime) -> int:
        """Keeps one more; returns its number."""
        row = StockAnswerRow(title=title, text=text, by=by, at=now)
        self._session.add(row)
        self._session.flush()
        return row.id

    def stock_drop(self, id: int) -> bool:
        """Drops one; False if there is none."""
        gone = self._session.scalars(
            delete(StockAnswerRow).where(StockAnswerRow.id == id).returning(StockAnswerRow.id)
        )
        return bool(gone.all())

    def promise(self, id: int, answer_by: datetime | None) -> None:
        """The person has said more: it is open again, with an answer promised by then."""
        self._session.execute(
            update(CaseRow)
            .where(CaseRow.id == id)
            .values(answer_by=answer_by, closed_at=None, snoozed_until=None)
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

    def _set(self, id: int, **values: datetime | str | None) -> None:
        self._session.execute(update(CaseRow).where(CaseRow.id == id).values(**values))

    def _drop(self, ids: Iterable[int]) -> None:
        gone = list(ids)
        for table in (CaseMessageRow, CaseNoteRow):
            self._session.execute(delete(table).where(table.case_id.in_(gone)))
        self._session.execute(delete(CaseRow).where(CaseRow.id.in_(gone)))

    def _cases(self, rows: Iterable[CaseRow]) -> list[Case]:
        found = list(rows)
        query = select(CaseMessageRow).where(CaseMessageRow.case_id.in_([row.id for row in found]))
        said: dict[int, list[CaseMessage]] = {}
        for row in self._session.scalars(query.order_by(CaseMessageRow.id)):
            message = CaseMessage(Sender(row.sender), row.text, row.at, row.by, row.message_id, row.quote)
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
        taken_by=row.taken_by,
        taken_until=row.taken_until,
        snoozed_until=row.snoozed_until,
    )
