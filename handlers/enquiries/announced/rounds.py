"""Which rounds of a programme a question is about, and what holds for them alone."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta

from handlers.enquiries.answer import Answer, Enquiry
from handlers.programmes.milestones import milestones
from handlers.programmes.remembered import once_each
from handlers.wording import announced as say
from intents.act import Act, acts
from intents.entities import province
from intents.entities.number import ANY_SPOKEN, spoken
from intents.matching import squeezed
from models.announced import Round
from models.programme import Fact, Programme, Session
from models.timeline import Milestone, Standing

_UNIT = "(?:รุ่น|รอบ|ครั้ง|กลุ่ม|ชุด|หลักสูตร|session|class)"
_NUMBERED = re.compile(
    rf"{_UNIT}ที่?(?P<figure>\d{{1,2}})(?!\d)|{_UNIT}(?P<bare>\d{{1,2}})(?![\d%]|คน|วัน(?!ไหน|ที่|อะไร)|บาท)|{_UNIT}(?:ที่?(?P<spoken>{ANY_SPOKEN})|(?P<said>(?!หนึ่ง){ANY_SPOKEN}))"
)
_AND_MORE = re.compile(r"(?:กับ|และ|หรือ|,)(\d{1,2})(?![\d%]|คน|วัน|บาท|ท่าน)")
_FIRST, _LAST = re.compile(f"{_UNIT}แรก"), re.compile(f"{_UNIT}(?:หลัง)?สุดท้าย|{_UNIT}ท้าย")
_NEXT = re.compile(f"{_UNIT}(?:หน้า|ถัดไป|ต่อไป|ใหม่|ที่จะถึง)")
_WHICH = re.compile(f"(?<!ใส่)(?<!แต่ง)(?<!สวม){_UNIT}(?:ไหน|ใด|อะไร)|กี่{_UNIT}")
_EVERY = re.compile(f"ทุก{_UNIT}|ทั้ง(?:สอง|หมด|2|3|4){_UNIT}|แต่ละ{_UNIT}|รวม(?:ทุก|ทั้ง|กี่|แล้วกี่|มี|รับ|ได้)")
_MONTHLESS = re.compile(r"^(?:วันที่|วัน|ที่)?[ ]?\d{1,2}(?:[ ]?(?:-|ถึง|และ|,)[ ]?\d{1,2})?$")
_IN_ALL = re.compile(f"รวม|ทั้งหมด|ทุก{_UNIT}|ทั้งโครงการ")
_COUNTED = re.compile(rf"(?P<figure>\d{{1,2}}|{ANY_SPOKEN}){_UNIT}(?!ที่)|(?P<one>{_UNIT}เดียว)")
_OF_THE_DAY = re.compile(r"(?:รอบ|กลุ่ม|รุ่น|ห้อง|ช่วง|ตอน|ภาค)(?P<part>เช้า|บ่าย|เย็น|ค่ำ)")
_HOURS_OF = {"เช้า": (0, 12), "บ่าย": (12, 17), "เย็น": (16, 24), "ค่ำ": (17, 24)}
_DIGITS = re.compile(r"\d+")
_FREE = re.compile(
    f"เหลือ[^ ]{{0,6}}{_UNIT}(?:ไหน|ใด)|{_UNIT}(?:ไหน|ใด)[^ ]{{0,12}}(?:ว่าง|เปิด|สมัคร|ลงทะเบียน|เต็ม|ทัน|รับ)"
)


def asks_of_rounds(enquiry: Enquiry) -> bool:
    """The question is about rounds as such: how many, which of them."""
    return bool(enquiry.programme.rounds) and _WHICH.search(squeezed(enquiry.text)) is not None


def unknown(enquiry: Enquiry) -> int | None:
    """The number of a round that was named and does not exist."""
    asked = _number(squeezed(enquiry.text))
    if asked is None or not enquiry.programme.rounds:
        return None
    return None if _numbered(enquiry.programme, asked) else asked


def meant(enquiry: Enquiry) -> list[Round]:
    """The rounds named by number, name, place or day; none if none is."""
    programme, text = enquiry.programme, squeezed(enquiry.text)
    rounds = programme.rounds
    if not rounds or _EVERY.search(text):
        return []
    if asked := _numbers(text):
        return [r for number in asked for r in _numbered(programme, number)]
    if _FIRST.search(text):
        return [rounds[0]]
    if _LAST.search(text):
        return [rounds[-1]]
    if _NEXT.search(text):
        return _coming(programme, enquiry)[:1]
    named = [r for r in rounds if _named(r, text)] or _placed(enquiry)
    if named := named or _by_time_of_day(programme, text):
        return named
    if _WHICH.search(text) and (spans := _days_named(enquiry)):
        return [r for r in rounds if any(_within(s.date, spans) for s in _own(programme, r))]
    return []


def _days_named(enquiry: Enquiry) -> list[tuple[tuple[int, int], tuple[int, int]]]:
    """Spans of (month, day), without the year; days without a month are of the month named beside them."""
    spans, month = [], None
    for entity in enquiry.read.all_of("date"):
        start, end = date.fromisoformat(entity.value["start"]), date.fromisoformat(entity.value["end"])
        whole_month = start.day == 1 and (end + timedelta(days=1)).day == 1
        bare = not whole_month and _MONTHLESS.search(entity.text) is not None
        if not bare:
            month = start.month
        spans.append((start, end, bare))
    found = []
    for start, end, bare in spans:
        of = month if bare and month else None
        found.append(((of or start.month, start.day), (of or end.month, end.day)))
    return [f for f, (_, _, bare) in zip(found, spans, strict=True) if bare] or found


def _within(day: date, spans: Sequence[tuple[tuple[int, int], tuple[int, int]]]) -> bool:
    return any(first <= (day.month, day.day) <= last for first, last in spans)


def _number(text: str) -> int | None:
    return next(iter(_numbers(text)), None)


def _numbers(text: str) -> list[int]:
    """Every number of a round, in the order named: "รุ่น 1 กับรุ่น 3", "รุ่น 1 และ 2"."""
    found = []
    for match in _NUMBERED.finditer(text):
        found.append(spoken(match["figure"] or match["bare"] or match["spoken"] or match["said"]))
        if more := _AND_MORE.match(text, match.end()):
            found.append(int(more[1]))
    return list(dict.fromkeys(found))


def _numbered(programme: Programme, number: int) -> list[Round]:
    """The round with this number in its name, else the n-th where names have none."""
    figures = [(r, _DIGITS.search(r.name)) for r in programme.rounds]
    named = [r for r, figure in figures if figure is not None and int(figure[0]) == number]
    if named or any(figure for _, figure in figures):
        return named
    return list(programme.rounds[number - 1 : number]) if number > 0 else []


def _named(round: Round, text: str) -> bool:
    names = (round.name, *round.also)
    return any(len(p) >= 2 and p in text for p in map(squeezed, names))


@once_each
def names(programme: Programme) -> frozenset[str]:
    """All by which a round is named, squeezed: as a heading these say nothing of what is asked."""
    return frozenset(squeezed(name) for r in programme.rounds for name in (r.name, *r.also))


def of_those_named(enquiry: Enquiry, facts: Sequence[Fact]) -> list[Fact]:
    """Without those that speak of other rounds by name, where some speak of the rounds that are meant."""
    return not_of_others(enquiry, facts) if speak_of_those_named(enquiry, facts) else list(facts)


def speak_of_those_named(enquiry: Enquiry, facts: Sequence[Fact]) -> bool:
    """Some of them are of the rounds that are meant, or name one."""
    return any(_speaks_of(f, r) for f in facts for r in meant(enquiry))


def not_of_others(enquiry: Enquiry, facts: Sequence[Fact]) -> list[Fact]:
    """Without those that speak of other rounds than the ones meant; all, where none is meant."""
    ours = meant(enquiry)
    others = [r for r in enquiry.programme.rounds if ours and r not in ours]
    return [
        f for f in facts if any(_speaks_of(f, r) for r in ours) or not any(_speaks_of(f, r) for r in others)
    ]


def _speaks_of(fact: Fact, round: Round) -> bool:
    return fact.round == round.id or _named(round, squeezed(fact.text))


def _by_time_of_day(programme: Programme, text: str) -> list[Round]:
    """The rounds held in the morning, afternoon or evening that is named, where others are not."""
    named = _OF_THE_DAY.search(text)
    if named is None:
        return []
    first, last = _HOURS_OF[named["part"]]
    found = [
        r
        for r in programme.rounds
        if (own := [s.starts for s in programme.sessions if s.round == r.id and s.starts])
        and all(first <= start.hour < last for start in own)
    ]
    return found if len(found) < len(programme.rounds) else []


def _placed(enquiry: Enquiry) -> list[Round]:
    """The rounds held in a province that is named; none if that is true of all."""
    rounds, text = enquiry.programme.rounds, enquiry.text
    found = [
        r
        for r in rounds
        if any(name in (r.place or "") and province.named(name, text) for name in province.ALL)
    ]
    return found if len(found) < len(rounds) else []


def _coming(programme: Programme, enquiry: Enquiry) -> list[Round]:
    """The rounds that have not begun, the next first."""
    ahead = [m for m in _days(programme) if m.standing(enquiry.now) is Standing.AHEAD and m.round]
    return list(dict.fromkeys(m.round for m in sorted(ahead, key=lambda m: m.first or date.max) if m.round))


def _days(programme: Programme) -> list[Milestone]:
    return [m for m in milestones(programme) if m.kind == "session" and m.round is not None]


def which(enquiry: Enquiry) -> Answer | None:
    """How many rounds there are, which is next, or which still takes applications."""
    programme, text = enquiry.programme, squeezed(enquiry.text)
    if not asks_of_rounds(enquiry):
        return None
    if _FREE.search(text):
        return Answer(
            say.rounds_open(enquiry.name, [_standing_line(enquiry, r) for r in programme.rounds]),
            source=("round",),
        )
    found = meant(enquiry)
    if not found and re.search(f"ถึง{_UNIT}ไหน|{_UNIT}ไหนแล้ว|ตอนนี้", text):
        found = _coming(programme, enquiry)[:1]
    if found:
        return held(enquiry, found)
    return counted(enquiry)


def claims_number(enquiry: Enquiry) -> bool:
    """It asserts how many rounds there are: "มีแค่ 3 รุ่นใช่ไหม"."""
    return bool(enquiry.programme.rounds) and _claim(enquiry) is not None


def counted(enquiry: Enquiry) -> Answer:
    """All rounds, and whether the number asserted is right."""
    programme = enquiry.programme
    lines = [say.round_line(r.name, _runs(programme, r), r.place) for r in programme.rounds]
    return Answer(
        say.rounds(enquiry.name, [r.name for r in programme.rounds], lines, _claim(enquiry)),
        source=("round",),
    )


def _claim(enquiry: Enquiry) -> bool | None:
    """Whether the number of rounds asserted is right; None if none is asserted."""
    found = _COUNTED.search(squeezed(enquiry.text))
    if found is None or Act.CHECK not in acts(enquiry.text):
        return None
    said = found["figure"]
    number = 1 if found["one"] else spoken(said)
    return number == len(enquiry.programme.rounds)


def held(enquiry: Enquiry, rounds: Sequence[Round]) -> Answer:
    """When and where these rounds are held."""
    programme = enquiry.programme
    lines = [
        say.round_held(
            r.name,
            [(s.date, _over(s.date, enquiry)) for s in _own(programme, r)],
            r.place or _place_of_days(programme, r),
            r.text,
        )
        for r in rounds
    ]
    return Answer(say.of_rounds(enquiry.name, lines), source=("round", *(r.id for r in rounds)))


def _place_of_days(programme: Programme, round: Round) -> str | None:
    """The place of a round's own days, if it is the same for all of them."""
    places = {s.place for s in programme.days if s.round == round.id}
    return places.pop() if len(places) == 1 else None


