"""What the bot says, free of LINE's shapes; `bot.line.client` alone turns it into LINE messages."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Choice:
    """A button. Pressing it sends `data`; without data, it types `say` (or its label) for the person.

    label   at most 20 user-perceived characters (LINE's limit for quick replies)
    data    postback data, at most 300 characters
    say     what appears in the chat as the person's words when pressed
    uri     opens a link instead
    number  its number in the list shown: typing the number presses it
    """

    label: str
    data: str | None = None
    say: str | None = None
    uri: str | None = None
    number: int | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """One labelled line of a card, with its own buttons, if any, under it."""

    label: str
    value: str
    buttons: tuple[Choice, ...] = ()


@dataclass(frozen=True, slots=True)
class Card:
    """A titled panel of rows with buttons under it; drawn as a Flex bubble."""

    title: str
    text: str = ""
    rows: tuple[Row, ...] = ()
    buttons: tuple[Choice, ...] = ()

    @property
    def all_buttons(self) -> tuple[Choice, ...]:
        """Its rows' buttons, then its own."""
        return (*(button for row in self.rows for button in row.buttons), *self.buttons)


@dataclass(frozen=True, slots=True)
class Reply:
    """One message: a text, or cards (then `text` is what notifications and screen readers show).

    choices  quick replies; phones show them, LINE for PC does not, so each can also be typed
    sender   another name to show than the bot's, at most 20 characters
    """

    text: str
    cards: tuple[Card, ...] = ()
    choices: tuple[Choice, ...] = ()
    sender: str | None = None
