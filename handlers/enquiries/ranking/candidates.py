"""Everything that could be answered to a question about a programme, each by the way that finds it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from handlers.enquiries import search
from handlers.enquiries.announced import aspects, facts, fees, rounds, seats, timeline
from handlers.enquiries.announced.by_words import BY_WORDS
from handlers.enquiries.answer import Answer, Enquiry, answer_kinds
from handlers.thresholds import COVERED_HERE, NAMED
from intents.matching import matches

_LIKELY_INTENTS = 3
_NEAREST_FACTS = 3
_MOST_ASPECTS = 4


@dataclass(frozen=True, slots=True)
class Candidate:
    """One possible answer.

    way     how it was found: by rows of one kind, an aspect's words, an intent, a passage, the rules
    aspect  what it is about; "timeline" for an entry with a date
    """

    way: str
    aspect: str
    answer: Answer


def candidates(enquiry: Enquiry) -> list[Candidate]:
    """All that could be answered, each text once."""
    unique: dict[str, Candidate] = {}
    for one in _all(enquiry):
        unique.setdefault(one.answer.text, one)
    return list(unique.values())


def _all(enquiry: Enquiry) -> Iterator[Candidate]:
    yield from _by_rows(enquiry)
    yield from _by_aspect(enquiry)
    yield from _by_intent(enquiry)
    yield from _by_words(enquiry)


def _by_rows(enquiry: Enquiry) -> Iterator[Candidate]:
    found = [(way, aspect, answer(enquiry)) for way, aspect, answer in BY_WORDS]
    found += [
        ("fees", "fee", fees.answer(enquiry)),
        ("timeline", "timeline", timeline.answer(enquiry)),
    ]
    if enquiry.programme.rounds:
        meant = rounds.meant(enquiry) or enquiry.programme.rounds
        found += [
            ("all rounds", "cohort", rounds.counted(enquiry)),
            ("which round", "cohort", rounds.which(enquiry)),
            ("rounds", "schedule", rounds.held(enquiry, meant)),
            ("seats of rounds", "capacity", rounds.seats(enquiry)),
        ]
    if seats.asked(enquiry):
        found.append(("seats", "capacity", seats.answer(enquiry)))
    yield from (Candidate(way, aspect, answer) for way, aspect, answer in found if answer is not None)


def _by_aspect(enquiry: Enquiry) -> Iterator[Candidate]:
    """By words that name an aspect, or the heading of a fact."""
    pointed = facts.pointed(enquiry)
    if pointed is not None and pointed.source is not None:
        yield Candidate("heading", pointed.source[0], pointed)
    for aspect in aspects.named(enquiry.text)[:_MOST_ASPECTS]:
        stated = facts.of_aspect(enquiry, aspect.intent)
        if stated is not None:
            yield Candidate("aspect", aspect.intent, stated)
        elif (elsewhere := facts.elsewhere(enquiry, aspect.words)) is not None:
            yield Candidate("elsewhere", aspect.intent, elsewhere)
        elif not enquiry.programme.about(aspect.intent):
            yield Candidate("missing", aspect.intent, facts.missing(enquiry, aspect.intent))


def _by_intent(enquiry: Enquiry) -> Iterator[Candidate]:
    """What the likeliest readings are answered with, whole and narrowed to the rows named."""
    for intent in enquiry.read.intents[:_LIKELY_INTENTS]:
        kind = answer_kinds().get(intent.name)
        if kind is None or kind.across:
            continue
        asked = replace(enquiry, intent=intent.name)
        yield Candidate("intent", intent.name, kind.answer(asked))
        if intent.name != "fee" and (narrow := facts.of_aspect(asked, intent.name)) is not None:
            yield Candidate("narrowed", intent.name, narrow)


def _by_words(enquiry: Enquiry) -> Iterator[Candidate]:
    """The facts, and the passages of the announcement, whose words stand in the question."""
    known = enquiry.programme.facts
    found = matches(enquiry.text, [(fact.heading or "", *fact.also, fact.text) for fact in known])
    ranked = sorted(zip(known, found, strict=True), key=lambda pair: -pair[1].weight)
    for fact, match in ranked[:_NEAREST_FACTS]:
        if match.weight >= NAMED:
            yield Candidate("fact", fact.about, facts.said(enquiry, [fact]))
    if search.search(enquiry.read, enquiry.catalogue, [enquiry.programme], COVERED_HERE):
        yield Candidate(
            "passages", "detail", answer_kinds()["detail"].answer(replace(enquiry, intent="detail"))
        )
