"""Applications in the console: states, decisions, history, what would happen and what has."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from models.application import ApplicationState
from models.listing import NO_LINE, REVIEW, RING

WITHDRAWN = "ผู้สมัครถอนใบสมัครแล้ว"
STATES: dict[str, str] = {
    ApplicationState.SUBMITTED: "รอพิจารณา",
    ApplicationState.APPROVED: "อนุมัติ",
    ApplicationState.WAITLISTED: "สำรอง",
    ApplicationState.REJECTED: "ไม่อนุมัติ",
    ApplicationState.COMPLETED: "จบโครงการ",
    ApplicationState.WITHDRAWN: "ถอนใบสมัคร",
}
CHIPS: dict[str, str] = {
    ApplicationState.SUBMITTED: "wait",
    ApplicationState.APPROVED: "good",
    ApplicationState.WAITLISTED: "aside",
    ApplicationState.REJECTED: "bad",
    ApplicationState.COMPLETED: "good",
    ApplicationState.WITHDRAWN: "off",
}
"""The colour of a state."""
DECISIONS = {"approve": "อนุมัติ", "reject": "ไม่อนุมัติ", "waitlist": "สำรอง", "complete": "จบโครงการ"}
KEYS = {"approve": "a", "reject": "r", "waitlist": "w", "complete": "c"}
"""The key that leads to a decision."""
REASONS: Mapping[str, Sequence[str]] = {
    "reject": ("ผู้สมัครเต็มจำนวนแล้ว", "คุณสมบัติยังไม่ตรงตามประกาศ", "ข้อมูลในใบสมัครยังไม่ครบ"),
    "waitlist": ("ผู้สมัครเต็มจำนวนแล้ว จะแจ้งหากมีที่ว่าง",),
}
"""Reasons that are often given."""
FLAGS = {REVIEW: "อาจซ้ำ/ให้ตรวจ", RING: "ต้องโทรแจ้ง", NO_LINE: "ไม่มี LINE"}
SORTS = {"submitted": "ส่งก่อน", "-submitted": "ส่งล่าสุด", "name": "ชื่อ ก-ฮ", "province": "จังหวัด"}
HAPPENED = {
    "submitted": "ส่งใบสมัคร",
    "edited": "แก้คำตอบ",
    "approved": "อนุมัติ",
    "rejected": "ไม่อนุมัติ",
    "waitlisted": "ให้เป็นสำรอง",
    "withdrawn": "ถอนใบสมัคร",
    "completed": "จบโครงการ",
    "undone": "เลิกทำการพิจารณา",
    "stage": "ถึงขั้น",
    "imported": "นำเข้าจากไฟล์",
    "linked": "ผูกกับแชท LINE",
    "rung": "โทรแจ้งแล้ว",
}
ACTORS = {"applicant": "ผู้สมัคร", "waiting list": "เลื่อนจากรายชื่อสำรองเอง"}
EXPORT_HEADINGS = {
    "reference": "เลขที่ใบสมัคร",
    "status": "สถานะ",
    "submitted_at": "วันเวลาที่ส่ง",
    "source": "มาจากป้าย",
}
NOTHING_CHOSEN = "ยังไม่ได้เลือกใบสมัครค่ะ เลือกอย่างน้อยหนึ่งใบ"
NO_DECISION = "ยังไม่ได้เลือกผลการพิจารณาค่ะ"
NO_VERSION = "แบบฟอร์มไม่ครบค่ะ เปิดหน้านี้ใหม่แล้วทำอีกครั้ง"
NOTED = "บันทึกแล้วค่ะ"
RUNG = "บันทึกว่าโทรแจ้งแล้วค่ะ"
REVIEWED = "เอาเครื่องหมายให้ตรวจออกแล้วค่ะ"
COMPARE = "เลือก 2 ถึง 4 ใบเพื่ออ่านเทียบค่ะ"
EXPORTED = "ไฟล์พร้อมแล้วค่ะ"
CANNOT_OPEN = "เปิดข้อมูลที่ปิดไว้ไม่ได้ค่ะ กุญแจของระบบเปลี่ยนไป แจ้งผู้ดูแลระบบ"


def decided(decision: str, *, told: bool, seconds: int) -> str:
    """One application was decided on."""
    done = f"{DECISIONS[decision]}แล้วค่ะ"
    if not told:
        return f"{done} ข้อความทาง LINE ไปไม่ถึง ต้องโทรแจ้ง"
    return f"{done} จะแจ้งผู้สมัครใน {seconds} วินาที" if seconds else f"{done} แจ้งผู้สมัครแล้ว"


def undone(state: str) -> str:
    """A decision was taken back."""
    return f"เลิกทำแล้วค่ะ กลับเป็น{STATES.get(state, state)} ผู้สมัครไม่ได้รับข้อความ"


def decided_many(decision: str, done: int, failed: int) -> str:
    """What became of a decision on many; never success where nothing happened."""
    label = DECISIONS.get(decision, decision)
    if not done:
        return f"ยังไม่ได้{label}สักใบค่ะ ทำไม่ได้ {failed} ใบ"
    return f"{label}แล้ว {done} ใบค่ะ" + (f" ทำไม่ได้ {failed} ใบ" if failed else "")


def imported(done: int, failed: int) -> str:
    """What became of an import."""
    return f"นำเข้าแล้ว {done} ใบค่ะ" + (f" นำเข้าไม่ได้ {failed} แถว" if failed else "")


def undone_many(done: int, failed: int) -> str:
    """What became of taking back a decision on many."""
    return f"เลิกทำแล้ว {done} ใบค่ะ" + (f" เลิกทำไม่ได้ {failed} ใบ เพราะแจ้งไปแล้วหรือเปลี่ยนไปแล้ว" if failed else "")


def flagged(flag: str, count: int, *, on: bool) -> str:
    """A flag was put on or taken off."""
    return f"{'ติดธง' if on else 'เอาธงออก'} {flag} {count} ใบค่ะ"


def differs(expected: int, now: int) -> str:
    """As many match no longer."""
    return f"ตอนนี้ตรงเงื่อนไข {now} ใบ ไม่ใช่ {expected} ใบแล้วค่ะ ยังไม่ได้ทำอะไร ดูรายการใหม่แล้วเลือกอีกครั้ง"


def former(label: str) -> str:
    """A question that is asked no more, over the answers given to it."""
    return f"{label} (เลิกถามแล้ว)"
