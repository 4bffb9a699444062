"""What people left for staff, who they are and how to reach them; answering and closing cases."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from handlers.applications.showing import applicant_name, phones, status
from handlers.refusal import Refusal, Refused
from handlers.turn import button, word
from handlers.wording import cases as words
from handlers.wording import common
from models.calendar import Moment
from models.case import Case, Folder, Sender
from models.conversation import Person
from models.outbox import Letter
from models.programme import Programme
from models.reply import Choice, Reply
from models.staff import Action, Staff, Who
from models.store import Transaction


@dataclass(frozen=True, slots=True)
class Applicant:
    """One application of the person who left a case; `about` is its programme's id."""

    about: str
    name: str | None
    phones: tuple[str, ...]
    reference: str | None
    programme: str
    status: str


@dataclass(frozen=True, slots=True)
class CaseFile:
    """A case with all that staff need to answer it.

    person      who left it; None for a note
    programme   its short name, if the case is about one
    overdue     the promised day is over, and the last message is the person's
    """

    case: Case
    person: Person | None
    programme: str | None
    applicants: tuple[Applicant, ...]
    overdue: bool


@dataclass(frozen=True, slots=True)
class Replied:
    """An answer on its way.

    by_token   as a reply to what the person wrote a moment ago, which costs none of the month's messages
    blocked    the person blocked the bot: it is not sent, so they must be reached another way
    """

    case: Case
    by_token: bool
    blocked: bool


MOST_DONE = 200
"""Closed cases that are listed, the newest; older ones are found by their number."""


def opened(tx: Transaction, now: datetime) -> list[CaseFile]:
    """All open cases, oldest first."""
    return [_file(tx, case, now) for case in tx.cases.opened()]


def folder(tx: Transaction, which: Folder, staff: Staff, now: datetime) -> list[CaseFile]:
    """The cases of a folder that are theirs to see: who waits first, then the oldest; done: the newest."""
    if which is Folder.DONE:
        found = tx.cases.closed(MOST_DONE)
    else:
        found = sorted(tx.cases.opened(), key=lambda it: not it.waits)
    if which is Folder.MINE:
        found = [it for it in found if any(m.by == staff.email for m in it.messages)]
    return [seen_by(staff, _file(tx, it, now)) for it in found if staff.sees(it.programme)]


def seen_by(staff: Staff, file: CaseFile) -> CaseFile:
    """The same without what is not theirs to see: the person's applications to other programmes."""
    return replace(file, applicants=tuple(it for it in file.applicants if staff.sees(it.about)))


def show(tx: Transaction, number: int, now: datetime) -> CaseFile | Refused:
    """One case, open or closed."""
    case = tx.cases.get(number)
    return _file(tx, case, now) if case else _none(number)


def reply(tx: Transaction, number: int, text: str, *, by: Who, at: Moment) -> Replied | Refused:
    """Answers once in the person's chat; the person may continue from there."""
    case = tx.cases.get(number)
    if case is None:
        return _none(number)
    if case.user is None:
        return Refused(Refusal.NOBODY_ASKED, {"number": str(number)})
    if not text.strip():
        return Refused(Refusal.EMPTY_ANSWER)
    person = tx.people.person(case.user, at.now)
    conversation = tx.people.conversation(case.user, at.now)
    said = tx.cases.add(number, Sender.STAFF, text.strip(), at.now, by=by.staff)
    token, until = conversation.spare_token or (None, None)
    fresh = until is not None and at.machine < until
    choices = (button(words.REPLY, "staff.more", number), word(common.MENU))
    tx.outbox.put(
        Letter(
            key=f"case:{number}:{said}",
            chat=case.user,
            replies=(
                Reply(
                    words.answer(number, text.strip()),
                    choices=choices,
                    sender=words.STAFF_NAME,
                    quote=case.quote or "",
                ),
            ),
            reply_token=token if fresh else None,
            token_until=until if fresh else None,
        ),
        at.now,
    )
    offered = _without(conversation.offered, choices)
    tx.people.keep(replace(conversation, spare_token=None, offered=(*choices, *offered)), at.now)
    tx.audit.note(Action.REPLY, str(number), by=by, at=at.now)
    kept = tx.cases.get(number)
    assert kept is not None
    return Replied(kept, by_token=fresh, blocked=not person.following)


def close(tx: Transaction, number: int, *, by: Who, at: Moment) -> Refused | None:
    """Closes a case."""
    if not tx.cases.close(number, at.now):
        return _none(number)
    tx.audit.note(Action.CLOSE, str(number), by=by, at=at.now)
    return None


def _file(tx: Transaction, case: Case, now: datetime) -> CaseFile:
    catalogue = tx.programmes.catalogue()
    person = tx.people.person(case.user, now) if case.user else None
    about = catalogue.get(case.programme)
    applicants = []
    for application in tx.applications.of(case.user) if case.user else ():
        programme: Programme | None = catalogue.get(application.programme)
        if programme is not None:
            applicants.append(
                Applicant(
                    programme.id,
                    applicant_name(programme, application),
                    phones(programme.questions, application),
                    application.reference,
                    programme.short_name,
                    status(programme, application),
                )
            )
    overdue = case.unanswered and case.answer_by is not None and now >= case.answer_by
    return CaseFile(case, person, about.short_name if about else None, tuple(applicants), overdue)


def _without(offered: Sequence[Choice], choices: Sequence[Choice]) -> list[Choice]:
    labels = {choice.label for choice in choices}
    return [choice for choice in offered if choice.label not in labels]


def _none(number: int) -> Refused:
    return Refused(Refusal.NO_CASE, {"number": str(number)})
