"""Levels of participants: all of them, or the one asked about."""

from __future__ import annotations

import re
from collections.abc import Sequence

from handlers.enquiries.answer import Answer, AnswerKind, Enquiry, label, not_announced, told
from handlers.wording import enquiries
from models.programme import Level, Programme


def levels(enquiry: Enquiry) -> Answer:
    """Each level as announced, with any contradictions."""
    programme = enquiry.programme
    facts = programme.about("levels")
    if not programme.levels:
        return (
            Answer(told(enquiry, "levels", facts), source=("levels",)) if facts else (not_announced(enquiry))
        )
    asked = _asked(programme, enquiry.read.text)
    lines = [enquiries.level(level.name, level.who) for level in asked or programme.levels]
    notes = [enquiries.note(f.note) for f in facts if f.note] if len(lines) > 1 else []
    head = enquiries.of(label("levels"), enquiry.name)
    if (asked and asked[0].who is None) or not asked:
        lines += [f.text for f in facts]
    return Answer("\n".join([head, *lines, *notes]), source=("levels",))


def _asked(programme: Programme, text: str) -> list[Level]:
    """The levels whose number is in the text."""
    numbers = set(re.findall(r"(?<![\d/.])\d{1,2}(?![\d/])", text))
    return [level for level in programme.levels if numbers & set(re.findall(r"\d+", level.name))]


def quotes(programme: Programme, _: Sequence[str]) -> list[str]:
    """The quotes behind the levels."""
    return [*(level.quote for level in programme.levels), *(f.quote for f in programme.about("levels"))]


ANSWERS = (AnswerKind("levels", "ระดับผู้เข้าร่วม", levels, quotes=quotes, general=True),)
