"""Days that a question asserts: "24 ก.ค. ต้องไปใช่ไหม"; whether they are so, and what is stated of just them."""

# ruff: noqa: E501 (patterns of Thai words are read whole)
from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

from handlers.enquiries.answer import Enquiry
from handlers.wording import dates
from intents.matching import squeezed
from models.timeline import Milestone

_FIRST, _LAST = (
    re.compile(r"เริ่ม|วันแรก|เปิดเรียน|เปิดอบรม"),
    re.compile(r"จบ|สิ้นสุด|สุดท้าย|เสร็จ|ปิด(?:หลักสูตร|คอร์ส|อบรม|การ)"),
)
_PART_OF_A_MONTH = re.compile(r"(?:สิ้น|ปลาย|กลาง|ต้น)เดือน?[ก-๎]|(?:สิ้น|ปลาย)(?:มก|กุม|มี|เม|พฤ|มิ|กร|สิ|กัน|ตุ|ธัน)")
_NOW_WORDS = re.compile(r"วันนี้|ตอนนี้|เดี๋ยวนี้|ช่วงนี้")


def asserted(enquiry: Enquiry) -> list[tuple[date, date]]:
    """The days a question asserts, apart from today; the first day there is, where it asserts no certain one."""
    found = []
    for entity in enquiry.read.all_of("date"):
        start, end = date.fromisoformat(entity.value["start"]), date.fromisoformat(entity.value["end"])
        if not (start == end == enquiry.today and _NOW_WORDS.search(entity.text)):
            found.append((start, end))
    if not found and _PART_OF_A_MONTH.search(squeezed(enquiry.text)):
        found.append((date.min, date.min))
    return found


def stated_of_them(enquiry: Enquiry) -> list[str]:
    """What facts state of the very day that is asserted: that there is no class, or another instead."""
    days = {start for start, end in asserted(enquiry) if start == end != date.min}
    written = [re.compile(rf"(?<!\d){form}") for day in days for form in map(re.escape, dates.forms(day))]
    return [f.text for f in enquiry.programme.facts if any(p.search(squeezed(f.text)) for p in written)][:1]


def end_asked_of(milestone: Milestone, enquiry: Enquiry) -> Milestone:
    """Its first or its last day alone, where the question says that it begins or ends on one."""
    text = squeezed(enquiry.text)
    begins, ends = _FIRST.search(text), _LAST.search(text)
    if not milestone.happens or bool(begins) == bool(ends):
        return milestone
    return replace(milestone, last=milestone.first) if begins else replace(milestone, first=milestone.last)


def agrees(milestone: Milestone, start: date, end: date) -> bool:
    """The day and month agree: people rarely say the year."""
    first, last = milestone.first or milestone.last, milestone.last or milestone.first
    if first is None or last is None or start == date.min:
        return False
    if start.day == 1 and (end + timedelta(days=1)).day == 1 and start != end:
        return end.month == last.month
    same_last = (end.month, end.day) == (last.month, last.day)
    whole = start == end or not milestone.happens
    return same_last and (whole or (start.month, start.day) == (first.month, first.day))
