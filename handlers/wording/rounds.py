"""Choosing a round, and being moved to another."""

from __future__ import annotations

from datetime import date, time

from handlers.wording import dates

STAFF_MOVE = "ส่งใบสมัครแล้ว เปลี่ยนรุ่นเองไม่ได้ค่ะ พิมพ์ ติดต่อเจ้าหน้าที่ เพื่อขอย้ายรุ่น"


def closed(name: str, closes: date | None, closes_at: time | None) -> str:
    """A round that takes no applications any more."""
    if closes is None:
        return f"{name} ปิดรับแล้วค่ะ เลือกรุ่นอื่นได้"
    hour = f" เวลา {closes_at:%H.%M} น." if closes_at is not None else ""
    return f"{name} ปิดรับแล้วค่ะ ({dates.weekday(closes)}{hour}) เลือกรุ่นอื่นได้"


def not_open_yet(name: str, opens: date | None) -> str:
    """A round that does not take applications yet."""
    when = f" เริ่มรับ{dates.weekday(opens)}" if opens is not None else ""
    return f"{name} ยังไม่เปิดรับค่ะ{when} เลือกรุ่นอื่นได้"


def moved(programme: str, reference: str, round: str, name: str | None) -> str:
    """Staff moved an application to another round."""
    whose = f" ของคุณ{name}" if name else ""
    return f"เจ้าหน้าที่ย้ายใบสมัคร {programme}{whose} ไป {round} แล้วค่ะ\nเลขที่ใบสมัคร {reference}"


def shut(label: str) -> str:
    """A round in the list to choose from that takes no applications now."""
    return f"{label} (ปิดรับ)"
