"""Whether another answer is likelier than what the rules give: a regression learnt from judged questions.

The weights stand in `weights.json`; `python -m benchmarks.ranking` learns them anew.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path

from handlers.enquiries.announced import plain
from handlers.enquiries.announced.asserted import with_verdict
from handlers.enquiries.answer import Answer, Enquiry
from handlers.enquiries.ranking.candidates import Candidate, candidates
from handlers.enquiries.ranking.evidence import Evidence, beyond_question, evidence, question
from handlers.thresholds import RULED_FIRST

WEIGHTS = Path(__file__).with_name("weights.json")


def likelier(enquiry: Enquiry, ruled: Candidate) -> Candidate | None:
    """A likelier answer than the rules' own; None unless much speaks for it."""
    if ruled.answer.exact:
        return None
    asked = question(enquiry)
    if _plainly(enquiry, ruled) or beyond_question(asked, ruled):
        return None
    among = considered(enquiry, ruled)
    best, found = max(
        zip(among, evidence(asked, among), strict=True),
        key=lambda one: score(one[1]) + prior(ruled) * (one[0].answer.text == ruled.answer.text),
    )
    if not ruled.answer.text and not grounded(found):
        return None
    return None if best.answer.text == ruled.answer.text else best


def _plainly(enquiry: Enquiry, ruled: Candidate) -> bool:
    """It is what a short question plainly asks, from its facts or from the rows of rounds."""
    asked = plain.certain(enquiry)
    return asked is not None and ruled.aspect in (asked, "round")


def prior(ruled: Candidate) -> float:
    """How much is in favour of what the rules give, before any evidence: of no answer, nothing."""
    return RULED_FIRST if ruled.answer.text else 0.0


def grounded(found: Evidence) -> bool:
    """Some word of the question speaks for it: else to have understood nothing is the better answer.

    A question of days and the event's own name alone ("พรุ่งนี้แล้วใช่ไหม งานสัมมนา") has no such word.
    """
    if "explains" not in found and "by timeline" in found:
        return True
    return found.get("explains", 0.0) > 0 or found.get("named", 0.0) > 0


def considered(enquiry: Enquiry, ruled: Candidate) -> list[Candidate]:
    """All that could be answered, what the rules say among it."""
    found = [
        replace(one, answer=_checked(enquiry, one)) for one in candidates(enquiry) if not _denies(one, ruled)
    ]
    said = any(one.answer.text == ruled.answer.text for one in found)
    return found if said else [*found, ruled]


def _denies(candidate: Candidate, ruled: Candidate) -> bool:
    """It says that nothing is announced of what the rules have found stated."""
    stated = ruled.answer.source is not None
    return stated and candidate.answer.source is None and candidate.answer.about == ruled.aspect


def _checked(enquiry: Enquiry, candidate: Candidate) -> Answer:
    """Its answer, with a yes or a no first where the question asserts what it speaks of."""
    about = candidate.answer.source[0] if candidate.answer.source else candidate.aspect
    return with_verdict(replace(enquiry, intent=about), candidate.answer)


def score(found: Evidence) -> float:
    """How much all of it speaks for an answer, on no scale of its own."""
    known = weights()
    return sum(known.get(name, 0.0) * value for name, value in found.items())


@cache
def weights() -> Mapping[str, float]:
    """What each piece of evidence weighs."""
    learnt: Mapping[str, float] = json.loads(WEIGHTS.read_text("utf-8"))
    return learnt
