"""The rules by which a question's own words leave no doubt what it is about, each for one kind of question."""

# ruff: noqa: E501 (patterns of Thai words are read whole; broken they hide their order)
from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from handlers.enquiries import search
from handlers.enquiries.announced import aspects, facts, fees, plain, rounds, seats, timeline
from handlers.enquiries.announced.parts import named as names_a_part
from handlers.enquiries.answer import TO_STAFF, Answer, Enquiry, answer_kinds, whom_to_ask
from handlers.programmes.milestones import milestones, parts
from handlers.thresholds import BEYOND_DOUBT, POINTED, SURE
from handlers.wording import announced as say
from handlers.wording import enquiries
from intents.act import Act, acts, compared
from intents.matching import matches, squeezed
from models.timeline import PART, Milestone

_PEOPLE = re.compile(r"กี่(?:คน|ท่าน|ที่|ทีม)")
_WHY = re.compile(r"^(?:แล้ว)?ทำไม(?:ถึง)?(?:ต้อง|ไม่|เรียน|อบรม|จัด)|ทำไมต้อง|ทำไมถึง|เพราะอะไรถึง|เหตุใด(?:จึง|ถึง)")
_OWN = re.compile(r"ใบสมัคร|ของ(?:ฉัน|ผม|หนู|ดิฉัน|เรา)|สถานะ|ผลของ|ผมติด|หนูติด")
_NO_PRICES = frozenset(
    {"refund", "receipt", "payment", "meals", "given", "documents", "lodging", "parking"}
    | {"allowance", "prize", "companion", "recording"}
)
"""Aspects that name a sum without asking what taking part costs."""
_HOW_MUCH = re.compile(r"บาท|เท่าไ|ราคา")
_PAYS_NOW = re.compile(
    r"(?:จ่าย|ชำระ|โอน)(?:เงิน|ตัง)?(?:วันนี้|ตอนนี้|เลย)?(?:ต้อง|จะ)?(?:เท่าไ|กี่บาท|คนละ)"
    r"|(?:จ่าย|ชำระ|โอน)(?![^?]*(?:บัญชี|ทางไหน|ที่ไหน|ยังไง|สลิป))[^?]{0,40}(?:เท่าไ|กี่บาท|กี่ตัง)"
)
_IS_GIVEN = re.compile(r"ได้(?:รับ)?(?:เงิน|ตัง)")
_HOURS = re.compile(r"กี่(?:ชั่วโมง|ชม|วัน|คาบ)")
_BARE_NAME = re.compile(r"^(?:แล้ว|ส่วน|เรื่อง|ของ)+|(?:ล่ะ|ละ|หละ|เล่า|ว่าไง|ว่ายังไง|อ่ะ|อะ)+$")
"""What is around a name that is asked about in a word."""
_MEASURE = re.compile(r"(?:ขนาด|ยาว|กว้าง|สูง|หนัก|คะแนน|ระยะทาง|ไกล|นาน|อายุ)(?:ประมาณ|ราว|สัก)?เท่าไ")
_TWO = 2
_TIMES = re.compile(r"กี่(?:รอบ|ครั้ง)")
_OF_ROUNDS = frozenset({"duration", "venue", "fee", "capacity", "online"})
"""Aspects beside which "กี่ครั้ง" still counts rounds."""
_STILL_LASTS = re.compile(
    r"อีกนาน(?:ไหม|แค่ไหน|เท่าไ)[^?]{0,14}(?:เลิก|จบ|เสร็จ|ปล่อย)|(?:เลิก|จบ|เสร็จ)[^?]{0,10}อีกนาน"
)
_PAYS_WHEN = re.compile(r"(?:จ่าย|ชำระ|โอน)[^ ]{0,26}(?:วันไหน|เมื่อไ|ภายใน|ถึง|หรือยัง|ทัน)|เปิดให้(?:จ่าย|ชำระ)")


