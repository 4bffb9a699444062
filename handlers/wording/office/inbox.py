"""The inbox of staff."""

from __future__ import annotations

from collections.abc import Iterable

from models.case import CaseKind, CaseMessage, Folder, Sender
from models.conversation import Person

FOLDERS = {Folder.OPEN: "รอตอบ", Folder.MINE: "ฉันกำลังตอบ", Folder.DONE: "เสร็จแล้ว"}
KINDS = {
    CaseKind.WORDS: "ฝากข้อความ",
    CaseKind.CALL: "ขอให้โทรกลับ",
    CaseKind.TROUBLE: "แจ้งว่าติดต่อไม่ได้",
    CaseKind.NOTE: "บันทึกจากบอท",
}
EMPTY = {
    Folder.OPEN: "ไม่มีข้อความค้างค่ะ",
    Folder.MINE: "ยังไม่มีเรื่องที่คุณกำลังตอบค่ะ",
    Folder.DONE: "ยังไม่มีเรื่องที่ปิดแล้วค่ะ",
}
HIDDEN = "ข้อความนี้แสดงเฉพาะเจ้าหน้าที่ที่ตอบได้"
_SENDERS = {Sender.PERSON: "ผู้ฝาก", Sender.BOT: "บอท", Sender.STAFF: "เจ้าหน้าที่"}


def who(person: Person | None, names: Iterable[str | None]) -> str:
    """The best name there is: applicants' names, else LINE's, else that it is the bot's note."""
    if person is None:
        return "บอท"
    known = dict.fromkeys(name for name in names if name)
    return " / ".join(known) or person.display_name or "ผู้ใช้ LINE"


def state(*, closed: bool, overdue: bool, waits: bool, note: bool) -> tuple[str, str]:
    """Its state in words, and the kind of its chip."""
    if closed:
        return "เสร็จแล้ว", "off"
    if note:
        return "รออ่าน", "aside"
    if overdue:
        return "เลยกำหนดตอบ", "bad"
    return ("รอตอบ", "wait") if waits else ("ตอบแล้ว", "good")


def sender(message: CaseMessage) -> str:
    """Who said it."""
    name = _SENDERS[message.sender]
    return f"{name} {message.by}" if message.by else name


def replied(*, by_token: bool, blocked: bool) -> str:
    """What has become of an answer."""
    if blocked:
        return "บันทึกคำตอบแล้ว แต่ผู้รับบล็อกบอทไว้ จึงส่งไม่ถึง กรุณาโทรแจ้งแทนค่ะ"
    return "ส่งคำตอบแล้วค่ะ" if by_token else "ส่งคำตอบแล้วค่ะ ใช้ 1 ข้อความของเดือนนี้"


def closed(number: int) -> str:
    """A case was closed."""
    return f"ปิดเรื่องที่ {number} แล้วค่ะ"


def closed_already(number: int) -> str:
    """It was closed before."""
    return f"เรื่องที่ {number} ปิดอยู่แล้วค่ะ"


def too_long(longest: int) -> str:
    """The answer does not fit."""
    return f"ข้อความยาวเกิน {longest:,} ตัวอักษรค่ะ แบ่งส่งเป็นหลายข้อความได้"
