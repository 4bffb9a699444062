"""In which numbered part something stands: "crowdfunding อยู่กรอบไหน", "เรื่องต้นแบบเรียนหัวข้อที่เท่าไหร่"."""

from __future__ import annotations

import re
from dataclasses import replace

from handlers.enquiries import search
from handlers.enquiries.answer import Answer, Enquiry
from handlers.thresholds import COVERED_HERE
from handlers.wording import enquiries
from intents.matching import squeezed

_PART = r"(?P<part>หัวข้อ|โมดูล|module|บท|กรอบ|ข้อ|ระดับ|กลุ่ม|ขั้น(?:ตอน)?|day|วัน)"
_ASKED = re.compile(
    rf"(?:อยู่|เรียน|สอน|พูดถึง|มี|เป็น|คือ)(?:ใน|ตอน|ของ)?{_PART}(?:ที่)?(?:เท่าไ|ไหน|อะไร|กี่)(?!บ้าง|มั่ง)"
)
_NO_WORDS_OF_IT = frozenset(
    {"หัวข้อ", "โมดูล", "module", "บท", "กรอบ", "ข้อ", "ระดับ", "กลุ่ม", "ขั้นตอน", "day", "วัน"}
)


def answer(enquiry: Enquiry) -> Answer | None:
    """The statement that has a part of that kind and the question's words; None if there is none."""
    asked = _ASKED.search(squeezed(enquiry.text))
    words = tuple(word for word in enquiry.read.content if word not in _NO_WORDS_OF_IT)
    if asked is None or not words:
        return None
    found = search.search(
        replace(enquiry.read, content=words), enquiry.catalogue, [enquiry.programme], COVERED_HERE
    )
    part = asked["part"]
    passages = [p for f in found for p in f.passages if part in p.searched or part in ("วัน", "day")]
    if not passages:
        return None
    text = enquiries.found(enquiry.name, [passages[0].text])
    return Answer(text, source=("detail", passages[0].key))
