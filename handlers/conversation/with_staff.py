"""While a member of staff talks with the person: what they say is noted, and the bot keeps silent.

What was pressed goes on, and so do the few words that always work. When it is over, the bot says so.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from handlers.conversation import cases
from handlers.conversation.kept import kept
from handlers.conversation.repertoire import phrases
from handlers.turn import Handler, Step, Turn
from handlers.wording import cases as words
from intents.words import compact
from models.event import EventKind
from models.reply import Reply

WITH_STAFF = "with staff"
"""The outcome of what was noted and answered by nobody."""
COMMANDS = ("menu", "cancel")
_SAID = frozenset(
    {
        EventKind.TEXT,
        EventKind.STICKER,
        EventKind.IMAGE,
        EventKind.VIDEO,
        EventKind.AUDIO,
        EventKind.FILE,
        EventKind.LOCATION,
    }
)


def receive(turn: Turn, decide: Handler, question: Callable[[Turn, Step], Step]) -> Step:
    """What comes of an event of somebody with whom staff talk, or talked until now.

    decide    who answers otherwise
    question  asks an open form's question again below a step
    """
    takeover = turn.conversation.staff
    assert takeover is not None
    if turn.now >= takeover.until or turn.event.kind is EventKind.FOLLOW:
        return _over(turn, decide, question)
    if turn.event.kind not in _SAID or _always(turn):
        return decide(turn)
    case = turn.tx.cases.get(takeover.case)
    if case is None or case.closed_at is not None:
        return _over(turn, decide, question)
    until = turn.now + turn.means.takeover
    cases.add(turn, case, kept(turn), turn.event.message_id)
    turn.tx.cases.go_on(case.id, until)
    return turn.say(outcome=WITH_STAFF, staff=replace(takeover, until=until))


def _over(turn: Turn, decide: Handler, question: Callable[[Turn, Step], Step]) -> Step:
    """Says that the bot goes on. What was said last was hardly an answer to a form: that asks again."""
    turn = replace(turn, conversation=replace(turn.conversation, staff=None))
    loose = turn.event.kind in _SAID and not _always(turn) and not turn.read.question
    if turn.conversation.busy and loose:
        return question(turn, turn.say(Reply(words.BOT_AGAIN), outcome="bot again"))
    step = decide(turn)
    said_so = any(words.BOT_AGAIN in reply.text for reply in step.replies)
    return step if said_so else step.led_by(words.BOT_AGAIN)


def _always(turn: Turn) -> bool:
    """Words that work whoever talks: the menu's, giving up, and what the consent's text promises.

    A button that types a word is pressed by typing it.
    """
    if turn.event.kind is not EventKind.TEXT:
        return False
    said = compact(turn.event.text)
    pressed = {compact(c.say or c.label) for c in turn.conversation.offered if c.data is None}
    return turn.read.command in COMMANDS or said in phrases() or said in pressed
