"""How far a series of days has come: "ผ่านไปกี่ครั้งแล้ว", "เหลือเรียนอีกกี่วัน", "สัปดาห์นี้ครั้งที่เท่าไหร่"."""

from __future__ import annotations

import re

from handlers.enquiries.answer import Answer, Enquiry
from handlers.wording import announced as say
from intents.matching import squeezed
from models.programme import runs_of_days

_HELD = r"(?:เรียน|อบรม|สัมมนา|ประชุม|จัด|เข้า(?:เรียน|อบรม|ร่วม)?)"
_COUNT = r"(?:กี่|เท่าไ|ไปถึงไหน)"
_TIMES = r"(?:ครั้ง|หน|คาบ|วัน|สัปดาห์|อาทิตย์|เสาร์|ศุกร์|รอบ)"
_PASSED = (
    rf"(?:ผ่าน|{_HELD})(?:กัน)?[^ ]{{0,12}}?(?:ไป|มา)(?:แล้ว)?(?:ทั้งหมด)?{_COUNT}"
    rf"|{_HELD}[^ ]{{0,12}}?(?:ไป|มา)?{_COUNT}{_TIMES}(?:ไป)?แล้ว"
    rf"|(?:ผ่าน|จบ)(?:ไป|มา)?(?:แล้ว)?{_COUNT}{_TIMES}"
)
_LEFT = (
    rf"เหลือ(?:วัน)?(?:ที่ต้อง)?(?:{_HELD}|ไป|มา)?(?:อีก)?{_COUNT}(?:ครั้ง|หน|คาบ|สัปดาห์|อาทิตย์|เสาร์|ศุกร์)"
    rf"|เหลือ(?:วัน)?(?:ที่ต้อง)?{_HELD}(?:อีก)?{_COUNT}|(?:ต้อง)?{_HELD}(?:กัน)?อีก{_COUNT}{_TIMES}"
    rf"|อีก{_COUNT}{_TIMES}(?:ถึง)?(?:จะ)?(?:จบ|ครบ|เสร็จ)"
)
_WHICH = rf"(?:วันนี้|นี้|หน้า|ล่าสุด|ถัดไป|ต่อไป)[^ ]{{0,8}}?{_TIMES}ที่(?:เท่าไ|กี่)|{_TIMES}ที่(?:เท่าไ|กี่)(?:แล้ว|ของ)"
_ASKED = re.compile(f"{_PASSED}|{_LEFT}|{_WHICH}")
_BEGUN = re.compile(
    r"เริ่ม(?:กัน|เรียน|อบรม|สัมมนา|ประชุม|จัด|งาน)*(?:ไป)?(?:แล้ว)?(?:หรือยัง|รึยัง|ยัง(?=$|[ครคะ]))|เปิด(?:เรียน|อบรม)(?:ไป|แล้ว)*(?:หรือยัง|รึยัง)"
)
_OF_APPLYING = re.compile(r"สมัคร|ปิดรับ|หมดเขต|รับสมัคร|ลงทะเบียน|ค่า|ที่นั่ง")


def answer(enquiry: Enquiry) -> Answer | None:
    """How many days are over and how many are left, and the next; None if that is not asked."""
    text, programme = squeezed(enquiry.text), enquiry.programme
    if len(programme.days) < 2 or programme.rounds or programme.id in enquiry.applied_to:
        return None  # whoever applied is told of their own days
    begun = _BEGUN.search(text) is not None
    if not (begun or _ASKED.search(text)) or _OF_APPLYING.search(text):
        return None
    runs = [[session.date for session in run] for run in runs_of_days(programme.sessions)]
    said = say.progress(enquiry.name, enquiry.event, runs, enquiry.today)
    goes_on = runs[0][0] <= enquiry.today <= runs[-1][-1]
    return Answer(say.begun(said) if begun and goes_on else said, source=("schedule",))
