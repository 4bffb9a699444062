"""What a handler gets (`Turn`) and returns (`Step`), and what a module offers to say and press (`Acts`)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from enum import Enum, auto
from typing import Any

from handlers.programmes.admission import Admission, admission
from models.application import Application
from models.calendar import local_day
from models.catalogue import Catalogue
from models.conversation import Conversation, Person
from models.event import Event
from models.graphemes import cut
from models.programme import Programme
from models.reply import Choice, Reply
from models.store import Transaction
from models.understanding import Context, Understanding, Vocabulary

LABEL = 20
"""LINE's limit on a quick reply's label, in user-perceived characters."""
MOST_CHOICES = 13
"""LINE's limit on quick replies."""

Reader = Callable[[str, Vocabulary, Context, date], Understanding]
"""Reads a text, given the names it may contain, what was discussed last, and the day."""
Seal = Callable[[str], str]
"""Makes a text unreadable to anyone without the key."""


@dataclass(frozen=True, slots=True)
class Means:
    """What a process has for handling events.

    public_url   where our pages are reached from outside; None omits links
    answer_days  working days within which staff answer messages left for them; None promises nothing
    takeover     how long the bot keeps silent after the last word between a person and staff
    keeps_chats  whether what is said is kept for staff even where nothing is open
    """

    read: Reader
    seal: Seal
    public_url: str | None = None
    answer_days: int | None = 1
    takeover: timedelta = timedelta(minutes=60)
    keeps_chats: bool = True


@dataclass(frozen=True, slots=True)
class Step:
    """The result of a turn: the conversation as it now is, and what is said.

    outcome  for the log
    question  the question answered, without personal data; None if none was
    """

    conversation: Conversation
    replies: tuple[Reply, ...]
    outcome: str
    question: str | None = None

    def led_by(self, line: str) -> Step:
        """The same with this line in front; above several cards it stands by itself."""
        if not self.replies or len(self.replies[0].cards) > 1:
            return replace(self, replies=(Reply(line), *self.replies))
        first, *others = self.replies
        return replace(self, replies=(first.led_by(line), *others))


def reply_key(event: Event) -> str:
    """The outbox key of the answer to an event: there is one."""
    return f"reply:{event.id}"


@dataclass(frozen=True, slots=True)
class Turn:
    """One event from one person, with all that is needed to decide. Handlers read no clock.

    machine_now  the machine's time
    form   the programme and application of the open form, read and locked once; None if none is open
    applied_to  programmes that the person has sent an application of their own for, which is under way
    """

    tx: Transaction
    event: Event
    now: datetime
    catalogue: Catalogue
    conversation: Conversation
    person: Person
    read: Understanding
    means: Means
    form: tuple[Programme, Application] | None = None
    machine_now: datetime | None = None
    applied_to: frozenset[str] = frozenset()

    @property
    def machine(self) -> datetime:
        """The machine's time, for what is good for minutes."""
        return self.machine_now or self.now

    @property
    def today(self) -> date:
        """The day in Thailand."""
        return local_day(self.now)

    @property
    def user(self) -> str:
        """The person's id."""
        return self.conversation.user

    @property
    def answer_key(self) -> str:
        """The outbox key of the answer to this event."""
        return reply_key(self.event)

    @property
    def programme(self) -> Programme | None:
        """The programme named, or whose module is; else the one discussed, the only one or the open one."""
        modules = [e.value["programme"] for e in self.read.all_of("module") if e.value["programme"]]
        named = self.catalogue.named(self.read.programmes[:1] or modules[:1])
        if named:
            return named[0]
        return self.catalogue.get(self.conversation.programme) or self.catalogue.only() or self.only_open

    @property
    def only_open(self) -> Programme | None:
        """The programme taking applications now, if there is exactly one."""
        takes = [p for p in self.catalogue.programmes if admission(p, self.now) is Admission.OPEN]
        return takes[0] if len(takes) == 1 else None

    def part(self, text: str) -> Understanding:
        """What a part of the message means, with the programmes that the whole names."""
        named = self.read.programmes
        programme = named[0] if named else self.conversation.programme
        context = Context(programme, self.conversation.last_intent)
        read = self.means.read(text, self.catalogue.vocabulary, context, self.today)
        return replace(read, programmes=read.programmes or named)

    def about(self, programme: Programme) -> Turn:
        """The same turn with this programme under discussion."""
        return replace(self, conversation=replace(self.conversation, programme=programme.id))

    def say(self, *replies: Reply, outcome: str, **changes: Any) -> Step:
        """Says this and keeps the conversation as it is, except for `changes`."""
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


