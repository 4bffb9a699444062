"""The stages of an application: what is done, what is waited for, what comes."""

from __future__ import annotations

SENT, CHOOSING, CHOSEN, RESULT = "ส่งใบสมัครแล้ว", "รอพิจารณา", "พิจารณาแล้ว", "ทราบผล"
TOLD_HERE = "แจ้งในแชทนี้"


def takes_part(event: str) -> str:
    """The last stage."""
    return f"เข้า{event}"


def who_decides(when: str) -> str:
    """Who is asked now, and when they answer."""
    return f"เจ้าหน้าที่โครงการเป็นผู้พิจารณา\nกำหนดทราบผล: {when}"


def from_day(day: str) -> str:
    """From when on."""
    return f"เริ่ม {day}"
