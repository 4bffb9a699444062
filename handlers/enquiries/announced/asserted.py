"""Whether what a question asserts is what the answer says: "รับ 300 คนใช่ไหม", "จัดที่ขอนแก่นใช่ไหม"."""

# ruff: noqa: E501 (patterns of Thai words are read whole)
from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from handlers.enquiries.answer import Answer, Enquiry
from handlers.programmes.admission import window
from handlers.wording import announced as say
from intents.act import Act, acts
from intents.entities import province, time
from intents.entities.number import ANY_SPOKEN, spoken
from intents.matching import squeezed

_UNITS = (
    r"คน|ท่าน", r"วัน(?!ที่|ทำการ|จันทร์|อังคาร|พุธ|ศุกร์|เสาร์|อาทิตย์|นี้)", r"หัวข้อ|โมดูล|บท(?!ความ|คัด)|เรื่อง", r"ครั้ง", r"ชั่วโมง|ชม", r"เดือน",
    r"บาท|฿", r"รุ่น", r"สัปดาห์|อาทิตย์", r"%|เปอร์เซ็นต์|เปอร์เซนต์", r"ทีม|องค์กร|แห่ง",
)  # fmt: skip
_NOT_OWN = r"(?<![\d,])(?<!กัน)(?<!จะไป)(?<!เรา)(?<!เรามี)(?<!อีก)"
"""How many come themselves is told, not asserted: "ไปกัน 4 คน"."""
_FREE = re.compile(r"ฟรี|ไม่เสีย(?:เงิน|ค่า|ตัง)|ไม่มีค่า|ไม่ต้องจ่าย")
_TELLING = 3
"""Letters from which a word names somebody: คือ and ของ stand in every name."""
_CLOCK = re.compile(r"(?<!\d)(\d{1,2})[.:](\d{2})")


def right(enquiry: Enquiry, answer: str) -> bool | None:
    """Whether the assertion agrees with the answer; None if nothing is asserted that the answer speaks of."""
    if Act.CHECK not in acts(enquiry.text):
        return None
    asked, said = squeezed(enquiry.text), squeezed(answer)
    for judge in (_figure, _free):
        if (found := judge(asked, said)) is not None:
            return found
    return _day(enquiry) if enquiry.intent in ("deadline", "open_now") else _place_or_hour(enquiry, answer)


_VERDICTS = (say.FROM_STAFF, say.YES, say.NO, "ได้ค่ะ", "ไม่ได้ค่ะ", "ยังไม่ถึงค่ะ")


def with_verdict(enquiry: Enquiry, answer: Answer) -> Answer:
    """The answer, with a yes or a no first where the question asserts something that it speaks of."""
    verdict = None if answer.text.startswith(_VERDICTS) else right(enquiry, answer.text)
    # In words alone: a card would show only what was said before the verdict.
    return answer if verdict is None else replace(answer, text=say.checked(verdict, answer.text), cards=())


def _figure(asked: str, said: str) -> bool | None:
    for unit in _UNITS:
        claimed = re.search(rf"{_NOT_OWN}(\d[\d,]*|{ANY_SPOKEN})(?:{unit})", asked)
        stated = {m[1].replace(",", "") for m in re.finditer(rf"(\d[\d,]*)(?:{unit})", said)}
        if claimed and stated:
            figure = claimed[1].replace(",", "")
            return (figure if figure.isdigit() else str(spoken(figure))) in stated
    return None


def _free(asked: str, said: str) -> bool | None:
    if not _FREE.search(asked) or "ยังไม่ประกาศ" in said:
        return None
    if re.search(r"[1-9][\d,]*บาท", said):
        return False
    return True if _FREE.search(said) else None


def _day(enquiry: Enquiry) -> bool | None:
    asserted, closes = enquiry.read.entity("date"), window(enquiry.programme).closes
    if asserted is None or closes is None:
        return None
    end = date.fromisoformat(asserted.value["end"])
    return (end.month, end.day) == (closes.month, closes.day)


def _place_or_hour(enquiry: Enquiry, answer: str) -> bool | None:
    if "ยังไม่ประกาศ" in answer:
        return None
    if enquiry.intent == "venue" and (named := [name for name in province.ALL if name in enquiry.text]):
        return any(name.removesuffix("มหานคร") in answer for name in named)
    if enquiry.intent == "host":
        hosts = squeezed(" ".join(fact.text for fact in enquiry.programme.about("host")))
        return True if any(word in hosts for word in enquiry.read.content if len(word) >= _TELLING) else None
    hour = enquiry.read.entity(time.KIND) if enquiry.intent == "hours" else None
    stated = [(int(h), int(m)) for h, m in _CLOCK.findall(answer)]
    if hour is None or not stated:
        return None
    claimed = re.match(r"(\d{1,2}):(\d{2})", str(hour.value))
    return (int(claimed[1]), int(claimed[2])) in stated if claimed else None
