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
_SHARE = re.compile(r"(?:ร้อยละ)?(?P<share>\d{1,3})(?:%|เปอร์เซ็?น)|ร้อยละ(?P<said>\d{1,3})")
_SHARES = re.compile(
    r"(?:ร้อยละ\s?(\d{1,3})\s?[–-]\s?(\d{1,3}))|(?:(\d{1,3})\s?[–-]\s?(\d{1,3})\s?(?:%|เปอร์))"
)
_PER_CENT = re.compile(r"\d\s?%|ร้อยละ\s?\d|\d\s?เปอร์เซ็นต์")


def answer(enquiry: Enquiry) -> Answer | None:
    """The facts with a figure in the unit asked for, those that the question names; None if none has one."""
    asked = _ASKED.search(squeezed(enquiry.text))
    if asked is None:
        return _of_a_share(enquiry)
    of_hundred = asked["unit"].startswith(("%", "เปอร์"))
    figure = _PER_CENT if of_hundred else re.compile(rf"\d\s?{asked['unit']}")
    having = [fact for fact in enquiry.programme.facts if figure.search(fact.text)]
    near = facts.named_best(enquiry, having)
    if not near:
        return None
    return replace(facts.said(enquiry, facts.narrowed(enquiry, near)), exact=True)


def _of_a_share(enquiry: Enquiry) -> Answer | None:
    """What is stated for a share that the question gives, where a range of shares holds it: "ได้แค่ 75%"."""
    given = _SHARE.search(squeezed(enquiry.text))
    if given is None:
        return None
    share = int(given["share"] or given["said"])
    within = [
        fact
        for fact in enquiry.programme.facts
        if any(int(a or c) <= share <= int(b or d) for a, b, c, d in _SHARES.findall(fact.text))
    ]
    return replace(facts.said(enquiry, within), exact=True) if within else None
