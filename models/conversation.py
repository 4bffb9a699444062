"""Where a person and the bot are in their conversation. Names only, never references to code."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from models.case import Line
from models.reply import Choice


@dataclass(frozen=True, slots=True)
class Pace:
    """How fast somebody writes; seconds of machine time since 1970.

    times       when they sent their most recent messages
    flooded_at  when it was last too fast; None when it is not
    """

    times: tuple[float, ...] = ()
    flooded_at: float | None = None

    @property
    def last(self) -> float:
        """When they last wrote."""
        return self.times[-1] if self.times else 0.0


@dataclass(frozen=True, slots=True)
class Takeover:
    """Staff talk with the person, about this case; `until` (business time) the bot keeps silent.

    What is over stays here until the bot has said that it goes on.
    """

    case: int
    until: datetime


@dataclass(frozen=True, slots=True)
class Conversation:
    """One person's conversation; survives restarts because it holds only names and answers.

    programme    id of the programme under discussion
    flow, step   the open flow and where in it we are; both None when nothing is open
    application  id of the application the flow works on
    offered      the last buttons shown: typing a label presses the button (LINE for PC shows none)
    listed       the items of the numbered list shown last: a number picks one
    last_intent  the last intent answered, for "แล้วเสาร์ล่ะ"
    last_question  the last question answered, without personal data: kept for staff if the answer was wrong
    notes        the open flow's scratch data (attempts at one question, the field being edited)
    spoke_at     when the person last wrote
    pace         how fast each person here has been writing lately (several in a group)
    lines        the last things said, so that staff see what a case is about; short, and gone within a day
    source       the code of the poster that led here last
    spare_token  an unused reply token, and the machine time until which it is good
    staff        a member of staff talks with them
    """

    user: str
    programme: str | None = None
    flow: str | None = None
    step: str | None = None
    application: str | None = None
    offered: tuple[Choice, ...] = ()
    listed: tuple[Choice, ...] = ()
    last_intent: str | None = None
    last_question: str | None = None
    notes: dict[str, Any] = field(default_factory=dict)
    spoke_at: datetime | None = None
    pace: dict[str, Pace] = field(default_factory=dict)
    lines: tuple[Line, ...] = ()
    source: str | None = None
    spare_token: tuple[str, datetime] | None = None
    staff: Takeover | None = None

    @property
    def busy(self) -> bool:
        """A flow is open and waits for an answer."""
        return self.flow is not None


@dataclass(frozen=True, slots=True)
class Talked:
    """What was said to the bot and what it answered, as kept for staff; without what is kept sealed.

    message_id  LINE's id of the person's message: when it is unsent, this goes
    """

    text: str
    answer: str
    message_id: str | None = None
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Person:
    """What we know about one LINE user besides the conversation.

    following   False after they blocked the bot
    muted       asked not to be reminded
    muted_kinds kinds of reminders they asked not to get (`morning`)
    also_at     a time of day ("06:00") at which they want one more reminder on session days
    left_at     when they blocked the bot, while they do
    display_name  their display name in LINE, if looked up
    """

    user: str
    following: bool = True
    muted: bool = False
    muted_kinds: tuple[str, ...] = ()
    also_at: str | None = None
    left_at: datetime | None = None
    display_name: str | None = None
