"""The outbox as a queue: put with the reason, leased to a sender, marked when LINE has answered."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, case, delete, exists, func, or_, select, update
from sqlalchemy.orm import Session, aliased

from models.json import from_json, to_json
from models.outbox import Letter, OutboxMessage, OutboxState
from models.reply import Reply
from models.store.insert import insert_new
from models.tables import OutboxRow

_MANY = 500
"""Values in one statement; SQLite takes some thousands at most."""
_UNFINISHED = (OutboxState.PENDING.value, OutboxState.LEASED.value)


class Outbox:
    """What is to be said. A chat's messages go strictly one after another."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def put(self, letter: Letter, now: datetime) -> bool:
        """Queues a message; False when one with this key was queued before, ever."""
        return insert_new(
            self._session,
            OutboxRow,
            key=letter.key,
            chat=letter.chat,
            replies=to_json(letter.replies, tuple[Reply, ...]),
            retry_key=str(uuid.uuid4()),
            reply_token=letter.reply_token,
            token_until=letter.token_until,
            expires_at=letter.expires_at,
            state=OutboxState.PENDING.value,
            attempts=0,
            token_tries=0,
            queued_at=now,
        )

    def claim(self, machine_now: datetime, lease: timedelta, limit: int) -> list[OutboxMessage]:
        """Leases the oldest unfinished message of up to `limit` chats and counts the attempt.

        The count is committed before anything is sent: after a crash it tells that a send was begun.
        """
        earlier = aliased(OutboxRow)
        rows = list(
            self._session.scalars(
                select(OutboxRow)
                .where(
                    _ready(machine_now),
                    ~exists().where(
                        earlier.chat == OutboxRow.chat,
                        earlier.id < OutboxRow.id,
                        earlier.state.in_(_UNFINISHED),
                    ),
                )
                .order_by(OutboxRow.id)
                .limit(limit)
                .with_for_update(skip_locked=True, of=OutboxRow)
            )
        )
        for row in rows:
            row.state = OutboxState.LEASED.value
            row.leased_until = machine_now + lease
            row.attempts += 1
            if _token_fresh(row, machine_now):
                row.token_tries += 1
        self._session.flush()
        return [_value(row) for row in rows]

    def take(self, chat: str, machine_now: datetime) -> list[OutboxMessage]:
        """All that waits for one chat, handed over at once and marked as sent."""
        rows = self._session.scalars(
            select(OutboxRow)
            .where(OutboxRow.chat == chat, OutboxRow.state.in_(_UNFINISHED))
            .order_by(OutboxRow.id)
        ).all()
        taken = [_value(row) for row in rows]
        for message in taken:
            self.sent(message.id, None, machine_now)
        return taken

    def sent(self, id: int, request_id: str | None, machine_now: datetime) -> None:
        """LINE has it. The body is not needed any more and not kept."""
        self._finish(id, OutboxState.SENT, machine_now, request_id=request_id)

    def refused(self, id: int, error: str, request_id: str | None, machine_now: datetime) -> None:
        """LINE will never take it; its words are kept for staff."""
        self._finish(id, OutboxState.FAILED, machine_now, error=error, request_id=request_id)

    def expired(self, id: int, machine_now: datetime) -> None:
        """Too late to be of use."""
        self._finish(id, OutboxState.EXPIRED, machine_now)

    def retry(
        self,
        id: int,
        not_before: datetime,
        error: str,
        *,
        spend_token: bool = False,
        unused: bool = False,
    ) -> None:
        """Back into the queue for later.

        spend_token   the reply token is of no more use
        unused        LINE refused outright, so that try did not use the token up
        """
        values: dict[str, object] = {
            "state": OutboxState.PENDING.value,
            "not_before": not_before,
            "leased_until": None,
            "error": error,
        }
        if spend_token:
            values["reply_token"] = None
            values["token_tries"] = 0
        elif unused:
            values["token_tries"] = case(
                (OutboxRow.token_tries > 0, OutboxRow.token_tries - 1), else_=OutboxRow.token_tries
            )
        self._session.execute(update(OutboxRow).where(OutboxRow.id == id).values(**values))

    def ready(self, machine_now: datetime) -> int:
        """How many messages could be sent now, or are being sent."""
        query = select(func.count()).where(
            or_(_ready(machine_now), OutboxRow.state == OutboxState.LEASED.value)
        )
        return self._session.scalar(query) or 0

    def waiting(self, chat: str | None = None) -> int:
        """How many messages LINE has not accepted yet."""
        query = select(func.count()).select_from(OutboxRow).where(OutboxRow.state.in_(_UNFINISHED))
        if chat is not None:
            query = query.where(OutboxRow.chat == chat)
        return self._session.scalar(query) or 0

    def by_state(self) -> dict[str, int]:
        """Counts by state."""
        rows = self._session.execute(select(OutboxRow.state, func.count()).group_by(OutboxRow.state))
        return dict(rows.all())

    def keys(self, prefix: str) -> list[tuple[str, str]]:
        """(key, state) of messages whose key begins so, in order of queueing."""
        rows = self._session.execute(
            select(OutboxRow.key, OutboxRow.state)
            .where(OutboxRow.key.startswith(prefix, autoescape=True))
            .order_by(OutboxRow.id)
        )
        return [(key, state) for key, state in rows]

    def take_back(self, keys: Sequence[str]) -> None:
        """What waits under these keys is not true any more and is not sent."""
        for i in range(0, len(keys), _MANY):
            self._session.execute(
                update(OutboxRow)
                .where(OutboxRow.key.in_(keys[i : i + _MANY]), OutboxRow.state == OutboxState.PENDING.value)
                .values(state=OutboxState.EXPIRED.value)
            )

    def forget_chat(self, chat: str) -> None:
        """Erases every word still held for a chat; the keys stay as guards, what waited is not sent."""
        waiting = OutboxRow.state == OutboxState.PENDING.value
        self._session.execute(
            update(OutboxRow)
            .where(OutboxRow.chat == chat)
            .values(
                replies=[],
                state=case((waiting, OutboxState.EXPIRED.value), else_=OutboxRow.state),
            )
        )

    def forget_before(self, when: datetime, prefixes: Iterable[str]) -> None:
        """Drops old finished messages whose keys guard nothing any more."""
        for prefix in prefixes:
            self._session.execute(
                delete(OutboxRow).where(
                    OutboxRow.key.startswith(prefix, autoescape=True),
                    OutboxRow.state.not_in(_UNFINISHED),
                    OutboxRow.finished_at < when,
                )
            )

    def _finish(
        self,
        id: int,
        state: OutboxState,
        machine_now: datetime,
        error: str | None = None,
        request_id: str | None = None,
    ) -> None:
        values: dict[str, object] = {
            "state": state.value,
            "leased_until": None,
            "error": error,
            "request_id": request_id,
            "finished_at": machine_now,
        }
        if state is OutboxState.SENT:
            values["replies"] = []
        self._session.execute(update(OutboxRow).where(OutboxRow.id == id).values(**values))


def _ready(machine_now: datetime) -> ColumnElement[bool]:
    """Pending and not told to wait, or leased by one who did not come back."""
    waited = or_(OutboxRow.not_before.is_(None), OutboxRow.not_before <= machine_now)
    return or_(
        and_(OutboxRow.state == OutboxState.PENDING.value, waited),
        and_(OutboxRow.state == OutboxState.LEASED.value, OutboxRow.leased_until < machine_now),
    )


def _token_fresh(row: OutboxRow, machine_now: datetime) -> bool:
    return row.reply_token is not None and row.token_until is not None and machine_now < row.token_until


def _value(row: OutboxRow) -> OutboxMessage:
    return OutboxMessage(
        id=row.id,
        key=row.key,
        chat=row.chat,
        replies=from_json(tuple[Reply, ...], row.replies),
        retry_key=row.retry_key,
        state=OutboxState(row.state),
        reply_token=row.reply_token,
        token_until=row.token_until,
        attempts=row.attempts,
        token_tries=row.token_tries,
        expires_at=row.expires_at,
    )
