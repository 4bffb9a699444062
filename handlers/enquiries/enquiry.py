"""Questions about programmes: finds the kind of answer, adds whom to ask, the source and next steps."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from handlers.enquiries import search
from handlers.enquiries.announced import aspects, asserted, plain, progress, reading, rounds, staff
from handlers.enquiries.answer import Answer, Enquiry, answer_kinds
from handlers.enquiries.ranking.candidates import Candidate
from handlers.enquiries.ranking.choosing import likelier
from handlers.programmes.admission import Admission, admission
from handlers.thresholds import BEYOND_DOUBT, COVERED_HERE, SURE
from handlers.turn import Step, Turn, button, numbered, programme_button, word
from handlers.wording import common, enquiries
from intents import words
from models import numbers
from models.application import ApplicationState
from models.numbers import Result
from models.programme import Programme
from models.reply import Choice, Reply
from models.understanding import Entity, Understanding

RULED, GUESSED, TOGETHER_SAID = "ruled", "guessed", "together"
"""The ways of what the rules answer: surely, as a guess, or several questions at once."""
OUTSIDE = "out_of_scope"
MAX_TOGETHER = 3
MOST_BUTTONS = 10
MOST_STEPS = 6
PASSAGES = 2
TOGETHER = 800
"""Up to this many characters, the passage found and the general answer are both given."""


def answer(turn: Turn, intents: Sequence[str], preface: str = "") -> Step:
    """Answers one question, or several at once, about the programme meant; asks which if unclear.

    One question about several named programmes is answered for each. `preface` comes first.
    """
    intents = _of_one_day(turn, list(dict.fromkeys(intents))[:MAX_TOGETHER])
    if not turn.catalogue.programmes:
        return turn.say(Reply(common.NO_PROGRAMME, choices=(word(common.STAFF),)), outcome="no programme")
    known = turn.programme
    if known is None and not all(answer_kinds()[intent].across for intent in intents):
        return _which(turn, intents[0])
    programme = known or turn.catalogue.programmes[0]
    several = [] if any(answer_kinds()[intent].across for intent in intents) else _named(turn)
    answers = [
        _answer(_enquiry(turn, intent, one, alone=len(intents) == 1 and not several))
        for one in (several or [programme])
        for intent in intents[: 1 if len(several) > 1 else MAX_TOGETHER]
    ]
    said = "\n\n".join(filter(None, dict.fromkeys([preface, *(a.text for a in answers)])))
    ruled = Candidate(GUESSED if preface else RULED, intents[0], answers[0])
    if len(answers) > 1:
        ruled = Candidate(TOGETHER_SAID, intents[0], Answer(said))
    of_one = known and not several and not any(answer_kinds()[intent].across for intent in intents)
    if of_one and (better := rather(turn, ruled)) is not None:
        return better
    reply = Reply(
        said,
        cards=answers[0].cards if len(answers) == 1 and not preface else (),
        choices=_next_steps(turn, known, intents, answers),
    )
    turn = turn.about(programme) if known else turn
    outcome = (
        numbers.said("+".join(intents), programme.id, _result(answers)) if known else f"answer {intents[0]}"
    )
    return turn.say(reply, outcome=outcome, last_intent=intents[-1])


def rather(turn: Turn, ruled: Candidate) -> Step | None:
    """The answer likelier than what the rules give; None if there is none, or it is not of one programme."""
    programme = turn.programme
    if programme is None or len(turn.read.programmes) > 1 or turn.read.command is not None:
        return None
    enquiry = _enquiry(turn, turn.read.best.name, programme)
    if staff.answer(enquiry) is not None:
        return None
    found = likelier(enquiry, ruled)
    if found is None:
        return None
    about = (found.answer.source or (found.aspect,))[0]
    intent = about if about in answer_kinds() else turn.read.best.name
    return _told(
        turn, programme, found.answer, intent, numbers.said(intent, programme.id, _result([found.answer]))
    )


def _told(turn: Turn, programme: Programme, found: Answer, intent: str, outcome: str) -> Step:
    """One answer about one programme, with its next steps."""
    choices = _next_steps(turn, programme, [], [found])
    reply = Reply(found.text, cards=found.cards, choices=choices)
    return turn.about(programme).say(reply, outcome=outcome, last_intent=intent)


def _result(answers: Sequence[Answer]) -> Result:
    """What is counted: nothing was announced of what was asked, or it was answered."""
    unknown = all(common.NOT_ANNOUNCED in one.text for one in answers)
    return Result.NOT_ANNOUNCED if unknown else Result.ANSWERED


def _enquiry(turn: Turn, intent: str, programme: Programme, *, alone: bool = True) -> Enquiry:
    def count(programme: str, state: ApplicationState, where: Mapping[str, str]) -> int:
        return turn.tx.seats.count(programme, state, where)

    return Enquiry(intent, programme, turn.catalogue, turn.now, turn.read, count, alone, turn.applied_to)


def to_the_letter(turn: Turn) -> Step | None:
    """What the programme's rows say to the words of the question, whatever the sentence looks like."""
    if turn.read.command is not None:
        return None
    programme = turn.programme or staff.about(turn.read.text, turn.catalogue.programmes)
    if programme is None or (_by_default(turn) and _outside(turn)):
        return None
    several = sum(intent.confidence >= SURE for intent in turn.read.meant) > 1
    enquiry = _enquiry(turn, turn.read.best.name, programme)
    unlearnt = any(a.intent in aspects.UNLEARNT for a in aspects.named(enquiry.text))
    found = progress.answer(enquiry) if several and not unlearnt else reading.whole(enquiry)
    if found is None:
        return None
    intent = found.source[0] if found.source else found.about or turn.read.best.name
    found = asserted.with_verdict(replace(enquiry, intent=intent), found)
    better = rather(turn, Candidate(RULED, intent, found))
    outcome = numbers.said(intent, programme.id, _result([found]))
    return better or _told(turn, programme, found, intent, outcome)


