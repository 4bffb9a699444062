"""Words that stand for a button: its label typed out, a yes or no, "the second one"."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from handlers.enquiries.answer import answer_kinds
from handlers.turn import Turn, parse_action
from handlers.wording import common
from intents.words import item, ordinal
from models.reply import Choice

LEAST_ALIKE = 2
"""Buttons alike needed before "the second one" means something."""


def typed(turn: Turn) -> str | None:
    """The data of the button whose label was typed (LINE for PC shows no quick replies), or its yes or no."""
    said = _plain(turn.event.text)
    offered = [c for c in turn.conversation.offered if c.data]
    labelled = {c.data for c in offered if said in {_plain(c.label), _plain(c.say or "")}}
    if labelled:
        return labelled.pop() if len(labelled) == 1 else None  # two buttons share the label: ambiguous
    begins = {"yes": common.YES, "no": common.NO}.get(turn.read.command or "")
    meant = [c.data for c in turn.conversation.offered if begins and c.data and c.label.startswith(begins)]
    return meant[0] if len(meant) == 1 else None


def numbered(turn: Turn) -> str | None:
    """The data of the item whose number was typed, from the numbered list just shown."""
    place = item(turn.event.text)
    shown = items(turn)
    if place is None or not shown:
        return None
    return {c.number: c.data for c in shown}.get(place if place > 0 else shown[-1].number)


def items(turn: Turn) -> tuple[Choice, ...]:
    """The items of the numbered list shown last, in order; with a form open only of one just shown."""
    conversation = turn.conversation
    just_shown = _in_order(conversation.offered)
    answered = answer_kinds().get(conversation.last_intent or "")
    of_its_own = answered is not None and answered.item is not None
    return just_shown if just_shown or conversation.busy or of_its_own else _in_order(conversation.listed)


def _in_order(choices: Sequence[Choice]) -> tuple[Choice, ...]:
    found = {c.number: c for c in choices if c.number is not None and c.data}
    return tuple(found[number] for number in sorted(found))


def picked(turn: Turn) -> str | None:
    """After a yes, the data of the only button offered; or that of "the second one" of several alike."""
    offered = turn.conversation.offered
    if turn.read.command == "yes":
        asked = [c.data for c in offered if c.data and parse_action(c.data)[0] != "source"]
        return asked[0] if len(asked) == 1 else None
    place = ordinal(turn.event.text)
    alike = _alike(offered) if place is not None and not _in_order(offered) else ()
    if place is not None and -len(alike) <= place < len(alike):
        return alike[place]
    return numbered(turn)


def _alike(choices: Sequence[Choice]) -> tuple[str, ...]:
    """The data of the largest group of buttons that share an action."""
    named = [(parse_action(choice.data)[0], choice.data) for choice in choices if choice.data]
    most = Counter(name for name, _ in named).most_common(1)
    if not most or most[0][1] < LEAST_ALIKE:
        return ()
    return tuple(data for name, data in named if name == most[0][0])


def _plain(text: str) -> str:
    return "".join(text.split()).casefold()
