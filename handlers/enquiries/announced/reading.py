"""One question about one programme, answered from its rows: what fits what is asked, before any guess."""

from __future__ import annotations

from collections.abc import Callable

from handlers.enquiries.announced import (
    applicants,
    facts,
    fees,
    included,
    labels,
    other_times,
    parts,
    rounds,
    rules,
    staff,
    timeline,
)
from handlers.enquiries.announced.by_words import BY_WORDS
from handlers.enquiries.announced.timeline import DAY_INTENTS, TIME_INTENTS
from handlers.enquiries.answer import Answer, Enquiry
from handlers.enquiries.invited import standings
from handlers.programmes.milestones import milestones
from intents.matching import matches

OF_DAYS = ("hours", "venue")
"""What days may have of their own, beside what is stated of all."""

RULES: tuple[Callable[[Enquiry], Answer | None], ...] = (
    staff.answer,
    other_times.another_cohort,
    applicants.refused,
    applicants.again,
    other_times.next_time,
    applicants.for_another,
    rules.of_a_module,
    *(answer for _, _, answer in BY_WORDS),
    rules.last_day,
    rules.why,
    rules.no_such_round,
    rules.rounds_claimed,
    rules.rounds_compared,
    rules.seats_left,
    applicants.of_each_place,
    rules.seats_of_rounds,
    rules.days_of_rounds,
    rules.which_round,
    included.answer,
    included.lowered,
    rules.instalment,
    rules.price,
    rules.dated,
    rules.bare,
    rules.headed,
    rules.ends_today,
    rules.of_now,
    rules.of_one_day,
    rules.by_aspect,
)
"""In this order; the first that has an answer gives it."""


def whole(enquiry: Enquiry) -> Answer | None:
    """What the rows say to the question, if its own words leave no doubt what it is about."""
    return next((said for rule in RULES if (said := rule(enquiry)) is not None), None)


def by_intent(enquiry: Enquiry) -> Answer | None:
    """What the rows say to a question of this kind; None leaves it to the answer of the kind itself."""
    if enquiry.alone and (rows := whole(enquiry)) is not None:
        return rows
    if enquiry.intent == "fee" and (price := fees.answer(enquiry)) is not None:
        return price
    if enquiry.intent == "eligibility" and (_of_people_alone(enquiry) or _of_all(enquiry)):
        return None
    if enquiry.intent == "stages" and enquiry.programme.about("stages"):
        return None
    if enquiry.intent == "stages" and not enquiry.programme.timeline:
        return facts.of_aspect(enquiry, "selection")
    if enquiry.intent in TIME_INTENTS and (dated := timeline.answer(enquiry)) is not None:
        return dated
    if enquiry.intent in ("deadline", "open_now") and (windows := rounds.windows(enquiry)) is not None:
        return windows
    if enquiry.intent == "duration" and enquiry.programme.rounds:
        return facts.of_aspect(enquiry, "duration") or rounds.length(enquiry)
    if enquiry.intent in DAY_INTENTS and enquiry.programme.rounds:
        return rounds.held(enquiry, rounds.meant(enquiry) or enquiry.programme.rounds)
    if enquiry.intent == "venue" and any(r.place for r in enquiry.programme.rounds):
        return rounds.held(enquiry, rounds.meant(enquiry) or enquiry.programme.rounds)
    if enquiry.intent == "levels" and not enquiry.programme.levels and (named := rounds.meant(enquiry)):
        return rounds.held(enquiry, named)
    if enquiry.intent == "capacity" and not enquiry.programme.about("capacity"):
        return rounds.seats(enquiry) or facts.of_people(enquiry)
    if enquiry.intent == "cohort" and enquiry.programme.rounds:
        named = rounds.meant(enquiry)
        return rounds.held(enquiry, named) if named else rounds.counted(enquiry)
    if (
        enquiry.intent in ("schedule", "next_session")
        and not enquiry.programme.sessions
        and enquiry.programme.timeline
    ):
        return _days_of_presenting(enquiry)
    if enquiry.intent in DAY_INTENTS and enquiry.programme.sessions:
        return None
    if enquiry.intent in OF_DAYS and any(s.starts or s.place for s in enquiry.programme.sessions):
        return None
    if (
        any(f.heading or f.also or f.who or f.round for f in enquiry.programme.about(enquiry.intent))
        or enquiry.intent == "fee"
        or parts.named(enquiry.text, enquiry.intent) is not None
    ):
        return facts.of_aspect(enquiry, enquiry.intent) if enquiry.programme.about(enquiry.intent) else None
    return None


def _days_of_presenting(enquiry: Enquiry) -> Answer | None:
    """The days on which it takes place, where the timeline has them; a deadline is no such day."""
    if enquiry.programme.about("schedule"):
        return None
    found = [m for m in milestones(enquiry.programme) if m.kind in ("session", "presentation", "orientation")]
    return timeline.listed(enquiry, found) if found else None


def _of_all(enquiry: Enquiry) -> bool:
    """Who may come at all: of no condition, group or round, where kinds of people are told apart."""
    if not enquiry.programme.audiences or enquiry.people or parts.named(enquiry.text, "eligibility"):
        return False
    return not (labels.meant(enquiry) or rounds.meant(enquiry) or _names_a_condition(enquiry))


def _names_a_condition(enquiry: Enquiry) -> bool:
    conditions = [(fact.heading or "", *fact.also) for fact in enquiry.programme.about("eligibility")]
    return any(match.weight for match in matches(enquiry.text, conditions))


def _of_people_alone(enquiry: Enquiry) -> bool:
    """Whether somebody may come is decided by who they are: no condition in words is asked about."""
    if not standings(enquiry.programme, enquiry.people, enquiry.text):
        return False
    return not _names_a_condition(enquiry)
