"""What a person left for staff, and what has been said about it since."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class CaseKind(StrEnum):
    """`CALL`: wants a phone call. `TROUBLE`: something of ours does not work, such as an announced number.

    `NOTE`: from the bot itself to staff; nobody waits for an answer.
    """

    WORDS = "words"
    CALL = "call"
    TROUBLE = "trouble"
    NOTE = "note"


class Sender(StrEnum):
    """Who said a line."""

    PERSON = "person"
    BOT = "bot"
    STAFF = "staff"


class Folder(StrEnum):
    """Where staff look for cases: not yet done with, those they are talking about, put off, done with."""

    OPEN = "open"
    MINE = "mine"
    SNOOZED = "snoozed"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a conversation, kept for a short while so that staff see what a case is about.

    message_id   LINE's id of the person's message: when it is unsent, the line goes
    """

    sender: Sender
    text: str
    at: datetime
    message_id: str | None = None


@dataclass(frozen=True, slots=True)
class CaseMessage:
    """Something said about a case: by the person, or by staff (`by` then says who).

    message_id   LINE's id of the person's message
    quote  LINE's token with which an answer quotes it
    """

    sender: Sender
    text: str
    at: datetime
    by: str | None = None
    message_id: str | None = None
    quote: str | None = None


@dataclass(frozen=True, slots=True)
class CaseNote:
    """What one member of staff tells the others about a case; the person never sees it in the chat."""

    at: datetime
    by: str
    text: str


@dataclass(frozen=True, slots=True)
class Spoken:
    """One line of all that was said with a person around a case.

    text      None for what the bot sent by itself: its words are not kept
    kind      of what the bot sent by itself, by the beginning of its key
    note      for colleagues: the person never sees it
    of_case   said for staff or by staff, not to the bot
    """

    who: Sender
    text: str | None
    at: datetime | None
    by: str | None = None
    kind: str = ""
    note: bool = False
    of_case: bool = False


@dataclass(frozen=True, slots=True)
class StockAnswer:
    """Words that staff keep to answer with."""

    id: int
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Case:
    """Something for staff: who left it, about which programme if any, and what has been said since.

    id         what staff call it by
    user       who left it; None for a note
    phone      where to ring, as typed, for a call; None otherwise
    before     the last lines of the conversation when it was left
    messages   the original words and everything that followed, in order
    answer_by  the end of the day by which an answer was promised; None if none was
    taken_by, taken_until  who talks with the person, and until when the bot keeps silent; business time
    snoozed_until          put off until then
    """

    id: int
    user: str | None
    kind: CaseKind
    programme: str | None
    phone: str | None
    before: tuple[Line, ...]
    messages: tuple[CaseMessage, ...]
    at: datetime
    answer_by: datetime | None = None
    closed_at: datetime | None = None
    taken_by: str | None = None
    taken_until: datetime | None = None
    snoozed_until: datetime | None = None

    def held_by(self, now: datetime) -> str | None:
        """Who of staff talks with the person now; None: the bot does."""
        held = self.closed_at is None and self.taken_until is not None and now < self.taken_until
        return self.taken_by if held else None

    def put_off(self, now: datetime) -> bool:
        """Whether staff want to see it later."""
        return self.closed_at is None and self.snoozed_until is not None and now < self.snoozed_until

    @property
    def text(self) -> str:
        """The words it began with."""
        return self.messages[0].text if self.messages else ""

    @property
    def answered_at(self) -> datetime | None:
        """When staff last answered; None if nobody has."""
        return max((m.at for m in self.messages if m.sender is Sender.STAFF), default=None)

    @property
    def waits(self) -> bool:
        """The last word is the person's."""
        return bool(self.messages) and self.messages[-1].sender is Sender.PERSON

    @property
    def quote(self) -> str | None:
        """With which an answer quotes what the person said last; None if that cannot be quoted."""
        said = [message for message in self.messages if message.sender is Sender.PERSON]
        return said[-1].quote if said else None

    @property
    def unanswered(self) -> bool:
        """Open, and the last word is the person's."""
        return self.closed_at is None and self.waits
