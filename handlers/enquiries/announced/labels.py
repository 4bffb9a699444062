"""Letters and numbers by which an announcement groups people, and what else it says of each group.

"เทศบาลตำบลได้รางวัลเท่าไหร่" takes two statements: which group a เทศบาลตำบล is in, and what that group is given.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from handlers.enquiries.answer import Enquiry
from handlers.programmes.remembered import once_each
from handlers.thresholds import NAMED
from intents.matching import matches, squeezed
from models.programme import Fact, Programme

_LABEL = re.compile(
    r"(?P<of>ประเภท|โซน|กลุ่ม|ระดับ|สาย|ห้อง|ทีม)(?:ที่)?\s?(?P<value>[ก-ฮa-z]|\d{1,2})(?![ก-๎a-z\d])", re.IGNORECASE
)
_ASKS_WHICH = re.compile(r"(?:ประเภท|โซน|กลุ่ม|ระดับ|สาย)(?:ไหน|ใด|อะไร)")
_LIST = re.compile(r"\d[\d,]*\s?(?:ที่(?:นั่ง)?|คน|ท่าน|แห่ง)|[ ,/:;()]+|และ")
_SHORTEST = 3
_DEFINES = 120
"""Characters up to which a statement with one label says who is in the group, and nothing else of it."""


def narrowed(enquiry: Enquiry, facts: Sequence[Fact]) -> list[Fact]:
    """Those of the groups that the people named are in, where facts are told apart by group."""
    ours = meant(enquiry)
    if not ours:
        return list(facts)
    if all(fact in _defining(enquiry.programme) for fact in facts):
        return _about(enquiry, ours, facts)
    labelled = [fact for fact in facts if _labels(fact.words)]
    if kept := [fact for fact in labelled if _labels(fact.words) & ours]:
        return kept
    kinds = {of for of, _ in ours}
    if any(re.search("|".join(kinds), fact.text) for fact in facts):
        return [
            *facts,
            *(f for f in _defining(enquiry.programme) if _labels(f.text) & ours and f not in facts),
        ]
    return list(facts)


def meant(enquiry: Enquiry) -> frozenset[tuple[str, str]]:
    """The groups a question names, or whose people it names; none if it names no people of one."""
    defining = _defining(enquiry.programme)
    if not defining:
        return frozenset()
    if own := _labels(enquiry.text) & frozenset().union(*(_labels(f.text) for f in defining)):
        return own
    for text in filter(None, (enquiry.text, enquiry.read.story)):
        if theirs := _of_people(enquiry.programme, squeezed(text)):
            return theirs
    return frozenset()


def _of_people(programme: Programme, text: str) -> frozenset[tuple[str, str]]:
    """The groups of the people whose names stand in a text; นายก does not stand in รองนายก."""
    named = {name: fact for fact in _defining(programme) for name in _names(fact) if name in text}
    whole = [fact for name, fact in named.items() if not any(name in other != name for other in named)]
    return frozenset().union(*(_labels(fact.text) for fact in whole))


def _about(enquiry: Enquiry, ours: frozenset[tuple[str, str]], facts: Sequence[Fact]) -> list[Fact]:
    """What else is stated of these groups in the question's words; else who is in them."""
    shown = [f for f in facts if _labels(f.text) & ours] or list(facts)
    if _ASKS_WHICH.search(squeezed(enquiry.text)):
        return shown
    others = [f for f in enquiry.programme.facts if f not in facts and _labels(f.words) & ours]
    found = matches(enquiry.text, [(f.heading or "", *f.also, f.text) for f in others])
    named = [f for f, match in zip(others, found, strict=True) if match.weight >= NAMED]
    return named or shown


@once_each
def _defining(programme: Programme) -> tuple[Fact, ...]:
    """The statements that say who is in a group: several, each with one label of the same kind and people."""
    found = [
        fact
        for fact in programme.facts
        if len(_labels(fact.text)) == 1
        and len(fact.text) <= _DEFINES
        and fact.about in ("eligibility", "capacity", "levels")
    ]
    kinds = [next(iter(_labels(fact.text)))[0] for fact in found]
    return tuple(fact for fact, kind in zip(found, kinds, strict=True) if kinds.count(kind) > 1)


def _names(fact: Fact) -> list[str]:
    """The names of those in a group, as a statement lists them."""
    said = _LIST.split(_LABEL.sub(" ", fact.text))
    return [name for name in map(squeezed, (*said, *fact.also)) if len(name) >= _SHORTEST]


def _labels(text: str) -> frozenset[tuple[str, str]]:
    return frozenset((m["of"], m["value"].lower()) for m in _LABEL.finditer(text))
