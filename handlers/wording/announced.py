"""Answers from a programme's rows: days of all kinds, rounds, fees, facts under a heading, staff's own."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from handlers.wording import dates
from handlers.wording.common import NOT_ANNOUNCED
from models.timeline import Milestone, Standing

WEEK = 7
TAKES_NOBODY = "ไม่รับแล้ว"
YES = "ใช่ค่ะ"
NO = "ไม่ใช่ค่ะ"


def of_timeline(programme: str, lines: Sequence[str], notes: Sequence[str]) -> str:
    """Days of one programme."""
    if len(lines) == 1:
        return "\n".join([f"{programme}: {lines[0]}", *map(note, notes)])
    return "\n".join([f"{programme}", *(f"• {line}" for line in lines), *map(note, notes)])


def milestone_line(milestone: Milestone, standing: Standing, today: date) -> str:
    """What, when, whether it is over, and from which day it was put off."""
    parts = [f"{_what(milestone)} {_when(milestone)}"]
    if standing is Standing.PAST:
        parts.append(f"({_over(milestone)})")
    elif standing is Standing.ON and not milestone.happens and milestone.last is not None:
        parts.append(f"({_left((milestone.last - today).days)})")
    if milestone.was is not None:
        parts.append(f"เลื่อนจากเดิม {dates.day(milestone.was)}")
    if milestone.place is not None:
        parts.append(milestone.place)
    return " ".join(parts)


def no_day_yet(line: str) -> str:
    """Roughly when, where the day itself is asked for."""
    return f"{line} วันที่แน่นอน{NOT_ANNOUNCED}ค่ะ"


def milestone_state(milestone: Milestone, standing: Standing, today: date) -> str:
    """Whether it is ahead, going on or over, first; then the day."""
    what, when = _what(milestone), _when(milestone)
    match standing:
        case Standing.UNKNOWN:
            return f"{what}: วันที่{NOT_ANNOUNCED}ค่ะ" if milestone.told is None else f"{what}: {milestone.told}"
        case Standing.AHEAD:
            first = milestone.first or milestone.last
            assert first is not None
            if first == today:
                return f"วันนี้ค่ะ {what} {when}"
            return f"ยังไม่ถึงค่ะ {what} {when} (อีก {(first - today).days} วัน)"
        case Standing.PAST:
            return f"{_over(milestone)}ค่ะ {what} {when}"
        case _ if milestone.happens:
            return (
                f"วันนี้ค่ะ {what} {when}" if milestone.first == milestone.last else f"อยู่ในช่วงนี้ค่ะ {what} {when}"
            )
        case _:
            left = f" ({_left((milestone.last - today).days)})" if milestone.last is not None else ""
            return f"ยังทันค่ะ {what} {when}{left}"


def countdown(milestone: Milestone, days: int, to: date, *, ends: bool, in_weeks: bool = False) -> str:
    """How many days to go, and whole weeks where those are asked for."""
    how = "วันนี้" if days <= 0 else "พรุ่งนี้ (อีก 1 วัน)" if days == 1 else f"อีก {days} วัน"
    if in_weeks and days >= WEEK:
        how += f" ({days // WEEK} สัปดาห์)" if days % WEEK == 0 else f" ({days // WEEK} สัปดาห์กว่า)"
    until = "ถึงวันสุดท้ายของการ" if ends else "ถึงวัน"
    return f"{how}ค่ะ {until}{_what(milestone)} {dates.weekday(to)}"


def days_in_all(programme: str, event: str, days: Sequence[date]) -> str:
    """How many days it takes, and which."""
    how_many = "วันเดียว" if len(days) == 1 else f"{len(days)} วัน"
    return f"{programme} {event} {how_many}ค่ะ {_span(days)}"


def on_weekdays(programme: str, event: str, weekdays: Sequence[str], first: date, last: date) -> str:
    """On which weekdays it is held."""
    if first == last:
        return f"{programme} {event}{dates.weekday(first)} วันเดียว"
    return f"{programme} {event}วัน{'และ'.join(weekdays)} ระหว่าง {_span([first, last])}"


def progress(programme: str, event: str, runs: Sequence[Sequence[date]], today: date) -> str:
    """How many days are over and how many to come, and which are next."""
    days = [day for run in runs for day in run]
    over = [day for day in days if day < today]
    if len(over) == len(days):
        return f"{programme} จัดไปแล้วครบ {len(days)} วันค่ะ วันสุดท้าย {dates.weekday(days[-1])}"
    place, coming = next((n, run) for n, run in enumerate(runs, 1) if run[-1] >= today)
    if not over and days[0] > today:
        weeks = f" ({len(runs)} สัปดาห์)" if len(runs) > 1 else ""
        return f"{programme} ยังไม่เริ่มค่ะ มี{event} {len(days)} วัน{weeks} วันแรก {dates.weekday(days[0])}"
    whole = sum(run[-1] < today for run in runs)
    lines = [
        f"{programme} {event}ไปแล้ว {_counted(len(over), whole)} เหลืออีก "
        f"{_counted(len(days) - len(over), len(runs) - whole)} จาก {len(days)} วันค่ะ"
    ]
    if today in days:
        lines.append(f"วันนี้เป็นวัน{event}วันที่ {days.index(today) + 1} (สัปดาห์ที่ {place})")
    else:
        lines.append(f"ครั้งต่อไป {dates.run([d for d in coming if d >= today])} (สัปดาห์ที่ {place})")
    return "\n".join(lines)


def begun(progress: str) -> str:
    """It has begun; and how far it has come."""
    return f"เริ่มแล้วค่ะ {progress}"


def published(programme: str, day: date, publisher: str) -> str:
    """When and by whom an announcement was published."""
    return f"ประกาศของ {programme} เผยแพร่{dates.weekday(day)} โดย{publisher}"


def _counted(days: int, weeks: int) -> str:
    return f"{days} วัน ({weeks} สัปดาห์)" if weeks else f"{days} วัน"


def called(short: str, name: str, name_en: str | None, told: Sequence[str]) -> str:
    """What it is called in full."""
    lines = [f"ชื่อเต็มของ {short}", name, *([name_en] if name_en else []), *told]
    return "\n".join(lines)


def no_reason(programme: str, ask: str) -> str:
    """The announcement gives no reason for it."""
    return f"ประกาศของ {programme} ไม่ได้บอกเหตุผลเรื่องนี้ค่ะ (ยังไม่ประกาศ)\n{ask}"


def checked(right: bool, line: str) -> str:
    """Yes or no, and what is true."""
    return f"{YES if right else NO} {line}"


def may(right: bool, line: str) -> str:
    """Whether somebody may, and what is stated."""
    return f"{'ได้ค่ะ' if right else 'ไม่ได้ค่ะ'} {line}"


def verdict(right: bool) -> str:
    """Yes or no."""
    return YES if right else NO


def note(text: str) -> str:
    """What else a careful reader must be told."""
    return f"หมายเหตุ: {text}"


def rounds(programme: str, names: Sequence[str], lines: Sequence[str], right: bool | None) -> str:
    """All rounds, and whether the number asserted is right."""
    head = f"{programme} มี {len(names)} {_unit(names)}ค่ะ"
    if right is not None:
        head = f"{verdict(right)} {programme} มี {len(names)} {_unit(names)}"
    return "\n".join([head, *(f"• {line}" for line in lines)])


def round_line(name: str, days: Sequence[date], place: str | None) -> str:
    """One round in a list."""
    return " ".join([f"{name}:", _span(days) if days else f"วัน{NOT_ANNOUNCED}", *([place] if place else [])])


def round_held(name: str, days: Sequence[tuple[date, bool]], place: str | None, text: str | None) -> str:
    """When and where one round is held, and whether it is over."""
    over = " (ผ่านไปแล้ว)" if days and all(past for _, past in days) else ""
    when = _span([d for d, _ in days]) if days else f"วัน{NOT_ANNOUNCED}"
    return " ".join([f"{name}: {when}{over}", *([place] if place else []), *([text] if text else [])])


def round_length(name: str, days: Sequence[date]) -> str:
    """How many days one round has, and which."""
    return f"{name}: {len(days)} วัน ({_span(days)})" if days else f"{name}: วัน{NOT_ANNOUNCED}"


def of_rounds(programme: str, lines: Sequence[str]) -> str:
    """Rounds of one programme."""
    return (
        f"{programme} {lines[0]}"
        if len(lines) == 1
        else "\n".join([programme, *(f"• {line}" for line in lines)])
    )


def _unit(names: Sequence[str]) -> str:
    """What rounds are called in common: "รุ่น" of "รุ่นที่ 1", "ระดับ" of "ระดับต้น"."""
    return next((unit for unit in _UNITS if all(name.startswith(unit) for name in names)), "รุ่น")


def seats(programme: str, rounds: Sequence[tuple[str, int, str | None]]) -> str:
    """How many each round takes, and what is announced of those that take nobody any more."""
    counts = {count for _, count, _ in rounds}
    if len(counts) == 1 and len(rounds) > 1:
        unit = _unit([name for name, _, _ in rounds])
        closed = "".join(f"\n{name}: {why}" for name, _, why in rounds if why)
        return f"{programme} รับ{unit}ละ {counts.pop():,} คน ({len(rounds)} {unit}){closed}"
    lines = [
        f"{name}: {why} (รับ {count:,} คน)" if why else f"{name}: รับ {count:,} คน"
        for name, count, why in rounds
    ]
    return of_rounds(programme, lines)


def seats_in_all(programme: str, count: int, rounds: Sequence[str]) -> str:
    """How many all rounds take together."""
    return f"{programme} รับรวม {count:,} คน ({len(rounds)} {_unit(rounds)})"


def seats_left(name: str, left: int, capacity: int, waiting: int) -> str:
    """How many seats are left of how many, and how many wait."""
    wait = f" มีรายชื่อสำรอง {waiting:,} คน" if waiting else ""
    if left <= 0:
        return f"{name}: เต็มแล้วค่ะ (รับ {capacity:,} คน){wait} สมัครต่อได้เป็นรายชื่อสำรอง"
    return f"{name}: เหลือ {left:,} จาก {capacity:,} ที่ค่ะ{wait}"


def rounds_open(programme: str, lines: Sequence[str]) -> str:
    """Which rounds take applications."""
    return "\n".join([f"การรับสมัครของแต่ละรุ่น – {programme}", *(f"• {line}" for line in lines)])


def round_window(name: str, window: Milestone | None, standing: Standing, state: str | None) -> str:
    """Whether one round takes applications."""
    if state == "closed" or standing is Standing.PAST:
        return f"{name}: ปิดรับแล้ว" + (f" ({dates.day(window.last)})" if window and window.last else "")
    if window is None or window.last is None:
        return f"{name}: วันปิดรับ{NOT_ANNOUNCED}"
    if standing is Standing.AHEAD and window.first:
        return f"{name}: ยังไม่เปิดรับ เริ่ม {dates.day(window.first)} ถึง {_until(window)}"
    return f"{name}: เปิดรับถึง {_until(window)}"


def no_such_round(number: int, rounds: str) -> str:
    """There is no round of that number."""
    return f"ไม่มีรุ่นที่ {number} ค่ะ {rounds}"


def no_next_time(programme: str, last: date) -> str:
    """It is over, and no other is announced."""
    return f"{programme} จัดไปแล้วเมื่อ{dates.weekday(last)} ครั้งต่อไป{NOT_ANNOUNCED}ค่ะ"


def another_cohort(programme: str, own: str, asked: str) -> str:
    """The announcement is of another time than the one asked about."""
    said = f"ประกาศของ {programme} เป็นของ {own} เท่านั้นค่ะ ข้อมูลของ {asked} {NOT_ANNOUNCED}"
    return f"{said}\nพิมพ์ ติดต่อเจ้าหน้าที่ เพื่อฝากคำถามไว้ได้"


def stated_of(what: str, programme: str, said: Sequence[str]) -> str:
    """What is stated of one thing, in a sentence."""
    return f"{what} – {programme}: {' · '.join(said)}"


ACCOUNT, SUBSTITUTE, TAX = "เลขบัญชี", "การส่งคนแทน", "ภาษีและการหัก ณ ที่จ่าย"
AT_THE_DOOR, JUDGES, LANGUAGE = "การจ่ายหน้างาน", "รายชื่อกรรมการ", "ภาษาที่ใช้เขียน"
SPECIAL_FOOD, SUPPER, BREAKFAST = "อาหารเจ ฮาลาล หรือมังสวิรัติ", "อาหารเย็น", "อาหารเช้า"
PARKING_FEE = "ค่าจอดรถ"
AGE, DEGREE, EXPERIENCE = "อายุของผู้สมัคร", "วุฒิการศึกษา", "ประสบการณ์ทำงาน"
ENGLISH, FOREIGNERS = "ภาษาอังกฤษ", "คนต่างชาติ"
RESIT, REFUND_OF_FEE = "การสอบซ่อม", "การคืนค่าลงทะเบียน"
"""What is asked for apart, and may not be stated where the rest is."""
_UNITS = ("ระดับ", "หลักสูตร", "กลุ่ม", "ประเภท", "รอบ", "ครั้ง", "ภาค")


def facts(programme: str, heading: str, texts: Sequence[str]) -> str:
    """Facts under a heading of the announcement's own."""
    title = f"{heading} – {programme}"
    return f"{title}: {texts[0]}" if len(texts) == 1 else "\n".join([title, *(f"• {text}" for text in texts)])


