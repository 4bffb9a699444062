"""A person's own sessions."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from handlers.wording import dates
from handlers.wording.attendance import ANSWERS
from handlers.wording.kinds import named

TODAY = "วันนี้"
NEXT = "ครั้งต่อไป"
COMING = "ยังไม่ถึง"
CANCELLED = "งดแล้ว"


def head(event: str, programme: str, whose: str | None, past: int, total: int) -> str:
    """How far a programme has got."""
    name = f" ({whose})" if whose else ""
    return f"วัน{event}ของคุณ {programme}{name}\n{event}ไปแล้ว {past} จาก {total} ครั้ง เหลืออีก {total - past} ครั้ง"


def all_over(event: str) -> str:
    """Every session is over."""
    return f"{event}ครบทุกครั้งแล้วค่ะ"


def line(day: date, state: str, answer: str | None = None) -> str:
    """One session with its state and what they answered."""
    said = f" · ตอบว่า{ANSWERS[answer]}" if answer else ""
    return f"• {dates.weekday(day)} – {state}{said}"


def past(days: Sequence[date]) -> str:
    """The sessions that are over, in one line."""
    return f"• ผ่านแล้ว: {', '.join(dates.short(day) for day in days)}"


def more(count: int, last: date) -> str:
    """Sessions not listed individually."""
    return f"• และอีก {count} ครั้ง ถึง {dates.weekday(last)}"


CALENDAR = "ปฏิทิน"
CALENDAR_TITLE = "ปฏิทินวันอบรมของคุณ"
CALENDAR_GIVEN = "ให้ลิงก์ปฏิทินไว้แล้วค่ะ เลื่อนขึ้นไปดูในแชทนี้ได้ ถ้าหาไม่พบกด ลิงก์ใหม่ แล้วลิงก์เดิมจะใช้ไม่ได้"
DAY_BY_DAY = "กดเพื่อเพิ่มทีละวันใน Google ปฏิทินค่ะ ถ้าวันเปลี่ยน บอทจะแจ้งในแชทนี้"
CALENDAR_OFF = "ยกเลิกลิงก์ปฏิทินแล้วค่ะ ลิงก์เดิมใช้ไม่ได้แล้ว ขอใหม่ได้ พิมพ์ ปฏิทิน"
CALENDAR_NEW = "ลิงก์ใหม่"
CALENDAR_STOP = "ยกเลิกลิงก์"
GOOGLE = "เพิ่มใน Google ปฏิทิน"
MAP = "เปิดแผนที่"


def calendar(url: str) -> str:
    """The link, and what it is for."""
    return (
        f"เพิ่มลิงก์นี้ในแอปปฏิทิน แล้ววันอบรมจะอยู่ในปฏิทิน เลื่อนหรืองดก็เปลี่ยนตามเองค่ะ\n{url}\nลิงก์นี้เป็นของคุณคนเดียว อย่าส่งต่อนะคะ"
    )


def google_label(day: date) -> str:
    """A button for one session."""
    return f"{dates.short(day)} ลง Google ปฏิทิน"


def event_title(event: str, programme: str, title: str | None) -> str:
    """A session's title in a calendar."""
    return f"{named(event, programme)}: {title}" if title else named(event, programme)


def either(texts: Sequence[str]) -> str:
    """One statement, or several that contradict each other."""
    return " หรือ ".join(texts)


def days_before(event: str, days: int, *, least: bool) -> str:
    """A deadline counted back from the first day; `least`: it may be earlier."""
    return f"ก่อนวัน{event}{'อย่างน้อย' if least else ''} {days} วัน"


WINDOW = ("รับสมัคร", "สมัคร", "ลงทะเบียน", "ใบสมัคร")
WINDOW_OF_PROPOSALS = ("รับข้อเสนอ", "ส่งข้อเสนอ", "ยื่นข้อเสนอ", "ข้อเสนอ", "สมัคร", "ใบสมัคร")
"""The time in which applications, or proposals, are taken; and how people call it."""