def of_a_module(enquiry: Enquiry) -> Answer | None:
    """How long one part of the curriculum is, where the part is named and its length stated."""
    hours = _HOURS.search(squeezed(enquiry.text))
    if hours is None:
        return None
    known = enquiry.programme.modules
    found = matches(enquiry.text, [(m.name or "", *m.also) for m in known])
    best = max((m.weight for m in found), default=0.0)
    named = [m for m, match in zip(known, found, strict=True) if match.weight == best >= POINTED]
    if len(named) != 1 or named[0].text is None or not re.search(r"\d+ ?(?:ชม|ชั่วโมง|วัน|คาบ)", named[0].text):
        return None
    text = enquiries.module(named[0].number, named[0].name, named[0].text)
    return Answer(text, source=("module", named[0].number), exact=True)


def last_day(enquiry: Enquiry) -> Answer | None:
    """The last day of the event, where it is not the last one to do something by."""
    programme = enquiry.programme
    if (
        Act.LAST_DAY not in acts(enquiry.text)
        or programme.rounds
        or timeline.names_another(enquiry)
        or _own_milestone(enquiry)
    ):
        return None
    if not programme.sessions:
        return None if programme.timeline else facts.of_aspect(enquiry, "duration")
    said = replace(answer_kinds()["schedule"].answer(enquiry), exact=True)
    if Act.CHECK not in acts(enquiry.text) or (day := enquiry.read.entity("date")) is None:
        return said
    last = date.fromisoformat(day.value["end"])
    end = programme.days[-1].date
    right = (last.month, last.day) == (end.month, end.day)
    return replace(said, text=say.checked(right, said.text), cards=())


def why(enquiry: Enquiry) -> Answer | None:
    """The reason, where the announcement gives one in the question's words; else that it gives none."""
    if not _WHY.search(squeezed(enquiry.text)):
        return None
    if search.search(enquiry.read, enquiry.catalogue, [enquiry.programme]):
        return answer_kinds()["detail"].answer(replace(enquiry, intent="detail"))
    return Answer(say.no_reason(enquiry.name, whom_to_ask(enquiry.programme)), choices=(TO_STAFF,))


def no_such_round(enquiry: Enquiry) -> Answer | None:
    """A round that is named and does not exist."""
    if (none := rounds.unknown(enquiry)) is None:
        return None
    counted = rounds.counted(enquiry)
    return Answer(say.no_such_round(none, counted.text), source=counted.source)


def rounds_claimed(enquiry: Enquiry) -> Answer | None:
    """How many rounds there are, where a number is asserted."""
    return rounds.counted(enquiry) if rounds.claims_number(enquiry) else None


def rounds_compared(enquiry: Enquiry) -> Answer | None:
    """Two rounds beside each other, by what the question compares: "รุ่นช่างกับธุรการ อันไหนนานกว่ากัน"."""
    if Act.DIFFERENCE not in acts(enquiry.text) or len(meant := rounds.meant(enquiry)) < _TWO:
        return None
    for aspect in aspects.named(enquiry.text):
        if (stated := facts.of_aspect(enquiry, aspect.intent)) is not None:
            return stated
    match compared(enquiry.text):
        case "duration":
            return facts.of_aspect(enquiry, "duration") or rounds.length(enquiry)
        case "fee":
            return fees.answer(enquiry)
        case _:
            return rounds.held(enquiry, meant)


def seats_left(enquiry: Enquiry) -> Answer | None:
    """How seats stand now."""
    return seats.answer(enquiry) if seats.asked(enquiry) else None


def seats_of_rounds(enquiry: Enquiry) -> Answer | None:
    """How many each round takes, and what a heading that the question names says of it."""
    if not _named(enquiry, "capacity") or (taken := rounds.seats(enquiry)) is None:
        return None
    if (pointed := facts.pointed(enquiry)) is None or plain.certain(enquiry) != "capacity":
        return pointed or taken
    return replace(taken, text=f"{taken.text}\n{pointed.text}")


def days_of_rounds(enquiry: Enquiry) -> Answer | None:
    """When the rounds named are held."""
    doing = acts(enquiry.text)
    if Act.WHEN not in doing or doing & {Act.UNTIL, Act.STILL} or not (meant := rounds.meant(enquiry)):
        return None
    if _own_milestone(enquiry) or timeline.of_window(enquiry):
        return None
    return rounds.held(enquiry, meant)


