"""Answers to questions about programmes; the facts themselves are passed in."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, time

from handlers.wording import dates
from handlers.wording.cases import LET_STAFF_ANSWER
from handlers.wording.common import NOT_ANNOUNCED, items

DERIVED = "(นับจากปฏิทินตามช่วงวันที่ประกาศ ประกาศไม่ได้ระบุรายวัน)"
NO_SOURCE = "เรื่องนี้ไม่มีในประกาศ จึงไม่มีข้อความอ้างอิงค่ะ"
HOW_TO_APPLY_HERE = "สมัครในแชทนี้ได้เลยค่ะ พิมพ์ สมัคร หรือกดปุ่มด้านล่าง"
MODULES_NOT_BY_DAY = "ประกาศไม่ได้ระบุว่าหัวข้อใดเรียนวันไหน"
NOT_IN_CHAT = "สมัครตามวิธีในประกาศ ยังไม่รับในแชทนี้"
INTEREST_OFFER = "กด แจ้งความสนใจ ไว้ แล้วบอทจะบอกเมื่อเปิดรับค่ะ"
NEXT_COHORT_OFFER = "กด แจ้งความสนใจ เพื่อรับแจ้งเมื่อเปิดรับอีกครั้งค่ะ"


def not_announced(what: str, programme: str, ask: str) -> str:
    """Exactly what was asked is not announced, and whom to ask."""
    return f"{what}ของ {programme}: {NOT_ANNOUNCED}ค่ะ\n{ask}"


def not_announced_either(what: str) -> str:
    """Nor is this, of a programme just named."""
    return f"{what}: {NOT_ANNOUNCED}ค่ะ"


def no_end() -> str:
    """When it ends is not announced."""
    return f"เวลาเลิก: {NOT_ANNOUNCED}ค่ะ"


def contact_of(whose: str) -> str:
    """Somebody's number."""
    return f"ช่องทางติดต่อ {whose} "


def contact_for(matter: str, contact: str) -> str:
    """Whom to ask about a matter."""
    return f"{matter}: {contact}"


def ask_contact(contact: str, *, doubtful: bool = False) -> str:
    """Whom to ask, as announced; if that looks wrong, staff in this chat come first."""
    return f"กด {LET_STAFF_ANSWER} หรือสอบถาม {contact}" if doubtful else f"สอบถามผู้จัดได้ที่ {contact}"


def ask_staff() -> str:
    """Whom to ask if no contact is announced."""
    return f"กด {LET_STAFF_ANSWER} เพื่อฝากคำถามนี้ค่ะ"


def called(event: str, programme: str) -> str:
    """An event by its kind and name; the kind is not said twice."""
    return programme if programme.startswith(event) else f"{event} {programme}"


def of(what: str, programme: str) -> str:
    """An aspect of a programme."""
    return f"{what} – {programme}"


def stated(what: str, texts: Sequence[str]) -> str:
    """One fact in a line, several in a list."""
    if len(texts) == 1:
        return f"{what}: {texts[0]}"
    return f"{what}\n" + "\n".join(f"• {t}" for t in texts)


def note(text: str) -> str:
    """What else a careful reader must be told."""
    return f"หมายเหตุ: {text}"


def source(programme: str, quotes: Sequence[str], title: str, publisher: str, published: date | None) -> str:
    """The announcement's own words."""
    lines = [f"ที่มา – {programme}"]
    lines += [f"“{quote}”" for quote in quotes]
    when = f" ({dates.day(published)})" if published else ""
    lines.append(f"จาก: {title} — {publisher}{when}")
    return "\n".join(lines)


def found(programme: str, texts: Sequence[str]) -> str:
    """What the announcement states in the words of a question."""
    head = f"ประกาศของ {programme} ระบุว่า"
    return "\n".join([head, *texts] if len(texts) == 1 else [head, *(f"• {text}" for text in texts)])


def found_across(lines: Sequence[str]) -> str:
    """The programmes whose announcements state what was asked."""
    return "\n".join(["ที่ประกาศระบุไว้มีดังนี้ค่ะ", items(lines)])


def schedule_head(programme: str, stated: str) -> str:
    """What is announced about the dates."""
    return f"กำหนดการ {programme}: {stated}"


