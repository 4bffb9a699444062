"""The outbox: queueing along with the reason, looking, erasing, putting back. `delivery` sends."""

from __future__ import annotations

import hashlib
import json
import re
import uuid
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import case, delete, func, or_, select, update
from sqlalchemy.engine import CursorResult
from sqlalchemy.orm import Session

from models.json import from_json, to_json
from models.outbox import Failed, Letter, OutboxMessage, OutboxState
from models.reply import Reply
from models.store.insert import insert_new
from models.store.parts import parts
from models.store.rules import UNFINISHED, WAITS
from models.tables import OutboxRow, PersonRow

_USER = re.compile(r"U[0-9a-f]{32}")
"""The only ids a multicast accepts; groups and rooms get pushes."""
KEY_LIFE = timedelta(hours=23)
"""LINE knows a retry key for 24 hours from its first use: https://developers.line.biz/en/docs/messaging-api/retrying-api-request/"""
BLOCKED = "the person blocked the bot"
"""Why a message was written off."""


class Outbox:
    """Messages to send. Each chat's messages go strictly one after another."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self.put_any = False
        """Whether this transaction queued something that waits to be claimed."""

    def put(self, letter: Letter, now: datetime) -> bool:
        """Queues a message; False if one with this key was ever queued before, or nobody would get it.

        LINE takes what is pushed to somebody who blocked the bot, and drops it without a word. So it is
        written off at once: it must not wait, and least of all count as sent.
        """
        if letter.reply_token is None and self._has_blocked(letter.chat):
            self._insert(letter, [], now, state=OutboxState.EXPIRED.value, finished_at=now, error=BLOCKED)
            return False
        self.put_any = True
        replies = to_json(letter.replies, tuple[Reply, ...])
        return self._insert(letter, replies, now, state=OutboxState.PENDING.value)

    def _insert(self, letter: Letter, replies: Any, now: datetime, **more: Any) -> bool:
        return insert_new(
            self._session,
            OutboxRow,
            key=letter.key,
            chat=letter.chat,
            replies=replies,
            body=_digest(letter, replies),
            retry_key=str(uuid.uuid4()),
            reply_token=letter.reply_token,
            token_until=letter.token_until,
            expires_at=letter.expires_at,
            not_before=letter.not_before,
            attempts=0,
            token_tries=0,
            queued_at=now,
            **more,
        )

    def _has_blocked(self, chat: str) -> bool:
        following = self._session.scalar(select(PersonRow.following).where(PersonRow.user_id == chat))
        return following is False

    def write_off(self, chat: str, now: datetime) -> list[str]:
        """Drops what waits for somebody who has just blocked the bot: its keys, which stay as guards."""
        return list(
            self._session.scalars(
                update(OutboxRow)
                .where(OutboxRow.chat == chat, OutboxRow.state == OutboxState.PENDING.value)
                .values(
                    state=OutboxState.EXPIRED.value, replies=[], body=None, finished_at=now, error=BLOCKED
                )
                .returning(OutboxRow.key)
            )
        )

    def take(self, chat: str, machine_now: datetime) -> list[OutboxMessage]:
        """Everything waiting for one chat, handed over at once and marked as sent."""
        rows = self._session.scalars(
            select(OutboxRow).where(OutboxRow.chat == chat, WAITS).order_by(OutboxRow.id)
        ).all()
        taken = [message(row, from_json(tuple[Reply, ...], row.replies)) for row in rows]
        for row in rows:
            row.state, row.finished_at = OutboxState.SENT.value, machine_now
            row.replies, row.body = [], None
        self._session.flush()
        return taken

    def renew_token(self, key: str, token: str, until: datetime) -> None:
        """LINE has delivered the event again, and its reply token has another minute.

        Another token is taken only as long as no try may have used the one before.
        """
        self._session.execute(
            update(OutboxRow)
            .where(
                OutboxRow.key == key,
                WAITS,
                OutboxRow.reply_token.is_not(None),
                or_(OutboxRow.reply_token == token, OutboxRow.token_tries == 0),
            )
            .values(reply_token=token, token_until=until)
        )

    def unfinished(self, keys: Sequence[str]) -> set[str]:
        """Those of these that LINE has not accepted yet."""
        found: set[str] = set()
        for some in parts(keys):
            which = OutboxRow.key.in_(some)
            query = select(OutboxRow.key).where(which, WAITS)
            found.update(self._session.scalars(query))
        return found

    def waiting(self, chat: str | None = None) -> int:
        """How many messages LINE has not accepted yet."""
        query = select(func.count()).select_from(OutboxRow).where(WAITS)
        if chat is not None:
            query = query.where(OutboxRow.chat == chat)
        return self._session.scalar(query) or 0

    def answers_waiting(self, chat: str) -> int:
        """How many answers to a chat LINE has not accepted yet."""
        query = (
            select(func.count())
            .select_from(OutboxRow)
            .where(OutboxRow.chat == chat, WAITS, OutboxRow.key.startswith("reply:"))
        )
        return self._session.scalar(query) or 0

    def by_state(self) -> dict[str, int]:
        """Counts by state."""
        rows = self._session.execute(select(OutboxRow.state, func.count()).group_by(OutboxRow.state))
        return dict(rows.all())

    def keys(self, prefix: str) -> list[tuple[str, str]]:
        """(key, state) of messages whose key has this prefix, in order of queueing."""
        rows = self._session.execute(
            select(OutboxRow.key, OutboxRow.state)
            .where(OutboxRow.key.startswith(prefix, autoescape=True))
            .order_by(OutboxRow.id)
        )
        return [(key, state) for key, state in rows]

    def told(self, chat: str, kinds: Sequence[str], since: datetime) -> list[tuple[str, datetime]]:
        """What of these kinds LINE took for a chat since then: the kind, and when it was queued."""
        rows = self._session.execute(
            select(OutboxRow.key, OutboxRow.queued_at)
            .where(OutboxRow.chat == chat, OutboxRow.state == OutboxState.SENT.value)
            .where(OutboxRow.queued_at >= since)
            .order_by(OutboxRow.id)
        )
        found = [(key.partition(":")[0], at) for key, at in rows]
        return [(kind, at) for kind, at in found if kind in kinds]

    def oldest_waiting(self) -> datetime | None:
        """When the longest-waiting message was queued, in business time."""
        return self._session.scalar(select(func.min(OutboxRow.queued_at)).where(WAITS))

    # What LINE refused

    def failed(self) -> list[Failed]:
        """What LINE refused for good, oldest first."""
        rows = self._session.scalars(
            select(OutboxRow).where(OutboxRow.state == OutboxState.FAILED.value).order_by(OutboxRow.id)
        )
        return [Failed(r.key, r.chat, r.finished_at, r.error or "", bool(r.replies)) for r in rows]

    def put_back(self, keys: Sequence[str], machine_now: datetime) -> list[str]:
        """Puts failed messages back into the queue; returns the keys of those put back.

        If LINE refused outright, or has forgotten the retry key, they go as new ones. If LINE may have
        accepted one whose answer was lost, the key stays, so that nobody gets it twice; then all of a
        multicast go back together, because the key is bound to all of them.
        """
        chosen = (
            select(OutboxRow)
            .where(OutboxRow.state == OutboxState.FAILED.value)
            .order_by(OutboxRow.id)
            .with_for_update()
        )
        rows = [r for r in self._session.scalars(chosen) if r.replies]
        chosen_keys = set(keys)
        wanted = {r.id: r for r in rows if r.key in chosen_keys}
        doubtful = {r.batch for r in wanted.values() if _in_doubt(r, machine_now)} - {None}
        back = [r for r in rows if r.id in wanted or r.batch in doubtful]
        for row in back:
            if not _in_doubt(row, machine_now):
                row.retry_key, row.batch, row.tried_at = str(uuid.uuid4()), None, None
            row.state, row.attempts = OutboxState.PENDING.value, 0
            row.reply_token, row.token_tries, row.strikes = None, 0, 0
            row.not_before = row.finished_at = row.error = None
        self._session.flush()
        return [row.key for row in back]

    def hold(self, made_at: datetime, machine_now: datetime, why: str) -> list[str]:
        """For a copy of `made_at` (machine time): sets aside what may have been sent since; its keys.

        What LINE would recognise by its retry key stays: a push or multicast whose key was fixed by then and
        is not forgotten yet. An answer may have gone by its token, and what nobody had tried may have been
        merged into a multicast with another key: only people can know.
        """
        rows = self._session.scalars(select(OutboxRow).where(WAITS).order_by(OutboxRow.id)).all()
        held = []
        for row in rows:
            row.leased_until = None
            row.tried_at = row.tried_at or made_at
            fixed = row.batch is not None or row.attempts > 0 or row.body is None
            if row.reply_token is None and fixed and _in_doubt(row, machine_now):
                row.state = OutboxState.PENDING.value
                continue
            row.state, row.finished_at, row.error = OutboxState.FAILED.value, machine_now, why
            row.reply_token = None
            # Sent all the same, it goes as a new message.
            row.tried_at = row.batch = None
            held.append(row.key)
        self._session.flush()
        return held

    def take_back(self, keys: Sequence[str]) -> None:
        """Drops what waits under these keys: it is no longer true."""
        for some in parts(keys):
            self._session.execute(
                update(OutboxRow)
                .where(OutboxRow.key.in_(some), OutboxRow.state == OutboxState.PENDING.value)
                .values(state=OutboxState.EXPIRED.value, replies=[], body=None)
            )

    def unsend(self, key: str, machine_now: datetime) -> bool:
        """Takes back what is still held, as if it had never been queued; False when it may have gone."""
        result = self._session.execute(
            delete(OutboxRow).where(
                OutboxRow.key == key,
                OutboxRow.state == OutboxState.PENDING.value,
                OutboxRow.attempts == 0,
                OutboxRow.not_before > machine_now,
            )
        )
        assert isinstance(result, CursorResult)
        return result.rowcount == 1

    # Erasing

    def forget_chat(self, chat: str) -> None:
        """Forgets a chat and every word held for it; keys stay as guards, and what waited is not sent.

        A key that holds the chat's id guards nothing any more, for nothing with it is ever due again.
        """
        waiting = WAITS
        mine = OutboxRow.chat == chat
        self._session.execute(delete(OutboxRow).where(mine, OutboxRow.key.contains(chat, autoescape=True)))
        self._session.execute(
            update(OutboxRow)
            .where(mine)
            .values(
                chat="",
                replies=[],
                body=None,
                error=None,
                reply_token=None,
                state=case((waiting, OutboxState.EXPIRED.value), else_=OutboxRow.state),
            )
        )

    def forget_before(self, when: datetime, prefixes: Iterable[str]) -> None:
        """Drops old finished messages whose keys no longer guard anything."""
        for prefix in prefixes:
            self._session.execute(
                delete(OutboxRow).where(
                    OutboxRow.key.startswith(prefix, autoescape=True),
                    OutboxRow.state.not_in(UNFINISHED),
                    OutboxRow.finished_at < when,
                )
            )


def _digest(letter: Letter, replies: Any) -> str | None:
    """Equal for letters that one multicast can carry: the same words, to users, expiring at the same time."""
    if letter.reply_token is not None or not replies or not _USER.fullmatch(letter.chat):
        return None
    expires = letter.expires_at.timestamp() if letter.expires_at else None
    said = json.dumps([replies, expires], ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()


def message(row: Any, replies: tuple[Reply, ...]) -> OutboxMessage:
    """The message of a row, whole or but for its words; `replies` is its decoded JSON."""
    return OutboxMessage(
        id=row.id,
        key=row.key,
        chat=row.chat,
        replies=replies,
        retry_key=row.retry_key,
        state=OutboxState(row.state),
        reply_token=row.reply_token,
        token_until=row.token_until,
        attempts=row.attempts,
        token_tries=row.token_tries,
        expires_at=row.expires_at,
        queued_at=row.queued_at,
        tried_at=row.tried_at,
        strikes=row.strikes,
    )


def _in_doubt(row: OutboxRow, machine_now: datetime) -> bool:
    """LINE may have it, and would still recognise its retry key."""
    return row.tried_at is not None and machine_now - row.tried_at < KEY_LIFE
