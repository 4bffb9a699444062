"""Leaving something for staff: the case, the conversation before it, and when an answer is promised."""

from __future__ import annotations

from datetime import datetime, timedelta

from handlers.turn import Turn
from models import public_holidays
from models.calendar import end_of, local_day
from models.case import Case, CaseKind, Line, Sender
from models.graphemes import cut

MAX_LENGTH = 5000
"""The longest possible message: nothing is dropped."""
LINES_SHOWN = 6
SHOWN = 200
"""Characters of a message that are quoted back."""


def answer_by(now: datetime, working_days: int | None) -> datetime | None:
    """The end of the day by which an answer is promised; None if no promise is made."""
    if working_days is None:
        return None
    day, left = local_day(now), working_days
    while left > 0:
        day += timedelta(days=1)
        left -= public_holidays.is_working_day(day)
    return end_of(day)


def promised(turn: Turn) -> datetime | None:
    """The same for a message left in this turn."""
    return answer_by(turn.now, turn.means.answer_days)


def file(
    turn: Turn,
    text: str,
    kind: CaseKind = CaseKind.WORDS,
    *,
    phone: str | None = None,
    message_id: str | None = None,
) -> int:
    """Opens a case, with the conversation's last lines; returns its number."""
    programme = turn.programme
    return turn.tx.cases.open(
        turn.user,
        kind,
        programme.id if programme else None,
        text[:MAX_LENGTH],
        turn.now,
        message_id=message_id,
        quote=_quote(turn, message_id),
        phone=phone,
        before=turn.conversation.lines[-LINES_SHOWN:],
        answer_by=promised(turn),
    )


def add(turn: Turn, case: Case, text: str, message_id: str | None) -> None:
    """Adds to a case, which reopens it and renews the promised answer date."""
    said, quote = text[:MAX_LENGTH], _quote(turn, message_id)
    turn.tx.cases.add(case.id, Sender.PERSON, said, turn.now, message_id=message_id, quote=quote)
    turn.tx.cases.promise(case.id, promised(turn))


def _quote(turn: Turn, message_id: str | None) -> str | None:
    """With which an answer may quote it: this turn's own message only."""
    return turn.event.quote if message_id is not None and message_id == turn.event.message_id else None


def own(turn: Turn, number: str) -> Case | None:
    """A case of this same person, by the number a button carries."""
    case = turn.tx.cases.get(int(number)) if number.isdecimal() and len(number) < 10 else None
    return case if case is not None and case.user == turn.user else None


def last_words(turn: Turn) -> Line | None:
    """The person's last message before this one."""
    return next((line for line in reversed(turn.conversation.lines) if line.sender is Sender.PERSON), None)


def shown(text: str) -> str:
    """The message, cut short enough to quote back."""
    return cut(" ".join(text.split()), SHOWN)
