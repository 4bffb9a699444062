"""Whether a question in a form we know is about another subject: "ต่อใบขับขี่ใช้เอกสารอะไร"."""

from __future__ import annotations

import re

from handlers.enquiries.announced.rows import said_of
from handlers.thresholds import FOREIGN_SHARE
from intents.matching import squeezed
from intents.normalise import simplify
from models.programme import Programme
from models.understanding import Understanding

SHORT = 60
"""Characters of a question above which people tell about themselves, and foreign words are their own."""
TELLING = 6
"""Letters from which a Thai word names a subject of its own."""
_COURSE = re.compile(
    r"(?:อบรม|หลักสูตร|คอร์ส|สัมมนา|โครงการ)(?:เรื่อง|ด้าน|วิชา)?[ ]?"
    r"(?P<name>(?!online|zoom|certificate|free)[a-z][a-z-]{2,})"
)
"""A course by a Latin name."""


def foreign(read: Understanding, programme: Programme | None) -> bool:
    """Most of what it names belongs to another subject, and to nothing in the programme's data."""
    if read.programmes or len(read.text) > SHORT:
        return False
    known = said_of(programme) if programme is not None else ""
    course = _COURSE.search(simplify(read.text))
    if course is not None and squeezed(course["name"]) not in known:
        return True
    if not read.foreign:
        return False
    named = [word for word in read.content if squeezed(word) not in known]
    strange = [word for word in read.foreign if squeezed(word) not in known]
    if not any(len(word) >= TELLING or word.isascii() for word in strange):
        return False
    return sum(map(len, strange)) >= FOREIGN_SHARE * sum(map(len, named))
