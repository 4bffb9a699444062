"""A training programme as its data states it: every fact with the words that support it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Annotated, Any, Literal

from pydantic import Field, StringConstraints
from pydantic.dataclasses import dataclass

from models.announced import Fee, Quota, Round, StaffAnswer, TimelineEntry, Words
from models.audience import AudienceKind
from models.programme_fields import CLOSED, Id, Key, Label, Text

Point = Annotated[str, StringConstraints(pattern=r"^-?\d{1,2}\.\d{1,7}, ?-?\d{1,3}\.\d{1,7}$")]
ROUND = "round"
"""The kind of the question whose answer is the round."""


@dataclass(frozen=True, config=CLOSED)
class Fact:
    """One stated fact.

    about    what it is about: the name of the question it answers (`venue`, `fee`, `outcome` …)
    text     what the bot says
    quote    the announcement's words that support it
    note     what else a careful reader must be told (a misprint, a contradiction)
    derived  worked out from the quote (a calendar), not stated in it
    map      of a place: its latitude and longitude
    heading  what it is about in the announcement's own words, where no aspect says it ("การหักภาษี ณ ที่จ่าย")
    also     other words by which people ask for just this
    round    the round it holds for; without one it holds for all
    who      the kinds of people it holds for; without them it holds for all
    """

    about: Key
    text: Text
    quote: Text
    note: Text | None = None
    derived: bool = False
    map: Point | None = None
    heading: Label | None = None
    also: tuple[Text, ...] = ()
    round: Key | None = None
    who: tuple[AudienceKind, ...] = ()

    @property
    def words(self) -> str:
        """Its heading and its text, to look for a word in."""
        return f"{self.heading or ''} {self.text}"


@dataclass(frozen=True, config=CLOSED)
class Source:
    """The announcement the facts come from."""

    title: Text
    publisher: Text
    published: dt.date | None = None
    url: Text | None = None


@dataclass(frozen=True, config=CLOSED)
class Session:
    """One day of a programme. `id` stays when the day is moved, so that people can be told about the move.

    map  the place's latitude and longitude: `13.8607, 100.5146`
    round   the round it belongs to; without one it is everybody's
    """

    id: Id
    date: dt.date
    starts: dt.time | None = None
    ends: dt.time | None = None
    place: Text | None = None
    title: Text | None = None
    map: Point | None = None
    round: Key | None = None


@dataclass(frozen=True, config=CLOSED)
class Module:
    """One part of the curriculum, numbered as announced. Without `text` it is announced but not described."""

    number: Text
    quote: Text
    name: Text | None = None
    text: Text | None = None
    also: tuple[Text, ...] = ()


@dataclass(frozen=True, config=CLOSED)
class Level:
    """One level of participants, as announced: its name and who belongs to it."""

    name: Text
    quote: Text
    who: Text | None = None
    also: tuple[Text, ...] = ()


@dataclass(frozen=True, config=CLOSED)
class Audience:
    """What the announcement says to some kinds of people: invited, not invited, or for staff to decide.

    who   kinds of people, as `models.audience` names them
    text  what the bot adds; the quote is always shown
    only  posts or types of office, where it speaks of these alone among such people
    """

    who: tuple[AudienceKind, ...]
    verdict: Literal["yes", "no", "ask"]
    quote: Text
    text: Text | None = None
    only: tuple[Text, ...] = ()


@dataclass(frozen=True, config=CLOSED)
class Stage:
    """A step to which staff move an approved application; the applicant is told `text`."""

    key: Key
    label: Annotated[str, StringConstraints(min_length=1, max_length=40)]
    text: Text


@dataclass(frozen=True, config=CLOSED)
class Option:
    """One answer to choose. `value` is stored, `label` is shown, `also` is other words people type."""

    value: Key
    label: Annotated[str, StringConstraints(min_length=1, max_length=40)]
    also: tuple[Text, ...] = ()


@dataclass(frozen=True, config=CLOSED)
class Question:
    """One question of the application form.

    kind       the file in `handlers/applications/questions` that asks, reads and shows it
    label      its short name in summaries
    ask        the question itself
    example    shown when an answer cannot be read
    also       other words for it in "แก้…"
    suggest    answers offered as buttons for a free text
    minimum, maximum   limits: on a number itself, on a date's year (Buddhist era), otherwise on how many
                       are chosen, named or sent
    fields     what is asked about each member of a group
    when       asked only if each of these earlier questions has one of these answers
    """

    key: Key
    kind: Key
    label: Text
    ask: Text
    required: bool = True
    help: Text | None = None
    example: Text | None = None
    also: tuple[Text, ...] = ()
    options: tuple[Option, ...] = ()
    suggest: tuple[Text, ...] = ()
    max_length: Annotated[int, Field(ge=1, le=2000)] = 200
    minimum: Annotated[int, Field(ge=0)] | None = None
    maximum: Annotated[int, Field(ge=0)] | None = None
    fields: tuple[Question, ...] = ()
    when: dict[Key, tuple[Text, ...]] = Field(default_factory=dict)


@dataclass(frozen=True, config=CLOSED)
class Privacy:
    """What an applicant is told before giving personal data (Thai PDPA, sections 19 and 23).

    keep_days  how many days after the programme's last day the applications are erased
    """

    purpose: Text
    readers: Text
    keep_days: Annotated[int, Field(ge=1, le=3650)]


@dataclass(frozen=True, config=CLOSED)
class Applications:
    """How to apply through this chat.

    state    the current state; even `accepting` applies only within the window
    kind     who applies and who decides: `seat` gives a seat at once while `capacity` lasts, then a place on
             the waiting list; for all others staff decide
    stages   the programme's own steps for an approved application
    opens, closes   calendar days in Thailand, both inclusive
    closes_at       the hour of the last day at which it ends, only if it is stated
    quotas          how many of one province, organisation or kind are taken at most
    """

    prefix: Annotated[str, StringConstraints(pattern=r"^[A-Z]{2,8}$")]
    state: Literal["accepting", "interest_only", "closed"]
    privacy: Privacy
    kind: Literal["person", "organisation", "seat", "interest", "proposal"] = "person"
    opens: dt.date | None = None
    closes: dt.date | None = None
    window_quote: Text | None = None
    window_note: Text | None = None
    capacity: Annotated[int, Field(ge=1)] | None = None
    stages: tuple[Stage, ...] = ()
    closes_at: dt.time | None = None
    quotas: tuple[Quota, ...] = ()


@dataclass(frozen=True, config=CLOSED)
class ReminderRule:
    """One line of a programme's reminder policy. `kind` names a file in `handlers/reminders/kinds`.

    at        time of day
    days      how many calendar days before, for kinds that count in days
    hours     how many hours before, for kinds that count in hours
    due       the day something is due, if the programme's data does not give it elsewhere
    stage     only those whose application is at this stage
    audience  who gets it, where the kind leaves a choice; each kind has its own default
    text      added to what the kind says
    merge     may go out up to an hour early, in one message with another that allows it
    quiet     respect the quiet hours
    """

    id: Id
    kind: Key
    at: dt.time | None = None
    days: Annotated[int, Field(ge=0, le=365)] | None = None
    hours: Annotated[int, Field(ge=1, le=72)] | None = None
    due: dt.date | None = None
    stage: Key | None = None
    audience: Key | None = None
    text: Text | None = None
    merge: bool = False
    quiet: bool = True


@dataclass(frozen=True, config=CLOSED)
class Programme:
    """One complete programme.

    cohort   which cohort this is, as announced
    follows  id of the previous cohort: people interested in that one are told about this one
    words    what it and its people are called
    rounds   the rounds in which the same is held
    timeline everything else that has a date
    fees     who pays what, a row each
    staff_answers   what staff answer besides the announcement
    former_questions   asked once and answered by somebody, not asked any more; kept by itself
    published   the bot speaks of it; if not, only to those who are in, and nobody else learns of it
    """

    id: Id
    name: Text
    short_name: Annotated[str, StringConstraints(min_length=1, max_length=40)]
    source: Source
    applications: Applications
    name_en: Text | None = None
    cohort: Text | None = None
    follows: Id | None = None
    aliases: tuple[Text, ...] = ()
    facts: tuple[Fact, ...] = ()
    sessions: tuple[Session, ...] = ()
    modules: tuple[Module, ...] = ()
    levels: tuple[Level, ...] = ()
    audiences: tuple[Audience, ...] = ()
    questions: tuple[Question, ...] = ()
    reminders: tuple[ReminderRule, ...] = ()
    words: Words = Words()
    rounds: tuple[Round, ...] = ()
    timeline: tuple[TimelineEntry, ...] = ()
    fees: tuple[Fee, ...] = ()
    staff_answers: tuple[StaffAnswer, ...] = ()
    former_questions: tuple[Question, ...] = ()
    published: bool = True

    def __post_init__(self) -> None:
        """A question about the round offers the rounds there are."""
        if self.rounds and any(q.kind == ROUND and not q.options for q in self.questions):
            options = tuple(Option(r.id, r.name, r.also) for r in self.rounds)
            questions = (
                replace(q, options=options) if q.kind == ROUND and not q.options else q
                for q in self.questions
            )
            object.__setattr__(self, "questions", tuple(questions))

    def about(self, aspect: str) -> tuple[Fact, ...]:
        """The facts about one aspect, in file order; empty if nothing is announced."""
        return tuple(f for f in self.facts if f.about == aspect)

    def question(self, key: str) -> Question | None:
        """The form's question by key."""
        return next((q for q in self.questions if q.key == key), None)

    def session(self, id: str) -> Session | None:
        """The session by id."""
        return next((s for s in self.sessions if s.id == id), None)

    def round(self, id: str | None) -> Round | None:
        """The round by id."""
        return next((r for r in self.rounds if r.id == id), None)

    def days_of(self, round: str | None) -> tuple[Session, ...]:
        """The sessions of a round, and those that belong to all; of no round, all."""
        return tuple(s for s in self.days if round is None or s.round in (None, round))

    def round_in(self, answers: Mapping[str, Any]) -> str | None:
        """The round chosen in an application; None where there is none to choose, or none is chosen yet."""
        question = self.round_question
        return answers.get(question.key) if question is not None and self.rounds else None

    @property
    def round_question(self) -> Question | None:
        """The question that asks for the round; None where the form has none."""
        return next((q for q in self.questions if q.kind == ROUND), None)

    def own_days(self, answers: Mapping[str, Any]) -> tuple[Session, ...]:
        """The sessions that an application is for."""
        return self.days_of(self.round_in(answers))

    def module(self, number: str) -> Module | None:
        """The module by its announced number."""
        return next((m for m in self.modules if m.number == number), None)

    @property
    def days(self) -> tuple[Session, ...]:
        """The sessions in calendar order."""
        return tuple(sorted(self.sessions, key=lambda s: (s.date, s.starts or dt.time.min)))


def runs_of_days(sessions: Iterable[Session]) -> list[tuple[Session, ...]]:
    """Sessions grouped into runs of consecutive days: a Friday and Saturday are one weekend.

    Days of two rounds are never one run.
    """
    runs: list[list[Session]] = []
    for session in sorted(sessions, key=lambda s: (s.round or "", s.date, s.starts or dt.time.min)):
        last = runs[-1][-1] if runs else None
        if last is not None and last.round == session.round and (session.date - last.date).days <= 1:
            runs[-1].append(session)
        else:
            runs.append([session])
    return sorted(map(tuple, runs), key=lambda run: (run[0].date, run[0].starts or dt.time.min))
