"""Questions about days, answered from the one timeline by what was asked for, at the clock."""

# ruff: noqa: E501 (patterns of Thai words are read whole; broken they hide their order)
from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from handlers.enquiries.announced import aspects, asserted_days, rounds
from handlers.enquiries.answer import Answer, Enquiry, told
from handlers.programmes.milestones import milestones, parts
from handlers.thresholds import CUE, NAMED, SAME
from handlers.wording import announced as say
from intents.act import Act, acts
from intents.clauses import split
from intents.matching import matches, squeezed
from intents.normalise import simplify
from models.programme import Programme, runs_of_days
from models.timeline import HAPPENS, PART, Milestone, Standing

_CUES: tuple[tuple[str, str], ...] = (
    ("opens", r"เปิดรับ|เริ่มรับ|เปิดสมัคร|เปิดลงทะเบียน|เริ่มสมัคร"),
    (
        "closes",
        r"สมัคร|(?:ยื่น|ส่ง|ลง)(?:ถึง|ได้|ทัน|ข้อเสนอ)|ลง(?:แบบ|ซูม|zoom|ออนไลน์)|(?<!ค่า)ลงทะเบียน|ปิดรับ|รับสมัคร|ตอบรับ|ลงชื่อ|หมดเขต|เดดไลน์|deadline|ปิดส่ง",
    ),
    (
        "submission",
        r"ส่ง(?:กลับ|บท|ผลงาน|เอกสาร|งาน|ข้อเสนอ|โครง|ใบ|แบบ|เรื่อง|คลิป|ไฟล์)|ยื่น|ข้อเสนอ|บทคัดย่อ|บทความ|ผลงาน|abstract|paper",
    ),
    ("payment", r"จ่าย|ชำระ|โอน(?!ย้าย)|เสียเงิน|เสียตัง|ตัง(?:ค์)?|ค่าลงทะเบียน"),
    ("price", r"early|เอิร์ล|ราคา(?:ปกติ|พิเศษ|ถูก|เดิม)|โปร|ส่วนลด|ลด\d|ลดราคา"),
    (
        "result",
        r"(?:รู้|ประกาศ|แจ้ง|ออก|ทราบ|ฟัง|ดู)ผล|ประกาศชื่อ|รู้(?:ได้|ตัว)?(?:ตอนไหน|วันไหน|เมื่อไหร่)?ว่า[^ ]{0,20}?(?:ผ่าน|ติด|ได้รับ)|ผลการ|ผลคัด|ผลสอบ|ผล(?:ออก|ประกาศ)|รายชื่อ|ผ่าน(?:ไหม|มั้ย|การคัด|หรือ)|ติดไหม|ได้รับ(?:การ)?คัดเลือก|คัดเลือก",
    ),
    ("confirmation", r"ยืนยัน|รายงานตัว|คอนเฟิร์ม|confirm|มอบตัว"),
    ("orientation", r"ปฐมนิเทศ|ชี้แจง|orientation"),
    ("presentation", r"(?<!ผู้)(?<!ไม่)นำเสนอ|พรีเซ้?นต?์?|present|pitch|ขึ้นเวที"),
    (
        "session",
        r"อบรม|เรียน|ประชุม|สัมมนา|(?:วัน|ถึง)งาน|งาน(?:จัด|เริ่ม|มี|วัน)|จัด(?:งาน|วัน|เมื่อ|ขึ้น|แล้ว|ไป)|เริ่ม(?:วัน|เมื่อ|เรียน|อบรม)|สอบ(?!ถาม)",
    ),
)
"""Words that name a kind of thing, whatever an announcement calls it."""
_COMPILED = {kind: re.compile(pattern) for kind, pattern in _CUES}
_OF_TIME = frozenset(
    {Act.WHEN, Act.UNTIL, Act.STILL, Act.ALREADY, Act.OPEN_YET, Act.COUNTDOWN, Act.TODAY, Act.STEPS, Act.HOUR}
)
_WAYS = (
    ("closes", "apply_how", {Act.HOW, Act.WHERE, Act.WHO}),
    ("result", "selection", {Act.HOW, Act.WHERE}),
)
"""What is told beside the day of a kind, where how, where or with whom is asked too."""
_STATE = frozenset({Act.STILL, Act.ALREADY, Act.OPEN_YET, Act.TODAY})
_DEADLINE_INTENTS = frozenset({"deadline", "open_now", "apply_how"})
DAY_INTENTS = frozenset({"schedule", "next_session", "session_on_date", "duration", "calendar"})
"""What is asked of the days themselves."""
TIME_INTENTS = DAY_INTENTS | {"deadline", "open_now", "selection", "stages", "apply_how", "hours"}
"""What an entry of the timeline may answer."""
_MOST = 4
_UP_TO_CHECK = re.compile(r".*?\d.*?ใช่(?:ไหม|มั้ย|หรือเปล่า|รึเปล่า|ป่ะ)(?= *\S)")
_WEEKS = re.compile(r"กี่[ ]?(?:สัปดาห์|อาทิตย์)")
_THE_DAY = re.compile(r"วันที่(?:เท่าไ|อะไร)|วันไหน|แน่(?:นอน|ๆ|ชัด)?(?:เมื่อ|วัน|คือ|$)|เท่าไ.{0,6}แน่")
_REVISED = re.compile(r"แก้ไข|ปรับปรุง|ปรับแก้|revis")
"""What is sent a second time; it is not meant where the first time is asked for."""
_AGAIN = re.compile(r"แก้(?!ปัญหา)|ปรับ|revis|กลับไป|ส่งกลับ|คืนกลับ")
_OFF = re.compile(r"หยุด|งด")
"""A day on which nothing takes place; it is not meant where the days themselves are asked for."""
_MOVED = re.compile(r"เลื่อน|ขยาย(?:เวลา|วัน|รับ)?")
_DONE = re.compile(r"ส่ง|ยื่น|สมัคร|ลงทะเบียน|จ่าย|ชำระ|เสนอ")
_SENDS = re.compile(r"ส่ง|ยื่น|สมัคร|ลงทะเบียน|จ่าย|โอน|ชำระ|แจ้งผล")
_SENT = re.compile(r"(?:ส่ง|ยื่น|สมัคร|ลงทะเบียน|จ่าย|โอน|นำเสนอ)[^ ]{0,30}?(?:ไป|เรียบร้อย)แล้ว")
_DONE_ALREADY = 0.3
"""How much an entry counts that is told as done, where a result is asked for."""
_REGISTERS = re.compile(r"ลงทะเบียน")
_ONE_DAY = re.compile(r"คนละวัน|วันเดียวกัน|ครั้งเดียวกัน|แยกวัน|พร้อมกัน|กี่วัน|(?<!\d)\d{1,2}วัน(?!ที่|ทำการ)")


