"""What the bot would answer, tried and taken back: nothing of it is kept anywhere."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from bot.assembly.wiring import Bot
from handlers.conversation import handling
from models.conversation import Conversation
from models.event import Event, EventKind
from models.reply import Reply
from models.store import Transaction

CHAT = "console:preview"
"""Nobody's chat."""


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
