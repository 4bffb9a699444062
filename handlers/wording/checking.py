"""The usual questions about an event, as people ask them; and what a check of a file says."""

from __future__ import annotations

PREPARING = "เตรียมการอ่านภาษาไทยครั้งแรก ใช้เวลาราวครึ่งนาที"
ALL_ANNOUNCED = "ประกาศตอบได้ทุกข้อข้างบน"


def usual(event: str) -> tuple[str, ...]:
    """What officials ask about nearly every event."""
    return (
        f"{event}วันไหนบ้าง",
        f"{event}กี่โมงถึงกี่โมง",
        f"{event}ที่ไหน",
        f"{event}กี่วัน",
        "รับสมัครถึงวันไหน",
        "ตอนนี้ยังสมัครได้ไหม",
        "สมัครยังไง",
        "ใครสมัครได้บ้าง",
        "ปลัด อบต. ไปได้ไหม",
        "รับกี่คน",
        "ค่าลงทะเบียนเท่าไหร่",
        "จ่ายเงินยังไง โอนเข้าบัญชีไหน",
        "ไม่ได้ไปแล้วได้เงินคืนไหม",
        "ขอใบเสร็จได้ไหม",
        "ต้องใช้เอกสารอะไรบ้าง",
        "มีที่พักให้ไหม",
        "มีอาหารกลางวันไหม",
        "แต่งกายยังไง",
        "มีที่จอดรถไหม",
        "ต้องเตรียมอะไรมาบ้าง",
        "เรียนออนไลน์ได้ไหม",
        "ได้ใบประกาศนียบัตรไหม",
        "ส่งคนอื่นไปแทนได้ไหม",
        "ใครเป็นวิทยากร",
        "ใครเป็นผู้จัด",
        "จัดเพื่ออะไร",
        "เรียนเรื่องอะไรบ้าง",
        "ติดต่อใครได้บ้าง",
    )


def of_round(name: str) -> str:
    """About a round."""
    return f"{name} วันไหน ที่ไหน"


def until(what: str) -> str:
    """About a deadline."""
    return f"{what}ได้ถึงวันไหน"


def when(what: str) -> str:
    """About something with a date."""
    return f"{what}วันไหน"


def price(who: str, what: str) -> str:
    """About a row of prices."""
    return f"{who} {what}เท่าไหร่"


def heading(heading: str) -> str:
    """About a fact under a heading."""
    return f"{heading} ว่ายังไงบ้าง"


def question(text: str) -> str:
    """A question in the list."""
    return f"ถาม: {text}"


def gaps(count: int, of: int) -> str:
    """How many questions the announcement leaves open."""
    return f"ยังไม่ประกาศ {count} จาก {of} ข้อ ถ้าประกาศบอกไว้ ให้เติมในไฟล์:"
