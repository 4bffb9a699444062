"""Questions about programmes: finds the answer's module, adds whom to ask, the source and a next step."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from handlers.enquiries import search
from handlers.programmes.admission import Standing, standing
from handlers.registry import table
from handlers.turn import BEYOND_DOUBT, Step, Turn, action, button, programme_button, word
from handlers.wording import common, enquiries
from models.calendar import local_day
from models.programme import Catalogue, Fact, Programme
from models.reply import Card, Choice, Reply
from models.understanding import Understanding

ANSWERABLE = "handlers.enquiries.answers"
MAX_TOGETHER = 3
MOST = 10
GENERAL = frozenset(
    {"about", "aim", "curriculum", "host", "lecturer", "levels", "module", "outcome", "stages"}
)
"""Questions whose answer may be too general: what is asked may be stated more closely."""
PASSAGES = 2
TOGETHER = 800
"""Characters up to which both the passage found and the general answer are said."""
APPLYING = frozenset({"open_now", "deadline", "apply_how", "eligibility", "about", "cohort", "list"})
"""Questions after which a person whom we cannot take now is offered to be told later."""


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


def answerers() -> Mapping[str, Answerer]:
    """Every question that can be answered, by intent."""
    return table(ANSWERABLE, "ANSWERS")


def whom_to_ask(programme: Programme) -> str:
    """The announced contact, or that there is none."""
    contact = programme.about("contact")
    return enquiries.ask_contact(contact[0].text) if contact else enquiries.ask_staff()


def not_announced(enquiry: Enquiry) -> Answer:
    """What was asked is not in the programme's data."""
    what = common.ASPECTS[enquiry.intent]
    return Answer(
        enquiries.not_announced(what, enquiry.name, whom_to_ask(enquiry.programme)),
        choices=(word(common.STAFF),),
    )


def told(enquiry: Enquiry, what: str, facts: Sequence[Fact]) -> str:
    """Facts as a sentence or a list, with the programme's name and the notes a careful reader must have."""
    what = enquiries.of(what, enquiry.name)
    notes = dict.fromkeys(f.note for f in facts if f.note)
    return "\n".join([enquiries.stated(what, [f.text for f in facts]), *map(enquiries.note, notes)])


def answer(turn: Turn, intents: Sequence[str], preface: str = "") -> Step:
    """Answers one question, or several at once, about the programme meant; asks which where that is open.

    One question about several programmes named is answered for each of them. `preface` is said first.
    """
    intents = list(dict.fromkeys(intents))[:MAX_TOGETHER]
    if not turn.catalogue.programmes:
        return turn.say(Reply(common.NO_PROGRAMME, choices=(word(common.STAFF),)), outcome="no programme")
    programme = turn.programme
    if programme is None and not set(intents) <= set(table(ANSWERABLE, "ACROSS")):
        return _which(turn, intents[0])
    programme = programme or turn.catalogue.programmes[0]
    several = [] if set(intents) & set(table(ANSWERABLE, "ACROSS")) else _named(turn)
    answers = [
        _answer(Enquiry(intent, one, turn.catalogue, turn.now, turn.read))
        for one in (several or [programme])
        for intent in intents[: 1 if len(several) > 1 else MAX_TOGETHER]
    ]
    reply = Reply(
        "\n\n".join(filter(None, [preface, *(a.text for a in answers)])),
        cards=tuple(card for a in answers for card in a.cards),
        choices=_next_steps(programme, intents, answers, turn.now),
    )
    return turn.about(programme).say(reply, outcome="answer " + "+".join(intents), last_intent=intents[-1])


def _answer(enquiry: Enquiry) -> Answer:
    """The answer; what the announcement states on the very words asked goes before a general one."""
    general = answerers()[enquiry.intent](enquiry)
    if enquiry.intent not in GENERAL:
        return general
    found = search.search(enquiry.read, enquiry.catalogue, [enquiry.programme], search.COVERED_HERE)
    missing = [p for f in found for p in f.passages[:PASSAGES] if p.text not in general.text]
    if not missing:
        return general
    text = enquiries.found(enquiry.name, [passage.text for passage in missing])
    if len(text) + len(general.text) <= TOGETHER:
        text += f"\n\n{general.text}"
    return replace(general, text=text, source=("passage", *(passage.key for passage in missing)))


def _named(turn: Turn) -> list[Programme]:
    """The programmes named, where there are several."""
    named = turn.catalogue.named(turn.read.programmes)
    return list(named[:MAX_TOGETHER]) if len(named) > 1 else []


def _which(turn: Turn, intent: str) -> Step:
    choices = tuple(programme_button(p, "ask", intent, p.id) for p in turn.catalogue.programmes[:MOST])
    doubtful = turn.read.best.confidence < BEYOND_DOUBT
    text = common.WHICH_OF_OURS if doubtful else common.WHICH_PROGRAMME
    return turn.say(Reply(text, choices=choices), outcome=f"which programme for {intent}")


def _next_steps(
    programme: Programme, intents: Sequence[str], answers: Sequence[Answer], now: datetime
) -> tuple[Choice, ...]:
    steps = [
        button(common.SOURCE, "source", programme.id, *a.source) for a in answers[:1] if a.source is not None
    ]
    steps += [choice for a in answers for choice in a.choices]
    steps += general_steps(programme, now, without=intents)
    return tuple({choice.label: choice for choice in steps}.values())[:6]


def general_steps(programme: Programme, now: datetime, without: Sequence[str] = ()) -> list[Choice]:
    """What a person can do next about a programme at this instant."""
    steps = []
    if standing(programme, now) is Standing.OPEN:
        steps.append(button(common.APPLY, "signup.start", programme.id))
    elif set(without) & APPLYING:
        steps.append(button(common.INTEREST, "interest", programme.id))
    for intent, label in (("schedule", common.SCHEDULE), ("eligibility", common.WHO_MAY)):
        if intent not in without:
            steps.append(button(label, "ask", intent, programme.id))
    steps.append(word(common.MENU))
    return steps


def ask_action(turn: Turn, arguments: Sequence[str]) -> Step:
    """The button of a question: its intent, its programme and what else it is about."""
    intent, id = [*arguments, "", ""][:2]
    programme = turn.catalogue.get(id) or turn.programme
    if intent not in answerers() or programme is None:
        return turn.say(Reply(common.STALE_BUTTON, choices=(word(common.MENU),)), outcome="stale button")
    return answer(turn.about(programme), [intent])


def source_action(turn: Turn, arguments: Sequence[str]) -> Step:
    """The button `ที่มา`: the announcement's own words."""
    id, aspect, *rest = [*arguments, "", ""]
    programme = turn.catalogue.get(id)
    if programme is None:
        return turn.say(Reply(common.STALE_BUTTON, choices=(word(common.MENU),)), outcome="stale button")
    quoters = table(ANSWERABLE, "QUOTES")
    quoter: Quoter = quoters.get(aspect, lambda p, _: [f.quote for f in p.about(aspect)])
    quotes = list(dict.fromkeys(quoter(programme, [r for r in rest if r])))
    source = programme.source
    text = (
        enquiries.source(programme.short_name, quotes, source.title, source.publisher, source.published)
        if quotes
        else enquiries.NO_SOURCE
    )
    choices = tuple(general_steps(programme, turn.now))
    return turn.about(programme).say(Reply(text, choices=choices), outcome=f"source {aspect}")


def ask(label: str, intent: str, programme: Programme) -> Choice:
    """A button that asks a question about a programme."""
    return Choice(label, data=action("ask", intent, programme.id), say=label)
