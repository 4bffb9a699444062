"""Whether there is still time: "ลงแบบออนไลน์ยังทันไหม", "วันนี้ส่งเข้าระบบได้ไหม"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from handlers.enquiries.announced import fees, rounds, timeline
from handlers.enquiries.answer import Answer, Enquiry, answer_kinds
from handlers.programmes.milestones import milestones
from handlers.wording import announced as say
from intents.matching import matches, squeezed
from models.timeline import Milestone

_ASK = "(?:ไหม|มั้ย|หรือ|รึ|ป่าว)"
_STILL = re.compile(
    rf"ทัน(?:อยู่|แล้ว|เวลา)?{_ASK}|ยังทัน|(?:วันนี้|ตอนนี้).{{0,24}}?(?:ส่ง|สมัคร|ลง|ยื่น|จ่าย|ชำระ|โอน)(?!นาม).{{0,30}}?ได้(?:อยู่|อีก)?{_ASK}"
)
_PRICE = "(?:ราคา|early|เออร์|เออลี่|ช่วงแรก|โปร)"
_PRICE_STILL = re.compile(
    rf"ยัง(?:ได้|ทัน|ใช้|เป็น|คิด)[^?]{{0,6}}{_PRICE}|{_PRICE}[^?]{{0,18}}?(?:ยัง(?:ได้|ทัน|มี|อยู่)|ทัน|ได้อยู่|หมดยัง|หมดหรือยัง)"
)
_APPLYING = re.compile(r"สมัคร|ลงชื่อ|ลงทะเบียน|แจ้งชื่อ|ส่งชื่อ|ตอบรับ|ยื่นใบ")
_STILL_TAKES = re.compile(rf"ยัง(?:เปิด)?รับ(?:สมัคร|ข้อเสนอ|ใบสมัคร|คน|เรื่อง|อยู่|ผลงาน)*(?:อยู่)?{_ASK}")


def answer(enquiry: Enquiry) -> Answer | None:
    """Each deadline that is meant, still ahead or over; None where the data have no entries of their own."""
    text = squeezed(enquiry.text)
    if (price := _price(enquiry, text)) is not None:
        return price
    takes = _STILL_TAKES.search(text) is not None
    if not takes and _STILL.search(text) is None:
        return None
    ends = [
        m
        for m in milestones(enquiry.programme)
        if not m.happens and m.kind != "price" and (m.first or m.last)
    ]
    if not any(m.own or m.round is not None for m in ends):
        applies = takes or _APPLYING.search(text) is not None
        return replace(answer_kinds()["open_now"].answer(enquiry), exact=True) if applies else None
    named = [m for m in timeline.chosen(enquiry) if m in ends]
    found = named or _of_applying(ends, enquiry)
    lines = [say.milestone_state(m, m.standing(enquiry.now), enquiry.today) for m in found]
    if not lines:
        return None
    keys = tuple(m.id for m in found if m.id)
    return Answer(
        say.of_timeline(enquiry.name, list(dict.fromkeys(lines)), []),
        source=("timeline", *keys) if keys else ("schedule",),
        exact=True,
    )


def _price(enquiry: Enquiry, text: str) -> Answer | None:
    """Whether a price that is named still holds; None where that is not asked."""
    if _PRICE_STILL.search(text) is None:
        return None
    of = fees.tiers(enquiry)
    named = [t for t, match in zip(of, matches(text, [t.phrases for t in of]), strict=True) if match.whole]
    if len(named) != 1:
        return None
    state = say.milestone_state(named[0], named[0].standing(enquiry.now), enquiry.today)
    return Answer(say.of_timeline(enquiry.name, [state], []), source=("fee",), exact=True)


def _of_applying(ends: Sequence[Milestone], enquiry: Enquiry) -> list[Milestone]:
    """The last days to apply, or to send a work in: of the rounds meant, or of all."""
    meant = {r.id for r in rounds.meant(enquiry)}
    closing = [m for m in ends if m.kind == "closes"] or [
        m for m in ends if m.kind == "submission" and m.first is not None
    ]
    own = [m for m in closing if m.round is not None and m.round.id in meant]
    return own or [m for m in closing if m.round is None or not meant]
