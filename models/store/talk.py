"""What was said in chats, for staff to read."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, exists, select
from sqlalchemy.orm import Session

from models.conversation import Talked
from models.tables import CaseRow, TalkRow

AT_ONCE = 500
"""Rows let go in one look, so that other writers get their turn soon."""


class Talk:
    """Texts of chats; `Exchange.close` writes them."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def of(self, chat: str, limit: int) -> list[Talked]:
        """The last that was said in a chat, oldest first."""
        rows = self._session.scalars(
            select(TalkRow).where(TalkRow.chat == chat).order_by(TalkRow.id.desc()).limit(limit)
        )
        return [Talked(row.text, row.answer, row.message_id, row.at) for row in rows][::-1]

    def unsend(self, chat: str, message_id: str) -> None:
        """The person unsent a message: neither it nor its answer is kept."""
        self._session.execute(delete(TalkRow).where(TalkRow.chat == chat, TalkRow.message_id == message_id))

    def erase(self, chat: str) -> None:
        """Keeps nothing of a chat."""
        self._session.execute(delete(TalkRow).where(TalkRow.chat == chat))

    def forget_before(self, when: datetime) -> int:
        """Drops what is older, oldest first, until something is not; returns how much."""
        gone = 0
        while True:
            oldest = select(TalkRow.id, TalkRow.at).order_by(TalkRow.id).limit(AT_ONCE)
            old = [id for id, at in self._session.execute(oldest) if at < when]
            if not old:
                return gone
            self._session.execute(delete(TalkRow).where(TalkRow.id.in_(old)))
            gone += len(old)

    def forget_closed(self) -> int:
        """Drops the chats of everybody who has nothing open with staff; returns how much."""
        open_ = exists().where(CaseRow.user_id == TalkRow.chat, CaseRow.closed_at.is_(None))
        return len(self._session.scalars(delete(TalkRow).where(~open_).returning(TalkRow.id)).all())
