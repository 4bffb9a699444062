"""Group chats: public questions are answered, nothing personal is asked or shown."""

from __future__ import annotations

from dataclasses import replace

from handlers.conversation import free_text
from handlers.enquiries import enquiry
from handlers.turn import Action, Step, Turn, parse_action
from handlers.wording import common
from models.event import EventKind
from models.reply import Choice, Reply

PUBLIC: dict[str, Action] = {"ask": enquiry.ask_action, "source": enquiry.source_action}
"""What a button may do in a group."""


def receive(turn: Turn) -> Step:
    """A group event addressed to the bot."""
    new = turn.tx.sessions.joined(turn.event.chat, turn.now)
    if turn.event.kind is EventKind.JOIN:
        greeting = (Reply(common.GROUP_GREETING),) if new else ()
        return turn.say(*greeting, outcome="joined a group")
    if turn.event.kind is EventKind.POSTBACK:
        name, arguments = parse_action(turn.event.data)
        if name in PUBLIC:
            return _public(PUBLIC[name](turn, arguments))
    if asked := free_text.enquiries(turn.read):
        return _public(free_text.say(turn, asked))
    if turn.event.kind is EventKind.TEXT:
        return turn.say(Reply(common.GROUP_PRIVATE), outcome="private matter in a group")
    return Step(turn.conversation, (), "nothing for a group")


def _public(step: Step) -> Step:
    """The step with only the buttons anyone may press."""
    return replace(step, replies=tuple(replace(r, choices=_anyones(r.choices)) for r in step.replies))


def _anyones(choices: tuple[Choice, ...]) -> tuple[Choice, ...]:
    return tuple(c for c in choices if c.data and parse_action(c.data)[0] in PUBLIC)
