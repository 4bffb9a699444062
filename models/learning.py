"""Questions that were not read well, and what staff say they mean."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Unread:
    """A question that was not understood or was answered wrongly; identical ones count as one.

    text       what was typed, without personal data
    programme  id of the programme under discussion when it was last asked
    why        "not understood", "not sure", "out of scope", "wrong answer" when the person said so, or
               "left for staff"
    guesses    what it was read as, likeliest first
    times      how many times it was asked
    intent     what staff say it means; None until they do
    answer     the programme with staff's own answer to it; None without one
    """

    id: int
    text: str
    programme: str | None
    why: str
    guesses: tuple[str, ...]
    times: int
    first_at: datetime
    last_at: datetime
    intent: str | None = None
    answer: str | None = None

    @property
    def answer_id(self) -> str:
        """What staff's own answer to it is called in the programme."""
        return f"taught-{self.id}"
