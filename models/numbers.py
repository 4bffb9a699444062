"""What the numbers are made of: what became of a question, and where a form was left."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

CONFIRM = "confirm"
"""The step after the last question: looked through, not sent."""


@dataclass(frozen=True, slots=True)
class Span:
    """Days in Thailand, both counted; None: without a limit."""

    first: date | None = None
    last: date | None = None


class Result(StrEnum):
    """What became of a question."""

    ANSWERED = "answered"
    NOT_ANNOUNCED = "not announced"
    IN_DOUBT = "in doubt"
    NOT_READ = "not read"


_ANSWERED = re.compile(
    r"(?:answer|rows|across) (?P<intent>[a-z_]+)[^\s:,]*(?: of (?P<of>[^\s:,]+))?(?:: (?P<how>[a-z ]+))?"
)
_OTHERWISE = re.compile(
    r"(?P<what>not understood|out of scope|not sure|found across)(?: of (?P<of>[^\s:,]+))?"
)
_BECAME = {"found across": Result.ANSWERED, "not sure": Result.IN_DOUBT}


@dataclass(frozen=True, slots=True)
class Asked:
    """One question as it is counted. `intent` and `programme` are empty where they are not known."""

    intent: str
    programme: str
    result: Result


@dataclass(frozen=True, slots=True)
class AskedCount:
    """How often that was on a day in Thailand."""

    day: date
    asked: Asked
    count: int


@dataclass(frozen=True, slots=True)
class Group:
    """Applications that have all of this in common, and how many they are.

    source   the poster's code; empty without one
    linked   whether a LINE user stands behind them
    """

    province: str
    organisation_type: str
    source: str
    round: str
    state: str
    linked: bool
    count: int


def said(intents: str, programme: str, result: Result = Result.ANSWERED) -> str:
    """An answer's outcome, as the inbox keeps it."""
    how = "" if result is Result.ANSWERED else f": {result.value}"
    return f"answer {intents} of {programme}{how}"


def in_doubt(outcome: str) -> str:
    """The same of an answer that was guessed; what is no answer stays as it is."""
    found = asked(outcome)
    if found is None or not found.intent or not found.programme:
        return outcome
    return said(found.intent, found.programme, Result.IN_DOUBT)


def about(outcome: str, programme: str | None) -> str:
    """The outcome of what was not answered, with the programme talked about."""
    return outcome if programme is None else f"{outcome} of {programme}"


def asked(outcome: str | None) -> Asked | None:
    """What was asked, out of an event's outcome; None for what was no question."""
    if outcome is None:
        return None
    if (other := _OTHERWISE.match(outcome)) is not None:
        return Asked("", other["of"] or "", _BECAME.get(other["what"], Result.NOT_READ))
    found = _ANSWERED.match(outcome)
    if found is None:
        return None
    how = found["how"]
    result = Result(how) if how in set(Result) else Result.ANSWERED
    return Asked(found["intent"], found["of"] or "", result)
