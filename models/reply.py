"""What the bot says, free of LINE's shapes; `bot.line.client` alone turns it into LINE messages."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import pairwise


class Tone(StrEnum):
    """What a card brings: `GOOD` news, something to take `CARE` of, something that is over (`QUIET`)."""

    PLAIN = "plain"
    GOOD = "good"
    CARE = "care"
    QUIET = "quiet"


class Stage(StrEnum):
    """Where a row stands among those around it: behind, where it is now, still to come."""

    DONE = "done"
    NOW = "now"
    AHEAD = "ahead"


@dataclass(frozen=True, slots=True)
class Choice:
    """A button. Pressing it sends `data`; without data, it types `say` (or its label) for the person.

    label   at most 20 user-perceived characters (LINE's limit for quick replies)
    data    postback data, at most 300 characters
    say     what appears in the chat as the person's words when pressed
    uri     opens a link instead
    number  its number in the list shown: typing the number presses it
    short   what is drawn on it where the row it stands in says the rest
    """

    label: str
    data: str | None = None
    say: str | None = None
    uri: str | None = None
    number: int | None = None
    short: str | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """One labelled line of a card, with its own buttons, if any, under it. Without a label: just words.

    large  its label is what the card is about, such as the day: drawn largest, the value under it
    was    what the value was before, struck out
    press  pressing the row does this; what it does can also be typed
    """

    label: str
    value: str
    buttons: tuple[Choice, ...] = ()
    large: bool = False
    was: str = ""
    stage: Stage | None = None
    press: Choice | None = None


@dataclass(frozen=True, slots=True)
class Card:
    """A titled panel of rows with buttons under it; drawn as a Flex bubble.

    above  a line over the title: what it belongs to
    badge  a state in a few words
    noted  what was just recorded, before anything else
    step   the title is a question: its number, and of how many
    """

    title: str
    text: str = ""
    rows: tuple[Row, ...] = ()
    buttons: tuple[Choice, ...] = ()
    tone: Tone = Tone.PLAIN
    above: str = ""
    badge: str = ""
    noted: str = ""
    step: tuple[int, int] | None = None

    @property
    def all_buttons(self) -> tuple[Choice, ...]:
        """Its rows' buttons, then its own."""
        return (*(button for row in self.rows for button in row.buttons), *self.buttons)


@dataclass(frozen=True, slots=True)
class Reply:
    """One message: a text, or cards (then `text` is what notifications and screen readers show).

    choices  quick replies; phones show them, LINE for PC does not, so each can also be typed
    sender   who speaks, when it is not the bot
    quote    LINE's token of the person's message that a text quotes
    place    a point on the map instead of a text, with its name and address in `text`, a line each
    """

    text: str
    cards: tuple[Card, ...] = ()
    choices: tuple[Choice, ...] = ()
    sender: str = ""
    quote: str = ""
    place: tuple[float, float] | None = None

    def with_more(self, line: str) -> Reply:
        """The same with this line at the end of its text, and of the last card's."""
        *others, last = self.cards or (None,)
        cards = (*others, replace(last, text=_joined(last.text, line))) if last is not None else ()
        return replace(self, text=_joined(self.text, line), cards=tuple(filter(None, cards)))

    def led_by(self, line: str) -> Reply:
        """The same with this line in front, on its one card too."""
        (card,) = self.cards or (None,)
        cards = (replace(card, noted=_joined(line, card.noted)),) if card is not None else ()
        return replace(self, text=_joined(line, self.text), cards=cards)


MOST_BUBBLES = 3
"""More at once push the first off the screen before anybody has read it."""
MOST_CARDS = 10
"""Cards side by side."""
MOST_SHARED = 256
"""Of so many answers what follows from them alone is remembered: many are the same for everybody."""


def few(replies: tuple[Reply, ...]) -> tuple[Reply, ...]:
    """The same said in at most three messages, as far as they can be joined: nothing is left out."""
    if len(replies) <= MOST_BUBBLES:
        return replies
    found = list(replies)
    while len(found) > MOST_BUBBLES:
        for place, (one, other) in enumerate(pairwise(found)):
            if (joined := _as_one(one, other)) is not None:
                found[place : place + 2] = [joined]
                break
        else:
            break
    return tuple(found)


def _as_one(one: Reply, other: Reply) -> Reply | None:
    """Two texts, a text before a card, or cards beside each other; None if they stay apart."""
    choices = (*one.choices, *other.choices)
    if any(it.place or it.sender or it.quote for it in (one, other)):
        return None
    if not one.cards and len(other.cards) == 1:
        return replace(other.led_by(one.text), choices=choices)
    if bool(one.cards) != bool(other.cards) or len(one.cards) + len(other.cards) > MOST_CARDS:
        return None
    return Reply(f"{one.text}\n\n{other.text}", cards=(*one.cards, *other.cards), choices=choices)


def _joined(*lines: str) -> str:
    return "\n".join(filter(None, lines))
