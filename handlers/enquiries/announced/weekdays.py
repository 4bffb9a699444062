"""Whether training is on the weekdays a question asserts: "เรียนเสาร์อาทิตย์ใช่ไหม"."""

from __future__ import annotations

import re

from handlers.enquiries.answer import Answer, Enquiry
from handlers.wording import announced as say
from handlers.wording.dates import WEEKDAYS
from intents.act import Act, acts
from intents.matching import squeezed

_NAMED = re.compile(
    "|".join([*WEEKDAYS[:3], "พฤหัส", *WEEKDAYS[4:6], r"(?<!สัปดาห์)(?<!กี่)(?<!ทุก)อาทิตย์(?!นี้|หน้า|ที่)"])
)
_ALSO = re.compile("ด้วย|มี(?:วัน)?|บ้าง")


def answer(enquiry: Enquiry) -> Answer | None:
    """Yes or no, and on which weekdays; None if no weekday is asserted."""
    named = {name[:5] for name in _NAMED.findall(squeezed(enquiry.text))}
    days = enquiry.programme.days
    if not named or not days or Act.CHECK not in acts(enquiry.text) or enquiry.programme.rounds:
        return None
    held = {day.date.weekday() for day in days}
    asserted = {place for place, name in enumerate(WEEKDAYS) if name[:5] in named}
    right = asserted <= held if _ALSO.search(squeezed(enquiry.text)) else asserted == held
    on = [WEEKDAYS[place] for place in sorted(held)]
    text = say.on_weekdays(enquiry.name, enquiry.event, on, days[0].date, days[-1].date)
    return Answer(say.checked(right, text), source=("schedule",))
