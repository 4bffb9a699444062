"""Other times than the one announced: an earlier one that is asked about, and the next."""

from __future__ import annotations

import re
from dataclasses import replace

from handlers.enquiries.announced import aspects, facts, timeline
from handlers.enquiries.answer import TO_STAFF, Answer, Enquiry
from handlers.programmes.admission import over
from handlers.programmes.milestones import milestones
from handlers.wording import announced as say
from intents.matching import squeezed

_ORDINAL = re.compile(r"(?:ครั้ง|รุ่น|ปี)(?:ที่)?(\d{1,2})(?!\d|วัน|คน|เดือน)")
_NEXT_TIME = re.compile(r"(?:รอบ|ครั้ง|คราว|รุ่น|นัด|ปี)(?:หน้า|ต่อไป|ถัดไป|ใหม่)|จัดอีก|มีอีก(?:ไหม|หรือ|รอบ|รุ่น)")
_ONCE_MORE = re.compile(r"อีก(?:วันไหน|เมื่อไ|เดือนไหน|ไหม|ที(?!่)|ครั้ง|รอบ|รุ่น)|(?:ปลาย|ต้น|กลาง)?ปีนี้|ปีหน้า")
"""It asks of another time, once this one is over."""
_OF_NEXT = re.compile(r"(?:รอบ|ครั้ง|คราว|รุ่น|นัด)(?:หน้า|ต่อไป|ถัดไป|ใหม่)|จัด(?:ให้)?(?:อีก|ซ้ำ|เพิ่ม)|รอบเก็บตก")
_MOST = 2


def another_cohort(enquiry: Enquiry) -> Answer | None:
    """It asks for the first time where the announcement is of the second."""
    programme = enquiry.programme
    if programme.cohort is None or programme.rounds:
        return None
    own = _ORDINAL.search(squeezed(programme.cohort))
    asked = _ORDINAL.search(squeezed(enquiry.text))
    if (
        own is None
        or asked is None
        or own[1] == asked[1]
        or own[0][:3] != asked[0][:3]
        or int(asked[1]) > 2 * int(own[1]) + 20
    ):
        return None
    if programme.sessions and own[0].startswith("ครั้ง") and 1 < int(asked[1]) <= len(programme.sessions):
        return None
    return Answer(
        say.another_cohort(enquiry.name, programme.cohort, re.sub(r"(?<=\D)(?=\d)", " ", asked[0])),
        source=None,
        choices=(),
    )


def next_time(enquiry: Enquiry) -> Answer | None:
    """When it is held the next time, where that is stated of something that has no rounds."""
    programme = enquiry.programme
    text = squeezed(enquiry.text)
    ended = over(programme, enquiry.now)
    asked = _NEXT_TIME.search(text) or (ended and _ONCE_MORE.search(text))
    if programme.rounds or not asked or aspects.named(enquiry.text):
        return None
    found = [
        m for m in milestones(programme) if m.own and any(map(_OF_NEXT.search, map(squeezed, m.phrases)))
    ]
    if found:
        return replace(timeline.listed(enquiry, found), exact=True)
    told = [f for f in programme.facts if _OF_NEXT.search(squeezed(f.text))]
    if told:
        return replace(facts.said(enquiry, told[:_MOST]), exact=True)
    if not ended or not programme.sessions:
        return None
    last = say.no_next_time(enquiry.name, programme.days[-1].date)
    return Answer(last, source=("schedule",), choices=(TO_STAFF,), exact=True)
