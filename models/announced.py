"""What is announced besides single facts: rounds, all that has a date, fees; and staff's own answers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import Field
from pydantic.dataclasses import dataclass

from models.audience import AudienceKind
from models.programme_fields import CLOSED, Id, Key, Label, Text

TimelineKind = Literal[
    "opens",
    "closes",
    "submission",
    "payment",
    "price",
    "result",
    "confirmation",
    "orientation",
    "session",
    "presentation",
    "other",
]


@dataclass(frozen=True, config=CLOSED)
class Round:
    """One round of a programme (รุ่น, ครั้ง, รอบ, หลักสูตรย่อย), with what holds for it alone.

    name      as announced ("รุ่นที่ 2")
    also      how else people name it: its town, its hotel, "ออนไลน์"
    opens, closes, closes_at   its own window, both days inclusive; the hour only if it is stated
    capacity  its own seats
    text      what else is announced of it
    """

    id: Key
    name: Label
    quote: Text
    also: tuple[Text, ...] = ()
    place: Text | None = None
    opens: dt.date | None = None
    closes: dt.date | None = None
    closes_at: dt.time | None = None
    capacity: Annotated[int, Field(ge=1)] | None = None
    state: Literal["accepting", "interest_only", "closed"] | None = None
    text: Text | None = None


@dataclass(frozen=True, config=CLOSED)
class TimelineEntry:
    """One thing that has a date.

    what      the announcement's word for it ("ส่งบทคัดย่อ")
    date      the day it happens, or begins
    until     its last day, inclusive; alone, it is a deadline
    at        the stated hour at which it begins
    until_at  the stated hour at which it ends
    roughly   what is announced instead of a day ("ประมาณสิงหาคม 2567")
    days_before   so many days before the first session, where no day is stated; without a round, of each
    was       the last day (or the day) before it was put off
    round     the round it belongs to; without one it holds for all
    also      other words by which people ask for it
    derived   worked out from the quote, not stated in it
    """

    id: Id
    what: Text
    kind: TimelineKind
    quote: Text
    date: dt.date | None = None
    until: dt.date | None = None
    at: dt.time | None = None
    until_at: dt.time | None = None
    roughly: Text | None = None
    days_before: Annotated[int, Field(ge=0, le=365)] | None = None
    was: dt.date | None = None
    round: Key | None = None
    also: tuple[Text, ...] = ()
    note: Text | None = None
    derived: bool = False


@dataclass(frozen=True, config=CLOSED)
class Fee:
    """What one kind of people pays for one thing.

    who       for whom, as announced
    amount    baht; 0 is free. Where the price depends on when one pays: `amounts`
    amounts   baht by the id of a timeline entry of kind `price`
    what      what it is for
    unit      for how much of it ("คน", "คน/คืน", "ทีม")
    kinds     kinds of people, as `models.audience` names them
    also      other words by which those people name themselves, or ask
    includes, excludes   what the money covers, and what it does not
    """

    who: Text
    quote: Text
    amount: Annotated[int, Field(ge=0)] | None = None
    amounts: Mapping[Id, Annotated[int, Field(ge=0)]] = Field(default_factory=dict)
    what: Text = "ค่าลงทะเบียน"
    unit: Text = "คน"
    kinds: tuple[AudienceKind, ...] = ()
    also: tuple[Text, ...] = ()
    round: Key | None = None
    includes: Text | None = None
    excludes: Text | None = None
    note: Text | None = None


@dataclass(frozen=True, config=CLOSED)
class Quota:
    """At most so many from each province, organisation or kind of organisation, in each round or in all.

    by    the key of the form's question whose answers are counted
    most  how many of one answer
    round  the only round in which it holds; without one it holds in each
    """

    by: Key
    most: Annotated[int, Field(ge=1)]
    quote: Text
    round: Key | None = None

    def holds_in(self, round: str | None) -> bool:
        """Whether it counts for somebody in that round."""
        return self.round is None or self.round == round


@dataclass(frozen=True, config=CLOSED)
class StaffAnswer:
    """What staff answer besides the announcement.

    examples  questions it answers, as people ask them
    since     the day staff said so
    """

    id: Id
    examples: tuple[Text, ...]
    text: Text
    since: dt.date


@dataclass(frozen=True, config=CLOSED)
class Words:
    """What an event of this kind and its people are called.

    event   "อบรม", "สัมมนา", "ประชุม"
    people  "ผู้เข้าอบรม", "ผู้เข้าร่วมประชุม"
    """

    event: Label = "อบรม"
    people: Label = "ผู้เข้าอบรม"