def only_day(programme: str, day: date, today: date) -> str:
    """The one day on which it is held."""
    return f"กำหนดการ {programme}: {dates.weekday(day)} วันเดียว{_over([day], today)}"


def schedule_title(programme: str) -> str:
    """A schedule's title."""
    return f"กำหนดการ {programme}"


def schedule_count(runs: Sequence[Sequence[date]]) -> str:
    """How many days there are."""
    count = sum(len(run) for run in runs)
    return f"รวม {count} วัน {len(runs)} ช่วง" if len(runs) > 1 else f"รวม {count} วัน"


def end_of_days(programme: str, day: date, event: str, today: date, *, first: bool) -> str:
    """The first or the last day alone."""
    which = "วันแรก" if first else "วันสุดท้าย"
    return f"{called(event, programme)} {which}คือ {dates.weekday(day)}{_over([day], today)}"


def schedule_days(runs: Sequence[Sequence[date]], derived: bool) -> str:
    """All days, one line per run."""
    lines = [schedule_count(runs)]
    lines += [f"{i}. {dates.run(run)}" for i, run in enumerate(runs, 1)]
    if derived:
        lines.append(DERIVED)
    return "\n".join(lines)


def next_title(programme: str, event: str) -> str:
    """The title of the next days."""
    return f"{called(event, programme)} ครั้งต่อไป"


def away(day: date, today: date) -> str:
    """How far off a day is."""
    left = (day - today).days
    return "วันนี้" if left <= 0 else "พรุ่งนี้" if left == 1 else f"อีก {left} วัน"


def next_run(programme: str, days: Sequence[date], today: date, stated: Sequence[str], event: str) -> str:
    """The next days of training and how far off they are."""
    lines = [f"{next_title(programme, event)} ({away(days[0], today)})"]
    lines += [f"• {dates.weekday(d)}" for d in days]
    return "\n".join([*lines, *stated])


def counted(unit: str, place: int, total: int, weekday: int | None, event: str) -> str:
    """Which one of how many was taken as meant."""
    if weekday is not None:
        return f"{dates.WEEKDAYS[weekday]}ที่มี{event} ครั้งที่ {place} จาก {total}"
    return f"{_COUNTED[unit].format(event=event)}ที่ {place} จาก {total}"


def counted_none(unit: str, place: int, total: int, weekday: int | None, event: str) -> str:
    """There are not that many."""
    if weekday is not None:
        of = dates.WEEKDAYS[weekday]
        return f"วัน{of}ที่มี{event}มี {total} ครั้ง ไม่มีครั้งที่ {place}" if total else f"ไม่มี{event}วัน{of}"
    what = _COUNTED[unit].format(event=event)
    return f"มี {total} {what} ไม่มี{what}ที่ {place} ค่ะ"


def counted_days(programme: str, days: Sequence[date], what: str, today: date) -> str:
    """The days of one way of counting."""
    lines = [f"{what} ของ {programme}{_over(days, today)}", *(f"• {dates.weekday(d)}" for d in days)]
    return "\n".join(lines)


def last_day(d: date, event: str) -> str:
    """The last day there is."""
    return f"วัน{event}วันสุดท้ายคือ {dates.weekday(d)}"


def counted_several(programme: str, lines: Sequence[str], event: str, *, either: bool) -> str:
    """Several that were asked for; or both ways of counting one."""
    head = f"{programme} นับได้สองแบบค่ะ" if either else f"วัน{event} {programme}"
    return "\n".join([head, *(f"• {line}" for line in lines)])


def counted_line(days: Sequence[date], what: str, today: date) -> str:
    """One of two ways of counting."""
    when = dates.weekday(days[0]) if len(days) == 1 else dates.run(days)
    return f"{what}: {when}{_over(days, today)}"


def _over(days: Sequence[date], today: date) -> str:
    return " (ผ่านไปแล้ว)" if days[-1] < today else ""


def day_line(d: date, what: str | None) -> str:
    """What is known about one day."""
    return f"{dates.weekday(d)}: {what or NOT_ANNOUNCED}"