class InForm(Enum):
    """What happens to an act that is read while a form is open."""

    AN_ANSWER = auto()
    """Not done: the text is taken as an answer."""
    IN_PASSING = auto()
    """Done, and the open question is asked again."""
    IN_PASSING_IF_BEYOND_DOUBT = auto()
    LEAVES = auto()
    """Done: it leaves the form or concerns it as a whole."""


@dataclass(frozen=True, slots=True)
class Act:
    """What a person may want besides an answer, by its intent.

    label   its button when we are not sure what was meant; None offers none
    """

    intent: str
    do: Handler
    label: str | None = None
    in_form: InForm = InForm.AN_ANSWER


def _nothing(_: Turn) -> Step | None:
    return None


def _as_it_is(turn: Turn) -> Turn:
    return turn


def _nothing_else(_: Turn, __: str) -> Step | None:
    return None


@dataclass(frozen=True, slots=True)
class Flow:
    """A dialogue of several steps; the conversation holds its name and step while it is open.

    receive        a text; None if it is not for this flow
    again          repeats the open question after something else; None if it is not to be asked again
    interruptible  whether this text may be read as something else
    holds          False releases the conversation: the text is read as if no flow were open
    moved_on       the turn after something else was answered, without what was only offered
    correct        the text as a correction of an earlier answer; None if it corrects nothing
    on_other       a picture, sticker or the like, with a text to say; None if the flow has no use for it
    commands       fixed words with their own meaning while it is open
    """

    name: str
    receive: Callable[[Turn], Step | None]
    again: Callable[[Turn], Reply | None]
    interruptible: Callable[[Turn], bool]
    holds: Callable[[Turn], bool] = lambda _: True
    moved_on: Callable[[Turn], Turn] = _as_it_is
    correct: Callable[[Turn], Step | None] = _nothing
    on_other: Callable[[Turn, str], Step | None] = _nothing_else
    takes_number: Callable[[Turn], bool] = lambda _: False
    commands: Mapping[str, Handler] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Acts:
    """What one module offers: acts by intent, buttons by action, and the flow that may be open.

    hears   takes a text by what it says, whatever its intent, when no form is open; None if it is not for
            this module
    always  buttons that may be typed at every step of every form, by the phrase: the action's name
    """

    acts: tuple[Act, ...] = ()
    buttons: Mapping[str, Action] = field(default_factory=dict)
    flow: Flow | None = None
    hears: Callable[[Turn], Step | None] = _nothing
    always: Mapping[str, str] = field(default_factory=dict)


def action(name: str, *arguments: object) -> str:
    """Postback data for a button: an action's name and arguments. Nothing secret, nothing trusted."""
    return "|".join([name, *(str(a) for a in arguments)])


def parse_action(data: str) -> tuple[str, list[str]]:
    """The name and arguments of postback data."""
    name, *arguments = data.split("|")
    return name, arguments


def button(label: str, name: str, *arguments: object, say: str | None = None) -> Choice:
    """A button that performs an action and shows its label as the person's words."""
    return Choice(label, data=action(name, *arguments), say=say or label)


def programme_button(programme: Programme, name: str, *arguments: object) -> Choice:
    """A button with a programme's name that performs an action."""
    return button(cut(programme.short_name, LABEL), name, *arguments)


def numbered(choices: Sequence[Choice]) -> tuple[Choice, ...]:
    """The choices numbered from 1, as in a list: the number may be typed instead."""
    return tuple(replace(choice, number=place) for place, choice in enumerate(choices, 1))


def word(text: str, label: str | None = None) -> Choice:
    """A button that types a word for the person."""
    return Choice(label or text, say=text)
