"""What of an event is kept for staff to read: no identity number, no link that is a key, nothing sealed."""

from __future__ import annotations

import re

from handlers.applications.questions import kind_of
from handlers.turn import Turn
from handlers.wording import cases as words
from models.conversation import Talked
from models.event import EventKind
from models.graphemes import cut
from models.once import once_each
from models.reply import MOST_SHARED, Reply

LONGEST_ANSWER = 1_000
"""Characters of what the bot said that are kept."""
_LONG_NUMBER = re.compile(r"\d(?:[ \-.]?\d){12,}")
"""Thirteen digits or more: an identity number, or another number nobody needs to read."""
_LINK = re.compile(r"https?://\S+")
"""A link to a calendar or to one's own data is the key to it: staff are not shown it."""
_OTHER = {
    EventKind.STICKER: words.STICKER,
    EventKind.IMAGE: words.IMAGE,
    EventKind.VIDEO: words.VIDEO,
    EventKind.AUDIO: words.AUDIO,
    EventKind.FILE: words.FILE,
    EventKind.LOCATION: words.LOCATION,
    EventKind.POSTBACK: words.PRESSED,
    EventKind.FOLLOW: words.FOLLOWED,
}


def kept(turn: Turn) -> str:
    """What the person did, in words."""
    event = turn.event
    if event.kind is EventKind.TEXT:
        # To staff it is said in their own words, not as an answer.
        sealed = sealed_label(turn) if turn.conversation.staff is None else None
        return f"[{sealed}]" if sealed else without_numbers(event.text.strip())
    if event.kind is EventKind.POSTBACK:
        pressed = next((c.label for c in turn.conversation.offered if c.data == event.data), words.PRESSED)
        return f"[{without_numbers(pressed)}]"
    what = _OTHER.get(event.kind, words.OTHER)
    return " ".join(filter(None, [f"[{what}]", without_numbers(" ".join(event.text.split()))]))


def talked(turn: Turn, replies: tuple[Reply, ...]) -> Talked:
    """What the person did and what was answered, as staff may read it."""
    return Talked(kept(turn), _answered(replies), turn.event.message_id)


@once_each(MOST_SHARED)
def _answered(replies: tuple[Reply, ...]) -> str:
    said = "\n".join(without_links(reply.text) for reply in replies)
    return cut(without_numbers(said), LONGEST_ANSWER)


def without_numbers(text: str) -> str:
    """The text without identity numbers."""
    return _LONG_NUMBER.sub("…", text)


def without_links(text: str) -> str:
    """The text without links."""
    return _LINK.sub("…", text)


def sealed_label(turn: Turn) -> str | None:
    """The open question, if its answer is never shown in clear."""
    question = turn.form[0].question(turn.conversation.step or "") if turn.form else None
    return question.label if question is not None and kind_of(question).secret else None