def which_round(enquiry: Enquiry) -> Answer | None:
    """Which rounds there are, or which of them."""
    named = aspects.named(enquiry.text)
    of_another = any(a.intent not in _OF_ROUNDS for a in named) and _TIMES.search(squeezed(enquiry.text))
    return None if of_another or _named(enquiry, "capacity") else rounds.which(enquiry)


def instalment(enquiry: Enquiry) -> Answer | None:
    """What is paid by a day of its own, where the question names that part: "งวดแรกจ่ายเท่าไร"."""
    if not acts(enquiry.text) & {Act.AMOUNT, Act.WHEN, Act.UNTIL}:
        return None
    instalments = [m for m in milestones(enquiry.programme) if m.kind == "payment" and m.own]
    named = [
        m
        for m, match in zip(instalments, matches(enquiry.text, [m.phrases for m in instalments]), strict=True)
        if match.whole
    ]
    return timeline.listed(enquiry, named) if 0 < len(named) < len(instalments) else None


def price(enquiry: Enquiry) -> Answer | None:
    """The rows of prices, where an amount is asked for."""
    return fees.answer(enquiry) if fees.of_rooms(enquiry) or _asks_price(enquiry) else None


def dated(enquiry: Enquiry) -> Answer | None:
    """An entry of the timeline that the question names; with how one pays, where that is asked too."""
    if not _own_milestone(enquiry) or (said := timeline.answer(enquiry)) is None:
        return None
    how = facts.of_aspect(enquiry, "payment") if _named(enquiry, "payment") else None
    return said if how is None else replace(said, text=f"{how.text}\n{said.text}")


def bare(enquiry: Enquiry) -> Answer | None:
    """Nothing but the name of an entry: "แล้วบทความเต็มล่ะ"."""
    name = _BARE_NAME.sub("", squeezed(enquiry.text))
    found = [m for m in milestones(enquiry.programme) if m.own and name in map(squeezed, m.phrases)]
    return replace(timeline.listed(enquiry, found), exact=True) if found else None


def headed(enquiry: Enquiry) -> Answer | None:
    """What a heading points to, unless an aspect that its words alone tell is asked, and it says nothing of that."""
    if (pointed := facts.pointed(enquiry)) is None or _beside(enquiry, pointed):
        return None
    if (asked := facts.under_the_same_heading(enquiry, pointed)) is not None:
        return asked
    named = aspects.named(enquiry.text)
    first = next((a for a in named if a.intent in aspects.UNLEARNT or a.always), None)
    if first is None and (unstated := _surely_unstated(enquiry, named)) is not None:
        return pointed if unstated.words.search(squeezed(pointed.text)) else _missing(enquiry, unstated)
    if first is not None and pointed.source == (first.intent,) and names_a_part(enquiry.text, first.intent):
        return facts.of_aspect(enquiry, first.intent) or pointed
    if first is None or pointed.source in ((first.intent,), ("contact",)):
        return pointed
    if first.words.search(squeezed(pointed.text)):
        return pointed
    if (stated := facts.of_aspect(enquiry, first.intent)) is not None:
        return stated
    return _missing(enquiry, first) if first.always else pointed


def _surely_unstated(enquiry: Enquiry, named: Sequence[aspects.Aspect]) -> aspects.Aspect | None:
    """The aspect that is beyond doubt asked, by its own words too, and of which nothing is stated."""
    best = enquiry.read.best
    if best.confidence < BEYOND_DOUBT or enquiry.programme.about(best.name):
        return None
    return next((aspect for aspect in named if aspect.intent == best.name), None)


def _beside(enquiry: Enquiry, pointed: Answer) -> bool:
    """It is about something else than a short question plainly asks and the announcement states."""
    asked, about = plain.certain(enquiry), (pointed.source or ("detail",))[0]
    if asked is None or about in (asked, "detail") or not enquiry.programme.about(asked):
        return False
    return asked == "contact" or _named(enquiry, asked)


def of_now(enquiry: Enquiry) -> Answer | None:
    """Whether the event is today, over or still to come, or on a day that is asserted."""
    doing = acts(enquiry.text)
    of_a_day = Act.CHECK in doing and enquiry.read.entity("date") is not None
    if not (doing & {Act.ALREADY, Act.TODAY, Act.COUNTDOWN} or of_a_day):
        return None
    if not (timeline.names_days(enquiry) or rounds.meant(enquiry)) or _OWN.search(squeezed(enquiry.text)):
        return None
    return timeline.answer(enquiry)


