"""Who comes: the buttons, what was recorded, and what else is asked."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from handlers.wording import dates
from handlers.wording.kinds import named

ANSWERS = {
    "yes": "มาได้",
    "late": "มาได้ แต่สาย",
    "early": "มาได้ แต่กลับก่อน",
    "no": "มาไม่ได้",
    "substitute": "ส่งผู้แทน",
}
"""What a registrant may answer for a day, as shown to people and staff."""
BUTTONS = {answer: ANSWERS[answer] for answer in ("yes", "no", "substitute")}
"""The answers offered as buttons."""
CAME = "มาแล้ว (เจ้าหน้าที่บันทึก)"
SILENT = "ยังไม่ตอบ"
"""Shown for someone who has not answered."""
COLUMNS = ("วันที่", "เลขที่ใบสมัคร", "ชื่อ-นามสกุล", "คำตอบ", "เหตุผลหรือผู้แทน")
SHORT = {"yes": "มาได้", "no": "มาไม่ได้", "substitute": "ส่งแทน"}
"""What stands on a button where the row it is in names the day."""

ANSWER_TOO_LATE = "วันอบรมนั้นผ่านไปแล้ว จึงแก้คำตอบไม่ได้ค่ะ ยังไม่ได้บันทึกอะไรเพิ่ม"
NOT_A_REGISTRANT = "ปุ่มนี้ใช้ได้เมื่อใบสมัครได้รับการคัดเลือกค่ะ"
NOT_YET = "ใบสมัครยังรอพิจารณา จึงยังไม่ได้บันทึกเรื่องวันอบรมค่ะ ได้รับคัดเลือกแล้วบอกได้อีกครั้ง หรือฝากข้อความถึงเจ้าหน้าที่ไว้ก่อนก็ได้"
CHANGE_MIND = "เปลี่ยนใจได้จนกว่าจะเริ่มอบรม กดปุ่มหรือพิมพ์บอกใหม่ได้เลย"
ASK_DETAIL = {
    "no": "บอกเหตุผลสั้น ๆ ให้เจ้าหน้าที่ได้ไหมคะ (ข้ามได้)",
    "substitute": "ขอชื่อ-นามสกุลของผู้แทนค่ะ (ข้ามได้)",
}
DETAIL_WAITS = timedelta(hours=2)
"""How long a typed text still counts as the reason asked for."""
DETAIL_SKIPPED = "ได้ค่ะ คำตอบบันทึกไว้แล้ว"
WHOSE = "หมายถึงวันอบรมของใครคะ"


def button(answer: str, day: date) -> str:
    """One answer for one day, short enough for three in a row: ศ.10 มาไม่ได้."""
    return f"{dates.SHORT_WEEKDAYS[day.weekday()]}{day.day} {SHORT[answer]}"


def pressed(answer: str, day: date) -> str:
    """What such a button says for the person."""
    return f"{dates.run([day])} {BUTTONS[answer]}"


def pressed_for_all(answer: str, count: int) -> str:
    """What a button for all days of a reminder says for the person."""
    return BUTTONS[answer] if count == 1 else f"{BUTTONS[answer]}{all_days(count)}"


def all_days(count: int) -> str:
    """What the answers for all days of a reminder stand under."""
    return f"ทั้ง {count} วัน"


def noted(
    people: str, programme: str, name: str | None, days: Sequence[tuple[date, str | None, str | None]]
) -> str:
    """What is now recorded: whose, and each day's answer with the words kept with it."""
    lines = [f"บันทึกให้เจ้าหน้าที่เห็นแล้วค่ะ – {programme}", *([f"{people}: {name}"] if name else [])]
    return "\n".join([*lines, *(f"• {line(*day)}" for day in days)])


def line(day: date, answer: str | None, detail: str | None) -> str:
    """One day's answer and the words kept with it."""
    said = ANSWERS[answer] if answer else SILENT
    return f"{dates.weekday(day)}: {said}" + (f" (“{detail}”)" if detail else "")


def no_such_day(event: str, programme: str, days: Sequence[date], nearest: Sequence[date]) -> str:
    """A day without training was named: nothing was recorded."""
    asked = ", ".join(dates.run([day]) for day in days[:3]) or "ช่วงที่บอก"
    return f"{asked} ไม่มีวัน{named(event, programme)} จึงยังไม่ได้บันทึกค่ะ\n{coming(event, nearest)}"


def coming(event: str, days: Sequence[date]) -> str:
    """The next days."""
    return f"วัน{event}ที่ใกล้ที่สุดคือ {dates.run(days)}"


def is_it_of(event: str, programme: str, days: Sequence[date]) -> str:
    """It may or may not be about the training: nothing was recorded."""
    return f"หมายถึงวัน{named(event, programme)} {dates.run(days)} ใช่ไหมคะ ยังไม่ได้บันทึก กดปุ่มบอกทีละวันได้เลยค่ะ"
