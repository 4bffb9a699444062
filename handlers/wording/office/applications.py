"""Applications in the console: states, decisions, history, what would happen and what has."""

from __future__ import annotations

WITHDRAWN = "ผู้สมัครถอนใบสมัครแล้ว"
STATES = {
    "submitted": "รอพิจารณา",
    "waitlisted": "สำรอง",
    "approved": "อนุมัติ",
    "rejected": "ไม่อนุมัติ",
    "withdrawn": "ถอนใบสมัคร",
    "completed": "จบโครงการ",
}
DECISIONS = {"approve": "อนุมัติ", "reject": "ไม่อนุมัติ", "waitlist": "สำรอง", "complete": "จบโครงการ"}
EXPORT_HEADINGS = {"reference": "เลขที่ใบสมัคร", "status": "สถานะ", "submitted_at": "วันเวลาที่ส่ง"}
