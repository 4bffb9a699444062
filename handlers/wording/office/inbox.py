"""The inbox of staff."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from handlers.wording import dates
from models.case import CaseKind, Folder, Sender, Spoken
from models.conversation import Person

FOLDERS = {
    Folder.OPEN: "รอตอบ",
    Folder.MINE: "ฉันกำลังตอบ",
    Folder.SNOOZED: "เลื่อนไว้",
    Folder.DONE: "เสร็จแล้ว",
}
KINDS = {
    CaseKind.WORDS: "ฝากข้อความ",
    CaseKind.CALL: "ขอให้โทรกลับ",
    CaseKind.TROUBLE: "แจ้งว่าติดต่อไม่ได้",
    CaseKind.NOTE: "บันทึกจากบอท",
}
EMPTY = {
    Folder.OPEN: "ไม่มีข้อความค้างค่ะ",
    Folder.MINE: "ยังไม่มีเรื่องที่คุณกำลังตอบค่ะ",
    Folder.SNOOZED: "ไม่มีเรื่องที่เลื่อนไว้ค่ะ",
    Folder.DONE: "ยังไม่มีเรื่องที่ปิดแล้วค่ะ",
}
HIDDEN = "ข้อความนี้แสดงเฉพาะเจ้าหน้าที่ที่ตอบได้"
_SENDERS = {Sender.PERSON: "ผู้ฝาก", Sender.BOT: "บอท", Sender.STAFF: "เจ้าหน้าที่"}
SENT_BY_ITSELF = {
    "reminder": "การเตือนวันอบรม",
    "change": "แจ้งการเปลี่ยนแปลงวันอบรม",
    "decision": "แจ้งผลการพิจารณา",
    "broadcast": "ประกาศ",
    "file": "แจ้งเรื่องไฟล์ที่ส่ง",
    "interest": "แจ้งว่าเปิดรับสมัคร",
}
SNOOZES = {"hour": "1 ชั่วโมง", "tomorrow": "พรุ่งนี้ 09.00 น.", "monday": "วันจันทร์ 09.00 น."}
NOTHING_ASKED = "เรื่องนี้ไม่มีคำถามให้สอนบอท"
NOT_SNOOZED = "เลือกว่าจะเลื่อนไปถึงเมื่อไร"
TOOK = "รับเรื่องแล้วค่ะ บอทจะเงียบจนกว่าจะคืนให้บอท"
GAVE_BACK = "คืนให้บอทแล้วค่ะ บอทจะตอบข้อความถัดไป"
NOTED = "บันทึกให้เพื่อนร่วมงานแล้วค่ะ ผู้ฝากไม่เห็น"
STOCK_ADDED = "เก็บคำตอบสำเร็จรูปแล้วค่ะ"
STOCK_DROPPED = "ลบคำตอบสำเร็จรูปแล้วค่ะ"


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


def sender(line: Spoken) -> str:
    """Who said it."""
    if line.note:
        return f"บันทึกถึงเพื่อนร่วมงาน · {line.by}"
    name = _SENDERS[line.who]
    return f"{name} {line.by}" if line.by else name


def sent_by_itself(kind: str) -> str:
    """What the bot sent without being asked."""
    return f"บอทส่ง: {SENT_BY_ITSELF[kind]}"


def cost(seconds: float | None, left: int | None) -> str:
    """What the next answer takes of the month's messages; `seconds` are left of a reply token."""
    if seconds is not None:
        return f"ตอบฟรีได้อีก {int(seconds)} วินาที"
    return "การตอบใช้ 1 ข้อความของเดือนนี้" + (f" (เหลือ {left:,})" if left is not None else "")


def snoozed(until: datetime) -> str:
    """A case was put off."""
    return f"เลื่อนไว้ถึง {dates.moment(until)} ค่ะ ถ้าผู้ฝากพิมพ์มาก่อน เรื่องจะกลับมาเอง"


UNSNOOZED = "ยกเลิกการเลื่อนแล้วค่ะ"


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
