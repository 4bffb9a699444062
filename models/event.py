"""What came in from LINE, in our terms."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class EventKind(StrEnum):
    """Every kind of event we act on; anything else LINE may send is `OTHER`."""

    TEXT = "text"
    POSTBACK = "postback"
    STICKER = "sticker"
    IMAGE = "image"
    VIDEO = "video"
    AUDIO = "audio"
    FILE = "file"
    LOCATION = "location"
    FOLLOW = "follow"
    UNFOLLOW = "unfollow"
    JOIN = "join"
    LEAVE = "leave"
    UNSEND = "unsend"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Event:
    """One webhook event.

    id           LINE's `webhookEventId`: the same event may arrive twice, this shows it
    chat         where an answer goes: a user's, group's or room's id
    user         who did it; None if LINE does not say (some group members)
    text         what was typed, a location's address, or a file's name
    data         a pressed button's postback data
    message_id   LINE's id of the message (for `unsend`: of the unsent one)
    reply_token  None if LINE gives none or the event is too old to use it: then the answer is pushed
    quote        LINE's token with which a later message quotes this one; None if it cannot be quoted
    addressed    in a group: the bot was mentioned or replied to; always true in a one-to-one chat
    active       false while another bot module has the channel: nothing may be sent
    occurred_at  LINE's clock
    received_at  ours
    """

    id: str
    kind: EventKind
    chat: str
    user: str | None
    occurred_at: datetime
    received_at: datetime
    text: str = ""
    data: str = ""
    message_id: str | None = None
    reply_token: str | None = None
    addressed: bool = True
    active: bool = True
    redelivered: bool = False
    quote: str | None = None

    @property
    def in_group(self) -> bool:
        """Others read along: nothing personal may be asked or shown."""
        return self.user != self.chat
