"""What staff did, in words."""

from __future__ import annotations

from models.staff import Action

ACTIONS = {
    Action.SIGN_IN: "เข้าระบบ",
    Action.SIGN_IN_FAILED: "เข้าระบบไม่สำเร็จ",
    Action.LOCKED: "ล็อกบัญชีชั่วคราว",
    Action.SIGN_OUT: "ออกจากระบบ",
    Action.DECIDE: "พิจารณาใบสมัคร",
    Action.UNDO: "เลิกทำ",
    Action.NOTE: "บันทึกภายใน",
    Action.EXPORT: "ส่งออก",
    Action.EXPORT_UNSEALED: "ส่งออกพร้อมเลขประจำตัว",
    Action.UNMASK: "เปิดดูเลขประจำตัว",
    Action.VIEW_FILE: "เปิดไฟล์",
    Action.IMPORT: "นำเข้า",
    Action.PROGRAMME: "แก้โครงการ",
    Action.SESSION: "แก้วันอบรม",
    Action.TAKE: "รับเรื่อง",
    Action.REPLY: "ตอบข้อความ",
    Action.GIVE_BACK: "คืนให้บอท",
    Action.CLOSE: "ปิดเรื่อง",
    Action.TEACH: "สอนบอท",
    Action.BROADCAST: "ส่งประกาศ",
    Action.BROADCAST_STOP: "หยุดประกาศ",
    Action.STAFF: "แก้บัญชีเจ้าหน้าที่",
}


_VALUES = {
    "submitted": "รอพิจารณา",
    "waitlisted": "สำรอง",
    "approved": "อนุมัติ",
    "rejected": "ไม่อนุมัติ",
    "withdrawn": "ถอนใบสมัคร",
    "completed": "จบโครงการ",
    "reset": "ยกเลิกรหัสผ่าน",
    "password set": "ตั้งรหัสผ่าน",
    "password changed": "เปลี่ยนรหัสผ่าน",
    "signed out everywhere": "ออกจากระบบทุกเครื่อง",
    "codes on": "ใช้รหัสยืนยัน",
    "codes off": "ไม่ใช้รหัสยืนยัน",
}


def value(kept: str | None) -> str:
    """What was before or after, in Thai where it is one of a few; else as it was written down."""
    return _VALUES.get(kept, kept) if kept else "–"


def name(staff: str) -> str:
    """Who did it; an address that is nobody's is not kept."""
    return staff or "ไม่ทราบชื่อ"