def length(enquiry: Enquiry) -> Answer:
    """How many days each round meant has."""
    programme = enquiry.programme
    found = meant(enquiry) or programme.rounds
    lines = [say.round_length(r.name, _runs(programme, r)) for r in found]
    return Answer(say.of_rounds(enquiry.name, lines), source=("round", *(r.id for r in found)))


def seats(enquiry: Enquiry) -> Answer | None:
    """How many each round takes, or all together; None if that is not announced by round."""
    programme = enquiry.programme
    shown = meant(enquiry) or programme.rounds
    known = [(r.name, r.capacity, _closed(r)) for r in shown if r.capacity is not None]
    if not known:
        return None
    if _IN_ALL.search(squeezed(enquiry.text)) and len(known) == len(programme.rounds):
        return Answer(
            say.seats_in_all(enquiry.name, sum(n for _, n, _ in known), [name for name, _, _ in known]),
            source=("round",),
        )
    return Answer(say.seats(enquiry.name, known), source=("round",))


def _closed(round: Round) -> str | None:
    """What is announced of a round that takes nobody any more; None of one that does."""
    return (round.text or say.TAKES_NOBODY) if round.state == "closed" else None


def windows(enquiry: Enquiry) -> Answer | None:
    """When each round meant takes applications; None where rounds have no windows of their own."""
    windowed = {m.round.id for m in milestones(enquiry.programme) if m.kind == "closes" and m.round}
    found = [r for r in meant(enquiry) or enquiry.programme.rounds if r.id in windowed]
    if not found:
        return None
    lines = [_standing_line(enquiry, r) for r in found]
    return Answer(say.of_rounds(enquiry.name, lines), source=("round", *(r.id for r in found)))


def _standing_line(enquiry: Enquiry, round: Round) -> str:
    window = next((m for m in milestones(enquiry.programme) if m.kind == "closes" and m.round == round), None)
    return say.round_window(
        round.name, window, window.standing(enquiry.now) if window else Standing.UNKNOWN, round.state
    )


def _own(programme: Programme, round: Round) -> list[Session]:
    """The days of a round, and those that are of all."""
    return [s for s in programme.days if s.round in (None, round.id)]


def _runs(programme: Programme, round: Round) -> list[date]:
    return [s.date for s in _own(programme, round)]


def _over(day: date, enquiry: Enquiry) -> bool:
    return day < enquiry.today


def quotes(programme: Programme, ids: Sequence[str]) -> list[str]:
    """The quotes behind rounds, all of them if none is named."""
    return [r.quote for r in programme.rounds if not ids or r.id in ids]
