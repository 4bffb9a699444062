"""Leaving something for staff: the case, with what was said before it, and when an answer is promised."""

from __future__ import annotations

from datetime import datetime, timedelta

from handlers.turn import Turn
from models import public_holidays
from models.calendar import end_of, local_day
from models.case import Case, CaseKind, Line, Sender
from models.graphemes import cut

MAX_LENGTH = 5000
"""All that a message can hold: nothing of it is dropped."""
LINES_SHOWN = 6
SHOWN = 200
"""Characters of what was left that are said back."""


def answer_by(now: datetime, working_days: int | None) -> datetime | None:
    """The end of the day by which an answer is promised; None where nothing is."""
    if working_days is None:
        return None
    day, left = local_day(now), working_days
    while left > 0:
        day += timedelta(days=1)
        left -= public_holidays.is_working_day(day)
    return end_of(day)


def promised(turn: Turn) -> datetime | None:
    """The same for what is left in this turn."""
    return answer_by(turn.now, turn.means.answer_days)


def file(
    turn: Turn,
    text: str,
    kind: CaseKind = CaseKind.WORDS,
    *,
    phone: str | None = None,
    message_id: str | None = None,
) -> int:
    """Leaves a case, with the conversation's last lines; returns its number."""
    programme = turn.programme
    return turn.tx.cases.open(
        turn.user,
        kind,
        programme.id if programme else None,
        text[:MAX_LENGTH],
        turn.now,
        message_id=message_id,
        phone=phone,
        before=turn.conversation.lines[-LINES_SHOWN:],
        answer_by=promised(turn),
    )


def add(turn: Turn, case: Case, text: str, message_id: str | None) -> None:
    """Adds to a case, which is open again and answered by the same promise anew."""
    turn.tx.cases.add(case.id, Sender.PERSON, text[:MAX_LENGTH], turn.now, message_id=message_id)
    turn.tx.cases.promise(case.id, promised(turn))


def own(turn: Turn, number: str) -> Case | None:
    """A case of this very person, by its number as a button carries it."""
    case = turn.tx.cases.get(int(number)) if number.isdecimal() and len(number) < 10 else None
    return case if case is not None and case.user == turn.user else None


def last_words(turn: Turn) -> Line | None:
    """What the person said last before this."""
    return next((line for line in reversed(turn.conversation.lines) if line.sender is Sender.PERSON), None)


def shown(text: str) -> str:
    """What was left, short enough to be said back."""
    return cut(" ".join(text.split()), SHOWN)
