"""Messages to send, kept until LINE has accepted them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from models.channel import Circuit, Endpoint, Refusing
from models.reply import Reply

LONGEST_WAIT = timedelta(minutes=5)
"""The longest that a message waits between two tries."""
LONGEST_LEASE = timedelta(minutes=1)
LONGEST_TOKEN = timedelta(minutes=1)
"""A reply token's life as LINE gives it: https://developers.line.biz/en/reference/messaging-api/#send-reply-message"""


class OutboxState(StrEnum):
    """`FAILED`: LINE refused for good. `EXPIRED`: too late to be useful."""

    PENDING = "pending"
    LEASED = "leased"
    SENT = "sent"
    FAILED = "failed"
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True)
class OutboxMessage:
    """One message to one chat.

    key          says what the message is and is unique, so nothing is queued twice
    retry_key    LINE's X-Line-Retry-Key, the same on every attempt
    reply_token  set on an answer; good until `token_until` (LINE: one minute)
    attempts     how many sends were begun; recorded before each attempt
    token_tries  how many of those used the reply token and were not refused: LINE may have taken any of them
    expires_at   business time after which it is useless
    queued_at    business time
    tried_at     machine time of the first attempt that LINE may have accepted, this one included
    strikes      how many refusals were its own: the channel was well, and others got through
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
    queued_at: datetime
    tried_at: datetime | None
    strikes: int = 0


@dataclass(frozen=True, slots=True)
class Letter:
    """A message to queue: what `Transaction.outbox.put` takes.

    not_before  machine time until which it is held, and may be taken back; `LONGEST_WAIT` ahead at most
    """

    key: str
    chat: str
    replies: tuple[Reply, ...]
    reply_token: str | None = None
    token_until: datetime | None = None
    expires_at: datetime | None = None
    not_before: datetime | None = None


@dataclass(frozen=True, slots=True)
class Parcel:
    """What goes to LINE in one call: one message, or the same message to several people.

    by          decided at claim time, because a token's tries are counted then
    messages    several only by multicast; all with the same words and expiry time
    batch       the multicast's retry key, bound to these messages for good; None otherwise
    claimed_at  machine time
    until       machine time at which the lease ends and another sender may take it
    trial       the one call let through to find out whether LINE is back
    token_left  reply tokens with this much of their minute left have been found dead lately
    """

    by: Endpoint
    messages: tuple[OutboxMessage, ...]
    batch: str | None
    claimed_at: datetime
    until: datetime
    trial: bool = False
    token_left: timedelta = timedelta(0)

    @property
    def first(self) -> OutboxMessage:
        """The first message; whatever all of them share can be read from it."""
        return self.messages[0]


@dataclass(frozen=True, slots=True)
class Claim:
    """The result of one look at the queue.

    expired  keys of messages that had become useless and were written off
    full     there may be more right now
    wait     seconds after which another look is worthwhile, if LINE's limits hold something back
    look     ask LINE for the month's quota
    """

    parcels: tuple[Parcel, ...] = ()
    expired: tuple[str, ...] = ()
    full: bool = False
    wait: float | None = None
    look: bool = False


class Fate(StrEnum):
    """What became of a parcel.

    SENT       LINE has it
    LATER      try again, but not before some time
    SPLIT      try again in two halves, each with its own retry key: LINE refused it because of one of them
    REFUSED    LINE will never take it
    EXPIRED    too late to be useful
    UNTOUCHED  LINE was not called: as if it had never been claimed
    """

    SENT = "sent"
    LATER = "later"
    SPLIT = "split"
    REFUSED = "refused"
    EXPIRED = "expired"
    UNTOUCHED = "untouched"


@dataclass(frozen=True, slots=True)
class Settled:
    """A parcel and what became of it.

    refused_outright  LINE said no, so nothing was delivered and no reply token was used up
    spend_token       the reply token is no longer usable
    dead_token        this much of its minute was left when it was found dead, never having been used
    answered          for the circuit: whether LINE answered; None when it was not called
    trouble           what was said that is meant for the whole channel, not for this message
    unclear           refused without a word on what is wrong with it, by a channel that is well
    strikes_out       after this many failures of its own it is given up; None: this was not its own
    too_often         LINE said that this endpoint is called too often
    out_of_quota      LINE said that the month's messages are used up
    written           it is written down already
    """

    parcel: Parcel
    fate: Fate
    error: str | None = None
    request_id: str | None = None
    not_before: datetime | None = None
    refused_outright: bool = False
    spend_token: bool = False
    dead_token: timedelta | None = None
    answered: bool | None = None
    trouble: str | None = None
    unclear: bool = False
    strikes_out: int | None = None
    too_often: bool = False
    out_of_quota: bool = False
    written: bool = False


@dataclass(frozen=True, slots=True)
class Noted:
    """What came of writing fates down.

    settled   the fates as they were written: what has struck out is refused or split
    circuit   if it changed
    refusing  an endpoint that has just been found to refuse everybody
    dying     reply tokens have just been found to die early
    waiting   something may wait to be claimed
    """

    settled: tuple[Settled, ...]
    circuit: Circuit | None = None
    refusing: Refusing | None = None
    dying: bool = False
    waiting: bool = True


@dataclass(frozen=True, slots=True)
class Failed:
    """A message that LINE refused, shown to staff without its words.

    at     machine time
    error  LINE's error text
    kept   its body is still there, so it can be put back
    """

    key: str
    chat: str
    at: datetime | None
    error: str
    kept: bool
