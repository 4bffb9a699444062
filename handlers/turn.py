"""What a handler is given (`Turn`) and what it returns (`Step`)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from handlers.applications.questions._secret import Seal
from handlers.programmes.admission import Standing, standing
from models.calendar import local_day
from models.conversation import Conversation, Person
from models.event import Event
from models.graphemes import cut
from models.programme import Catalogue, Programme
from models.reply import Choice, Reply
from models.store import Transaction
from models.understanding import Understanding

LABEL = 20
"""LINE's limit for the label of a quick reply, in user-perceived characters."""
MOST_CHOICES = 13
"""LINE's limit for quick replies."""
SURE = 0.60
"""From this confidence on a reading is acted on."""
BEYOND_DOUBT = 0.90
"""From this on even in the middle of something else."""


@dataclass(frozen=True, slots=True)
class Step:
    """What a turn comes to: the conversation as it now is, and what is said.

    outcome  for the log
    asked    the question that was answered, without personal data; None when none was
    """

    conversation: Conversation
    replies: tuple[Reply, ...]
    outcome: str
    asked: str | None = None


@dataclass(frozen=True, slots=True)
class Turn:
    """One event of one person, with all that is needed to decide. Handlers read no clock.

    public_url   where our pages are reached from outside; None leaves links out
    """

    tx: Transaction
    event: Event
    now: datetime
    catalogue: Catalogue
    conversation: Conversation
    person: Person
    read: Understanding
    seal: Seal
    public_url: str | None = None

    @property
    def today(self) -> date:
        """The day in Thailand."""
        return local_day(self.now)

    @property
    def user(self) -> str:
        """The person's id."""
        return self.conversation.user

    @property
    def programme(self) -> Programme | None:
        """The programme named, or whose module is; else the one in discussion, the only or the open one."""
        modules = [e.value["programme"] for e in self.read.all_of("module") if e.value["programme"]]
        named = self.catalogue.named(self.read.programmes[:1] or modules[:1])
        if named:
            return named[0]
        return self.catalogue.get(self.conversation.programme) or self.catalogue.only() or self.only_open

    @property
    def only_open(self) -> Programme | None:
        """The programme that takes applications now, where there is exactly one."""
        takes = [p for p in self.catalogue.programmes if standing(p, self.now) is Standing.OPEN]
        return takes[0] if len(takes) == 1 else None

    def about(self, programme: Programme) -> Turn:
        """The same turn with this programme under discussion."""
        return replace(self, conversation=replace(self.conversation, programme=programme.id))

    def say(self, *replies: Reply, outcome: str, **changes: Any) -> Step:
        """Says this and goes on with the conversation as it is, but for `changes`."""
        return Step(replace(self.conversation, **changes), replies, outcome)

    def close(self, *replies: Reply, outcome: str, **changes: Any) -> Step:
        """Says this and leaves the open flow."""
        return self.say(
            *replies,
            outcome=outcome,
            **{"flow": None, "step": None, "application": None, "notes": {}, **changes},
        )


Handler = Callable[[Turn], Step]
Action = Callable[[Turn, Sequence[str]], Step]


def action(name: str, *arguments: object) -> str:
    """Postback data for a button: an action's name and its arguments. Nothing secret, nothing trusted."""
    return "|".join([name, *(str(a) for a in arguments)])


def parse_action(data: str) -> tuple[str, list[str]]:
    """The name and arguments of postback data."""
    name, *arguments = data.split("|")
    return name, arguments


def button(label: str, name: str, *arguments: object, say: str | None = None) -> Choice:
    """A button that does an action and shows its label as the person's words."""
    return Choice(label, data=action(name, *arguments), say=say or label)


def programme_button(programme: Programme, name: str, *arguments: object) -> Choice:
    """A button with a programme's name that does an action."""
    return button(cut(programme.short_name, LABEL), name, *arguments)


def word(text: str, label: str | None = None) -> Choice:
    """A button that types a word for the person."""
    return Choice(label or text, say=text)
