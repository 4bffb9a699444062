"""What an enquiry and its answer are, and which kinds of answers there are."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from typing import Any

from handlers.enquiries.contacts import at_large, for_matter
from handlers.registry import by_name, exported
from handlers.turn import action, button, word
from handlers.wording import cases, common, enquiries
from intents.audience import of_asker
from models.announced import Words
from models.application import ApplicationState
from models.audience import AudienceKind
from models.calendar import local_day
from models.catalogue import Catalogue
from models.programme import Fact, Programme
from models.reply import Card, Choice
from models.understanding import Understanding

FOLDER = "handlers.enquiries.answers"
ORDINARY = Words().event
"""What an event is called in labels, unless a programme calls it otherwise."""
TO_STAFF = button(cases.LET_STAFF_ANSWER, "staff.forward")
"""Accompanies every answer that says whom to ask."""


Count = Callable[[str, ApplicationState, Mapping[str, str]], int]


@dataclass(frozen=True, slots=True)
class Enquiry:
    """One question about one programme.

    count   counts applications by programme, state and answers; None where nobody's are looked at
    applied_to  programmes that the person has applied to already
    alone   nothing else is asked in the same message
    """

    intent: str
    programme: Programme
    catalogue: Catalogue
    now: datetime
    read: Understanding
    count: Count | None = None
    alone: bool = False
    applied_to: frozenset[str] = frozenset()

    @property
    def today(self) -> date:
        """The day in Thailand."""
        return local_day(self.now)

    @property
    def text(self) -> str:
        """The question without the names of programmes."""
        return self.read.nameless or self.read.text

    @property
    def people(self) -> tuple[AudienceKind, ...]:
        """The kinds of people asked about, or else those that the asker belongs to."""
        return of_asker(self.read.text, self.read.story)

    @property
    def event(self) -> str:
        """What it is called: an อบรม, a สัมมนา."""
        return self.programme.words.event

    @property
    def name(self) -> str:
        """The programme's name in a sentence."""
        return self.programme.short_name


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to one question.

    source   arguments for the button `ที่มา` to find the quotes again; None if there are none
    choices  next steps that follow from this answer
    about    the kind of question it answers, where there is no source to tell
    exact    it is worked out from just what is asked, and no other could be likelier
    """

    text: str
    source: tuple[str, ...] | None = None
    choices: tuple[Choice, ...] = ()
    cards: tuple[Card, ...] = field(default=())
    about: str | None = None
    exact: bool = False


Answerer = Callable[[Enquiry], Answer]
Quoter = Callable[[Programme, Sequence[str]], Sequence[str]]


@dataclass(frozen=True, slots=True)
class AnswerKind:
    """One kind of question, completely described: how it is read, named and answered.

    intent      the intent that asks it; also the key its facts are filed under (`about`)
    label       what is asked for, in answers and on buttons
    quotes      the words behind `ที่มา`; None: the facts' own
    across      needs no programme: answered for all of them
    general     may be too general: the announcement may state what is asked more specifically
    in_bulk     shows everything there is, so across programmes it is looked up instead of listed
    of_people   about who comes: if it names a kind of person, it asks which programmes suit them
    item        what a number typed after it means: the question, and the entity in it
    on_a_day    the intent whose answer includes this one's when a certain day is asked about
    leads_in    after it, offers a later notice if applications are not taken now
    examples    patterns the intent is learnt from, if the corpus has no file for it
    by_words    told by its words and by rows of the data alone, not learnt (`announced/aspects.py`)
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
    by_words: bool = False


@cache
def answer_kinds() -> Mapping[str, AnswerKind]:
    """Every kind of question that can be answered, by intent."""
    return by_name(exported(FOLDER, "ANSWERS", AnswerKind), lambda kind: kind.intent)


def label(intent: str, programme: Programme | None = None) -> str:
    """What a kind of question asks for, in a programme's own word for its kind."""
    said = answer_kinds()[intent].label
    return said if programme is None else said.replace(ORDINARY, programme.words.event)


def examples() -> Mapping[str, Sequence[str]]:
    """The examples from which intents are learnt, by intent."""
    return {kind.intent: kind.examples for kind in answer_kinds().values() if kind.examples}


def whom_to_ask(programme: Programme, about: str = "") -> str:
    """The announced contact, of several the one for the matter that is asked about; or that there is none."""
    found = for_matter(programme, about)
    if not found:
        return enquiries.ask_staff()
    contact = found[0] if len(found) < len(programme.about("contact")) else at_large(found)
    return enquiries.ask_contact(_with_its_matter(contact), doubtful=contact.note is not None)


def where_to_ask(programme: Programme, *, in_group: bool = False) -> str:
    """The same where nothing was asked: staff in the chat with the bot, and the announced contact."""
    return common.ask_at([fact.text for fact in programme.about("contact")[:1]], in_group=in_group)


def not_announced(enquiry: Enquiry) -> Answer:
    """What was asked is not in the programme's data."""
    what = label(enquiry.intent, enquiry.programme)
    return Answer(
        enquiries.not_announced(what, enquiry.name, whom_to_ask(enquiry.programme, enquiry.text)),
        choices=(TO_STAFF, word(common.STAFF)),
        about=enquiry.intent,
    )


def told(enquiry: Enquiry, intent: str, facts: Sequence[Fact]) -> str:
    """Facts as a sentence or list, with the programme's name and the notes a careful reader needs."""
    what = enquiries.of(label(intent, enquiry.programme), enquiry.name)
    notes = dict.fromkeys(f.note for f in facts if f.note)
    texts = [_with_its_matter(f) if intent == "contact" else f.text for f in facts]
    return "\n".join([enquiries.stated(what, texts), *map(enquiries.note, notes)])


def _with_its_matter(contact: Fact) -> str:
    """A contact and what it is for, where its own text does not say so."""
    if not contact.heading or contact.heading in contact.text:
        return contact.text
    return enquiries.contact_for(contact.heading, contact.text)


def stated(enquiry: Enquiry) -> Answer:
    """An aspect's facts, each as in the data; or that nothing is announced."""
    facts = enquiry.programme.about(enquiry.intent)
    if not facts:
        return not_announced(enquiry)
    return Answer(told(enquiry, enquiry.intent, facts), source=(enquiry.intent,))


def ask(text: str, intent: str, programme: Programme) -> Choice:
    """A button that asks a question about a programme."""
    return Choice(text, data=action("ask", intent, programme.id), say=text)
