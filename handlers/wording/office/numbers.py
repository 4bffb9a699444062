"""The page of numbers: what tables and their columns are called, and what stands beside them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from handlers.wording import dates
from models.numbers import CONFIRM

HEADINGS = {
    "day": "ใบสมัครรายวัน",
    "province": "จังหวัด",
    "organisation_type": "ประเภทหน่วยงาน",
    "state": "สถานะ",
    "round": "รุ่นหรือรอบ",
    "source": "มาจากไหน",
    "funnel": "แบบฟอร์ม: ไปถึงข้อไหน",
    "questions": "คำถามที่ถามบอท",
    "reminders": "การเตือน",
    "attendance": "การเข้าอบรม",
}
NOTES = {
    "day": "นับตามวันที่ส่งใบสมัคร ทุกสถานะ",
    "province": "ยิ่งเข้มยิ่งมาก ตัวเลขในช่องคือจำนวนใบสมัคร ตารางมีเฉพาะจังหวัดที่มีผู้สมัคร",
    "organisation_type": "ตามที่ผู้สมัครเลือกในแบบฟอร์ม",
    "state": "สถานะตอนนี้ของใบที่ส่งในช่วงนี้",
    "round": "ตามรุ่นที่ผู้สมัครเลือก",
    "source": "รหัสบนโปสเตอร์ที่ผู้สมัครสแกนก่อนเริ่มสมัคร",
    "funnel": "เฉพาะที่กรอกในแชต ผู้ที่ยังกรอกอยู่นับรวมเป็นค้าง ร่างที่ลบแล้วนับไว้โดยไม่มีชื่อ",
    "questions": "คำถามหนึ่งข้อความนับหนึ่งครั้ง ไม่แน่ใจ: บอทตอบเรื่องที่ใกล้ที่สุดหรือถามกลับ",
    "reminders": "ส่ง: จำนวนข้อความที่ออกไป ไม่ถึง: LINE ไม่รับ ตอบ: คำตอบมาหรือไม่มาของวันอบรมนั้น จากทุกช่องทาง",
    "attendance": "คำตอบล่าสุดของผู้ที่อนุมัติแล้ว ต่อวันอบรม มาจริง: ที่เจ้าหน้าที่เช็กชื่อไว้",
}
COUNT = "ใบสมัคร"
SHARE = "ร้อยละ"
COLUMNS: dict[str, tuple[str, ...]] = {
    "day": ("วันที่", COUNT),
    "province": ("จังหวัด", COUNT, SHARE),
    "organisation_type": ("ประเภทหน่วยงาน", COUNT, SHARE),
    "state": ("สถานะ", COUNT, SHARE),
    "round": ("รุ่นหรือรอบ", COUNT, SHARE),
    "source": ("มาจาก", COUNT, SHARE),
    "funnel": ("ข้อ", "มาถึง", "ค้างหรือเลิกที่นี่", "ร้อยละที่หยุด"),
    "questions": ("เรื่อง", "ถาม", "ตอบได้", "ยังไม่ประกาศ", "ไม่แน่ใจ", "ไม่เข้าใจ", "ร้อยละที่ตอบได้"),
    "reminders": ("ส่งเมื่อ", "การเตือน", "เรื่องวันที่", "ส่ง", "ไม่ถึง", "ตอบ", "มาได้", "มาไม่ได้", "ส่งผู้แทน", "สถานะ"),
    "attendance": ("วันอบรม", "ผู้เข้าอบรม", "มาได้", "มาไม่ได้", "ส่งผู้แทน", "ยังไม่ตอบ", "ร้อยละที่ตอบ", "มาจริง"),
}
FUNNEL_OF_ALL = ("โครงการ", "เริ่มกรอก", "ยังไม่ส่งหรือเลิก", "ร้อยละที่หยุด")
NOT_SAID = "ไม่ได้ระบุ"
NO_CODE = "ไม่ได้มาจากโปสเตอร์"
FROM_FILE = "นำเข้าจากไฟล์"
SENT = "ส่งใบสมัครแล้ว"
FORMER = "ข้อที่เอาออกจากแบบฟอร์มแล้ว"
NOT_READ = "ไม่เข้าใจหรือนอกเรื่อง"
STEPS = {CONFIRM: "ตรวจและกดส่ง"}
REMINDERS = {
    "eve": "เตือนเย็นก่อนวันอบรม",
    "morning": "เตือนเช้าวันอบรม",
    "personal": "เตือนตามเวลาที่ผู้สมัครตั้งเอง",
    "documents_missing": "เตือนส่งเอกสารที่ขาด",
    "draft_deadline": "เตือนผู้กรอกค้างก่อนปิดรับ",
    "proposal_due": "เตือนส่งข้อเสนอ",
    "deadline": "เตือนก่อนปิดรับสมัคร",
}
DOCUMENTS = "ไม่ใช่วันอบรม"
STATES = {"planned": "วางไว้", "done": "ส่งแล้ว", "missed": "ส่งไม่ทัน"}
EMPTY = {
    "day": "ยังไม่มีใบสมัครในช่วงนี้ค่ะ",
    "funnel": "ยังไม่มีใครเริ่มกรอกในช่วงนี้ค่ะ",
    "questions": "ยังไม่มีคำถามในช่วงนี้ค่ะ",
    "reminders": "ไม่มีการเตือนในช่วงนี้ค่ะ",
    "attendance": "ไม่มีวันอบรมในช่วงนี้ค่ะ",
}
NOTHING = EMPTY["day"]
PERIODS = ((7, "7 วัน"), (30, "30 วัน"), (90, "90 วัน"), (None, "ทั้งหมด"))
NO_DATA = "ไม่มีข้อมูล"
NO_DAY = f"อ่านวันที่ไม่ออกค่ะ พิมพ์แบบ {dates.TYPED}"
BACKWARDS = "วันสุดท้ายอยู่ก่อนวันแรกค่ะ"
ALL_PROGRAMMES = "ทุกโครงการ"
EVERY_DAY = "ตั้งแต่เริ่มจนถึงวันนี้"
"""What the page covers, without a period."""


def chart(table: str) -> str:
    """What a picture shows, for whoever does not see it."""
    return f"แผนภูมิ {HEADINGS[table]} ตัวเลขเดียวกันอยู่ในตารางข้างล่าง"


def total(count: int) -> str:
    """How many applications there are."""
    return f"ใบสมัคร {count:,} ใบ"


def since(first: date | None) -> str:
    """From a day on."""
    return f"ตั้งแต่ {dates.day(first)}" if first is not None else EVERY_DAY


def until(last: date) -> str:
    """Up to a day."""
    return f"ถึง {dates.day(last)}"


def reminder(kind: str, days: int | None, hours: int | None) -> str:
    """What a reminder is, by its kind and how long before."""
    if kind == "days_before":
        return f"เตือนก่อนวันอบรม {days} วัน"
    if kind == "hours_before":
        return f"เตือนก่อนเริ่ม {hours} ชั่วโมง"
    return REMINDERS.get(kind, kind)


def map_of(provinces: int, most: Sequence[str]) -> str:
    """What the map shows, for whoever does not see it."""
    first = f" มากที่สุดคือ {' '.join(most)}" if most else ""
    return f"แผนที่ประเทศไทย แต่ละช่องคือหนึ่งจังหวัด มีผู้สมัครจาก {provinces} จังหวัด{first} ตัวเลขเดียวกันอยู่ในตารางข้างล่าง"
