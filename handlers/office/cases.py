"""What people left for staff, who they are and how to reach them; answering and closing cases."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from handlers.applications.showing import applicant_name, phones, status
from handlers.refusal import Refusal, Refused
from handlers.turn import button, word
from handlers.wording import cases as words
from handlers.wording import common
from models.calendar import Moment
from models.case import Case, Folder, Sender
from models.conversation import Conversation, Person, Takeover
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


LONGEST_TITLE = 60
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
        found = [it for it in found if it.put_off(now) is (which is Folder.SNOOZED)]
    if which is Folder.MINE:
        found = [it for it in found if it.held_by(now) == staff.email]
    return [seen_by(staff, _file(tx, it, now)) for it in found if staff.sees(it.programme)]


def seen_by(staff: Staff, file: CaseFile) -> CaseFile:
    """The same without what is not theirs to see: the person's applications to other programmes."""
    return replace(file, applicants=tuple(it for it in file.applicants if staff.sees(it.about)))


def show(tx: Transaction, number: int, now: datetime) -> CaseFile | Refused:
    """One case, open or closed."""
    case = tx.cases.get(number)
    return _file(tx, case, now) if case else _none(number)


@dataclass(frozen=True, slots=True)
class Taking:
    """A member of staff takes the conversation from the bot.

    name  by which the person sees them
    span  how long the bot keeps silent after each word
    over  from a colleague who talks with them
    """

    name: str
    span: timedelta
    over: bool = False


