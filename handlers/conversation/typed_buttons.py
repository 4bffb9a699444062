"""Words that stand for a button: its label typed out, a yes or no, "the second one"."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

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
    """The items of the numbered list just shown, in order."""
    found = {c.number: c for c in turn.conversation.offered if c.number is not None and c.data}
    return tuple(found[number] for number in sorted(found))


def picked(turn: Turn) -> str | None:
    """After a yes, the data of the only button offered; or that of "the second one" of several alike."""
    offered = turn.conversation.offered
    if turn.read.command == "yes":
        asked = [c.data for c in offered if c.data and parse_action(c.data)[0] != "source"]
        return asked[0] if len(asked) == 1 else None
    if (data := numbered(turn)) is not None:
        return data
    place = ordinal(turn.event.text)
    alike = _alike(offered) if place is not None else ()
    return alike[place] if place is not None and -len(alike) <= place < len(alike) else None


def _alike(choices: Sequence[Choice]) -> tuple[str, ...]:
    """The data of the largest group of buttons that share an action."""
    named = [(parse_action(choice.data)[0], choice.data) for choice in choices if choice.data]
    most = Counter(name for name, _ in named).most_common(1)
    if not most or most[0][1] < LEAST_ALIKE:
        return ()
    return tuple(data for name, data in named if name == most[0][0])


def _plain(text: str) -> str:
    return "".join(text.split()).casefold()
