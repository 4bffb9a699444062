"""What an applicant is told of a decision."""

from __future__ import annotations

from handlers.wording.kinds import named

DECISIONS = {
    "approved": "ยินดีด้วยค่ะ คุณได้รับการคัดเลือกเข้า{named}",
    "rejected": "แจ้งผลการสมัคร {programme} ค่ะ ครั้งนี้ยังไม่ได้รับการคัดเลือก",
    "waitlisted": "แจ้งผลการสมัคร {programme} ค่ะ คุณอยู่ในรายชื่อสำรอง หากมีที่ว่างจะแจ้งในแชทนี้",
    "completed": "ขอบคุณที่ร่วม {programme} จนจบค่ะ",
}


def decision(
    state: str, event: str, programme: str, reference: str, name: str | None, reason: str | None
) -> str:
    """What staff decided."""
    lines = [
        DECISIONS[state].format(programme=programme, named=named(event, programme)),
        f"เลขที่ใบสมัคร {reference}",
    ]
    if name:
        lines.append(f"ผู้สมัคร: {name}")
    if reason:
        lines.append(f"เหตุผล: {reason}")
    return "\n".join(lines)
