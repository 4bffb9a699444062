"""How many pages, words, minutes or sets: the statement that gives the figure in that unit."""

from __future__ import annotations

import re
from dataclasses import replace

from handlers.enquiries.announced import facts
from handlers.enquiries.answer import Answer, Enquiry
from intents.matching import squeezed

_ASKED = re.compile(
    r"กี่(?P<unit>หน้า(?!ต่าง)|คำ(?!ถาม)|นาที|ชุด|คัน|แผ่น|ข้อ|ชิ้น|เล่ม|สำเนา|ซม|เซน|ภาพ|รูป|คะแนน|หน่วยกิต|%|เปอร์เซ็นต์|เปอร์เซนต์)"
)
_PER_CENT = re.compile(r"\d\s?%|ร้อยละ\s?\d|\d\s?เปอร์เซ็นต์")


def answer(enquiry: Enquiry) -> Answer | None:
    """The facts with a figure in the unit asked for, those that the question names; None if none has one."""
    asked = _ASKED.search(squeezed(enquiry.text))
    if asked is None:
        return None
    of_hundred = asked["unit"].startswith(("%", "เปอร์"))
    figure = _PER_CENT if of_hundred else re.compile(rf"\d\s?{asked['unit']}")
    having = [fact for fact in enquiry.programme.facts if figure.search(fact.text)]
    near = facts.named_best(enquiry, having)
    if not near:
        return None
    return replace(facts.said(enquiry, facts.narrowed(enquiry, near)), exact=True)
