"""Who may attend, in words; the announcement's own words are passed in."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from handlers.wording.common import items
from handlers.wording.enquiries import note
from models.audience import AudienceKind

KINDS = {
    AudienceKind.LOCAL_EXECUTIVE: "ผู้บริหารท้องถิ่น",
    AudienceKind.LOCAL_COUNCIL: "สมาชิกสภาท้องถิ่น",
    AudienceKind.LOCAL_OFFICIAL: "ข้าราชการหรือพนักงาน อปท.",
    AudienceKind.LOCAL_AUTHORITY: "อปท.",
    AudienceKind.COMMUNITY_LEADER: "ผู้นำชุมชน",
    AudienceKind.STATE_CHIEF: "หัวหน้าส่วนราชการ",
    AudienceKind.STATE_DEPUTY: "รองหัวหน้าส่วนราชการ",
    AudienceKind.STATE_OFFICIAL: "ข้าราชการหรือหน่วยงานรัฐ",
    AudienceKind.SPECIALIST: "ระดับชำนาญการพิเศษขึ้นไป",
    AudienceKind.PRIVATE: "ภาคเอกชน",
    AudienceKind.CIVIL_SOCIETY: "ภาคประชาสังคม",
    AudienceKind.MEDIA: "สื่อมวลชน",
    AudienceKind.STUDENT: "นักศึกษา",
    AudienceKind.PUBLIC: "ประชาชนทั่วไป",
}

_VERDICTS = {
    "yes": "{who}: อยู่ในกลุ่มที่ {programme} เชิญค่ะ",
    "no": "{who}: ไม่อยู่ในกลุ่มที่ {programme} รับค่ะ",
    "ask": "{who}: ประกาศของ {programme} ไม่ได้บอกชัด เจ้าหน้าที่เป็นผู้พิจารณาค่ะ",
    "unnamed": "{who}: ประกาศของ {programme} ไม่ได้ระบุไว้ เจ้าหน้าที่เป็นผู้พิจารณาค่ะ",
}

SUITS = {
    "yes": "อยู่ในกลุ่มที่เชิญ",
    "no": "ไม่อยู่ในกลุ่มที่รับ",
    "ask": "เจ้าหน้าที่พิจารณา",
    "unnamed": "ประกาศไม่ได้ระบุไว้",
}
SUITS_UNKNOWN = "ประกาศไม่ได้กล่าวถึง"


def verdict(programme: str, who: str, answer: str, quote: str, text: str | None, notes: Sequence[str]) -> str:
    """Yes, no, or staff decide; with the announcement's words."""
    lines = [_VERDICTS[answer].format(who=who, programme=programme)]
    if text and text not in quote:
        lines.append(text)
    lines.append(f"ตามประกาศ: “{quote}”")
    return "\n".join([*lines, *map(note, notes)])


def invited(programme: str, quotes: Sequence[str]) -> str:
    """Who is invited, in the announcement's words alone."""
    return f"ใครสมัครได้ – {programme}\n{items([f'“{quote}”' for quote in quotes])}"


def not_mentioned(programme: str, who: Sequence[str]) -> str:
    """The announcement does not mention these people."""
    return f"{' / '.join(who)}: ประกาศของ {programme} ไม่ได้กล่าวถึงกลุ่มนี้ เจ้าหน้าที่เป็นผู้พิจารณาค่ะ"


def across(who: Sequence[str], lines: Sequence[str]) -> str:
    """Which programmes suit these people."""
    return f"สำหรับ {' / '.join(who)}\n{items(lines)}"


def lead(verdicts: Collection[str], *, asks_no: bool) -> str:
    """Yes or no first, where it is one; where the question is whether they may not, the other way round."""
    if set(verdicts) == {"yes"}:
        return "ไม่ใช่ค่ะ ไปได้" if asks_no else "ได้ค่ะ"
    if set(verdicts) == {"no"}:
        return "ใช่ค่ะ ไปไม่ได้" if asks_no else "ไม่ได้ค่ะ"
    return ""


def only(programme: str, invited: Sequence[str], *, right: bool) -> str:
    """Whether nobody else is invited."""
    said = f"{programme} เชิญ{' '.join(invited)}"
    return f"ใช่ค่ะ {said}" if right else f"ไม่ใช่ค่ะ ไม่ได้รับเฉพาะกลุ่มนี้ {said}"