def answer(enquiry: Enquiry) -> Answer | None:
    """What the timeline says to this question; None if it asks nothing of the kind, or of nothing there."""
    doing, programme = acts(enquiry.text), enquiry.programme
    if enquiry.read.entity("nth") is not None and not (programme.rounds or programme.timeline):
        return None
    checks = Act.CHECK in doing and bool(asserted_days.asserted(enquiry))
    of_one_day = asks_of_one_day(enquiry)
    of_another = any(aspect.intent != "venue" for aspect in aspects.named(enquiry.text))
    where = Act.WHERE in doing and not doing & _OF_TIME and not of_another
    if not (doing & _OF_TIME or checks or of_one_day or where):
        return None
    found = _with_an_hour(enquiry, chosen(enquiry)) if Act.HOUR in doing else chosen(enquiry)
    found = [m for m in found if m.place] if where else found
    if not found or _better_said_elsewhere(found, doing, checks or of_one_day):
        return None
    if of_one_day and all(m.kind == "session" for m in found):
        days = [s.date for s in programme.days]
        return Answer(say.days_in_all(enquiry.name, programme.words.event, days), source=("schedule",))
    if checks:
        return _checked(found, enquiry)
    if Act.COUNTDOWN in doing:
        return _said(enquiry, [_countdown(m, enquiry) for m in _nearest(found, enquiry)], found)
    if Act.STEPS in doing or len(found) > _MOST:
        return listed(enquiry, found)
    if doing & _STATE and not (Act.WHEN in doing and not doing & {Act.STILL, Act.ALREADY}):
        lines = [say.milestone_state(m, m.standing(enquiry.now), enquiry.today) for m in found]
        return _said(enquiry, lines, found)
    said = listed(enquiry, found)
    for kind, aspect, asking in _WAYS:
        facts = programme.about(aspect)
        if doing & asking and facts and any(m.kind == kind for m in found):
            return replace(said, text=f"{said.text}\n{told(enquiry, aspect, facts)}")
    return said


