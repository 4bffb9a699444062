"""What a programme is called: its name in full, in English, and what the announcement says of the name."""

from __future__ import annotations

import re

from handlers.enquiries.answer import Answer, Enquiry
from handlers.wording import announced as say
from intents.matching import squeezed

_ASKED = re.compile(
    r"ชื่อ(?:ของ)?(?:งาน|หลักสูตร|โครงการ|คอร์ส|สัมมนา|อบรม|หัวข้อ)?(?:อบรม|สัมมนา)?(?:นี้)?(?:แบบ)?"
    r"(?:เต็ม|ทางการ|ภาษาอังกฤษ|อังกฤษ|ย่อ|จริง)"
    r"|(?<!ใน)(?<!ประสาน)(?<!สำนัก)(?:งาน|หลักสูตร|โครงการ|คอร์ส|สัมมนา)(?:นี้)?ชื่อ(?:ว่า)?(?:เต็มๆ?)?(?:อะไร|ว่าอะไร|ยังไง)"
    r"|ย่อมาจาก|(?:ทำไม|เพราะอะไร)[^ ]{0,6}(?:เรียก|ชื่อ)(?:ว่า)?|เรียกเต็มๆ?ว่า|ชื่อเต็ม|เต็มๆ(?:คือ|ว่า)(?:อะไร|หลักสูตร)"
    r"|(?:หัวข้อ|ชื่อเรื่อง)(?:งาน|สัมมนา|อบรม|หลัก)[^ ]{0,24}(?:ชื่อ|ว่า)(?:อะไร|ไง|ยังไง)"
)
_SOMEBODYS = re.compile(r"วิทยากร|อาจารย์|คนสอน|ผู้สอน|ของ(?:ผม|หนู|ดิฉัน|ฉัน)|ผู้จัด|หน่วยงาน|สำนักงาน")


def answer(enquiry: Enquiry) -> Answer | None:
    """The full name, and its words in other tongues; None if something else's name is asked."""
    text = squeezed(enquiry.read.text)
    if not _ASKED.search(text) or _SOMEBODYS.search(text):
        return None
    programme = enquiry.programme
    told = [
        fact.text
        for fact in programme.about("about")[:1]
        if squeezed(programme.name) not in squeezed(fact.text)
    ]
    return Answer(
        say.called(programme.short_name, programme.name, programme.name_en, told), source=("about",)
    )
