"""What a person wants when no form is open: done if sure, offered if not, noted if not understood."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from handlers.conversation import several
from handlers.conversation.acts import small_talk
from handlers.conversation.repertoire import acts, hearers
from handlers.enquiries import all_programmes, enquiry, search
from handlers.enquiries.announced.foreign import foreign
from handlers.enquiries.answer import Answer, answer_kinds
from handlers.enquiries.enquiry import OUTSIDE
from handlers.enquiries.ranking.candidates import Candidate
from handlers.thresholds import (
    BEYOND_DOUBT,
    COVERED_HERE,
    MAYBE,
    NEAR,
    NEARER,
    SURE,
    TELLING,
)
from handlers.turn import LABEL, Step, Turn, button, numbered, word
from handlers.wording import common
from intents import point
from intents.audience import asks_which
from intents.private import says_something, without_personal_data
from models import numbers
from models.event import EventKind
from models.graphemes import cut
from models.programme import Programme
from models.reply import Choice, Reply
from models.understanding import Intent, Understanding

WRONG_ANSWER = "wrong answer"
_FEW_WORDS = 2
"""With fewer words of its own, what is surely outside is not looked up: one word proves nothing."""
_APPLIES = re.compile(
    r"(?:ขอ|อยาก(?:จะ)?|จะ|ต้องการ|สนใจ)?[ ]?(?:สมัคร|ลงทะเบียน|ลงชื่อ)(?!.*(?:วันไหน|เท่าไ|ยังไง|หรือยัง|ทัน))"
)


def receive(turn: Turn) -> Step:
    """A text with no form open: does what is wanted, asks about it, or says it was not understood."""
    note_wrong_answer(turn)
    turn = _to_the_point(turn)
    for hears in hearers():
        if (heard := hears(turn)) is not None:
            return heard
    if _applies_for_a_round(turn):
        return do(turn, "apply")
    if not asks_across(turn) and (together := several.answer(turn, _surely)):
        return replace(together, question=without_personal_data(turn.read))
    if len(turn.read.programmes) < 2 and not asks_across(turn) and (lettered := enquiry.to_the_letter(turn)):
        return replace(lettered, question=without_personal_data(turn.read))
    if turn.read.best.name in answer_kinds() and foreign(turn.read, turn.programme):
        return do(turn, OUTSIDE)
    best = turn.read.best
    sure = best.confidence >= SURE
    if sure and best.name not in answer_kinds() and best.name != OUTSIDE:
        return say(turn, [best])
    if not (sure and best.name == OUTSIDE) and (over_all := all_programmes.answer(turn)):
        return over_all
    if asked := _of_each(turn) or enquiries(turn.read):
        return say(_about_what_it_says(turn), asked)
    if (best.name == OUTSIDE or not sure) and (asked_plainly := enquiry.plainly(turn)):
        return replace(asked_plainly, question=without_personal_data(turn.read))
    near = _nearest(turn)
    if near and best.confidence >= NEARER:
        return _guess(turn, near)
    if found := _stated(turn):
        return found
    if near:
        return _guess(turn, near)
    if best.name == OUTSIDE and sure:
        return _rather(turn, "outside") or do(turn, OUTSIDE)
    if sure:
        return say(turn, [best])
    if best.confidence >= MAYBE:
        return _rather(turn, "offered") or _offer(turn)
    return _rather(turn, "not understood") or _not_understood(turn)


def _surely(turn: Turn) -> Step | None:
    """The answer to one question of several, if nothing about it is in doubt."""
    if foreign(turn.read, turn.programme):
        return None
    if (lettered := enquiry.to_the_letter(turn)) is not None:
        return lettered
    asked = enquiries(turn.read)
    return say(turn, asked[:1]) if asked else enquiry.plainly(turn)


def _rather(turn: Turn, way: str) -> Step | None:
    """An answer likelier than none; None where the conversation is about no programme."""
    if not (turn.read.programmes or turn.conversation.programme):
        return None
    step = enquiry.rather(turn, Candidate(way, OUTSIDE, Answer("")))
    return replace(step, question=without_personal_data(turn.read)) if step is not None else None


def _applies_for_a_round(turn: Turn) -> bool:
    """ "สมัครรุ่น 2": a wish, though a round is mostly asked about."""
    rounds = turn.programme.rounds if turn.programme is not None else ()
    return bool(rounds) and not turn.read.question and _APPLIES.match(turn.read.text) is not None


def asks_across(turn: Turn) -> bool:
    """The question is across programmes, none of which is named."""
    return not turn.read.programmes and asks_which(turn.read.text) and not enquiry.names_a_round(turn)


def _to_the_point(turn: Turn) -> Turn:
    """The turn with only what a long message asks, if that is clearer than the whole."""
    asked = point.to_the_point(turn.read.text)
    if asked is None or turn.read.command is not None:
        return turn
    whole = turn.read
    read = turn.part(asked)
    clear = whole.best.confidence >= SURE and whole.best.name != OUTSIDE
    if read.command is not None or (clear and read.best.confidence < SURE):
        return turn
    return replace(turn, read=replace(read, story=whole.text))


def _about_what_it_says(turn: Turn) -> Turn:
    """If no programme is known, picks the one that alone states what the question is about."""
    if turn.programme is not None:
        return turn
    found = search.search(turn.read, turn.catalogue, turn.catalogue.programmes, COVERED_HERE)
    telling = found and found[0].weight >= TELLING and all(f.weight < found[0].weight for f in found[1:])
    return turn.about(found[0].programme) if telling else turn


def _of_each(turn: Turn) -> list[Intent]:
    """One question about several programmes looks like a comparison, but is more precise."""
    first, second, *_ = (*turn.read.intents, Intent(OUTSIDE, 0.0), Intent(OUTSIDE, 0.0))
    if len(turn.read.programmes) < 2 or first.name != "compare":
        return []
    precise = second.confidence >= NEAR and second.name in answer_kinds()
    return [second] if precise else []


def _stated(turn: Turn) -> Step | None:
    """What the announcements state in the words of the question, when no intent is sure."""
    sure_outside = turn.read.best.name == OUTSIDE and turn.read.best.confidence >= SURE
    if turn.programme is not None and (turn.read.programmes or turn.conversation.programme):
        among: Sequence[Programme] = [turn.programme]
    elif sure_outside:
        return None
    else:
        among = turn.catalogue.programmes
    found = search.search(turn.read, turn.catalogue, among)
    doubtful = turn.read.best.confidence >= BEYOND_DOUBT and len(turn.read.content) < _FEW_WORDS
    if sure_outside and doubtful and not turn.read.programmes:
        return None
    return say(turn.about(found[0].programme), [Intent("detail", 1.0)]) if found else None


def _nearest(turn: Turn) -> list[Intent]:
    """The one or two questions a text is nearest to; none if it is more likely out of scope."""
    read = turn.read
    likely = {i.name: i for i in sorted((*read.intents, *read.meant), key=lambda i: i.confidence)}
    ranked = sorted(likely.values(), key=lambda i: -i.confidence)[:2]
    near = [i for i in ranked if i.confidence >= NEAR and i.name in answer_kinds()]
    outside = next((i.confidence for i in read.intents if i.name == OUTSIDE), 0.0)
    if not near or outside >= near[0].confidence:
        return []
    first = answer_kinds()[near[0].name]
    return near[:1] if first.across or first.general else near


def _guess(turn: Turn, near: Sequence[Intent]) -> Step:
    """Answers the nearest questions, marked as a guess: better than asking back."""
    _note(turn, "not sure")
    answered = enquiry.answer(turn, [i.name for i in near], preface=common.DOUBT)
    return replace(answered, outcome=numbers.in_doubt(answered.outcome))


def enquiries(read: Understanding) -> list[Intent]:
    """The questions about programmes surely in the message; of several, only the first need be sure."""
    asked = [i for i in read.meant if i.name in answer_kinds()]
    if len(asked) > 1 and asked[0].confidence >= SURE:
        return asked
    return [i for i in asked if i.confidence >= SURE]


def say(turn: Turn, intents: list[Intent]) -> Step:
    """Answers the questions among these intents, or else does the first intent."""
    names = [i.name for i in intents]
    questions = [n for n in names if n in answer_kinds()]
    if not questions:
        return do(turn, names[0])
    return replace(enquiry.answer(turn, questions), question=without_personal_data(turn.read))


def do(turn: Turn, intent: str) -> Step:
    """Does what an intent stands for."""
    if intent == OUTSIDE:
        _note(turn, "out of scope")
    act = acts().get(intent)
    if act is None:
        return _not_understood(turn)
    return _counted(turn, act.do(turn)) if intent == OUTSIDE else act.do(turn)


def note_wrong_answer(turn: Turn) -> None:
    """ "No, I mean …": the previous question was answered wrongly, and staff should see it."""
    asked, last = turn.conversation.last_question, turn.conversation.last_intent
    if turn.read.corrects and asked and not turn.event.in_group:
        guesses = [last] if last else []
        turn.tx.learning.note(
            asked, turn.conversation.programme, WRONG_ANSWER, guesses, turn.now, asker=turn.user
        )


def _not_understood(turn: Turn) -> Step:
    _note(turn, "not understood")
    return _counted(turn, small_talk.not_understood(turn))


def _counted(turn: Turn, step: Step) -> Step:
    """With the programme it was about, so that it is counted there."""
    return replace(step, outcome=numbers.about(step.outcome, turn.programme.id if turn.programme else None))


def _note(turn: Turn, why: str) -> None:
    """Keeps a poorly understood question for staff, who can teach what it means."""
    if turn.event.kind is EventKind.TEXT and not turn.event.in_group and turn.read.text:
        guesses = [intent.name for intent in turn.read.intents[:3]]
        text = without_personal_data(turn.read)
        if not says_something(text):
            return
        named = turn.read.programmes
        programme = named[0] if len(named) == 1 else turn.conversation.programme
        turn.tx.learning.note(text, programme, why, guesses, turn.now, asker=turn.user)


def _offer(turn: Turn) -> Step:
    """Two or three likely meanings as buttons."""
    choices: list[Choice] = []
    programme = turn.programme
    for intent in turn.read.intents[:3]:
        kind, act = answer_kinds().get(intent.name), acts().get(intent.name)
        if kind is not None:
            data = [intent.name, programme.id] if programme else [intent.name]
            choices.append(button(cut(kind.label, LABEL), "ask", *data))
        elif act is not None and act.label is not None:
            choices.append(button(act.label, "intent", intent.name))
    if not choices:
        return _not_understood(turn)
    _note(turn, "not sure")
    names = common.items([c.label for c in choices])
    offered = (*numbered(choices), word(common.MENU), word(common.STAFF))
    return _counted(turn, turn.say(Reply(f"{common.NOT_SURE}\n{names}", choices=offered), outcome="not sure"))
