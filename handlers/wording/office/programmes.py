"""Programmes in the console: the list, the editor, what saving would do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from handlers.wording import dates

ADMISSION = {
    "open": ("เปิดรับอยู่", "good"),
    "not_yet": ("ยังไม่ถึงวันเปิดรับ", "wait"),
    "closed": ("ปิดรับ", "off"),
    "elsewhere": ("รับความสนใจ", "aside"),
}
NO_VERSION = "แบบฟอร์มไม่ครบค่ะ เปิดหน้านี้ใหม่แล้วทำอีกครั้ง"
KEPT = "เก็บที่พิมพ์ไว้ให้แล้ว"
NOT_KEPT = "ยังเก็บที่พิมพ์ไว้ไม่ได้ ตรวจการเชื่อมต่อ"
THROWN_AWAY = "ทิ้งที่แก้แล้วค่ะ ที่เห็นคือฉบับที่บันทึกไว้"
NOTHING = "ไม่มีอะไรเปลี่ยนค่ะ"
UNREADABLE = "อ่านแบบฟอร์มไม่ได้ค่ะ เปิดหน้านี้ใหม่แล้วทำอีกครั้ง"
SCOPED = "บัญชีนี้ดูแลเฉพาะบางโครงการ จึงเพิ่มโครงการไม่ได้ค่ะ ขอให้ผู้ดูแลทำให้"
MUST_BE_CLOSED = "เฉพาะผู้ดูแลเปิดรับสมัครได้ ตั้งสถานะเป็นปิดรับก่อนค่ะ"
TAKEN = "มีโครงการที่ใช้รหัสนี้แล้ว"
NOT_A_TEXT = "ไฟล์นี้ไม่ใช่ข้อความ UTF-8"
MADE = "เพิ่มโครงการแล้วค่ะ ยังไม่เผยแพร่ กรอกข้อมูลให้ครบแล้วกดเผยแพร่"
COPIED = "คัดลอกแล้วค่ะ ยังไม่เผยแพร่และยังไม่เปิดรับ ตรวจวันและข้อเท็จจริงก่อน"
QUESTIONS = (
    {
        "key": "name",
        "kind": "person_name",
        "label": "ชื่อ-นามสกุล",
        "ask": "ขอชื่อและนามสกุลค่ะ",
        "example": "สมชาย ใจดี",
    },
    {"key": "position", "kind": "position", "label": "ตำแหน่ง", "ask": "ตำแหน่งอะไรคะ", "example": "ปลัดเทศบาล"},
    {
        "key": "organisation",
        "kind": "organisation",
        "label": "หน่วยงาน",
        "ask": "อยู่หน่วยงานอะไรคะ",
        "example": "เทศบาลตำบลหนองบัว",
    },
    {"key": "province", "kind": "province", "label": "จังหวัด", "ask": "จังหวัดอะไรคะ", "example": "อุดรธานี"},
    {
        "key": "phone",
        "kind": "phone",
        "label": "เบอร์โทร",
        "ask": "ขอเบอร์โทรที่ติดต่อได้ค่ะ",
        "example": "081-234-5678",
    },
)
"""What a new form asks, until somebody changes it."""
REMINDERS = ({"id": "eve", "kind": "eve", "at": "18:00"}, {"id": "morning", "kind": "morning", "at": "07:00"})
PURPOSE = "พิจารณาการสมัคร ติดต่อ และจัดการอบรม"
READERS = "เจ้าหน้าที่ผู้จัดโครงการ"
KEEP_DAYS = 365
_WANTED = {
    "facts": "ข้อเท็จจริง: บอทยังตอบอะไรไม่ได้",
    "sessions": "วันอบรม",
    "questions": "แบบฟอร์ม: ยังสมัครไม่ได้",
    "reminders": "การเตือน",
}
_CLOSED = "การรับสมัคร: ตั้งไว้ว่าปิดรับ"


def saved(told: int, at: datetime | None, asked: int) -> str:
    """A programme was saved, and who hears of it."""
    text = "บันทึกแล้วค่ะ"
    if told and at is not None:
        text += f" จะแจ้งผู้เข้าอบรม {told} คน {dates.moment(at)} ถ้าเปลี่ยนกลับก่อนเวลานั้น ไม่มีใครได้รับแจ้ง"
    return text + (f" ถามผู้สมัคร {asked} คนเรื่องที่เพิ่มในแบบฟอร์ม" if asked else "")


def lacking(fields: Mapping[str, Any]) -> Sequence[str]:
    """What a programme with these fields still lacks before it is of use to anybody."""
    found = [text for name, text in _WANTED.items() if name not in fields]
    rules = fields.get("applications")
    if isinstance(rules, Mapping) and rules.get("state") == "closed" and fields.get("published") is False:
        found.append(_CLOSED)
    return found
