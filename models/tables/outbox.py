"""The outbox: messages to send, in the same database as the reason for sending them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, Index, Integer, text
from sqlalchemy.orm import Mapped, mapped_column

from models.tables.base import Base

_WAITING = text("state IN ('pending', 'leased')")
_OTHERS = text("state IN ('pending', 'leased') AND reply_token IS NULL")
_ANSWERS = text("state IN ('pending', 'leased') AND reply_token IS NOT NULL")
_MERGING = text("state IN ('pending', 'leased') AND body IS NOT NULL")
_BATCHED = text("state IN ('pending', 'leased') AND batch IS NOT NULL")


class OutboxRow(Base):
    """One message to one chat.

    `not_before`, `leased_until`, `token_until`, `tried_at` are machine time: waiting is physical.
    `expires_at` is business time. `body` is a digest, the same for messages that one multicast may carry;
    `batch` is the retry key of the multicast that carried it; `tried_at`: since when LINE may have it.
    `strikes`: refusals that cannot be the channel's, because others fare better.
    """

    __tablename__ = "outbox"
    __table_args__ = (
        # Each index is one more page to write for a message: none holds rows that it is of no use for.
        Index("ix_outbox_waiting", "chat", "id", sqlite_where=_WAITING, postgresql_where=_WAITING),
        Index("ix_outbox_chat", "chat"),
        Index("ix_outbox_others", "id", sqlite_where=_OTHERS, postgresql_where=_OTHERS),
        Index("ix_outbox_answers", "id", sqlite_where=_ANSWERS, postgresql_where=_ANSWERS),
        Index("ix_outbox_merging", "body", sqlite_where=_MERGING, postgresql_where=_MERGING),
        Index("ix_outbox_batched", "batch", sqlite_where=_BATCHED, postgresql_where=_BATCHED),
    )

    id: Mapped[int] = mapped_column(BigInteger().with_variant(Integer(), "sqlite"), primary_key=True)
    key: Mapped[str] = mapped_column(unique=True)
    chat: Mapped[str]
    replies: Mapped[list[Any]]
    retry_key: Mapped[str]
    reply_token: Mapped[str | None]
    token_until: Mapped[datetime | None]
    expires_at: Mapped[datetime | None]
    state: Mapped[str]
    attempts: Mapped[int]
    token_tries: Mapped[int]
    not_before: Mapped[datetime | None]
    leased_until: Mapped[datetime | None]
    error: Mapped[str | None]
    request_id: Mapped[str | None]
    queued_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]
    body: Mapped[str | None]
    batch: Mapped[str | None]
    tried_at: Mapped[datetime | None]
    strikes: Mapped[int] = mapped_column(default=0, server_default="0")
