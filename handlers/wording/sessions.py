"""A person's own sessions."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from handlers.wording import dates

TODAY = "วันนี้"
NEXT = "ครั้งต่อไป"
COMING = "ยังไม่ถึง"
CANCELLED = "งดแล้ว"
ALL_OVER = "อบรมครบทุกครั้งแล้วค่ะ"
_SAID = {"yes": "มาได้", "no": "มาไม่ได้", "substitute": "ส่งผู้แทน"}


def head(programme: str, whose: str | None, past: int, total: int) -> str:
    """How far a programme is."""
    name = f" ({whose})" if whose else ""
    return f"วันอบรมของคุณ {programme}{name}\nอบรมไปแล้ว {past} จาก {total} ครั้ง เหลืออีก {total - past} ครั้ง"


def line(day: date, state: str, answer: str | None = None) -> str:
    """One session with its state and what they answered."""
    said = f" · ตอบว่า{_SAID[answer]}" if answer in _SAID else ""
    return f"• {dates.weekday(day)} – {state}{said}"


def past(days: Sequence[date]) -> str:
    """The sessions that are over, in one line."""
    return f"• ผ่านแล้ว: {', '.join(dates.short(day) for day in days)}"


def more(count: int, last: date) -> str:
    """Sessions that are not spelled out."""
    return f"• และอีก {count} ครั้ง ถึง {dates.weekday(last)}"
