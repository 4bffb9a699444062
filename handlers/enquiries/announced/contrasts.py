"""Pairs of which a row is for one side: inside or outside, alone or as a group, presenting or listening."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Contrast:
    """One pair of sides; what names each in an announcement or a question.

    usual   the side that is meant if a question names none; None: either
    """

    one: re.Pattern[str]
    other: re.Pattern[str]
    usual: int | None = None

    def sides(self, text: str) -> frozenset[int]:
        """Which sides a text names: 0, 1, both or none."""
        return frozenset(side for side, pattern in enumerate((self.one, self.other)) if pattern.search(text))


def _contrast(one: str, other: str, usual: int | None = None) -> Contrast:
    return Contrast(re.compile(one), re.compile(other), usual)


CONTRASTS = (
    _contrast(
        r"(?<!ไม่)(?<!ไม่ได้)(?:นำเสนอ|เสนอผลงาน|พรีเซ|present|ส่งผลงาน|ส่งบทความ)",
        r"ไม่(?:ได้)?(?:นำ)?เสนอ|ฟัง|ผู้เข้าร่วม(?!แข่ง)|ผู้ร่วมงาน|เข้าร่วมงาน|ร่วมงานอย่างเดียว|attend|ผู้สังเกตการณ์",
    ),
    _contrast(
        r"ใน(?:สถาบัน|สังกัด|มหาวิทยาลัย|หน่วยงาน|องค์กร|คณะ)|(?:สถาบัน|มหาวิทยาลัย|หน่วยงาน)(?:เอง|ตัวเอง)|ภายใน(?!วัน|\d|เดือน|กี่)|(?:คน|บุคลากร|นักศึกษา)(?:ข้าง)?ใน|ของสถาบัน(?!อื่น)",
        r"นอก(?:สถาบัน|สังกัด|มหาวิทยาลัย|หน่วยงาน|องค์กร|คณะ|[^ก-๎]|$)|ข้างนอก|ภายนอก|ที่อื่น|จากนอก|สถาบันอื่น|คนนอก|ต่างสถาบัน",
    ),
    _contrast(
        r"ในประเทศ|คนไทย|(?:นักศึกษา|ผู้นำเสนอ|นักวิจัย)ไทย|thai", r"ต่างประเทศ|ต่างชาติ|ฝรั่ง|เมืองนอก|foreign|inter", 0
    ),
    _contrast(
        r"(?<!ไม่ใช่)(?<!ไม่ได้อยู่)(?<!นอก)(?:ภาค|หน่วยงาน|หน่วยงานของ|พนักงาน)?รัฐ|ข้าราชการ|ราชการ|อบต|อบจ|อปท|เทศบาล|ท้องถิ่น|ราชภัฏ",
        r"ไม่ใช่(?:ของ|หน่วยงาน|ภาค)*รัฐ|เอกชน|บริษัท|รัฐวิสาหกิจเอกชน|ธุรกิจ|มูลนิธิ|ประชาสังคม|ngo",
    ),
    _contrast(r"คนเดียว|เดี่ยว|รายบุคคล|ลำพัง|บุคคลเดียว", r"กลุ่ม|(?<!ที)ทีม|หมู่คณะ|เป็นคณะ|ยกทีม"),
    _contrast(r"(?<!ไม่ใช่)(?<!ไม่ได้เป็น)(?<!ไม่เป็น)สมาชิก", r"ไม่(?:ใช่|ได้เป็น|เป็น)สมาชิก|บุคคลทั่วไป(?!\))"),
    _contrast(
        r"ออนไลน์|online|zoom|ซูม|ถ่ายทอดสด",
        r"ที่โรงแรม|โรงแรม|ณสถานที่|ที่(?:มหาลัย|มหาวิทยาลัย|คณะ|ห้องประชุม)|onsite|on-site|ในสถานที่|ออนไซต์|ในห้อง|เข้าห้อง|ไปเอง|ไปนั่ง|มาเรียนเอง",
        1,
    ),
    _contrast(r"พักเดี่ยว|ห้องเดี่ยว|นอนคนเดียว", r"พักคู่|ห้องคู่|นอนสองคน|นอนคู่"),
    _contrast(r"(?<!ไม่)(?<!ไม่ได้)เคย", r"ไม่(?:ได้)?เคย"),
    _contrast(r"ไปกลับ|ไม่พัก|ไม่ค้าง", r"ค้างคืน|พักค้าง|พร้อมที่พัก|รวมที่พัก"),
)


def agreement(question: str, rows: Sequence[str]) -> list[float]:
    """How well each row's sides fit the question's: 1 for each that agrees, -3 for each that does not.

    Texts squeezed. Of a pair that a question names both sides of, rows on either side agree.
    """
    found = [0.0] * len(rows)
    for contrast in CONTRASTS:
        asked = contrast.sides(question)
        sides = [contrast.sides(row) for row in rows]
        if len({side for row in sides for side in row}) < 2 and not asked:
            continue
        if not asked and contrast.usual is not None:
            for place, side in enumerate(sides):
                found[place] += -0.5 if side and contrast.usual not in side else 0.0
            continue
        if not asked:
            continue
        for place, side in enumerate(sides):
            if side:
                found[place] += 1.0 if side & asked else -3.0
            elif len(asked) == 2 and any(sides):
                found[place] -= 1.0
    return found


def compared(question: str, rows: Sequence[str]) -> Contrast | None:
    """The pair of which a question names both sides, and rows stand on both."""
    for contrast in CONTRASTS:
        if len(contrast.sides(question)) == 2 and len({s for row in rows for s in contrast.sides(row)}) == 2:
            return contrast
    return None
