"""What the bot would answer, tried and taken back: nothing of it is kept anywhere.

What a programme that is not saved would make it say is tried in a database of its own, in memory: no writer
waits, no other process learns of it, and no row of ours is touched.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cache

from bot.assembly.wiring import Bot
from handlers.conversation import handling
from models.catalogue import Catalogue
from models.conversation import Conversation
from models.event import Event, EventKind
from models.programme import Programme
from models.reply import Choice, Reply
from models.store import Database, Transaction
from models.understanding import Lesson

CHAT = "console:preview"
"""Nobody's chat."""
PRESS = "press:"
"""Begins a line of a trial that presses the button of this name; any other line is typed."""
BETWEEN = timedelta(seconds=20)
"""A trial is played as if somebody took their time: nothing in it is too fast."""
MOST_LINES = 40
_MAKING = threading.Lock()


@dataclass(frozen=True, slots=True)
class Said:
    """One line of a trial and what the bot says to it."""

    line: str
    replies: tuple[Reply, ...]

    @property
    def pressed(self) -> bool:
        """A button, not typed."""
        return self.line.startswith(PRESS)

    @property
    def words(self) -> str:
        """What stands in the chat as the person's."""
        return self.line.removeprefix(PRESS)


def answered(
    bot: Bot, text: str, programme: str | None, first: Callable[[Transaction], object] | None = None
) -> tuple[Reply, ...]:
    """The bot's answer to a stranger with this programme under discussion.

    first  what is done before, to see what it would change
    """
    at = bot.clock.moment()
    event = Event(CHAT, EventKind.TEXT, CHAT, CHAT, at.now, at.now, text=text)
    with bot.database.rehearse() as tx:
        if first is not None:
            first(tx)
        arrival = tx.exchange.arrive(event, at)
        known = programme if programme and tx.programmes.catalogue().get(programme) else None
        arrival = replace(arrival, conversation=Conversation(CHAT, programme=known))
        _, step = handling.consider(tx, event, arrival, bot.means, at)
        return step.replies


def tried(bot: Bot, programme: Programme, lessons: Sequence[Lesson], lines: Sequence[str]) -> list[Said]:
    """A stranger's conversation by this version of a programme, from its beginning; there is no other.

    Buttons are pressed by their names, so that it can be played again after every change of the programme.
    """
    with _nowhere().rehearse() as tx:
        at = bot.clock.moment()
        tx.programmes.put(programme, at.now)
        tx.programmes.suppose(Catalogue((replace(programme, published=True),), tuple(lessons)))
        conversation = tx.people.conversation(CHAT, at.now)
        tx.people.keep(replace(conversation, programme=programme.id), at.now)
        said: list[Said] = []
        for number, line in enumerate(lines[-MOST_LINES:]):
            then = replace(at, now=at.now + number * BETWEEN, machine=at.machine + number * BETWEEN)
            offered = [c for one in said[-1].replies for c in choices(one)] if said else []
            event = _event(line, offered, number, then.now)
            said.append(Said(line, handling.played(tx, event, bot.means, then)))
        return said


def choices(reply: Reply) -> tuple[Choice, ...]:
    """All buttons of a message that do something in the chat."""
    pressed = (row.press for card in reply.cards for row in card.rows if row.press is not None)
    every = (*pressed, *(b for card in reply.cards for b in card.all_buttons), *reply.choices)
    return tuple({one.label: one for one in every if one.uri is None}.values())


def _nowhere() -> Database:
    """The database of what is tried; made by whoever comes first, while others wait."""
    with _MAKING:
        return _made()


@cache
def _made() -> Database:
    return Database.scratch()


def _event(line: str, offered: Sequence[Choice], number: int, now: datetime) -> Event:
    id, label = f"{CHAT}:{number}", line.removeprefix(PRESS)
    pressed = next((c for c in offered if c.label == label), None) if line.startswith(PRESS) else None
    if pressed is not None and pressed.data is not None:
        return Event(id, EventKind.POSTBACK, CHAT, CHAT, now, now, data=pressed.data)
    text = (pressed.say or pressed.label) if pressed is not None else label
    return Event(id, EventKind.TEXT, CHAT, CHAT, now, now, text=text)
