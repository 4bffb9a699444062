"""Deadlines, notices of change and reminder settings."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, time

from handlers.wording import dates
from handlers.wording.common import NOT_ANNOUNCED


def changed_title(event: str) -> str:
    """Above a notice of change."""
    return f"แจ้งเปลี่ยนแปลงกำหนด{event}"


def moved(event: str) -> str:
    """Above the day a session has moved to."""
    return f"เลื่อนวัน{event}"


def added(event: str) -> str:
    """Above the day of a new session."""
    return f"เพิ่มวัน{event}"


def dropped(event: str) -> str:
    """Above the day of a session that is cancelled."""
    return f"งด{event}"


def changed(event: str) -> str:
    """Above a day of which something else changed."""
    return f"วัน{event}"


def until(day: date, today: date) -> str:
    """The last day and how near it is."""
    left = (day - today).days
    near = "วันนี้วันสุดท้าย" if left <= 0 else "พรุ่งนี้วันสุดท้าย" if left == 1 else f"เหลืออีก {left} วัน"
    return f"{dates.weekday(day)} ({near})"


def draft_deadline(programme: str, closes: date, today: date, more: str | None) -> str:
    """An application begun but not submitted."""
    lines = [f"ใบสมัคร {programme} ของคุณยังไม่ได้ส่งค่ะ", f"ปิดรับ {until(closes, today)}"]
    return "\n".join([*lines, *([more] if more else []), "พิมพ์ สมัครต่อ เพื่อทำต่อจากเดิม"])


def documents_missing(programme: str, day: date, today: date, whose: str | None, more: str | None) -> str:
    """A file is missing."""
    lines = [f"ใบสมัคร {programme} ยังขาดเอกสารค่ะ", f"ส่งได้ถึง {until(day, today)}"]
    lines += [f"ผู้สมัคร: {whose}"] if whose else []
    return "\n".join([*lines, *([more] if more else []), "พิมพ์ สถานะ เลือกใบสมัคร แล้วกด แก้ไข เพื่อส่งไฟล์"])


def proposal_due(programme: str, day: date, today: date, whose: str | None, more: str | None) -> str:
    """A proposal is due."""
    lines = [f"กำหนดส่งข้อเสนอ {programme} ค่ะ", f"ส่งได้ถึง {until(day, today)}"]
    lines += [f"ผู้สมัคร: {whose}"] if whose else []
    return "\n".join([*lines, *([more] if more else [])])


def session_moved(old: date, new: date) -> str:
    """A session has moved to another day."""
    return f"เลื่อนจาก {dates.weekday(old)} เป็น {dates.weekday(new)}"


def session_added(event: str, day: date) -> str:
    """A new session."""
    return f"{added(event)} {dates.weekday(day)}"


def session_dropped(event: str, day: date) -> str:
    """A session is cancelled."""
    return f"{dropped(event)} {dates.weekday(day)}"


def session_changed(day: date) -> str:
    """A session keeps its day, but something else changed."""
    return dates.weekday(day)


def session_detail(what: str, before: str, now: str) -> str:
    """One changed detail of a session."""
    return f"{what} จาก {before} เป็น {now}"


def unannounced(programme: str, days: Sequence[date], missing: Sequence[str], command: str) -> str:
    """What staff are told before a run of days."""
    return (
        f"{programme} {dates.run(days)}: {_not_announced(missing)} ผู้เข้าอบรมจะได้รับการเตือนโดยไม่มีข้อมูลนี้ "
        f"กำหนดก่อนถึงเวลาเตือนได้ เช่น {command}"
    )


def ask(missing: Sequence[str], whom: str) -> str:
    """Whom to ask about what a reminder cannot say."""
    return f"{_not_announced(missing)}ค่ะ สอบถาม: {whom}"


def _not_announced(missing: Sequence[str]) -> str:
    names = {"hours": HOURS, "venue": PLACE}
    return "และ".join(names[one] for one in missing) + NOT_ANNOUNCED


HOURS = "เวลา"
PLACE = "สถานที่"


def changes(event: str, programme: str, told: Sequence[Sequence[str]]) -> str:
    """Everything that changed: for each day a line and its details."""
    lines = [f"⚠ {changed_title(event)} {programme}"]
    for first, *details in told:
        lines += [f"• {first}", *(f"  {detail}" for detail in details)]
    return "\n".join(lines)


def also_at(clock: time, instead: time | None) -> str:
    """An extra reminder is set, possibly replacing another."""
    before = f" แทนเวลาเดิม {dates.clock(instead)}" if instead else ""
    return f"ได้ค่ะ วันที่มีอบรมจะเตือนอีกครั้งตอน {dates.clock(clock)}{before}"


def nothing_at(clock: str) -> str:
    """There is no reminder at that time."""
    return f"ไม่มีการเตือนตอน {clock} อยู่แล้วค่ะ"


def already_at(clock: time) -> str:
    """There is already a reminder at that time."""
    return f"เวลา {dates.clock(clock)} มีเตือนอยู่แล้วค่ะ"


def also_off(clock: time) -> str:
    """The extra reminder is off."""
    return f"ไม่เตือนตอน {dates.clock(clock)} แล้วค่ะ"


_KINDS = {"morning": "เตือนตอนเช้าของวันอบรม", "eve": "เตือนเย็นก่อนวันอบรม"}
NAME_A_TIME = "ตั้งเป็นเวลาได้ค่ะ เช่น เตือนอีกทีตอน 6 โมงเช้า"


def kind_off(kind: str) -> str:
    """One kind of reminder is off."""
    return f"ปิด{_KINDS[kind]}แล้วค่ะ การเตือนอื่นยังมีตามเดิม"


def kind_on(kind: str) -> str:
    """One kind of reminder is on again."""
    return f"เปิด{_KINDS[kind]}แล้วค่ะ"
