"""Who comes, read from a text by its days: "ไปได้แต่วันศุกร์ เสาร์ไม่ได้", "วันที่ 24 มาได้ แต่ 25 มาไม่ได้".

A text is a sequence of days and verdicts. A verdict applies to the days before it; if there are none, to
those after it that no other verdict claims; and if no day is named at all, to those last spoken of.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from intents.entities import date as dates


class Verdict(StrEnum):
    """What somebody says about a day."""

    YES = "yes"
    LATE = "late"
    EARLY = "early"
    NO = "no"
    SUBSTITUTE = "substitute"


@dataclass(frozen=True, slots=True)
class Said:
    """One verdict.

    days   the days it is said about, as named; None if no day is named
    held   those of them among the days that could be meant; empty if none is
    words  its own part of the text
    plain  its words contain only days, the verdict and politeness
    going  it mentions going or coming; otherwise it may be about something else ("ติดประชุมอยู่")
    """

    verdict: Verdict
    days: tuple[date, ...] | None
    held: tuple[date, ...]
    words: str
    plain: bool = False
    going: bool = True


@dataclass(frozen=True, slots=True)
class _Mark:
    """A place in the text: days, or a verdict; `only` for a verdict that excludes all other days."""

    start: int
    end: int
    days: tuple[date, ...] | None = None
    verdict: Verdict | None = None
    only: bool = False


_END = (
    r"(?=$|[\s,.!ๆ]|ค่ะ|คะ|ครับ|คับ|นะ|จ้า|จ้ะ|เพราะ|แต่|ส่วน|เนื่อง|ติด|วัน|ทั้ง|เลย|แล้ว|แน่|หรอก|เหมือน|อีก"
    r"|อ่ะ|ล่ะ|น่ะ|พอดี|เอง|ทุก|ครบ|ด้วย|ที่)"
)
_GO = r"(?:ไปร่วม|มาร่วม|เข้าร่วม|เข้าเรียน|เข้าอบรม|ไปเรียน|มาเรียน|ไปอบรม|มาอบรม|ร่วม|เข้า|ไป|มา|เรียน|อบรม)"
_VERDICTS: tuple[tuple[Verdict, str], ...] = (
    (
        Verdict.SUBSTITUTE,
        r"(?:ส่ง|ให้|มอบ(?:หมาย)?ให้?|ฝาก)[^,\n]{0,60}?แทน|ส่ง(?:ผู้แทน|ตัวแทน|คนแทน)|(?:ผู้แทน|ตัวแทน)(?:ไป|มา|เข้า)",
    ),
    (
        Verdict.LATE,
        rf"{_GO}ไม่ทัน(?:ช่วง)?(?:เช้า|ต้น|เริ่ม|เปิด|พิธี)|{_GO}(?:ได้)?(?:แต่)?(?:อาจ|คง|น่าจะ)?(?:จะ)?(?:สาย|ช้า|เลท|late)|(?:ขอ|จะ|คง|อาจ)(?:เข้า|ถึง)?(?:สาย|ช้า)|ไม่ทัน(?:ช่วง)?(?:เช้า|ต้น|เริ่ม|เปิด|พิธี)",
    ),
    (
        Verdict.EARLY,
        r"(?:กลับ|ออก|เลิก)(?:ก่อน|เร็ว)|อยู่(?:ได้)?(?:ไม่จบ|แค่ครึ่งวัน|ถึงแค่|ไม่ครบ)|(?:มา|ไป)(?:ได้)?(?:แค่)?ครึ่งวัน",
    ),
    (
        Verdict.NO,
        rf"{_GO}(?:ร่วม)?(?:คง)?ไม่(?:ได้|ไหว|ทัน|สะดวก)|(?:คง|น่าจะ|อาจ)?(?:จะ)?ไม่(?:ได้)?{_GO}{_END}"
        rf"|ไม่(?:ว่าง|สะดวก|ไหว|พร้อม)|(?:ขอ)?(?:ลา(?:ป่วย|กิจ|หยุด|พักร้อน|พักผ่อน|คลอด|บวช|งาน)?|งด|ขาด){_END}|ป่วย(?!การ)|ไม่สบาย|ติด(?:ประชุม|ราชการ|ภารกิจ|ธุระ|งาน|สอบ|อบรมอื่น)|ไม่ได้{_END}",
    ),
    (
        Verdict.YES,
        rf"{_GO}(?:ร่วม)?(?:ได้|แน่นอน|แน่|ตามปกติ|ครบ|ทุกวัน){_END}|{_GO}(?:ได้)?(?=(?:แค่|แต่|เฉพาะ)(?:วัน|ศุกร์|เสาร์|อาทิตย์|จันทร์))"
        rf"|ว่าง{_END}|ไม่(?:ขาด|พลาด)|ได้{_END}|{_GO}{_END}",
    ),
)
_VERDICT = re.compile("|".join(f"(?P<{verdict}>{pattern})" for verdict, pattern in _VERDICTS), re.IGNORECASE)
_NEAR = 9
"""The most letters between two verdicts about the same thing: "ไปได้ครับ แต่อาจสาย"."""
_BARE = re.compile(rf"^(?:ได้|ไม่ได้|{_GO})$")
"""Counts as a verdict only after a day: "ศุกร์ได้"."""
_ONLY = re.compile(r"\s*(?:แค่|แต่|เฉพาะ)\s*(?:แค่|เฉพาะ)?\s*")
_JOINED = re.compile(r"\s*(?:กับ|และ|ถึง|-|–|,|/)?\s*(?:วันที่|วัน|ที่)?\s*")
_WEEKDAYS = {"จันทร์": 0, "อังคาร": 1, "พุธ": 2, "พฤหัส": 3, "ศุกร์": 4, "เสาร์": 5, "อาทิตย์": 6}
_WEEKDAY = re.compile(rf"(?:วัน)?({'|'.join(_WEEKDAYS)})(?:บดี)?(?:นี้)?(?!หน้า|ถัด)")
_BOTH = re.compile(r"(?:ทั้ง|ครบ)(?:สอง|2|คู่|หมด|สาม|3)(?:วัน)?|ทุกวัน|(?:ทั้ง|สอง|2)วัน(?:เลย)?")
_FIRST = re.compile(r"วันแรก|วันที่(?:หนึ่ง|1)(?!\d)(?= ?(?:ไป|มา|ไม่|ได้))")
_SECOND = re.compile(r"วัน(?:ที่)?(?:สอง|2)(?!\d)(?= ?(?:ไป|มา|ไม่|ได้|เข้า|ขอ))|วันหลัง|วันสุดท้าย")
_NUMBER = re.compile(r"(?<![\d:.])(?:วันที่ ?)?(\d{1,2})(?![\d:.]|\s*(?:โมง|คน|น\.|นาที|ชม|ชั่วโมง|บาท|วัน))")
_POLITE = re.compile(
    r"นะครับ|นะคะ|ครับผม|ครับ|คับ|ค่ะ|คะ|จ้า|จ้ะ|นะ|ผม|ดิฉัน|ฉัน|หนู|ทั้งสอง|วัน|ที่|ก็|ขอ|จะ|คง|น่าจะ|แล้ว|เลย|แน่นอน|แน่|แต่|ส่วน|และ|กับ"
    r"|สวัสดี|ขอโทษ|ด้วย|เอง|ทุก|ครบ|แค่|เฉพาะ|นี้|หน้า|อาจ|ทราบ|แจ้ง|ว่า|อบรม|เรียน"
)
_LOUD = re.compile(r"[^\s,.!\-–ๆ]{2,}")
"""Leftover text that says something."""
_REASON = re.compile("ติด|ลา(?:ป่วย|กิจ|พักร้อน|คลอด|บวช)|ป่วย|ไม่ทัน")
_TRAILING = re.compile(r"\s*(?:แต่|ส่วน|และ|กับ|แล้วก็)\s*$")
_ASKS = re.compile(
    r"(?:ได้|ไหว|ทัน)(?:ไหม|มั้ย|มั๊ย|ป่าว|หรือเปล่า|รึเปล่า|หรือไม่)|(?:ไหม|มั้ย|หรือเปล่า|ป่ะ)\s*(?:คะ|ครับ)?\s*$"
    r"|ถ้า|หาก|กรณี|ทำ(?:ยังไง|อย่างไร|ไง)|ต้อง(?:ทำ|แจ้ง|ลา)|\?|วันไหน|เมื่อไหร่|กี่โมง|ที่ไหน|ใคร"
)


def speaks_of_it(text: str) -> bool:
    """Whether a text may say who comes: a quick check that needs no days."""
    return _VERDICT.search(text) is not None and _ASKS.search(text) is None


def attendance(text: str, coming: Sequence[date], today: date, run: Sequence[date]) -> list[Said]:
    """What a text says about who comes, in its order; empty if it says nothing, or asks.

    coming   days that could be meant, in order; `run` are those last spoken of, or next
    """
    if _ASKS.search(text):
        return []
    marks = _marks(text, coming, today, run)
    if not any(mark.verdict for mark in marks):
        return []
    return list(_said(text, marks, coming, run))


def _marks(text: str, coming: Sequence[date], today: date, run: Sequence[date]) -> list[_Mark]:
    days = _joined(text, sorted(_days(text, coming, today, run), key=lambda m: m.start))
    taken = [(mark.start, mark.end) for mark in days]
    verdicts = []
    for found in _VERDICT.finditer(text):
        if any(found.start() < end and start < found.end() for start, end in taken):
            continue
        bare = _BARE.match(found[0]) is not None
        behind_a_day = any(text[end : found.start()].strip() in ("", "ก็", "ด้วย", "นี้") for _, end in taken)
        if bare and not behind_a_day:
            continue
        only = _ONLY.match(text, found.end()) is not None and Verdict(found.lastgroup or "") is Verdict.YES
        verdicts.append(_Mark(found.start(), found.end(), verdict=Verdict(found.lastgroup or ""), only=only))
    return sorted([*days, *_merged(text, verdicts)], key=lambda mark: mark.start)


def _merged(text: str, verdicts: Sequence[_Mark]) -> Iterator[_Mark]:
    """Two alike in a row are one ("ติดประชุม ไปไม่ได้"); coming late or leaving early outweighs a yes."""
    held: _Mark | None = None
    for mark in verdicts:
        near = held is not None and len(text[held.end : mark.start].strip()) <= _NEAR
        if held is not None and near and _agree(held.verdict, mark.verdict):
            stronger = mark.verdict if held.verdict is Verdict.YES else held.verdict
            held = _Mark(held.start, mark.end, verdict=stronger, only=held.only or mark.only)
            continue
        if held is not None:
            yield held
        held = mark
    if held is not None:
        yield held


def _agree(one: Verdict | None, other: Verdict | None) -> bool:
    coming = {Verdict.YES, Verdict.LATE, Verdict.EARLY}
    return (
        one is other
        or (one in coming and other in coming)
        or {one, other} == {Verdict.NO, Verdict.SUBSTITUTE}
    )


def _days(text: str, coming: Sequence[date], today: date, run: Sequence[date]) -> Iterator[_Mark]:
    """Every mention of days; of two that overlap, the longer."""
    found: list[_Mark] = []
    for entity in dates.find(text, today):
        start, end = date.fromisoformat(entity.value["start"]), date.fromisoformat(entity.value["end"])
        inside = tuple(day for day in coming if start <= day <= end)
        found.append(_Mark(entity.start, entity.end, days=inside if start != end else (start,)))
    found = [_as_weekday(text, mark, coming, run) for mark in found]
    for pattern, days in ((_BOTH, tuple(run)), (_FIRST, tuple(run[:1])), (_SECOND, tuple(run[-1:]))):
        found += [_Mark(m.start(), m.end(), days=days) for m in pattern.finditer(text) if run]
    for match in _WEEKDAY.finditer(text):
        day = _of_weekday(_WEEKDAYS[match[1]], coming, run)
        if day is not None:
            found.append(_Mark(match.start(), match.end(), days=(day,)))
    for match in _NUMBER.finditer(text):
        day = next((day for day in (*run, *coming) if day.day == int(match[1])), None)
        if day is not None:
            found.append(_Mark(match.start(), match.end(), days=(day,)))
    kept: list[_Mark] = []
    for mark in sorted(found, key=lambda m: (-(m.end - m.start), m.start)):
        if not any(mark.start < other.end and other.start < mark.end for other in kept):
            kept.append(mark)
    yield from kept


def _as_weekday(text: str, mark: _Mark, coming: Sequence[date], run: Sequence[date]) -> _Mark:
    """A bare weekday is the one spoken of, not this week's: "เสาร์ไม่ได้" in answer to next week's eve."""
    match = _WEEKDAY.fullmatch(text[mark.start : mark.end])
    day = _of_weekday(_WEEKDAYS[match[1]], coming, run) if match else None
    return mark if day is None else _Mark(mark.start, mark.end, days=(day,))


def _of_weekday(weekday: int, coming: Sequence[date], run: Sequence[date]) -> date | None:
    return next((day for day in (*run, *coming) if day.weekday() == weekday), None)


def _joined(text: str, days: Sequence[_Mark]) -> list[_Mark]:
    """Days joined only by "and" are one mention; a day next to a week belongs to that week."""
    joined: list[_Mark] = []
    listed: set[int] = set()
    for mark in days:
        before = joined[-1] if joined else None
        between = text[before.end : mark.start] if before else "."
        if before is not None and _JOINED.fullmatch(between):
            beside = not between.strip() and before.start not in listed
            narrowed = _narrowed(before.days or (), mark.days or ()) if beside else None
            both = tuple(dict.fromkeys((*(before.days or ()), *(mark.days or ()))))
            if between.strip():
                listed.add(before.start)
            if narrowed or between.strip() or both == before.days:
                joined.pop()
                mark = _Mark(before.start, mark.end, days=narrowed or both)
        joined.append(mark)
    return joined


def _narrowed(one: tuple[date, ...], other: tuple[date, ...]) -> tuple[date, ...] | None:
    """Which days of a week or month are meant when it stands next to the day: "วันเสาร์สัปดาห์หน้า"."""
    span, named = (one, other) if len(one) >= len(other) else (other, one)
    if len(span) < 2 or not named or len(named) == len(span):
        return None
    inside = tuple(day for day in span if day in named)
    weekdays = {day.weekday() for day in named}
    return inside or tuple(day for day in span if day.weekday() in weekdays) or None


def _said(text: str, marks: Sequence[_Mark], coming: Sequence[date], run: Sequence[date]) -> Iterator[Said]:
    claimed: set[int] = set()
    spoken: set[date] = set()
    for place, mark in enumerate(marks):
        if mark.verdict is None:
            continue
        owned = _owned(marks, place, claimed)
        claimed |= set(owned)
        named = tuple(dict.fromkeys(day for i in owned for day in marks[i].days or ()))
        start = min([mark.start, *(marks[i].start for i in owned)])
        end = _end_of_piece(text, marks, place, owned)
        held = tuple(day for day in named if day in coming)
        spoken |= set(held)
        words = _tidied(text[start:end])
        own = [marks[i] for i in (place, *owned)]
        told = mark.verdict is Verdict.SUBSTITUTE or _REASON.search(text[mark.start : mark.end]) is not None
        plain = not told and not _LOUD.search(_POLITE.sub("", _without(text, start, end, own)))
        going = bool(owned) or re.search(_GO, text[mark.start : mark.end]) is not None
        yield Said(mark.verdict, named if owned else None, held, words, plain, going)
        others = tuple(day for day in run if day not in spoken)
        if mark.only and held and others and not any(m.verdict for m in marks[place + 1 :]):
            yield Said(Verdict.NO, others, others, words, plain=True)


def _tidied(piece: str) -> str:
    return _TRAILING.sub("", " ".join(piece.split())).strip(" ,")


def _without(text: str, start: int, end: int, marks: Sequence[_Mark]) -> str:
    """A piece of the text with what was already read taken out."""
    left, place = [], start
    for mark in sorted(marks, key=lambda m: m.start):
        left.append(text[place : mark.start])
        place = max(place, mark.end)
    return " ".join([*left, text[place:end]])


def _owned(marks: Sequence[_Mark], place: int, claimed: set[int]) -> list[int]:
    """Which mentions of days a verdict applies to: those before it, else unclaimed ones after it."""
    front: list[int] = []
    for i in range(place - 1, -1, -1):
        if marks[i].verdict is not None or i in claimed:
            break
        front.insert(0, i)
    if front:
        return front
    behind = place + 1
    if behind >= len(marks) or marks[behind].verdict is not None:
        return []
    next_is_verdict = behind + 1 < len(marks) and marks[behind + 1].verdict is not None
    return [] if next_is_verdict and not marks[place].only else [behind]


def _end_of_piece(text: str, marks: Sequence[_Mark], place: int, owned: Sequence[int]) -> int:
    """Where the verdict's piece ends: at the next mention that is not its own."""
    last = max([place, *owned])
    return marks[last + 1].start if last + 1 < len(marks) else len(text)