def in_one(turn: Turn) -> bool:
    """One answer says all that is asked: what has passed and what is left, or all of one day."""
    asked = [intent.name for intent in turn.read.meant if intent.name in answer_kinds()]
    if len(_of_one_day(turn, asked)) < len(asked):
        return True
    if (programme := turn.programme) is None:
        return False
    return progress.answer(_enquiry(turn, turn.read.best.name, programme)) is not None


def names_a_round(turn: Turn) -> bool:
    """It speaks of rounds of the programme that the conversation is about."""
    if turn.conversation.programme is None or (programme := turn.programme) is None:
        return False
    return bool(rounds.meant(_enquiry(turn, turn.read.best.name, programme)))


def _by_default(turn: Turn) -> bool:
    """The programme is the only one there is to ask about; nobody spoke of it."""
    return not (turn.read.programmes or turn.conversation.programme)


def _outside(turn: Turn) -> bool:
    best = turn.read.best
    return best.name == OUTSIDE and best.confidence >= SURE


def plainly(turn: Turn) -> Step | None:
    """The answer to a question that a question word says all of, where no reading is sure."""
    programme = turn.programme
    if programme is None or not (turn.read.programmes or turn.conversation.programme):
        return None
    asked = plain.intent(_enquiry(turn, turn.read.best.name, programme))
    return answer(turn, [asked]) if asked else None


def _answer(enquiry: Enquiry) -> Answer:
    """The answer, with a yes or a no first where the question asserts something that it speaks of."""
    found = _found(enquiry)
    return asserted.with_verdict(enquiry, found) if enquiry.alone else found


def _found(enquiry: Enquiry) -> Answer:
    """The answer; what the announcement states in the exact words asked precedes a general one."""
    if (rows := reading.by_intent(enquiry)) is not None:
        return rows
    kind = answer_kinds()[enquiry.intent]
    general = kind.answer(enquiry)
    if not kind.general:
        return general
    found = search.search(enquiry.read, enquiry.catalogue, [enquiry.programme], COVERED_HERE)
    missing = [p for f in found for p in f.passages[:PASSAGES] if p.text not in general.text]
    if not missing:
        return general
    text = enquiries.found(enquiry.name, [passage.text for passage in missing])
    if len(text) + len(general.text) <= TOGETHER:
        text += f"\n\n{general.text}"
    return replace(general, text=text, cards=(), source=("detail", *(passage.key for passage in missing)))


def _of_one_day(turn: Turn, intents: list[str]) -> list[str]:
    """Merges several questions about one day into one: when and where on the day named."""
    if turn.read.entity("date") is None and turn.read.entity("nth") is None:
        return intents
    days = [day for intent in intents if (day := answer_kinds()[intent].on_a_day) is not None]
    if len(days) < 2:
        return intents
    others = [intent for intent in intents if answer_kinds()[intent].on_a_day is None]
    return [days[0], *others]


def _named(turn: Turn) -> list[Programme]:
    """The programmes named, if there are several."""
    named = turn.catalogue.named(turn.read.programmes)
    return list(named[:MAX_TOGETHER]) if len(named) > 1 else []


def _which(turn: Turn, intent: str) -> Step:
    shown = turn.catalogue.programmes[:MOST_BUTTONS]
    choices = numbered([programme_button(p, "ask", intent, p.id, *_carried(turn.read)) for p in shown])
    doubtful = turn.read.best.confidence < BEYOND_DOUBT
    text = common.WHICH_OF_OURS if doubtful else common.WHICH_PROGRAMME
    text = f"{text}\n{common.items([p.short_name for p in shown])}"
    return turn.say(Reply(text, choices=choices), outcome=f"which programme for {intent}")


