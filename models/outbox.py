"""What is to be said, kept until LINE has accepted it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from models.reply import Reply


class OutboxState(StrEnum):
    """`FAILED`: LINE refused for good. `EXPIRED`: too late to be of use."""

    PENDING = "pending"
    LEASED = "leased"
    SENT = "sent"
    FAILED = "failed"
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True)
class OutboxMessage:
    """One message to one chat.

    key          says what it is and is unique, so the same thing is never queued twice
    retry_key    LINE's X-Line-Retry-Key, the same on every attempt
    reply_token  present on an answer; good until `token_until` (LINE: one minute)
    attempts     how many times a send was begun; written down before each attempt
    token_tries  how many of those used the reply token
    expires_at   business time after which it is of no use
    """

    id: int
    key: str
    chat: str
    replies: tuple[Reply, ...]
    retry_key: str
    state: OutboxState
    reply_token: str | None
    token_until: datetime | None
    attempts: int
    token_tries: int
    expires_at: datetime | None


@dataclass(frozen=True, slots=True)
class Letter:
    """A message to be queued: what `Transaction.outbox.put` takes."""

    key: str
    chat: str
    replies: tuple[Reply, ...]
    reply_token: str | None = None
    token_until: datetime | None = None
    expires_at: datetime | None = None