def days_line(days: Sequence[date], what: str | None) -> str:
    """What is known about some days."""
    return f"{', '.join(map(_run, dates.in_runs(days)))}: {what or NOT_ANNOUNCED}"


def _run(days: Sequence[date]) -> str:
    return dates.run(days) if len(days) > 1 else dates.short(days[0])


def other_days(what: str | None) -> str:
    """What is known about all the other days."""
    return f"วันอื่น ๆ: {what or NOT_ANNOUNCED}"


def weekday_next(d: date, event: str) -> str:
    """The next such weekday on which there is training."""
    return f"วัน{dates.WEEKDAYS[d.weekday()]}ที่มี{event}ครั้งต่อไปคือ {dates.weekday(d)}"


def no_session_left(programme: str, last: date, event: str) -> str:
    """The last day is over."""
    return f"{programme} {event}ครบตามกำหนดแล้วค่ะ วันสุดท้ายคือ {dates.weekday(last)}"


def session_on(programme: str, days: Sequence[date], event: str) -> str:
    """Yes, there is training then."""
    return f"มี{called(event, programme)} ค่ะ\n" + "\n".join(f"• {dates.weekday(d)}" for d in days)


def no_session_on(programme: str, start: date, end: date, event: str) -> str:
    """No, there is none then."""
    when = dates.weekday(start) if start == end else f"ช่วง {dates.span(start, end)}"
    return f"{when} ไม่มีวัน{called(event, programme)} ค่ะ"


def nearest(d: date, event: str) -> str:
    """The next day with training."""
    return f"วัน{event}ถัดจากนั้นคือ {dates.weekday(d)}"


def duration(programme: str, count: int, runs: int, first: date, last: date, event: str) -> str:
    """How many days."""
    return f"{programme} {event} {count} วัน ({runs} ช่วงสัปดาห์) ระหว่าง {dates.span(first, last)}"


def days(count: int) -> str:
    """How many days, in a table."""
    return f"{count} วัน"


def open_now(programme: str, closes: date | None, today: date) -> str:
    """Applications are open; until when."""
    if closes is None:
        return f"{programme} เปิดรับสมัครอยู่ค่ะ วันปิดรับ: {NOT_ANNOUNCED}"
    left = (closes - today).days
    rest = "วันนี้เป็นวันสุดท้าย" if left == 0 else f"เหลืออีก {left} วัน"
    return f"{programme} เปิดรับสมัครอยู่ค่ะ ถึง {dates.weekday(closes)} ({rest})"


def opens_on(programme: str, opens: date, closes: date | None) -> str:
    """Not yet open."""
    until = f" ถึง {dates.weekday(closes)}" if closes else ""
    return f"{programme} ยังไม่เปิดรับสมัครค่ะ จะเปิด {dates.weekday(opens)}{until}"


def closed_since(programme: str, closes: date | None) -> str:
    """Closed."""
    when = f" (ปิดเมื่อ{dates.weekday(closes)})" if closes else ""
    return f"{programme} ปิดรับสมัครแล้วค่ะ{when}"


def window(opens: date, closes: date) -> str:
    """The period in which applications are taken."""
    return f"ช่วงรับสมัคร: {dates.span(opens, closes)}"


def held(programme: str, first: date, last: date) -> str:
    """It is over."""
    when = dates.weekday(last) if first == last else dates.span(first, last)
    return f"{programme} {STATE_HELD}ค่ะ ({when}) จึงปิดรับสมัครแล้ว"


def not_here(programme: str) -> str:
    """Applications are not taken in this chat."""
    return f"{programme} ยังไม่เปิดรับสมัครในแชทนี้ค่ะ"


def deadline(programme: str, closes: date, closes_at: time | None) -> str:
    """The last day, inclusive; the hour only if it is stated."""
    hour = f" เวลา {closes_at:%H.%M} น." if closes_at is not None else " (สมัครได้ถึงสิ้นวันนั้น)"
    return f"ปิดรับสมัคร {programme} วัน{dates.weekday(closes)}{hour}"


def level(name: str, who: str | None) -> str:
    """One level."""
    return f"{name}: {who or f'คำบรรยาย{NOT_ANNOUNCED}'}"


