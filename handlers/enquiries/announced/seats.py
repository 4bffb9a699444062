"""Seats as they stand now: how many are left, in each round, and how many wait."""

from __future__ import annotations

import re

from handlers.enquiries.announced import rounds
from handlers.enquiries.answer import Answer, Enquiry
from handlers.programmes.admission import gives_seats
from handlers.wording import announced as say
from intents.matching import squeezed
from models.announced import Round
from models.application import ApplicationState
from models.programme import ROUND

_NOW = re.compile(
    r"เหลือ(?:อีก)?(?:กี่(?!วัน|เดือน|ชั่วโมง|สัปดาห์|อาทิตย์|ครั้ง|เสาร์|ศุกร์)|ที่|ไหม|เท่าไ)|เต็ม(?:แล้ว)?(?:หรือ|รึ)?(?:ยัง|ไหม|แล้ว)|(?:ที่(?:นั่ง)?|ยัง)ว่าง|ว่าง(?:ไหม|อยู่)|สำรอง(?:กี่|มี|ยาว|เท่าไ)|กี่คนสำรอง|รอ(?:คิว)?กี่คน|มีที่(?:ไหม|อีก|เหลือ)"
)


def asked(enquiry: Enquiry) -> bool:
    """It asks how seats stand, not how many there are."""
    return _NOW.search(squeezed(enquiry.text)) is not None


def answer(enquiry: Enquiry) -> Answer | None:
    """Seats left and the waiting list; None where seats are not given here, so that nobody can count them."""
    programme = enquiry.programme
    if enquiry.count is None or not gives_seats(programme):
        return None
    shown = rounds.meant(enquiry) or programme.rounds
    if any(r.capacity is not None for r in shown):
        lines = [_line(enquiry, r) for r in shown if r.capacity is not None]
        return Answer(say.of_rounds(enquiry.name, lines))
    capacity = programme.applications.capacity
    if capacity is None:
        return None
    taken = enquiry.count(programme.id, ApplicationState.APPROVED, {})
    waiting = enquiry.count(programme.id, ApplicationState.WAITLISTED, {})
    return Answer(say.seats_left(enquiry.name, capacity - taken, capacity, waiting))


def _line(enquiry: Enquiry, round: Round) -> str:
    assert enquiry.count is not None and round.capacity is not None
    key = next(q.key for q in enquiry.programme.questions if q.kind == ROUND)
    taken = enquiry.count(enquiry.programme.id, ApplicationState.APPROVED, {key: round.id})
    waiting = enquiry.count(enquiry.programme.id, ApplicationState.WAITLISTED, {key: round.id})
    return say.seats_left(round.name, round.capacity - taken, round.capacity, waiting)
