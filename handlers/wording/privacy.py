"""A person's own data and consents (PDPA s. 19, 23, 30-33)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from handlers.wording import dates

MY_DATA_NONE = "ไม่มีข้อมูลส่วนบุคคลของคุณในระบบค่ะ"
MY_DATA_HEAD = "ข้อมูลที่เก็บไว้ของคุณ"
ERASE = "ลบข้อมูลของฉัน"
ERASE_QUESTION = "ลบข้อมูลทั้งหมดของคุณใช่ไหมคะ ใบสมัครทุกใบจะถูกลบและเรียกคืนไม่ได้"
ERASE_YES = "ใช่ ลบทั้งหมด"
ERASE_NO = "ไม่ลบ"
NOT_ERASED = "ไม่ได้ลบค่ะ ข้อมูลอยู่เหมือนเดิม"
SAVE = "บันทึกเป็นไฟล์"
MORE_IN_FILE = "ข้อมูลยาวกว่านี้ กด บันทึกเป็นไฟล์ เพื่อดูทั้งหมดค่ะ"
TOO_LONG = "ข้อมูลยาวเกินกว่าจะแสดงในแชททั้งหมด ขอไฟล์ฉบับเต็มได้จากเจ้าหน้าที่ พิมพ์ ติดต่อเจ้าหน้าที่ ค่ะ"
CONSENTS = "ความยินยอมของฉัน"
WITHDRAW_CONSENT = "ถอนความยินยอม"
MY_DATA = "ข้อมูลของฉัน"

ABOUT_YOU = "เกี่ยวกับคุณ"
LINE_NAME = "ชื่อใน LINE"
FIRST_SEEN = "คุยกับบอทครั้งแรก"
REMINDERS = "การเตือนวันอบรม"
NEWS = "ประกาศจากเจ้าหน้าที่"
ON, OFF = "เปิด", "ปิด"
CALENDAR = "ลิงก์ปฏิทิน"
GIVEN, NOT_GIVEN = "มี", "ไม่มี"
STATUS = "สถานะ"
SENT = "ส่งเมื่อ"
FROM_POSTER = "รหัสป้ายที่สแกน"
STAFF_NOTE = "บันทึกของเจ้าหน้าที่"
STAFF_FLAG = "เครื่องหมายของเจ้าหน้าที่"
FILE = "ไฟล์ที่ส่ง"
LEFT_FOR_STAFF = "เรื่องที่ฝากถึงเจ้าหน้าที่"
STAFF_SAID = "เจ้าหน้าที่ตอบ"
PERSON_SAID = "คุณ"
RING = "เบอร์ที่ให้โทร"
INTERESTS = "โครงการที่สนใจ"
NOT_READ = "คำถามที่บอทยังไม่เข้าใจ"
LAST_LINES = "ข้อความล่าสุดในแชทนี้ (เก็บไม่เกิน 1 วัน)"
BOT_SAID = "บอท"
IN_CHAT = "ข้อความในแชตที่เจ้าหน้าที่อ่านได้"
CONSENT = "ความยินยอม"

PURPOSES = {"apply": "พิจารณาใบสมัครและแจ้งผล", "remind": "เตือนวันอบรมและแจ้งการเปลี่ยนแปลงวัน"}
NO_CONSENTS = "ยังไม่ได้ให้ความยินยอมไว้ค่ะ บอทจะถามก่อนเก็บข้อมูลทุกครั้งที่สมัคร"
STOP_REMINDING = "ถอน: การเตือน"
WITHDRAW_YES, WITHDRAW_NO = "ใช่ ถอนและลบ", "ไม่ถอน"
REMINDING_STOPPED = "ถอนความยินยอมเรื่องการเตือนแล้วค่ะ จะไม่เตือนอีก ให้ใหม่ได้ พิมพ์ เปิดการเตือน"
NOT_WITHDRAWN = "ไม่ได้ถอนค่ะ ความยินยอมอยู่เหมือนเดิม"


def erased(count: int) -> str:
    """Everything was erased."""
    return f"ลบข้อมูลของคุณแล้วค่ะ (ใบสมัคร {count} ใบ)"


def withdraw_label(reference: str) -> str:
    """The button that withdraws consent to one application."""
    return f"ถอน: {reference}"


def consent_line(purpose: str, version: str, given_at: datetime, withdrawn_at: datetime | None) -> str:
    """One consent: to what, which text, from when, until when."""
    until = f" ถอนเมื่อ {dates.moment(withdrawn_at)}" if withdrawn_at else ""
    return f"{PURPOSES[purpose]} (ข้อความรุ่น {version}) ให้เมื่อ {dates.moment(given_at)}{until}"


def consents(parts: Sequence[tuple[str, Sequence[str]]]) -> str:
    """All consents: an application's name, then its lines."""
    told = ["\n".join([head, *(f"• {line}" for line in lines)]) for head, lines in parts]
    return "\n\n".join([CONSENTS, *told])


def withdraw_question(whose: str) -> str:
    """Asks before consent to an application is withdrawn: its data goes with it."""
    return f"{whose}\nถอนความยินยอมแล้ว ใบสมัครนี้จะถูกยกเลิกและลบข้อมูลทั้งหมด เรียกคืนไม่ได้ ถอนใช่ไหมคะ"


def withdrawn(reference: str | None) -> str:
    """Consent to an application was withdrawn."""
    of_what = f"ยกเลิกและลบใบสมัคร {reference} " if reference else "ลบร่างใบสมัคร"
    return f"ถอนความยินยอม {of_what}แล้วค่ะ"


def file_link(hours: int) -> str:
    """A link to the file follows as a button."""
    return f"กดปุ่มเพื่อเปิดข้อมูลของคุณ แล้วบันทึกเป็นไฟล์ได้ ลิงก์นี้เป็นของคุณคนเดียว ใช้ได้ {hours} ชั่วโมง อย่าส่งต่อค่ะ"


SAVE_TEXT = "บันทึกเป็นไฟล์ข้อความ"
SAVE_JSON = "บันทึกเป็นไฟล์สำหรับโปรแกรม (JSON)"
OPEN_FILE = "เปิดข้อมูลของฉัน"
FILE_HEAD = "ข้อมูลของคุณที่ระบบรับสมัครเก็บไว้"


def as_of(now: datetime) -> str:
    """When it was put together."""
    return f"ณ {dates.moment(now)}"