def ends_today(enquiry: Enquiry) -> Answer | None:
    """The hours, where it is asked how long it still lasts: "อีกนานไหมกว่าจะเลิก"."""
    if _STILL_LASTS.search(squeezed(enquiry.text)) is None or not enquiry.programme.sessions:
        return None
    return replace(answer_kinds()["hours"].answer(replace(enquiry, intent="hours")), exact=True)


def of_one_day(enquiry: Enquiry) -> Answer | None:
    """Whether it is one day for all, or how many days."""
    return timeline.answer(enquiry) if timeline.asks_of_one_day(enquiry) else None


def by_aspect(enquiry: Enquiry) -> Answer | None:
    """The facts of an aspect that is named by its words; of one that is always meant, that there are none."""
    named, doing = aspects.named(enquiry.text), acts(enquiry.text)
    if named and named[0].always and not enquiry.programme.about(named[0].intent):
        return _missing(enquiry, named[0])
    a_day = bool(doing & {Act.COUNTDOWN, Act.TODAY}) and Act.HOW not in doing
    for aspect in () if a_day else named:
        if (stated := facts.of_aspect(enquiry, aspect.intent)) is not None:
            return stated
    unsure = enquiry.read.best.confidence < SURE
    always = next((a for a in named if a.always or (unsure and a.intent in aspects.UNLEARNT)), None)
    return _missing(enquiry, always) if always is not None else None


def _named(enquiry: Enquiry, intent: str) -> bool:
    return any(aspect.intent == intent for aspect in aspects.named(enquiry.text))


def _missing(enquiry: Enquiry, aspect: aspects.Aspect) -> Answer:
    """What other statements say of it in its own words; else that nothing is announced."""
    return facts.elsewhere(enquiry, aspect.words) or facts.missing(enquiry, aspect.intent)


def _asks_price(enquiry: Enquiry) -> bool:
    """It asks for an amount, and the data have rows of prices."""
    if not enquiry.programme.fees:
        return False
    text, doing = squeezed(enquiry.text), acts(enquiry.text)
    people = _PEOPLE.search(text) and not _HOW_MUCH.search(text)
    if people or _IS_GIVEN.search(text) or _MEASURE.search(text):
        return False
    other = _NO_PRICES - ({"payment"} if _PAYS_NOW.search(text) else frozenset())
    if any(aspect.intent in other for aspect in aspects.named(enquiry.text)):
        return False
    until = doing & {Act.UNTIL, Act.STILL, Act.OPEN_YET, Act.COUNTDOWN}
    if until and _own_milestone(enquiry) and not re.search(r"กี่บาท|เท่าไ", text):
        return False
    if _PAYS_WHEN.search(text):
        return False
    return (
        Act.AMOUNT in doing
        or fees.names_a_row(enquiry)
        or fees.names_a_thing(enquiry)
        or fees.checks_a_price(enquiry)
    )


def _own_milestone(enquiry: Enquiry) -> bool:
    """The timeline has an entry of its own whose words stand in the question."""
    until = bool(acts(enquiry.text) & {Act.UNTIL, Act.OPEN_YET, Act.COUNTDOWN})
    known = (*milestones(enquiry.programme), *parts(enquiry.programme))
    if not any(_stands_alone(m, until) for m in known):
        return False
    found = timeline.chosen(enquiry)
    if any(_stands_alone(m, until) for m in found):
        named = matches(enquiry.text, [m.phrases for m in found])
        titled = any(m.kind == PART and match.words for m, match in zip(found, named, strict=True))
        return (
            titled or any(m.weight >= POINTED / 2 or m.whole for m in named) or timeline.cued(enquiry, found)
        )
    return False


def _stands_alone(milestone: Milestone, until: bool) -> bool:
    """An entry of the timeline, or a round's own window where it is asked until when."""
    return milestone.own or (until and milestone.kind == "closes" and milestone.round is not None)
