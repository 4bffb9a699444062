"""Announcements in the console."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from handlers.wording import dates
from handlers.wording.office.applications import STATES
from models.broadcast import Audience, BroadcastState, Reach
from models.programme import Programme

STATE: Mapping[BroadcastState, tuple[str, str]] = {
    BroadcastState.DRAFT: ("ยังไม่ส่ง", "aside"),
    BroadcastState.SCHEDULED: ("รอเวลา", "wait"),
    BroadcastState.SENDING: ("กำลังส่ง", "wait"),
    BroadcastState.DONE: ("ส่งครบแล้ว", "good"),
    BroadcastState.STOPPED: ("หยุดแล้ว", "bad"),
}
ATTENDANCE = {"yes": "ตอบว่ามา", "no": "ตอบว่าไม่มา", "substitute": "ส่งผู้แทน", "": "ยังไม่ตอบ"}
NO_PROGRAMME = "เลือกโครงการ"
BAD_TIME = "อ่านวันเวลาไม่ได้"
TESTED = "ส่งทดสอบถึง LINE ของคุณแล้วค่ะ"
WAIT_FOR_MORNING = "ขณะนี้เป็นเวลากลางคืน รอส่งหลัง 06.30 น."


def whom(audience: Audience, programme: Programme) -> str:
    """For whom it is, in words."""
    wanted = audience.wanted
    parts = [f"ผู้สมัคร {programme.short_name}"]
    rounds = [round.name for round in programme.rounds if round.id in audience.rounds]
    for label, values in (
        ("สถานะ", [STATES.get(it, it) for it in wanted.states]),
        ("จังหวัด", wanted.provinces),
        ("ประเภทหน่วยงาน", wanted.organisation_types),
        ("", rounds),
    ):
        if values:
            parts.append(f"{label}{' หรือ '.join(values)}")
    if audience.session and audience.attendance is not None:
        parts.append(f"{ATTENDANCE.get(audience.attendance, '')} ของวัน {audience.session.partition('@')[2]}")
    return " ที่มี ".join([parts[0], " และ ".join(parts[1:])]) if parts[1:] else f"{parts[0]} ทุกคน"


def reached(reach: Reach) -> str:
    """Who is reached, and who is not and why."""
    why = [
        f"{text} {count:,} {unit}"
        for text, count, unit in (
            ("ปิดรับข่าว", reach.opted_out, "คน"),
            ("บล็อกบอท", reach.blocked, "คน"),
            ("ไม่มี LINE", reach.no_line, "ใบ"),
        )
        if count
    ]
    return f"ถึง {len(reach.users):,} คน" + (f"; ไม่ถึง: {', '.join(why)}" if why else "")


def sent(count: int, at: datetime | None) -> str:
    """It is on its way."""
    if at is None:
        return f"กำลังส่งถึง {count:,} คนค่ะ หยุดได้จากหน้านี้"
    return f"จะส่งถึง {count:,} คน {dates.moment(at)} ค่ะ หยุดได้จากหน้านี้"


def stopped(sent: int, of: int) -> str:
    """Nothing more goes."""
    return f"หยุดแล้วค่ะ ส่งไปแล้ว {sent:,} จาก {of:,} คน ที่เหลือจะไม่ถูกส่ง"
