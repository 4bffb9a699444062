"""Positions people hold in local government and around it. Value: the position as written, tidied."""

# ruff: noqa: E501 (patterns and rows of Thai words are read whole; broken they hide their order)
from __future__ import annotations

import re
from datetime import date

from intents.entities import organisation
from intents.everyday import SENTENCE_WORDS
from intents.tokens import words
from models.understanding import Entity

KIND = "position"
RANK = 2

_ACTING = r"(?:(?:ผู้)?รักษาการ(?:ในตำแหน่ง|แทน)?|รก\.|อดีต|ว่าที่(?=นายก|ปลัด)|ผู้ช่วย(?=ปลัด|ผู้อำนวยการ|ผอ|เลขา|นัก|เจ้าพนักงาน))?[ ]?"
_GRADE = r"ปฏิบัติการ|ชำนาญการพิเศษ|ชำนาญการ|ชำนาญงานพิเศษ|ชำนาญงาน|ปฏิบัติงาน|อาวุโส|เชี่ยวชาญพิเศษ|เชี่ยวชาญ|ทรงคุณวุฒิ"
_RANK_WORDS = (
    rf"(?:ระดับ[ ]?|วิทยฐานะ[ ]?)?(?:{_GRADE})|ระดับ[ ]?(?:ต้น|กลาง|สูง|\d{{1,2}})|ซี[ ]?\d{{1,2}}|"
    r"คศ\.?[ ]?[1-5]|[3-9][ ]?ว(?![ก-๎])|(?<![ก-๎])(?:ชก|ปก|ปง|ชง|ชพ|ชช|อว)\.?(?![ก-๎])"
)
_LEVEL = rf"(?:[ ]?(?:\((?:{_RANK_WORDS})\)|{_RANK_WORDS}))?"
_HEADS = (
    r"(?:รอง)?นายกเทศมนตรี|(?:รอง|เลขานุการ|เลขา|ที่ปรึกษา)?นายก(?!รัฐมนตรี|สมาคม|สภา|[ะ-ฺ็-๎ฤ])(?:ฯ)?|ปลัดอำเภอ(?:อาวุโส)?|นายอำเภอ|(?:รอง)?ปลัด(?!กระทรวง|ขิก|ประเทศ)(?:ฯ)?|"
    r"(?:รอง)?ประธานสภา(?:ฯ)?|สมาชิกสภา(?:ฯ)?|(?<![ก-๎])ส\.?อบ[ตจ]\.?|(?<![ก-๎])ส\.?[ทจ]\.(?![ก-๎]\.)|(?<![ก-๎])สท(?![ก-๎])"
)
_UNIT_HEADS = (
    r"(?:รอง)?(?:ผู้อำนวยการ|ผอ\.?)(?=$|[ ก-๎])|(?:รอง)?หัวหน้า(?=สำนัก|ฝ่าย|งาน|กลุ่ม|ส่วน|กอง|หน่วย|ศูนย์|โครงการ|ส่วนราชการ)|"
    r"นักวิชาการ|นักจัดการงาน|นักบริหารงาน|เจ้าพนักงาน|เจ้าหน้าที่(?=พัสดุ|การเงิน|ธุรการ|บัญชี|วิเคราะห์|ป้องกัน|สาธารณสุข|พัฒนา|บริหาร|ประชาสัมพันธ์|จัดเก็บ|บันทึก)|"
    r"นายช่าง|วิศวกร|ผู้ช่วยนัก|ผู้ช่วยเจ้าพนักงาน|(?<![ก-๎])(?:จพง|นวก|นวช|จนท)\."
)
_WHOLE = (
    r"นักวิเคราะห์นโยบายและแผน|นักวิเคราะห์|นักพัฒนาชุมชน|นักทรัพยากรบุคคล|นักสังคมสงเคราะห์|นักประชาสัมพันธ์|นักสันทนาการ|นักวิจัย|นักธุรกิจ|นักศึกษา|นักพัฒนาการท่องเที่ยว|"
    r"นักป้องกันและบรรเทาสาธารณภัย|นักข่าว|ผู้สื่อข่าว|บรรณาธิการ|พนักงานจ้าง(?:ทั่วไป|ตามภารกิจ)?|พนักงานส่วนตำบล|พนักงานเทศบาล|พนักงานราชการ|พนักงานส่วนท้องถิ่น|"
    r"ข้าราชการ(?:บำนาญ|ท้องถิ่น|ส่วนท้องถิ่น|เกษียณ|ครู)?|นิติกร|สถาปนิก|ผู้ใหญ่บ้าน|ผู้ช่วยผู้ใหญ่บ้าน|สารวัตรกำนัน|กำนัน|ประธานชุมชน|ผู้นำชุมชน|เลขานุการ(?:สภา)?|ที่ปรึกษา|"
    r"กรรมการผู้จัดการ|ผู้จัดการ|ผู้บริหาร(?:ท้องถิ่น|สถานศึกษา)?|คณบดี|อธิการบดี|อาจารย์|พยาบาลวิชาชีพ|เจ้าของกิจการ|ผู้ประกอบการ|ท้องถิ่น(?:อำเภอ|จังหวัด)(?!ไหน)|"
    r"เลขาธิการ|ผู้ว่าราชการจังหวัด|ลูกจ้าง(?:ประจำ|ชั่วคราว)?|(?<![ก-๎])อสม\.?(?![ก-๎])|(?<![ก-๎])ครู(?:ชำนาญการ(?:พิเศษ)?|ผู้ช่วย)?(?![ก-๎])|(?<=เป็น)ครู"
)
_GRADED = (
    r"(?:(?<![ก-๎])|(?<=ตำแหน่ง)|(?<=เป็น))(?:นัก|เจ้าพนักงาน|จพง\.|นวก\.|นวช\.|ครู|นิติ|วิศว|สถาปนิก|นายช่าง|ช่าง|พยาบาล|เภสัช|ทันต|แพทย์|สัตวแพทย์|บรรณารักษ์|ศึกษานิเทศ)"
    rf"[ก-๎]{{0,40}}?[ ]?(?:\((?:{_RANK_WORDS})\)|ระดับ(?:ต้น|กลาง|สูง)|{_GRADE})(?:พิเศษ)?"
)
"""An unknown or misspelt position, recognised by the rank after it: only positions have one."""
_POSITION = re.compile(
    f"{_ACTING}(?:(?P<graded>{_GRADED})|(?P<head>{_HEADS})|(?P<unit>{_UNIT_HEADS})|(?P<whole>{_WHOLE})){_LEVEL}",
    re.IGNORECASE,
)
_RANK_APART = re.compile(
    rf"(?<![ก-๎])(?:\([ก-๎]{{2,40}}[ ]?(?:{_RANK_WORDS})\)|\((?:{_RANK_WORDS})\)|(?:{_RANK_WORDS})(?=$|[ ,\n]|ค่ะ|ครับ|โทร))"
)
_GENERIC_OFFICE = re.compile(
    r"[ ]?(?:อบต\.?|อบจ\.?|อปท\.?|เทศบาล(?:ตำบล|เมือง|นคร)?|องค์การบริหารส่วน(?:ตำบล|จังหวัด)|เมืองพัทยา)(?![ก-๎])"
)
_UNIT = re.compile(r"[ก-๎]{2,40}")
_UNIT_APART = re.compile(r"(?:(?<=ผอ)|(?<=อ\.)|(?<=การ))[ ](?=กอง(?!ทุน|กำลัง|ทัพ)|ฝ่าย|ส่วน|กลุ่ม)")
"""A unit of the person's own office, written apart: "ผอ กองช่าง"."""
_UNIT_CUT = re.compile(
    r"อบต|อบจ|เทศบาล|องค์การ|โทร|เบอร์|สมัคร|ครับ|ค่ะ|คะ|ได้ไหม|มั้ย|ไหม|อยู่|จังหวัด|อำเภอ|ต้อง|อยาก|ร่วม|มีสิทธิ"
)
_LEVEL_AFTER = re.compile(_LEVEL)
_UNIT_WORDS = frozenset({"เข้า", "และ", "ทั่วไป", "ชุมชน", "น้ำท่วม", "ขยะ", "สถานที่", "ข้อมูล", "โครงการ", "ช่วย", "รับ", "จัด", "ใน", "วัน", "ปลัด", "ส่ง", "หน้า", "โทรศัพท์", "เอกสาร", "ปี", "ปัญหา", "แจ้ง", "ของ", "จ่าย", "เพื่อ"})  # fmt: skip
_ENDS = SENTENCE_WORDS - _UNIT_WORDS


