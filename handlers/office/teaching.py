"""Staff teach the bot what a question means, or answer it once in their own words."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from handlers.enquiries import answer
from handlers.office import cases, programmes
from handlers.refusal import Refusal, Refused
from intents import grammar
from intents.words import compact
from models.announced import StaffAnswer
from models.calendar import Moment, local_day
from models.learning import Unread
from models.programme import Programme
from models.staff import COMMAND_LINE, Action, Staff, Who
from models.store import Transaction
from models.understanding import Vocabulary

LEFT_FOR_STAFF = "left for staff"
"""Why a question waits to be taught: somebody left it, and staff want the bot to know it."""
LONGEST = 1_000
"""Characters of an answer in staff's own words."""


def vocabulary(tx: Transaction) -> Vocabulary:
    """All names and lessons used to read questions."""
    return tx.programmes.catalogue().vocabulary


def unread(tx: Transaction) -> list[Unread]:
    """Poorly understood questions that nobody has taught yet."""
    return tx.learning.unread()


def taught(tx: Transaction) -> list[Unread]:
    """Questions whose meaning staff have taught, or that they answered themselves."""
    return tx.learning.taught()


def seen_by(staff: Staff, questions: list[Unread]) -> list[Unread]:
    """Those that are theirs to see."""
    return [one for one in questions if staff.sees(one.programme) and staff.sees(one.answer)]


def teach(
    tx: Transaction, number: int, intent: str, now: datetime, *, by: Who = COMMAND_LINE
) -> Refused | None:
    """Teaches that a question means this intent; every process applies it from its next message on."""
    if (refused := _unknown(intent)) is not None:
        return refused
    question = tx.learning.get(number)
    if question is None:
        return Refused(Refusal.NO_QUESTION, {"number": str(number)})
    _take_back_answer(tx, question, now)
    tx.learning.teach(number, intent, now)
    tx.audit.note(Action.TEACH, str(number), by=by, at=now, after=intent)
    return None


def teach_answer(
    tx: Transaction, number: int, programme: str, text: str, now: datetime, *, by: Who
) -> Refused | None:
    """Answers a question once for everybody who asks it of this programme, in staff's own words."""
    text = text.strip()
    if not text or len(text) > LONGEST:
        return Refused(Refusal.EMPTY_ANSWER)
    question = tx.learning.get(number)
    if question is None:
        return Refused(Refusal.NO_QUESTION, {"number": str(number)})
    _take_back_answer(tx, question, now)
    about = programmes.found(tx, programme)
    if isinstance(about, Refused):
        return about
    programmes.keep(tx, with_answer(about, question, text, now), now)
    tx.learning.answered(number, programme, now)
    tx.audit.note(Action.TEACH, str(number), by=by, at=now, after=f"answer of {programme}")
    return None


def with_answer(programme: Programme, question: Unread, text: str, now: datetime) -> Programme:
    """The programme with staff's answer to this question, beside what is announced."""
    told = StaffAnswer(question.answer_id, (question.text,), text, local_day(now))
    others = tuple(one for one in programme.staff_answers if one.id != question.answer_id)
    return replace(programme, staff_answers=(*others, told))


def answer_left(tx: Transaction, question: Unread, text: str, staff: Staff, *, by: Who, at: Moment) -> int:
    """Answers everybody who left this very question for staff and waits; how many."""
    asked = compact(question.text)
    waiting = [
        case
        for case in tx.cases.opened()
        if case.user is not None
        and case.unanswered
        and staff.sees(case.programme)
        and compact(case.messages[-1].text) == asked
    ]
    done = [cases.reply(tx, case.id, text, by=by, at=at) for case in waiting]
    return sum(not isinstance(one, Refused) for one in done)


def teach_text(tx: Transaction, text: str, intent: str, now: datetime) -> Refused | None:
    """The same for a question nobody has asked yet."""
    if (refused := _unknown(intent)) is not None:
        return refused
    if not text.strip():
        return Refused(Refusal.EMPTY_QUESTION)
    tx.learning.teach_text(text.strip(), intent, now)
    tx.audit.note(Action.TEACH, "text", by=COMMAND_LINE, at=now, after=intent)
    return None


def drop(tx: Transaction, number: int, now: datetime, *, by: Who = COMMAND_LINE) -> Refused | None:
    """Drops a question not worth a lesson, or takes back a lesson or an answer that was wrong."""
    question = tx.learning.get(number)
    if question is None:
        return Refused(Refusal.NO_QUESTION, {"number": str(number)})
    _take_back_answer(tx, question, now)
    tx.learning.drop(number)
    tx.audit.note(Action.TEACH, str(number), by=by, at=now, after="dropped")
    return None


def _take_back_answer(tx: Transaction, question: Unread, now: datetime) -> None:
    programme = tx.programmes.catalogue().get(question.answer)
    if programme is not None:
        left = tuple(one for one in programme.staff_answers if one.id != question.answer_id)
        programmes.keep(tx, replace(programme, staff_answers=left), now)


def _unknown(intent: str) -> Refused | None:
    known = sorted({line.intent for line in grammar.lines()} | answer.examples().keys())
    if intent in known:
        return None
    return Refused(Refusal.NO_INTENT, {"intent": intent, "known": ", ".join(known)})