def reply(
    tx: Transaction, number: int, text: str, *, by: Who, at: Moment, taking: Taking | None = None
) -> Replied | Refused:
    """Answers once in the person's chat; they go on with staff who take it, and with the bot otherwise."""
    opened = _locked(tx, number, at)
    if isinstance(opened, Refused):
        return opened
    case, conversation = opened
    if not text.strip():
        return Refused(Refusal.EMPTY_ANSWER)
    began = case.held_by(at.now) is None
    if taking is not None:
        held = _hold(tx, case, conversation, by, at, taking)
        if isinstance(held, Refused):
            return held
        conversation = held
    assert case.user is not None
    person = tx.people.person(case.user, at.now)
    said = tx.cases.add(number, Sender.STAFF, text.strip(), at.now, by=by.staff)
    token, until = conversation.spare_token or (None, None)
    fresh = until is not None and at.machine < until
    back = word(words.TO_BOT) if taking is not None else button(words.REPLY, "staff.more", number)
    choices = (back, word(common.MENU))
    shown = words.answer(number, text.strip()) if began else text.strip()
    sender = words.sender(taking.name) if taking is not None else words.STAFF_NAME
    tx.outbox.put(
        Letter(
            key=f"case:{number}:{said}",
            chat=case.user,
            replies=(Reply(shown, choices=choices, sender=sender, quote=case.quote or ""),),
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


def take(tx: Transaction, number: int, *, by: Who, at: Moment, taking: Taking) -> Refused | None:
    """Takes the conversation from the bot, without a word to the person."""
    opened = _locked(tx, number, at)
    if isinstance(opened, Refused):
        return opened
    case, conversation = opened
    held = _hold(tx, case, conversation, by, at, taking)
    if isinstance(held, Refused):
        return held
    tx.people.keep(held, at.now)
    tx.audit.note(Action.TAKE, str(number), by=by, at=at.now)
    return None


def give_back(tx: Transaction, number: int, *, by: Who, at: Moment) -> Refused | None:
    """The bot has the person again, and says so in its next answer."""
    opened = _locked(tx, number, at)
    if isinstance(opened, Refused):
        return opened
    case, conversation = opened
    _let_go(tx, case, conversation, at)
    tx.audit.note(Action.GIVE_BACK, str(number), by=by, at=at.now)
    return None


def close(tx: Transaction, number: int, *, by: Who, at: Moment, keeps_chats: bool = True) -> Refused | None:
    """Closes a case; the bot has the person again. `keeps_chats`: texts are kept without an open case too."""
    user = tx.cases.whose(number)
    conversation = tx.people.conversation(user, at.now) if user else None
    case = tx.cases.get(number)
    if case is None or not tx.cases.close(number, at.now):
        return _none(number)
    if conversation is not None:
        _let_go(tx, case, conversation, at)
    if user is not None and not keeps_chats and not any(it.closed_at is None for it in tx.cases.of(user)):
        tx.talk.erase(user)
    tx.audit.note(Action.CLOSE, str(number), by=by, at=at.now)
    return None


def snooze(tx: Transaction, number: int, until: datetime | None, *, by: Who, at: Moment) -> Refused | None:
    """Puts an open case off, or takes that back (None); whatever the person says brings it up again."""
    case = tx.cases.get(number)
    if case is None or case.closed_at is not None:
        return _none(number)
    tx.cases.snooze(number, until)
    after = f"until {until.isoformat(timespec='minutes')}" if until else "at once"
    tx.audit.note(Action.NOTE, str(number), by=by, at=at.now, after=after)
    return None


def tell_colleagues(tx: Transaction, number: int, text: str, *, by: Who, at: Moment) -> Refused | None:
    """A note that only staff see."""
    if tx.cases.get(number) is None:
        return _none(number)
    if not text.strip():
        return Refused(Refusal.EMPTY_NOTE)
    tx.cases.tell_colleagues(number, by.staff, text.strip(), at.now)
    tx.audit.note(Action.NOTE, str(number), by=by, at=at.now)
    return None


def token_left(tx: Transaction, case: Case, at: Moment) -> timedelta | None:
    """How much longer (machine time) an answer goes as a reply, which is free; None: it does not."""
    token = tx.people.spare_token(case.user) if case.user else None
    return token - at.machine if token is not None and at.machine < token else None


def stock_add(tx: Transaction, title: str, text: str, *, by: Who, at: Moment) -> Refused | None:
    """Keeps words to answer with."""
    title = " ".join(title.split())
    if not title or not text.strip() or len(title) > LONGEST_TITLE:
        return Refused(Refusal.BAD_STOCK)
    number = tx.cases.stock_add(title, text.strip(), by.staff, at.now)
    tx.audit.note(Action.NOTE, f"stock answer {number}", by=by, at=at.now, after="added")
    return None


def stock_drop(tx: Transaction, number: int, *, by: Who, at: Moment) -> Refused | None:
    """Drops them again."""
    if not tx.cases.stock_drop(number):
        return Refused(Refusal.NO_STOCK, {"number": str(number)})
    tx.audit.note(Action.NOTE, f"stock answer {number}", by=by, at=at.now, after="dropped")
    return None


def _locked(tx: Transaction, number: int, at: Moment) -> tuple[Case, Conversation] | Refused:
    """A case and the conversation of who left it, locked in the order in which an event locks them."""
    user = tx.cases.whose(number)
    conversation = tx.people.conversation(user, at.now) if user else None
    case = tx.cases.get(number)
    if case is None:
        return _none(number)
    if conversation is None:
        return Refused(Refusal.NOBODY_ASKED, {"number": str(number)})
    return case, conversation


def _hold(
    tx: Transaction, case: Case, conversation: Conversation, by: Who, at: Moment, taking: Taking
) -> Conversation | Refused:
    """The conversation as staff's; refused while a colleague has the person, about whichever case."""
    about = conversation.staff
    other = tx.cases.get(about.case) if about is not None and about.case != case.id else case
    holder = other.held_by(at.now) if other is not None else None
    if holder is not None and holder != by.staff and not taking.over:
        return Refused(Refusal.TAKEN, {"by": holder, "number": str(case.id)})
    until = at.now + taking.span
    tx.cases.hold(case.id, by.staff, until)
    return replace(conversation, staff=Takeover(case.id, until))


def _let_go(tx: Transaction, case: Case, conversation: Conversation, at: Moment) -> None:
    tx.cases.let_go(case.id)
    if conversation.staff is not None and conversation.staff.case == case.id:
        over = replace(conversation.staff, until=min(conversation.staff.until, at.now))
        tx.people.keep(replace(conversation, staff=over), at.now)


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
