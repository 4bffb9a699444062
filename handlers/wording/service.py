"""Reminders, who comes, staff, the person's own data, interest."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from handlers.wording import dates
from handlers.wording.kinds import named

MUTE = "ปิดการเตือน"
UNMUTE = "เปิดการเตือน"

MUTED = "ปิดการเตือนแล้วค่ะ ถ้าเลื่อนหรืองดอบรมยังแจ้งให้ทราบ เปิดใหม่ได้ พิมพ์ เปิดการเตือน"
UNMUTED = "เปิดการเตือนแล้วค่ะ"
NO_SESSIONS_OF_MINE = "ยังไม่มีวันอบรมของคุณค่ะ วันอบรมจะแสดงเมื่อใบสมัครได้รับการคัดเลือก"
MY_SESSIONS = "วันอบรมของฉัน"

TOO_MANY_AT_ONCE = "มีข้อความเข้ามาพร้อมกันหลายข้อความ จึงขอพักสักครู่แล้วจะตอบต่อค่ะ ถ้าต้องการคุยกับเจ้าหน้าที่ พิมพ์ ติดต่อเจ้าหน้าที่"


def interest_noted(programme: str) -> str:
    """They will be told."""
    return f"จดความสนใจ {programme} แล้วค่ะ เปิดรับสมัครเมื่อไรจะบอกในแชทนี้"


def interest_known(programme: str) -> str:
    """It was noted before."""
    return f"จดความสนใจ {programme} ไว้แล้วค่ะ เปิดรับสมัครเมื่อไรจะบอกในแชทนี้"


def now_open(programme: str, closes: date | None) -> str:
    """What interested people are told, once."""
    until = f" ถึง {dates.weekday(closes)}" if closes else ""
    return f"{programme} ที่คุณสนใจ เปิดรับสมัครแล้วค่ะ{until}"


def reminder_title(event: str, programme: str) -> str:
    """A reminder card's title."""
    return f"เตือนวัน{named(event, programme)}"


def other_reminder(programme: str) -> str:
    """A reminder of something else than a day: a deadline, a missing file."""
    return f"เตือนเรื่องใบสมัคร {programme}"


def reminder_lead(event: str, days_away: int, count: int) -> str:
    """When, in a word."""
    when = {0: "วันนี้", 1: "พรุ่งนี้"}.get(days_away, f"อีก {days_away} วัน")
    return f"{when}มี{event}ค่ะ" if count == 1 else f"{when}เริ่ม{event} {count} วันติดกันค่ะ"


def reminder_day(day: date, hours: str, place: str) -> tuple[str, str]:
    """One day of a reminder: label and what to know."""
    return dates.weekday(day), f"เวลา: {hours}\nสถานที่: {place}"


def reminder_text(title: str, lead: str, rows: Sequence[tuple[str, str]], besides: Sequence[str]) -> str:
    """A reminder as text, for notifications and where cards are not shown."""
    lines = [f"{title} – {lead}", *besides]
    lines += [f"• {a} {' · '.join(b.splitlines())}" for a, b in rows]
    return "\n".join(lines)


def whose(people: str, name: str) -> str:
    """Whose reminder it is, if one person looks after several."""
    return f"{people}: {name}"


ANSWER_PRIVATELY = "มาได้หรือไม่ ตอบในแชทส่วนตัวกับบอทนะคะ พิมพ์ มาได้ หรือ มาไม่ได้"
