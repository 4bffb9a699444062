"""What a person wants when no form waits: done when sure, offered when not, kept when not read."""

from __future__ import annotations

from dataclasses import replace

from handlers import enquiry
from handlers.flows import talk
from handlers.registry import table
from handlers.turn import LABEL, SURE, Handler, Step, Turn, button, word
from handlers.wording import common
from intents.private import without_personal_data
from models.event import EventKind
from models.graphemes import cut
from models.reply import Choice, Reply
from models.understanding import Intent, Understanding

FLOWS = "handlers.flows"
MAYBE = 0.30
"""From this on, up to `SURE`, the likeliest readings are offered as buttons."""
WRONG_ANSWER = "wrong answer"


def receive(turn: Turn) -> Step:
    """A text with nothing open: what is wanted is done, asked about, or said not to be understood."""
    note_wrong_answer(turn)
    if turn.read.best.confidence >= SURE and turn.read.best.name not in enquiry.answerers():
        return say(turn, [turn.read.best])
    if asked := enquiries(turn.read):
        return say(turn, asked)
    if turn.read.best.confidence >= MAYBE:
        return _offer(turn)
    return _not_understood(turn)


def enquiries(read: Understanding) -> list[Intent]:
    """The questions about programmes that are surely in the message."""
    return [i for i in read.asked if i.confidence >= SURE and i.name in enquiry.answerers()]


def say(turn: Turn, intents: list[Intent]) -> Step:
    """Answers the questions among these intents, or does the first."""
    names = [i.name for i in intents]
    questions = [n for n in names if n in enquiry.answerers()]
    if not questions:
        return do(turn, names[0])
    return replace(enquiry.answer(turn, questions), asked=without_personal_data(turn.read))


def do(turn: Turn, intent: str) -> Step:
    """Does what an intent stands for."""
    if intent == "out_of_scope":
        _note(turn, "out of scope")
    handler: Handler | None = table(FLOWS, "INTENTS").get(intent)
    return handler(turn) if handler else _not_understood(turn)


def note_wrong_answer(turn: Turn) -> None:
    """ "No, I mean …": the question before was answered wrongly, and staff should see it."""
    asked, last = turn.conversation.asked, turn.conversation.last_intent
    if turn.read.corrects and asked and not turn.event.in_group:
        guesses = [last] if last else []
        turn.tx.learning.note(asked, turn.conversation.programme, WRONG_ANSWER, guesses, turn.now)


def _not_understood(turn: Turn) -> Step:
    _note(turn, "not understood")
    return talk.not_understood(turn)


def _note(turn: Turn, why: str) -> None:
    """Keeps a question that was not read well for staff, who can teach what it means."""
    if turn.event.kind is EventKind.TEXT and not turn.event.in_group and turn.read.text:
        guesses = [intent.name for intent in turn.read.intents[:3]]
        text = without_personal_data(turn.read)
        turn.tx.learning.note(text, turn.conversation.programme, why, guesses, turn.now)


def _offer(turn: Turn) -> Step:
    """Two or three likely meanings as buttons."""
    choices: list[Choice] = []
    programme = turn.programme
    for intent in turn.read.intents[:3]:
        if intent.name in common.ASPECTS:
            data = [intent.name, programme.id] if programme else [intent.name]
            choices.append(button(cut(common.ASPECTS[intent.name], LABEL), "ask", *data))
        elif intent.name in common.ACTS:
            choices.append(button(common.ACTS[intent.name], "intent", intent.name))
    if not choices:
        return _not_understood(turn)
    _note(turn, "not sure")
    names = "\n".join(f"• {c.label}" for c in choices)
    choices += [word(common.MENU), word(common.STAFF)]
    return turn.say(Reply(f"{common.NOT_SURE}\n{names}", choices=tuple(choices)), outcome="not sure")
