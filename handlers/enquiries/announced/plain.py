"""A question so plain that its question word says all: "ประชุมวันไหน", "กี่บาท"; about the programme in hand."""

from __future__ import annotations

import re

from handlers.enquiries.announced import aspects, timeline
from handlers.enquiries.announced.rows import said_of
from handlers.enquiries.answer import Enquiry, answer_kinds
from handlers.thresholds import BRIEF, UNMISTAKEN
from intents.act import Act, acts
from intents.audience import kinds
from intents.matching import squeezed

_ASKED = ((Act.AMOUNT, "fee"), (Act.HOUR, "hours"), (Act.WHERE, "venue"))

_MAY = re.compile(r"(?:ไป|สมัคร|เข้า|ร่วม|เรียน|มา|อบรม|ฟัง)(?:ด้วย)?(?:ก็)?(?:ไม่)?ได้|ต้อง(?:ไป|เข้า|ร่วม|มา)")
_OF_QUESTIONS = frozenset({"บาท", "ตัง", "ตังค์", "เงิน", "ราคา", "เวลา", "โมง", "สถานที่", "กันแน่"})


def intent(enquiry: Enquiry) -> str | None:
    """What the question word asks; None if the question names anything that the programme does not."""
    if strange(enquiry):
        return None
    doing = acts(enquiry.text)
    if kinds(enquiry.text) and _MAY.search(squeezed(enquiry.text)):
        return "eligibility"
    if (asked := next((intent for act, intent in _ASKED if act in doing), None)) is not None:
        return asked
    if Act.WHEN in doing and timeline.names_days(enquiry):
        return "schedule"
    return None


def certain(enquiry: Enquiry) -> str | None:
    """What a short question asks beyond doubt, unless words alone tell its aspect."""
    best = enquiry.read.best
    if best.confidence < UNMISTAKEN or len(squeezed(enquiry.text)) > BRIEF:
        return None
    if any(aspect.intent in aspects.UNLEARNT for aspect in aspects.named(enquiry.text)):
        return None
    return best.name if best.name in answer_kinds() else None


def strange(enquiry: Enquiry) -> list[str]:
    """The content words of a question that nothing in the programme's data holds."""
    known = said_of(enquiry.programme)
    return [w for w in enquiry.read.content if w not in _OF_QUESTIONS and squeezed(w) not in known]