def _better_said_elsewhere(found: Sequence[Milestone], doing: frozenset[Act], asserts: bool) -> bool:
    """The window and the days have fuller answers of their own."""
    if any(m.own or m.round is not None for m in found) or asserts or Act.COUNTDOWN in doing:
        return False
    return not (doing & {Act.ALREADY, Act.TODAY} and all(m.kind == "session" for m in found))


def _with_an_hour(enquiry: Enquiry, found: Sequence[Milestone]) -> list[Milestone]:
    """Those with an hour; the days' own is given as stated, and signing in on the day is no deadline."""
    timed = [m for m in found if m.starts or m.ends]
    if not acts(enquiry.text) & {Act.UNTIL, Act.STILL}:
        timed = [m for m in timed if m.kind != "closes"]
    stated = enquiry.programme.about("hours") and all(m.kind == "session" for m in timed)
    return [] if stated else timed


def asks_of_one_day(enquiry: Enquiry) -> bool:
    """Whether it is one day for all, or how many days: there are no rounds to choose from."""
    programme = enquiry.programme
    return (
        len(runs_of_days(programme.sessions)) == 1
        and not programme.rounds
        and Act.COUNTDOWN not in acts(enquiry.text)
        and _ONE_DAY.search(squeezed(enquiry.text)) is not None
    )


def chosen(enquiry: Enquiry) -> list[Milestone]:
    """The milestones a question names, by date: several if it names them alike, or one in each clause."""
    among = _of_rounds(enquiry, (*milestones(enquiry.programme), *parts(enquiry.programme)))
    if not among:
        return []
    if Act.STEPS in acts(enquiry.text) and not _COMPILED["result"].search(squeezed(enquiry.text)):
        own = [m for m in among if m.own and m.kind not in ("price", PART)]
        named = matches(enquiry.text, [m.phrases for m in own])
        heavy = [m for m, match in zip(own, named, strict=True) if match.weight >= NAMED]
        return _in_order(heavy if len(heavy) > 1 else own)
    clauses = split(simplify(enquiry.text))
    if (event := _event_asserted(enquiry, among)) is not None:
        return event
    found = [m for clause in clauses for m in _named(enquiry, clause, among)]
    doing = acts(enquiry.text)
    counts_down = Act.COUNTDOWN in doing and Act.STILL not in doing and not names_another(enquiry)
    if not found and (asks_of_one_day(enquiry) or counts_down):
        found = [m for m in among if m.kind == "session"]
    if (
        found
        and all(m.kind == "closes" and m.round and not m.own for m in found)
        and not rounds.meant(enquiry)
    ):
        found += [
            m for m in among if m.kind == "closes"
        ]  # what only one round's window is called is said of all
    if found and all(m.kind == "price" for m in found) and not _of_a_price(enquiry, found):
        found += [m for m in among if m.kind == "price" and m.last]  # it closes with the last of them
    return _in_order(_once(list(dict.fromkeys(found))))


def _once(found: list[Milestone]) -> list[Milestone]:
    """Days that a title names are not named as days of the event besides."""
    titled = {(m.first, m.last, m.round) for m in found if m.kind == PART}
    return [m for m in found if m.kind != "session" or (m.first, m.last, m.round) not in titled]


def _of_a_price(enquiry: Enquiry, found: Sequence[Milestone]) -> bool:
    """It names a price, not only registration, which prices come to the end of."""
    text = squeezed(enquiry.text)
    return _COMPILED["price"].search(text) is not None or any(squeezed(m.what) in text for m in found)


