"""Questions that were not read well: noted, looked through by staff, taught."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from sqlalchemy import and_, delete, or_, select, update
from sqlalchemy.engine import CursorResult
from sqlalchemy.orm import Session

from models.json import to_json_text
from models.learning import Unread
from models.store import prepared, revision
from models.store.insert import insert_new
from models.store.prepared import Prepared
from models.tables import AskerRow, UnreadRow
from models.understanding import Lesson

LONGEST = 300
"""How many characters of a question are kept."""


class Learning:
    """What was not read well, and the lessons drawn from it."""

    def __init__(self, session: Callable[[], Session], prepared: Prepared) -> None:
        self._opened = session
        self._do = prepared

    @property
    def _session(self) -> Session:
        return self._opened()

    def note(
        self,
        text: str,
        programme: str | None,
        why: str,
        guesses: Sequence[str],
        now: datetime,
        *,
        asker: str,
    ) -> None:
        """Keeps a question for staff; if asked before, its count goes up.

        Personal data is taken out of `text` as far as it is recognised; for what is not, the asker is kept
        until staff have taught the question, so that it can be erased with them.
        """
        text = text[:LONGEST]
        do = self._do
        values = {
            "text": text,
            "programme": programme,
            "why": why,
            "guesses": to_json_text(tuple(guesses), tuple[str, ...]),
            "now": do.instant(now),
        }
        id, taught = do.row(prepared.NOT_READ, values)
        if taught is None:
            do.run(prepared.ASKED_BY, {"id": id, "asker": asker})

    def number(self, text: str) -> int | None:
        """The number of a question that is kept."""
        return self._session.scalar(select(UnreadRow.id).where(UnreadRow.text == text[:LONGEST]))

    def asked_by(self, user: str) -> list[str]:
        """What this person asked that was not read well and not taught yet."""
        query = select(UnreadRow.text).join(AskerRow, AskerRow.unread_id == UnreadRow.id)
        return list(self._session.scalars(query.where(AskerRow.user_id == user).order_by(UnreadRow.id)))

    def forget(self, user: str) -> None:
        """Erases the questions that only this person asked."""
        mine = select(AskerRow.unread_id).where(AskerRow.user_id == user)
        asked = list(self._session.scalars(mine))
        self._session.execute(delete(AskerRow).where(AskerRow.user_id == user))
        others = select(AskerRow.unread_id)
        self._session.execute(
            delete(UnreadRow).where(
                UnreadRow.id.in_(asked), UnreadRow.intent.is_(None), UnreadRow.id.not_in(others)
            )
        )

    def unread(self) -> list[Unread]:
        """What staff have not taught yet, most frequent first."""
        return self._values(and_(UnreadRow.intent.is_(None), UnreadRow.answer.is_(None)))

    def get(self, id: int) -> Unread | None:
        """One question, taught or not."""
        return next(iter(self._values(UnreadRow.id == id)), None)

    def taught(self) -> list[Unread]:
        """What staff taught."""
        return self._values(or_(UnreadRow.intent.is_not(None), UnreadRow.answer.is_not(None)))

    def teach(self, id: int, intent: str, now: datetime) -> bool:
        """This question means that; every process reads it that way from its next message on."""
        result = self._session.execute(
            update(UnreadRow).where(UnreadRow.id == id).values(intent=intent, answer=None, taught_at=now)
        )
        self._session.execute(delete(AskerRow).where(AskerRow.unread_id == id))
        return self._changed(result)

    def answered(self, id: int, programme: str, now: datetime) -> None:
        """Staff answered it in their own words, which the programme holds."""
        self._session.execute(
            update(UnreadRow).where(UnreadRow.id == id).values(intent=None, answer=programme, taught_at=now)
        )
        self._session.execute(delete(AskerRow).where(AskerRow.unread_id == id))

    def teach_text(self, text: str, intent: str, now: datetime) -> None:
        """Teaches a question nobody has asked yet."""
        text = text[:LONGEST]
        insert_new(
            self._session,
            UnreadRow,
            text=text,
            why="taught",
            guesses=[],
            times=0,
            first_at=now,
            last_at=now,
        )
        self._session.execute(
            update(UnreadRow).where(UnreadRow.text == text).values(intent=intent, taught_at=now)
        )
        revision.raise_(self._session)

    def drop(self, id: int) -> bool:
        """Drops a question not worth a lesson, or takes a lesson back."""
        return self._changed(self._session.execute(delete(UnreadRow).where(UnreadRow.id == id)))

    def forget_before(self, when: datetime) -> int:
        """Drops what nobody has asked since, except lessons; returns how much."""
        old = delete(UnreadRow).where(
            UnreadRow.intent.is_(None), UnreadRow.answer.is_(None), UnreadRow.last_at < when
        )
        result = self._session.execute(old)
        assert isinstance(result, CursorResult)
        return result.rowcount

    def _changed(self, result: object) -> bool:
        assert isinstance(result, CursorResult)
        if result.rowcount:
            revision.raise_(self._session)
        return bool(result.rowcount)

    def _values(self, condition: object) -> list[Unread]:
        rows = self._session.scalars(
            select(UnreadRow)
            .where(condition)  # type: ignore[arg-type]
            .order_by(UnreadRow.times.desc(), UnreadRow.last_at.desc(), UnreadRow.id)
        )
        return [
            Unread(
                row.id,
                row.text,
                row.programme_id,
                row.why,
                tuple(row.guesses),
                row.times,
                row.first_at,
                row.last_at,
                row.intent,
                row.answer,
            )
            for row in rows
        ]


def lessons(session: Session) -> tuple[Lesson, ...]:
    """Every lesson, in the order taught."""
    rows = session.execute(
        select(UnreadRow.text, UnreadRow.intent)
        .where(UnreadRow.intent.is_not(None))
        .order_by(UnreadRow.taught_at, UnreadRow.id)
    )
    return tuple(Lesson(text, intent) for text, intent in rows if intent)
