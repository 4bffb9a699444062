"""Whether an age is within what is stated: "อายุ 67 สมัครได้ไหม", stated "อายุ 25–65 ปี"."""

from __future__ import annotations

import re

from handlers.enquiries.answer import Answer, Enquiry, told
from handlers.thresholds import NAMED
from handlers.wording import announced as say
from intents.matching import matches, squeezed
from models.programme import Fact

_AGE = re.compile(r"อายุ(?:ได้|ก็|ตั้ง|จะ|เกือบ|ปีนี้)?(?P<age>\d{2})(?!\d|[–-])")
_RANGE = re.compile(r"(?P<least>\d{2})(?:ปี)?(?:[–-]|ถึง)(?P<most>\d{2})ปี")
_LEAST = re.compile(r"(?:ไม่ต่ำกว่า|อย่างน้อย|ตั้งแต่)(?P<least>\d{2})ปี|(?P<from>\d{2})ปีขึ้นไป")
_MAY_COME = re.compile(r"ได้|ด้วย")
"""It lets somebody in; else it is one more condition."""
_MOST = re.compile(r"ไม่เกิน(?P<most>\d{2})ปี")


def answer(enquiry: Enquiry) -> Answer | None:
    """Yes or no by the age stated, and what is stated; None if no age is asked about, or none is stated."""
    asked = _AGE.search(squeezed(enquiry.text))
    if asked is None:
        return None
    for fact in enquiry.programme.about("eligibility"):
        if "อายุ" in fact.text and (fits := _fits(int(asked["age"]), squeezed(fact.text))) is not None:
            if not fits and _of_others(enquiry, fact):
                return None
            text = told(enquiry, "eligibility", [fact])
            return Answer(say.may(fits, text), source=("eligibility",))
    return None


def _of_others(enquiry: Enquiry, aged: Fact) -> bool:
    """The question names others who may come, of whom no age is stated: a carer among the elderly."""
    others = [
        f
        for f in enquiry.programme.about("eligibility")
        if f != aged and "อายุ" not in f.text and _MAY_COME.search(f.text)
    ]
    found = matches(enquiry.text, [(f.heading or "", *f.also, f.text) for f in others])
    return any(match.weight >= NAMED for match in found)


def _fits(age: int, stated: str) -> bool | None:
    if (between := _RANGE.search(stated)) is not None:
        return int(between["least"]) <= age <= int(between["most"])
    least, most = _LEAST.search(stated), _MOST.search(stated)
    if least is None and most is None:
        return None
    return (least is None or int(least["least"] or least["from"]) <= age) and (
        most is None or age <= int(most["most"])
    )
