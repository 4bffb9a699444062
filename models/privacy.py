"""Consent, and how long things are kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum


class Purpose(StrEnum):
    """What personal data may be used for; consent to each is given and withdrawn by itself (PDPA s. 19)."""

    APPLY = "apply"
    REMIND = "remind"


@dataclass(frozen=True, slots=True)
class Consent:
    """One consent.

    application   whose data it is about
    version       of the text that was shown; "before" where that is not known
    withdrawn_at  None while it stands
    """

    application: str
    purpose: Purpose
    version: str
    given_at: datetime
    withdrawn_at: datetime | None = None


LONGEST_CHATS = timedelta(days=180)
"""What the text that people agree to says: texts of chats are kept no longer."""


@dataclass(frozen=True, slots=True)
class Keeping:
    """How long what is kept for (PDPA s. 37 (3)); a programme's own applications have their own time.

    drafts    since anything was last written into one that was never sent
    rejected  since the decision; also withdrawn
    texts     what people left for staff and what was not understood, since it was last spoken of
    chats     what was said in a chat, for staff; nothing: only while a case is open
    silent    who and how they last talked with the bot, of people of whom nothing else is kept
    """

    drafts: timedelta = timedelta(days=90)
    rejected: timedelta = timedelta(days=365)
    texts: timedelta = timedelta(days=90)
    silent: timedelta = timedelta(days=365)
    chats: timedelta = timedelta(days=180)


@dataclass(frozen=True, slots=True)
class LetGo:
    """How much of what was erased because its time was over."""

    at: datetime
    what: str
    count: int