def _event_asserted(enquiry: Enquiry, among: Sequence[Milestone]) -> list[Milestone] | None:
    """The event's own days, if a date is asserted of nothing else: "13 มีนา ใช่ไหม จองรถไว้แล้ว"."""
    asserted = _UP_TO_CHECK.match(simplify(enquiry.text))
    if asserted is None or not asserted_days.asserted(enquiry) or _named(enquiry, asserted[0], among):
        return None
    return [m for m in among if m.kind == "session"] or None


def _named(enquiry: Enquiry, clause: str, among: Sequence[Milestone]) -> list[Milestone]:
    """Those a clause names best; none if it hardly names any. One that explains more of its words wins."""
    text, doing = squeezed(clause), acts(clause)
    if not _OFF.search(text):
        among = [m for m in among if not _OFF.match(m.what)] or among
    if any(_REVISED.search(m.what) for m in among):
        again = _AGAIN.search(text) is not None
        among = [m for m in among if bool(_REVISED.search(m.what)) is again] or among
    named = matches(clause, [m.phrases for m in among])
    closing = any(m.kind == "closes" for m in among)
    scores = [
        (match.weight + _cue(m, text, enquiry.intent, closing=closing)) * _fits(m, doing, text)
        for m, match in zip(among, named, strict=True)
    ]
    asks_result = _SENT.search(text) or not _SENDS.search(text)
    if asks_result and _COMPILED["result"].search(text):
        scores = [
            s if m.kind == "result" else 0.0 if m.kind == "session" else s * _DONE_ALREADY
            for m, s in zip(among, scores, strict=True)
        ]
    of_days = frozenset().union(
        *(match.words for m, match in zip(among, named, strict=True) if m.kind == "session")
    )
    if any(m.kind == PART and match.words - of_days for m, match in zip(among, named, strict=True)):
        scores = [0.0 if m.kind == "session" else s for m, s in zip(among, scores, strict=True)]
    best = max(scores)
    if best < NAMED:
        return [m for m in among if m.was is not None] if _MOVED.search(text) else []
    near = [(m, match) for m, match, score in zip(among, named, scores, strict=True) if score >= SAME * best]
    return [m for m, match in near if not any(match.words < other.words for _, other in near)]


def _fits(milestone: Milestone, doing: frozenset[Act], text: str) -> float:
    """Half for what takes place, where it is asked until when something can be done."""
    can_do = bool(doing & {Act.UNTIL, Act.STILL, Act.OPEN_YET}) or (
        Act.COUNTDOWN in doing and _DONE.search(text) is not None
    )
    pattern = _COMPILED.get(milestone.kind)
    takes_place = milestone.kind in HAPPENS and not (pattern and pattern.search(text))
    return 0.5 if can_do and takes_place else 1.0


def names_days(enquiry: Enquiry) -> bool:
    """It names the event itself, in the programme's own word or another."""
    text = squeezed(enquiry.text)
    return squeezed(enquiry.programme.words.event) in text or _COMPILED["session"].search(text) is not None


def of_window(enquiry: Enquiry) -> bool:
    """It names the application window, not the days of the event."""
    return _COMPILED["closes"].search(squeezed(enquiry.text)) is not None


def names_another(enquiry: Enquiry) -> bool:
    """It names something besides the event that has a day: applying, sending, paying, a result."""
    text = squeezed(enquiry.text)
    return any(pattern.search(text) for kind, pattern in _COMPILED.items() if kind != "session")


def cued(enquiry: Enquiry, found: Sequence[Milestone]) -> bool:
    """A word for their kind of thing stands in the question."""
    text = squeezed(enquiry.text)
    return any(m.kind in _COMPILED and _COMPILED[m.kind].search(text) for m in found if m.own)


def listed(enquiry: Enquiry, found: Sequence[Milestone]) -> Answer:
    """These moments, a line each."""
    ordered = _in_order(found)
    return _said(enquiry, [_line(m, enquiry) for m in ordered], ordered)


def quotes(programme: Programme, ids: Sequence[str]) -> list[str]:
    """The announcement's words behind entries."""
    return [entry.quote for entry in programme.timeline if not ids or entry.id in ids]


