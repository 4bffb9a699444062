"""Days of a programme in the console."""

from __future__ import annotations

from datetime import datetime

from handlers.wording import dates
from handlers.wording.attendance import ANSWERS, SILENT

LABELS = {
    "date": "วันที่",
    "starts": "เริ่ม",
    "ends": "เลิก",
    "place": "สถานที่",
    "title": "หัวข้อ",
    "round": "รุ่น",
}
DATE_HINT = f"เช่น {dates.TYPED}"
EMPTY = "ยังไม่มีวันอบรมค่ะ"
NOBODY = "ยังไม่มีผู้ที่อนุมัติแล้วค่ะ"
NOTHING = "ไม่มีอะไรเปลี่ยนค่ะ"
ROUND_MOVED = "ย้ายรุ่นแล้วค่ะ แจ้งผู้สมัครแล้ว"


def answer(said: str | None) -> str:
    """What a registrant answered."""
    return ANSWERS.get(said, said) if said else SILENT


def told(count: int, at: datetime | None, rounds: tuple[str, ...] = ()) -> str:
    """Who will be told of the changes that wait, and when."""
    if at is None or not count:
        return "ไม่มีผู้ที่ต้องแจ้ง"
    whose = f" ({', '.join(rounds)})" if rounds else ""
    return f"จะแจ้ง {count} คน{whose} ทาง LINE {dates.moment(at)} ถ้าเปลี่ยนกลับก่อนเวลานั้น ไม่มีใครได้รับแจ้ง"


def saved(what: str, count: int, at: datetime | None, rounds: tuple[str, ...]) -> str:
    """A day was changed."""
    return f"{what}แล้วค่ะ {told(count, at, rounds)}"


def came(count: int, name: str | None, *, came: bool) -> str:
    """Who came was marked, or taken back."""
    who = name or f"{count} คน"
    return f"บันทึกว่า{who}มาแล้วค่ะ" if came else f"เอาเครื่องหมายมาแล้วของ{who}ออกแล้วค่ะ"