FROM_STAFF = "เจ้าหน้าที่แจ้งเมื่อ"
"""How staff's own answers begin, whatever was asked."""


def from_staff(since: date, text: str) -> str:
    """What staff answer, never to be taken for the announcement."""
    return f"{FROM_STAFF} {dates.day(since)}: {text}"


def _what(milestone: Milestone) -> str:
    """What it is, and of which round, where its own words do not say so."""
    if milestone.round is None or milestone.round.name in milestone.what:
        return milestone.what
    return f"{milestone.what} {milestone.round.name}"


def _over(milestone: Milestone) -> str:
    """That its day is past: what could be done has ended, what was to come has come."""
    if milestone.kind == "opens":
        return "เปิดแล้ว"
    return "ผ่านไปแล้ว" if milestone.happens or milestone.kind == "result" else "หมดเขตแล้ว"


def _when(milestone: Milestone) -> str:
    if milestone.first is None and milestone.last is None:
        return milestone.told or f"วันที่{NOT_ANNOUNCED}"
    if milestone.told and milestone.derived and milestone.happens:
        return milestone.told
    told = f"{milestone.told} " if milestone.told else ""
    if milestone.last is None:
        assert milestone.first is not None
        return f"{told}ตั้งแต่ {dates.weekday(milestone.first)}{_clock(milestone.starts)}"
    if milestone.first is None:
        return f"{told}(นับได้ {_until(milestone)})" if milestone.told else f"ถึง {_until(milestone)}"
    if milestone.first == milestone.last:
        hours = f" เวลา {dates.hours(milestone.starts, milestone.ends)}" if milestone.starts else ""
        return f"{told}{dates.weekday(milestone.first)}{hours}"
    until = "" if milestone.happens else _clock(milestone.ends)
    return f"{told}{_span([milestone.first, milestone.last])}{until}"


def _until(milestone: Milestone) -> str:
    assert milestone.last is not None
    return f"{dates.weekday(milestone.last)}{_clock(milestone.ends)}"


def _clock(at: object) -> str:
    return f" เวลา {at:%H.%M} น." if at is not None else ""


def _left(days: int) -> str:
    return "วันนี้เป็นวันสุดท้าย" if days == 0 else f"เหลืออีก {days} วัน"


def _span(days: Sequence[date]) -> str:
    first, last = days[0], days[-1]
    if first == last:
        return dates.weekday(first)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{dates.day(last)}"
    return dates.span(first, last)