def find(text: str, today: date) -> list[Entity]:
    """Every position; the office after it is left to `organisation` if it has a name."""
    found = []
    place = 0
    while match := _POSITION.search(text, place):
        end = _end(text, match)
        start = match.start() + len(match[0]) - len(match[0].lstrip())
        written = text[start:end].strip()
        found.append(Entity(KIND, _tidy(written), text[start:end], start, end))
        place = max(end, match.end())
    return found


def rank(text: str, behind: int) -> tuple[int, int] | None:
    """Where a rank stands on its own after a position: the last word of "ปลัด อบต.หนองบัว ระดับกลาง"."""
    found = _RANK_APART.search(text, behind)
    return found.span() if found else None


def _end(text: str, match: re.Match[str]) -> int:
    """Where the position ends: after its unit, or after an office without a name of its own."""
    end = match.end()
    if match["unit"]:
        end = gap.end() if (gap := _UNIT_APART.match(text, end)) else end
        unit = _UNIT.match(text, end)
        taken = _unit(unit[0]) if unit else ""
        level = _LEVEL_AFTER.match(text, end + len(taken))
        return level.end() if level else end + len(taken)
    if match["head"]:
        generic = _GENERIC_OFFICE.match(text, end)
        named = any(
            entity.start <= end + 1
            for entity in organisation.find(text[end : end + 60], date.min)
            if entity.start <= 1
        )
        if generic and not named:
            return generic.end()
        if generic is None and not named:
            office = re.match(
                r"(?:อบต\.?|อบจ\.?|เทศบาล(?:ตำบล|เมือง|นคร)?)(?=สมัคร|ได้|เข้า|อยาก|ลง|ไป|ต้อง|เรียน)",
                text[end : end + 40],
            )
            return end + office.end() if office else end
    return end


def _unit(run: str) -> str:
    cut = _UNIT_CUT.search(run)
    head = run[: cut.start()] if cut else run
    taken = 0
    for word in words(head):
        if word in _ENDS:
            break
        taken += len(word)
    return head[:taken]


def _tidy(written: str) -> str:
    return re.sub(r"\s+", " ", written)