def _next_steps(
    turn: Turn, programme: Programme | None, intents: Sequence[str], answers: Sequence[Answer]
) -> tuple[Choice, ...]:
    """What is likely to be wanted next comes first; the source stands before the menu."""
    steps = [choice for a in answers for choice in a.choices]
    if programme is not None:
        steps += general_steps(programme, turn.now, without=intents, applied_to=turn.applied_to)[:-1]
    last = [
        button(common.SOURCE, "source", programme.id, *a.source)
        for a in answers[:1]
        if a.source is not None and programme is not None
    ]
    last.append(word(common.MENU))
    first = {choice.label: choice for choice in steps if choice.label != common.MENU}
    return (*list(first.values())[: MOST_STEPS - len(last)], *last)


def general_steps(
    programme: Programme, now: datetime, without: Sequence[str] = (), applied_to: Collection[str] = ()
) -> list[Choice]:
    """What a person can do next about a programme at this instant; the menu last.

    applied_to  programmes that they have applied to already: of these the status is offered
    """
    steps = []
    if programme.id in applied_to:
        steps.append(word(common.STATUS))
    elif admission(programme, now) is Admission.OPEN:
        steps.append(button(common.APPLY, "signup.start", programme.id))
    elif any(kind.leads_in for intent in without if (kind := answer_kinds().get(intent))):
        steps.append(button(common.INTEREST, "interest", programme.id))
    for intent, label in (("schedule", common.SCHEDULE), ("eligibility", common.WHO_MAY)):
        if intent not in without:
            steps.append(button(label, "ask", intent, programme.id))
    steps.append(word(common.MENU))
    return steps


def ask_action(turn: Turn, arguments: Sequence[str]) -> Step:
    """The button of a question: its intent, its programme, and the day asked about."""
    intent, id, *day = [*arguments, "", ""]
    programme = turn.catalogue.get(id) or turn.programme
    if intent not in answer_kinds() or programme is None:
        return turn.say(Reply(common.STALE_BUTTON, choices=(word(common.MENU),)), outcome="stale button")
    if (carried := _of_button(day)) is not None:
        turn = replace(turn, read=replace(turn.read, entities=(carried,)))
    return answer(turn.about(programme), [intent])


_CARRIED = {"date": ("start", "end", "weekday"), "nth": ("unit", "place", "weekday")}
"""Values a question keeps while the person is asked which programme is meant."""


def _carried(read: Understanding) -> tuple[str, ...]:
    """The day asked about, as button arguments."""
    found = next((e for kind in ("nth", "date") if (e := read.entity(kind)) is not None), None)
    if found is None:
        return ()
    return (
        found.kind,
        *("" if (v := found.value.get(key)) is None else str(v) for key in _CARRIED[found.kind]),
    )


def _of_button(arguments: Sequence[str]) -> Entity | None:
    """The day a button carries; it is not trusted, so None if invalid."""
    kind, *values = [*arguments] or [""]
    keys = _CARRIED.get(kind)
    if keys is None or len(values) < len(keys):
        return None
    value: dict[str, Any] = dict(zip(keys, values, strict=False))
    try:
        for number in ("place", "weekday"):
            if number in value:
                value[number] = int(value[number]) if value[number] else None
        for day in ("start", "end"):
            if day in value:
                date.fromisoformat(value[day])
    except ValueError:
        return None
    if kind == "nth" and (value["place"] is None or value["unit"] not in ("week", "time", "day", "weekday")):
        return None
    return Entity(kind, value, "", 0, 0)


def item(turn: Turn) -> Step | None:
    """The item whose number was typed after an answer with a numbered list; None for anything else."""
    place, last = words.item(turn.event.text), answer_kinds().get(turn.conversation.last_intent or "")
    if place is None or last is None or last.item is None or turn.programme is None:
        return None
    intent, value = last.item(turn.programme, place)
    entity = Entity(value[0], value[1], turn.read.text, 0, len(turn.read.text))
    return answer(replace(turn, read=replace(turn.read, entities=(entity,))), [intent])


def source_action(turn: Turn, arguments: Sequence[str]) -> Step:
    """The button `ที่มา`: the announcement's own words."""
    id, aspect, *rest = [*arguments, "", ""]
    programme, kind = turn.catalogue.get(id), answer_kinds().get(aspect)
    if programme is None or kind is None:
        return turn.say(Reply(common.STALE_BUTTON, choices=(word(common.MENU),)), outcome="stale button")
    said = kind.quotes(programme, [r for r in rest if r]) if kind.quotes else facts_quoted(programme, aspect)
    quotes = list(dict.fromkeys(said))
    source = programme.source
    text = (
        enquiries.source(programme.short_name, quotes, source.title, source.publisher, source.published)
        if quotes
        else enquiries.NO_SOURCE
    )
    choices = tuple(general_steps(programme, turn.now, applied_to=turn.applied_to))
    return turn.about(programme).say(Reply(text, choices=choices), outcome=f"source {aspect}")


def facts_quoted(programme: Programme, aspect: str) -> list[str]:
    """The quotes behind an aspect's facts."""
    return [fact.quote for fact in programme.about(aspect)]
