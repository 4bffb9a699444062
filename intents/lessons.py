"""Questions that staff have labelled: recognised exactly or nearly so, whatever the model says."""

from __future__ import annotations

import re
from collections.abc import Callable

from rapidfuzz import fuzz, process

from intents import features
from models.understanding import Lesson

LIKE = 92.0
"""The least `fuzz.ratio` (0 to 100) at which a question counts as the taught one: a slip or a particle."""
LONG_ENOUGH = 10
"""Questions of at least this many letters may differ slightly; shorter ones must match exactly."""


class Lessons:
    """The lessons in the form the model sees: names and values masked, politeness removed."""

    def __init__(self, lessons: tuple[Lesson, ...], form: Callable[[str], str]) -> None:
        self._intents = {compact(form(lesson.text)): lesson.intent for lesson in lessons}
        self._intents.pop("", None)
        self._forms = list(self._intents)

    def intent(self, simplified: str) -> str | None:
        """What staff said a sentence means; None if they said nothing about it."""
        if not self._forms:
            return None
        form = compact(simplified)
        if form in self._intents:
            return self._intents[form]
        if len(form) < LONG_ENOUGH:
            return None
        found = process.extractOne(form, self._forms, scorer=fuzz.ratio, score_cutoff=LIKE)
        return self._intents[found[0]] if found and len(found[0]) >= LONG_ENOUGH else None


_SAYS_NOTHING = re.compile(
    rf"(?:ของ|ใน|ที่|กับ|สำหรับ)?(?:หลักสูตร|คอร์ส|โครงการ|งาน|อัน|ตัว)?(?:{features.PROGRAMME}|นี้|นี่)(?:นี่|นี้|เนี่ย)?|[\s.,!?/\-]"
)


def compact(simplified: str) -> str:
    """The sentence without spaces and signs, and without the programme it asks about."""
    return _SAYS_NOTHING.sub("", simplified)
