"""Everything that can be said or pressed: acts by intent, buttons by action, flows by name."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cache
from types import MappingProxyType

from handlers.registry import by_name, exported
from handlers.turn import Act, Action, Acts, Flow, Step, Turn
from intents.words import compact

FOLDERS = (
    "handlers.conversation.acts",
    "handlers.privacy.acts",
    "handlers.enquiries.acts",
    "handlers.applications.acts",
    "handlers.reminders.acts",
)


@cache
def acts() -> Mapping[str, Act]:
    """Every act, by its intent."""
    return by_name((act for offered in _all() for act in offered.acts), lambda act: act.intent)


@cache
def buttons() -> Mapping[str, Action]:
    """What every button does, by the action in its data."""
    pairs = by_name((pair for offered in _all() for pair in offered.buttons.items()), lambda pair: pair[0])
    return MappingProxyType({name: action for name, (_, action) in pairs.items()})


@cache
def flows() -> Mapping[str, Flow]:
    """Every flow that may be open, by name."""
    return by_name((offered.flow for offered in _all() if offered.flow is not None), lambda flow: flow.name)


@cache
def hearers() -> tuple[Callable[[Turn], Step | None], ...]:
    """Those who may claim a text by its content, in the order of FOLDERS."""
    return tuple(offered.hears for offered in _all())


@cache
def phrases() -> Mapping[str, str]:
    """The actions that may be typed at every step of every form, by their phrase, written together."""
    pairs = by_name((pair for offered in _all() for pair in offered.always.items()), lambda pair: pair[0])
    return MappingProxyType({compact(phrase): action for phrase, (_, action) in pairs.items()})


def _all() -> Iterator[Acts]:
    for folder in FOLDERS:
        yield from exported(folder, "ACTS", Acts)
