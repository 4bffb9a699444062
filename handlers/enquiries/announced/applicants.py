"""Who asks, and for whom: what is stated of those refused, of those who came before, of applying for another."""

# ruff: noqa: E501 (patterns of Thai words are read whole; broken they hide their order)
from __future__ import annotations

import re
from dataclasses import replace

from handlers.enquiries.announced import facts, labels
from handlers.enquiries.answer import Answer, Enquiry, answer_kinds
from handlers.enquiries.invited import standings
from intents.act import Act, acts
from intents.matching import squeezed

_EACH = re.compile(
    r"(?:แห่ง|หน่วยงาน|องค์กร|อปท|อบต|เทศบาล|จังหวัด)ละ(?:ไม่เกิน)?(?:กี่|เท่าไ)|กี่(?:คน|ท่าน|เรื่อง|ผลงาน|ทีม)(?:ต่อ|ได้ต่อ)(?:แห่ง|หน่วย|อปท|องค์กร)|ต่อ(?:แห่ง|หน่วยงาน|อปท)[^ ]{0,10}กี่|(?:อบต|อบจ|เทศบาล|อปท|หน่วยงาน)[^ ]{0,4}ส่ง(?:คน)?(?:ไป|มา)?(?:ได้)?กี่(?:คน|ท่าน)|ส่ง(?:ไป|มา|คน)?[ ]?\d{1,2}(?:คน|ท่าน)[^?]{0,24}ได้|(?:อบต|อบจ|เทศบาล|อปท|หน่วยงาน|โรงเรียน|ที่)เดียว(?:กัน)?[^?]{0,10}\d{1,2}(?:คน|ท่าน)"
)
_OF_EACH = re.compile(r"(?:แห่ง|หน่วยงาน|องค์กร|อปท|จังหวัด)ละ")
_WISHES = re.compile(r"(?:อยาก|ต้องการ|สนใจ|ขอ|จะ)(?:จะ|ขอ)?(?:ไป|สมัคร|เรียน|เข้า|ร่วม|ส่ง|ลง|มา|อบรม)")
_AGAIN = re.compile(r"(?:เคย|ปีก่อน|ปีที่แล้ว|ปีที่ผ่านมา|รุ่นก่อน|รุ่นที่แล้ว|ครั้งก่อน)[^?]{0,60}(?:อีก|ซ้ำ|ใหม่|ได้ไหม|ได้หรือ|ได้รึ)")
_OF_AGAIN = re.compile(r"เคย|ซ้ำ|ปีที่แล้ว|ปีก่อน|รุ่นก่อน|ครั้งก่อน|เว้น|งด(?:ส่ง|รับ)|อบรม(?:แล้ว|มาแล้ว)")
_APPLIES_FOR = re.compile(r"(?:สมัคร|ยื่น|ลงทะเบียน|ลงชื่อ|ส่งใบ)[^ ?]{0,16}แทน(?!ที่)")
_OF_APPLYING_FOR = re.compile(r"(?:สมัคร|ยื่น|ลงทะเบียน|มา|ลงชื่อ)[^ ]{0,12}แทน|แทน(?:กัน|ได้)|มอบอำนาจ|มอบฉันทะ")


def refused(enquiry: Enquiry) -> Answer | None:
    """Somebody who wishes to come says who they are, and the announcement does not take such people."""
    if _WISHES.search(squeezed(enquiry.text)) is None or acts(enquiry.text) & {
        Act.WHEN,
        Act.AMOUNT,
        Act.WHERE,
    }:
        return None
    found = standings(enquiry.programme, enquiry.people, enquiry.text)
    if not found or {one.verdict for one in found} != {"no"}:
        return None
    return replace(answer_kinds()["eligibility"].answer(replace(enquiry, intent="eligibility")), exact=True)


def again(enquiry: Enquiry) -> Answer | None:
    """What is stated of those who took part before: "ปีที่แล้วเคยได้รางวัล ส่งอีกได้ไหม"."""
    if _AGAIN.search(squeezed(enquiry.text)) is None:
        return None
    among = [f for f in enquiry.programme.facts if f.about in ("eligibility", "detail", "prize", "capacity")]
    found = [f for f in among if _OF_AGAIN.search(squeezed(f.words))]
    named = facts.named_best(enquiry, found) or found
    return replace(facts.said(enquiry, named), exact=True) if found else None


def for_another(enquiry: Enquiry) -> Answer | None:
    """What is stated of applying for somebody else: "แม่เดินไม่ไหว หนูไปยื่นใบสมัครแทนได้ไหม"."""
    if _APPLIES_FOR.search(squeezed(enquiry.text)) is None:
        return None
    among = [f for f in enquiry.programme.facts if f.about in ("apply_how", "documents", "detail")]
    found = [f for f in among if _OF_APPLYING_FOR.search(squeezed(f.words))]
    return replace(facts.said(enquiry, found), exact=True) if found else None


def of_each_place(enquiry: Enquiry) -> Answer | None:
    """How many of one office may come: "ส่งได้แห่งละกี่คน", "ไปได้กี่คนต่อ อปท."."""
    if _EACH.search(squeezed(enquiry.text)) is None:
        return None
    found = [f for f in enquiry.programme.about("capacity") if _OF_EACH.search(squeezed(f.text))]
    return facts.said(enquiry, labels.narrowed(enquiry, found)) if found else None
