"""What an enquiry is, what its answer is made of, and which kinds of answers there are."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from typing import Any

from handlers.registry import by_name, exported
from handlers.turn import action, button, word
from handlers.wording import cases, common, enquiries
from models.calendar import local_day
from models.programme import Catalogue, Fact, Programme
from models.reply import Card, Choice
from models.understanding import Understanding

FOLDER = "handlers.enquiries.answers"
TO_STAFF = button(cases.LET_STAFF_ANSWER, "staff.forward")
"""Goes with every answer that says whom to ask."""


@dataclass(frozen=True, slots=True)
class Enquiry:
    """One question about one programme."""

    intent: str
    programme: Programme
    catalogue: Catalogue
    now: datetime
    read: Understanding

    @property
    def today(self) -> date:
        """The day in Thailand."""
        return local_day(self.now)

    @property
    def name(self) -> str:
        """What the programme is called in a sentence."""
        return self.programme.short_name


@dataclass(frozen=True, slots=True)
class Answer:
    """What is said to one question.

    source   arguments by which the button `ที่มา` finds the quotes again; None where there are none
    choices  next steps that follow from this answer
    """

    text: str
    source: tuple[str, ...] | None = None
    choices: tuple[Choice, ...] = ()
    cards: tuple[Card, ...] = field(default=())


Answerer = Callable[[Enquiry], Answer]
Quoter = Callable[[Programme, Sequence[str]], Sequence[str]]


@dataclass(frozen=True, slots=True)
class AnswerKind:
    """One kind of question: how it is read, called and answered. All there is to say of it stands here.

    intent      the intent that asks it; also what facts on it are filed under (`about`)
    label       what is asked for, in answers and on buttons
    quotes      the words behind `ที่มา`; None: the facts' own
    across      needs no programme: answered over all of them
    general     may be too general: what is asked may be stated more closely in the announcement
    in_bulk     shows everything there is, so over all programmes it is looked up instead of listed
    of_people   about who comes: with a kind of person in it, the question is which programmes suit them
    item        what a number means that is typed after it: the question, and the value that stands in it
    on_a_day    the intent whose answer holds this one's too, where a certain day is asked about
    leads_in    after it whoever cannot be taken now is offered to be told later
    examples    patterns by which the intent is learnt, for an intent that the corpus has no file for
    """

    intent: str
    label: str
    answer: Answerer
    quotes: Quoter | None = None
    across: bool = False
    general: bool = False
    in_bulk: bool = False
    of_people: bool = False
    leads_in: bool = False
    item: Callable[[Programme, int], tuple[str, tuple[str, Any]]] | None = None
    on_a_day: str | None = None
    examples: tuple[str, ...] = ()


@cache
def answer_kinds() -> Mapping[str, AnswerKind]:
    """Every kind of question that can be answered, by intent."""
    return by_name(exported(FOLDER, "ANSWERS", AnswerKind), lambda kind: kind.intent)


def label(intent: str) -> str:
    """What a kind of question asks for."""
    return answer_kinds()[intent].label


def examples() -> Mapping[str, Sequence[str]]:
    """What answers bring for learning their intents, by intent."""
    return {kind.intent: kind.examples for kind in answer_kinds().values() if kind.examples}


def whom_to_ask(programme: Programme) -> str:
    """The announced contact, or that there is none."""
    contact = programme.about("contact")
    if not contact:
        return enquiries.ask_staff()
    return enquiries.ask_contact(contact[0].text, doubtful=contact[0].note is not None)


def not_announced(enquiry: Enquiry) -> Answer:
    """What was asked is not in the programme's data."""
    return Answer(
        enquiries.not_announced(label(enquiry.intent), enquiry.name, whom_to_ask(enquiry.programme)),
        choices=(TO_STAFF, word(common.STAFF)),
    )


def told(enquiry: Enquiry, intent: str, facts: Sequence[Fact]) -> str:
    """Facts as a sentence or a list, with the programme's name and the notes a careful reader must have."""
    what = enquiries.of(label(intent), enquiry.name)
    notes = dict.fromkeys(f.note for f in facts if f.note)
    return "\n".join([enquiries.stated(what, [f.text for f in facts]), *map(enquiries.note, notes)])


def stated(enquiry: Enquiry) -> Answer:
    """An aspect's facts, each as the data has it; or that nothing is announced."""
    facts = enquiry.programme.about(enquiry.intent)
    if not facts:
        return not_announced(enquiry)
    return Answer(told(enquiry, enquiry.intent, facts), source=(enquiry.intent,))


def ask(text: str, intent: str, programme: Programme) -> Choice:
    """A button that asks a question about a programme."""
    return Choice(text, data=action("ask", intent, programme.id), say=text)
