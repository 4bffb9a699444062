"""Follow-ups: short texts that only make sense after what was just discussed."""

from __future__ import annotations

import re
from collections.abc import Sequence

from models.understanding import Context, Entity, Intent

ELLIPTIC = 0.9
"""The confidence of a week or day named only by its ordinal."""
SURE = 0.85
"""The confidence of a follow-up with only one reading."""

_LINK = re.compile(
    r"แล้ว|ล่ะ|ละ$|ของ|ส่วน|ถ้า|เป็น|เรื่อง|วัน|ที่|หลักสูตร|คอร์ส|โครงการ|งาน|เหมือนกัน|ด้วย|อัน|ไหม|กรณี|สำหรับ|ตำแหน่ง|หรอ|อยาก|รู้|หัวข้อ|[\s.,?!]"
)
_MASKS = re.compile("[\ue000-\ue00f]")
_SHORT = 40
_TIMED = frozenset({"schedule", "next_session", "session_on_date", "hours", "my_sessions", "duration"})
_ASKED_AGAIN = frozenset(
    {"apply", "greeting", "thanks", "bye", "yes", "no", "skip", "out_of_scope", "abuse", "menu", "help"}
)
_PERSON_KINDS = frozenset({"position", "organisation"})


def elliptic(simplified: str, entities: Sequence[Entity]) -> Intent | None:
    """What a text that is little more than a value asks on its own: "ครั้งที่ 5 ล่ะ"; None for any other."""
    kinds = {entity.kind for entity in entities}
    if "nth" in kinds and len(simplified) <= _SHORT and not _said_more(simplified):
        return Intent("session_on_date", ELLIPTIC)
    return None


def follow_up(
    simplified: str, entities: Sequence[Entity], programmes: Sequence[str], context: Context
) -> Intent | None:
    """What an elliptical text means after `context.last_intent`; None if it stands on its own."""
    last = context.last_intent
    if last is None or len(simplified) > _SHORT or _said_more(simplified):
        return None
    kinds = {entity.kind for entity in entities}
    if "module" in kinds:
        return Intent("module", SURE)
    if "date" in kinds and last in _TIMED:
        return Intent("next_session" if _is_span(entities) else "session_on_date", SURE)
    if kinds & _PERSON_KINDS and last in ("eligibility", "recommend", "levels"):
        return Intent(last, SURE)
    if programmes and not kinds and last not in _ASKED_AGAIN and _LINK.search(simplified):
        return Intent(last, SURE)
    return None


def _said_more(simplified: str) -> bool:
    """Whether anything is left besides values and the words that link them to what came before."""
    return bool(_LINK.sub("", _MASKS.sub("", simplified)))


def _is_span(entities: Sequence[Entity]) -> bool:
    return any(entity.kind == "date" and entity.value["start"] != entity.value["end"] for entity in entities)