def across(what: str, lines: Sequence[str]) -> str:
    """One aspect of every programme, one line each."""
    return f"{what}ของแต่ละโครงการ\n{items(lines)}"


def side_by_side(what: str, lines: Sequence[str]) -> str:
    """One aspect of the programmes compared."""
    return "\n".join([what, *(f"• {line}" for line in lines)])


def across_line(programme: str, text: str) -> str:
    """One programme's line in that list."""
    return f"{programme}: {text}"


def module_line(number: str, name: str | None) -> str:
    """One module in a list."""
    return f"{number}. {name or f'ชื่อหัวข้อ{NOT_ANNOUNCED}'}"


def curriculum(programme: str, lines: Sequence[str]) -> str:
    """All modules."""
    return f"เนื้อหา {programme} มี {len(lines)} หัวข้อค่ะ\n" + "\n".join(lines)


def module(number: str, name: str | None, text: str | None) -> str:
    """One module in full."""
    body = text or f"รายละเอียด{NOT_ANNOUNCED}"
    return f"หัวข้อที่ {number} {name or ''}".rstrip() + f"\n{body}"


def ask_module(number: str) -> str:
    """What a person would type to ask about one module."""
    return f"หัวข้อที่ {number}"


def no_such_module(programme: str, number: str, numbers: Sequence[str]) -> str:
    """There is no module with that number."""
    return f"{programme} ไม่มีหัวข้อที่ {number} ค่ะ ประกาศไว้ {len(numbers)} หัวข้อ ({numbers[0]}–{numbers[-1]})"


def listing(lines: Sequence[str]) -> str:
    """All programmes."""
    return "โครงการที่มีข้อมูลตอนนี้ค่ะ\n" + "\n".join(lines)


def comparing(lines: Sequence[str]) -> str:
    """Programmes side by side."""
    return "เทียบกันค่ะ\n" + "\n".join(lines)


def state_open(closes: date | None) -> str:
    """A programme's state in a list."""
    return f"เปิดรับถึง {dates.day(closes)}" if closes else "เปิดรับสมัครอยู่"


def state_not_yet(opens: date) -> str:
    """A programme's state in a list."""
    return f"จะเปิดรับ {dates.day(opens)}"


SHARE = (
    "ส่งต่อได้สองทางค่ะ\n"
    "• แชทนี้: แตะชื่อหรือรูปบอทด้านบน แล้วเลือก แนะนำ หรือ แชร์ จากนั้นเลือกเพื่อน\n"
    "• ข้อความ: กดค้างที่ข้อความ แล้วเลือก แชร์\n"
    "เพื่อนเพิ่มบอทแล้วถามหรือสมัครเองได้เลย"
)
APPLICANTS_PRIVATE = "ใครสมัครบ้างเป็นข้อมูลส่วนบุคคล จึงบอกไม่ได้ค่ะ"


def no_picture(programme: str, title: str, publisher: str, published: date | None, url: str | None) -> str:
    """No picture can be sent; names the announcement and where it is."""
    when = f" ({dates.day(published)})" if published else ""
    lines = [
        f"บอทไม่มีรูปหรือโปสเตอร์ของ {programme} ให้ส่งค่ะ มีเป็นข้อความ กด {DETAILS}",
        f"ประกาศ: {title} — {publisher}{when}",
        *([url] if url else []),
        "ถ้าต้องใช้รูป ฝากขอไว้ได้ พิมพ์ ติดต่อเจ้าหน้าที่",
    ]
    return "\n".join(lines)


def applicants(programme: str, ask: str) -> str:
    """Neither who applied nor how many."""
    return f"{APPLICANTS_PRIVATE}\nจำนวนผู้สมัคร {programme} ตอนนี้: {NOT_ANNOUNCED}ค่ะ\n{ask}"


_COUNTED = {"week": "สัปดาห์", "day": "วัน{event}"}
OTHER_DAYS = "วันอื่นตามประกาศ:"
DETAILS = "รายละเอียด"
STATE_CLOSED = "ปิดรับสมัครแล้ว"
STATE_HELD = "จัดไปแล้ว"
HELD = f"{STATE_HELD}ค่ะ"
"""That it is over, below its days."""
STATE_INTEREST = "ยังไม่รับสมัครในแชทนี้"