def _of_rounds(enquiry: Enquiry, found: Sequence[Milestone]) -> list[Milestone]:
    """Those of the rounds named and of all; where none is named, all."""
    meant = rounds.meant(enquiry)
    if not meant:
        return list(found)
    own = [m for m in found if m.round in meant]
    kinds = {m.kind for m in own}
    return own + [m for m in found if m.round is None and m.kind not in kinds]


def _cue(milestone: Milestone, text: str, intent: str, *, closing: bool) -> float:
    """How much words for its kind speak for it; the last price is the end where nothing else says it."""
    ends = (
        milestone.kind == "price"
        or (milestone.kind == "submission" and milestone.first is not None)
        or (milestone.kind == "payment" and _REGISTERS.search(text) and _REGISTERS.search(milestone.what))
    )
    kind = "closes" if ends and not closing and milestone.last else milestone.kind
    if milestone.kind == "opens" and milestone.first is None:
        return 0.0
    weight = CUE if any(_COMPILED[k].search(text) for k in {kind, milestone.kind} if k in _COMPILED) else 0.0
    if intent in _DEADLINE_INTENTS and kind == "closes":
        weight += CUE / 2
    if intent in DAY_INTENTS and milestone.kind in ("session", "presentation"):
        weight += CUE / 2
    if intent == "selection" and milestone.kind == "result":
        weight += CUE / 2
    return weight


def _in_order(found: Sequence[Milestone]) -> list[Milestone]:
    return sorted(found, key=lambda m: (m.first or m.last or date.max, m.last or date.max))


def _nearest(found: Sequence[Milestone], enquiry: Enquiry) -> list[Milestone]:
    """For a countdown: what is still to come, the next of each kind; what is over only if all is."""
    left = [m for m in found if m.standing(enquiry.now) is not Standing.PAST]
    kinds: dict[tuple[str, str], Milestone] = {}
    for milestone in left or list(found)[-1:]:
        kinds.setdefault((milestone.kind, milestone.what if milestone.own else ""), milestone)
    return list(kinds.values())


def _countdown(milestone: Milestone, enquiry: Enquiry) -> str:
    standing = milestone.standing(enquiry.now)
    if standing in (Standing.PAST, Standing.UNKNOWN):
        return say.milestone_state(milestone, standing, enquiry.today)
    to = milestone.first if standing is Standing.AHEAD and milestone.first else milestone.last
    assert to is not None
    return say.countdown(
        milestone,
        (to - enquiry.today).days,
        to,
        ends=to == milestone.last and not milestone.happens,
        in_weeks=_WEEKS.search(enquiry.text) is not None,
    )


def _checked(found: Sequence[Milestone], enquiry: Enquiry) -> Answer:
    """Whether what is asserted is so, and what is true; the days of training as one span."""
    if all(m.kind == "session" and not m.own for m in found) and len({m.round for m in found}) == 1:
        found = [replace(found[0], last=found[-1].last)]
    right = any(
        asserted_days.agrees(asserted_days.end_asked_of(m, enquiry), start, end)
        for m in found
        for start, end in asserted_days.asserted(enquiry)
    )
    of_that_day = [] if right else asserted_days.stated_of_them(enquiry)
    said = _said(enquiry, [*of_that_day, *(_line(m, enquiry) for m in found)], found)
    return replace(said, text=say.checked(right, said.text))


def _line(milestone: Milestone, enquiry: Enquiry) -> str:
    line = say.milestone_line(milestone, milestone.standing(enquiry.now), enquiry.today)
    dayless = milestone.first is None and milestone.last is None and milestone.told is not None
    return say.no_day_yet(line) if dayless and _THE_DAY.search(squeezed(enquiry.text)) else line


def _said(enquiry: Enquiry, lines: Sequence[str], found: Sequence[Milestone]) -> Answer:
    notes = dict.fromkeys(m.note for m in found if m.note)
    text = say.of_timeline(enquiry.name, list(dict.fromkeys(lines)), list(notes))
    keys = tuple(m.id for m in found if m.id)
    return Answer(text, source=("timeline", *keys) if keys else ("schedule",))
