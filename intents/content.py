"""A message's content words: what to look for in an announcement."""

# ruff: noqa: E501 (rows of Thai words)
from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from intents.clauses import QUESTION_WORDS
from intents.normalise import plain
from models.understanding import Entity

_SAYS_NOTHING = frozenset(
    {
        "โมดูล", "บทเรียน", "ครับ", "ค่ะ", "คะ", "นะ", "จ้า", "หน่อย", "ด้วย", "ขอ", "อยาก", "ทราบ", "รบกวน", "ว่า", "เลย", "ละ", "ล่ะ", "ที",
        "สิ", "นี่", "นั่น", "อ่ะ", "เออ", "คือ", "ก็", "พี่", "คุณ", "ผม", "ดิฉัน", "ฉัน", "หนู", "ช่วย", "เรา", "เขา",
        "เค้า", "ท่าน", "มัน", "นี้", "นั้น", "ไหน", "บ้าง", "มี", "ได้", "ไม่", "ให้", "ไป", "มา", "อยู่", "เป็น", "จะ",
        "ต้อง", "ควร", "ยัง", "แล้ว", "หรือ", "และ", "กับ", "ของ", "ใน", "ที่", "จาก", "โดย", "ถึง", "สำหรับ", "เพื่อ", "แต่",
        "ถ้า", "เพราะ", "อีก", "กัน", "ทั้ง", "ทุก", "แค่", "เพียง", "เท่านั้น", "มาก", "น้อย", "ดี", "ใช่", "ถูก", "พอดี", "ตอนนี้",
        "เดี๋ยว", "เพิ่ง", "ลอง", "ดู", "รู้", "บอก", "ถาม", "สอบถาม", "เรียน", "อบรม", "สอน", "หลักสูตร", "คอร์ส", "โครงการ", "งาน", "สัมมนา",
        "เรื่อง", "หัวข้อ", "เนื้อหา", "เกี่ยวกับ", "พูด", "ยก", "เอา", "ใช้", "ทำ", "เข้า", "ร่วม", "เข้าร่วม", "สมัคร", "รับ", "อะ", "เนี่ย",
        "หนิ", "ปะ", "วะ", "ฮะ", "เหรอ", "หรอ", "ไง", "ยังไง", "อะไร", "ใคร", "กี่", "ชื่อ", "เขียน", "ประกาศ", "เอกสาร", "รายละเอียด",
        "ข้อมูล", "อัน", "ตัว", "คน", "วัน", "เคส", "ตัวอย่าง", "แนะนำ", "สนใจ", "ขอบคุณ", "สวัสดี", "แอดมิน", "น้อง", "แบบ", "อย่าง", "พวก",
        "ต่าง", "ๆ", "เช่น", "ประมาณ", "กลุ่ม", "จังหวัด", "อำเภอ", "ตำบล", "ประเทศ", "เมือง", "ปี", "เดือน",
    }
)  # fmt: skip
"""Words common to all questions or all announcements: they appear everywhere and tell nothing."""
_SHORTEST = 3
_WORDLIKE = re.compile(r"[a-z0-9ก-๎.\-]+")
_NUMBERED = re.compile(r"\d|ที่[ ]?(?:หนึ่ง|สอง|สาม|สี่|ห้า|หก|เจ็ด|แปด|เก้า|สิบ)|แรก|สุดท้าย")
_NAMED = frozenset({"province", "organisation", "person_name", "module"})


def content_words(said: Sequence[str], entities: Iterable[Entity]) -> tuple[str, ...]:
    """The words that carry content, each once; names of places, offices and people whole and in parts."""
    found = [word for word in said if _carries(word)]
    for entity in entities:
        if entity.kind in _NAMED and not _NUMBERED.search(entity.text):
            parts = plain(entity.text).split()
            found += [part for part in dict.fromkeys(["".join(parts), *parts]) if _carries(part)]
    return tuple(dict.fromkeys(found))


def _carries(word: str) -> bool:
    return (
        len(word) >= _SHORTEST
        and word not in _SAYS_NOTHING
        and word not in QUESTION_WORDS
        and _WORDLIKE.fullmatch(word) is not None
    )
