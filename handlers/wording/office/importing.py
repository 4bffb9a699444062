"""Importing a table: what columns mean, what cannot be taken and why."""

from __future__ import annotations

SUBMITTED_AT = "วันเวลาที่ส่ง"
NOT_TAKEN = "ไม่นำเข้า"
NO_TIME = "อ่านวันเวลาไม่ได้ เขียนเป็น วัน/เดือน/ปี ชั่วโมง:นาที"
MISSING = "ไม่มีคำตอบ ทั้งที่เป็นข้อบังคับ"
TWICE = "คำถามเดียวกันถูกเลือกให้สองคอลัมน์ เลือกได้คอลัมน์เดียว"
NOTHING_MAPPED = "ยังไม่ได้เลือกว่าคอลัมน์ไหนเป็นคำตอบของคำถามใด"
TAKEN_BEFORE = "นำเข้าไปก่อนแล้ว"
FAILED = "ระบบขัดข้อง ยังไม่ได้นำเข้าแถวนี้"
NO_FILE = "ยังไม่ได้เลือกไฟล์ค่ะ"
NOTHING_NEW = "ไม่มีแถวที่นำเข้าได้ค่ะ ดูปัญหาและรายการซ้ำด้านล่าง"
FAULTS = {
    "large": "ไฟล์ใหญ่เกินไป (ไม่เกิน 5 MB) แบ่งเป็นหลายไฟล์แล้วนำเข้าทีละไฟล์",
    "rows": "มีเกิน 5,000 แถว แบ่งเป็นหลายไฟล์แล้วนำเข้าทีละไฟล์",
    "unreadable": "เปิดไฟล์นี้ไม่ได้ ใช้ไฟล์ CSV หรือ XLSX จาก Google Forms หรือ Excel",
    "empty": "ไฟล์นี้ไม่มีข้อมูล",
}
FAULTS_IN_ENGLISH = {
    "large": "it is too large (5 MiB, 60 MiB unpacked)",
    "rows": "it has more than 5,000 rows",
    "unreadable": "it is neither CSV (UTF-8, UTF-16, cp874) nor XLSX",
    "empty": "it holds nothing",
}


def no_question(key: str) -> str:
    """A column was said to mean something the form does not ask."""
    return f"แบบฟอร์มไม่มีคำถาม {key}"


def no_column(heading: str) -> str:
    """A heading the file does not have."""
    return f"ไฟล์ไม่มีคอลัมน์ {heading}"


def line(number: int) -> str:
    """A line of the file."""
    return f"บรรทัด {number}"
