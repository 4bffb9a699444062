"""One question about one programme, answered from its rows: which answer fits what is asked, before any guess."""

# ruff: noqa: E501 (patterns of Thai words are read whole; broken they hide their order)
from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from handlers.enquiries import search
from handlers.enquiries.announced import (
    aspects,
    facts,
    fees,
    included,
    labels,
    rounds,
    seats,
    staff,
    timeline,
)
from handlers.enquiries.announced.by_words import BY_WORDS
from handlers.enquiries.announced.timeline import DAY_INTENTS, TIME_INTENTS
from handlers.enquiries.answer import TO_STAFF, Answer, Enquiry, answer_kinds, whom_to_ask
from handlers.enquiries.answers import eligibility
from handlers.programmes.milestones import milestones
from handlers.thresholds import POINTED
from handlers.wording import announced as say
from intents.act import Act, acts
from intents.matching import matches, squeezed
from models.timeline import Milestone

_MONEY = frozenset({"fee", "payment", "refund", "receipt"})
_PEOPLE = re.compile(r"กี่(?:คน|ท่าน|ที่|ทีม)")
_EACH = re.compile(
    r"(?:แห่ง|หน่วยงาน|องค์กร|อปท|อบต|เทศบาล|จังหวัด)ละ(?:ไม่เกิน)?(?:กี่|เท่าไ)|กี่(?:คน|ท่าน|เรื่อง|ผลงาน|ทีม)(?:ต่อ|ได้ต่อ)(?:แห่ง|หน่วย|อปท|องค์กร)|ต่อ(?:แห่ง|หน่วยงาน|อปท)[^ ]{0,10}กี่"
)
_OF_EACH = re.compile(r"(?:แห่ง|หน่วยงาน|องค์กร|อปท|จังหวัด)ละ")
_WHY = re.compile(r"^(?:แล้ว)?ทำไม(?:ถึง)?(?:ต้อง|ไม่|เรียน|อบรม|จัด)|ทำไมต้อง|ทำไมถึง|เพราะอะไรถึง|เหตุใด(?:จึง|ถึง)")
_OWN = re.compile(r"ใบสมัคร|ของ(?:ฉัน|ผม|หนู|ดิฉัน|เรา)|สถานะ|ผลของ|ผมติด|หนูติด")
_ORDINAL = re.compile(r"(?:ครั้ง|รุ่น|ปี)(?:ที่)?(\d{1,2})(?!\d|วัน|คน|เดือน)")


def whole(enquiry: Enquiry) -> Answer | None:
    """What the rows say to the question, if its own words leave no doubt what it is about."""
    if (told := staff.answer(enquiry)) is not None:
        return told
    if (other := _another_cohort(enquiry)) is not None:
        return other
    for _, _, by_words in BY_WORDS:
        if (said := by_words(enquiry)) is not None:
            return said
    if (last := _last_day(enquiry)) is not None:
        return last
    if _WHY.search(squeezed(enquiry.read.text)):
        if search.search(enquiry.read, enquiry.catalogue, [enquiry.programme]):
            return answer_kinds()["detail"].answer(replace(enquiry, intent="detail"))
        return Answer(say.no_reason(enquiry.name, whom_to_ask(enquiry.programme)), choices=(TO_STAFF,))
    if (none := rounds.unknown(enquiry)) is not None:
        counted = rounds.counted(enquiry)
        return Answer(say.no_such_round(none, counted.text), source=counted.source)
    doing = acts(enquiry.read.text)
    if rounds.claims_number(enquiry):
        return rounds.counted(enquiry)
    named = aspects.named(enquiry.read.text)
    if seats.asked(enquiry) and (left := seats.answer(enquiry)) is not None:
        return left
    if (each := _of_each_place(enquiry)) is not None:
        return each
    if any(a.intent == "capacity" for a in named) and (taken := rounds.seats(enquiry)) is not None:
        if (headed := facts.pointed(enquiry)) is not None:
            return headed
        return taken
    if (
        Act.WHEN in doing
        and not doing & {Act.UNTIL, Act.STILL}
        and rounds.meant(enquiry)
        and not _own_milestone(enquiry)
        and not timeline.of_window(enquiry)
    ):
        return rounds.held(enquiry, rounds.meant(enquiry))
    if (which := rounds.which(enquiry)) is not None and not any(a.intent == "capacity" for a in named):
        return which
    if (covered := included.answer(enquiry)) is not None:
        return covered
    if (lowered := included.lowered(enquiry)) is not None:
        return lowered
    if _asks_price(enquiry, named) and (price := fees.answer(enquiry)) is not None:
        return price
    if _own_milestone(enquiry) and (dated := timeline.answer(enquiry)) is not None:
        return _with_account(enquiry, named, dated)
    if (pointed := facts.pointed(enquiry)) is not None:
        return _rather_named(enquiry, named, pointed)
    of_a_day = Act.CHECK in doing and enquiry.read.entity("date") is not None
    asks_of_now = (doing & {Act.ALREADY, Act.TODAY, Act.COUNTDOWN} or of_a_day) and timeline.names_days(
        enquiry
    )
    if asks_of_now and not _OWN.search(squeezed(enquiry.read.text)) and (now := timeline.answer(enquiry)):
        return now
    if timeline.asks_of_one_day(enquiry) and (day := timeline.answer(enquiry)) is not None:
        return day
    if named and named[0].always and not enquiry.programme.about(named[0].intent):
        return _missing(enquiry, named[0])
    for aspect in named:
        if (stated := facts.of_aspect(enquiry, aspect.intent)) is not None and not _rather_dated(
            enquiry, doing
        ):
            return stated
    if (always := next((a for a in named if a.always), None)) is not None:
        return _missing(enquiry, always)
    return None


def _rather_named(enquiry: Enquiry, named: list[aspects.Aspect], pointed: Answer) -> Answer:
    """What a heading points to, unless an aspect that its words alone tell is asked, and it says nothing of that."""
    first = next((a for a in named if a.intent in aspects.UNLEARNT or a.always), None)
    if (
        first is None
        or pointed.source in ((first.intent,), ("contact",))
        or first.words.search(squeezed(pointed.text))
    ):
        return pointed
    if (stated := facts.of_aspect(enquiry, first.intent)) is not None:
        return stated
    return _missing(enquiry, first) if first.always else pointed


def _missing(enquiry: Enquiry, aspect: aspects.Aspect) -> Answer:
    """What other statements say of it in its own words; else that nothing is announced."""
    return facts.elsewhere(enquiry, aspect.words) or facts.missing(enquiry, aspect.intent)


def by_intent(enquiry: Enquiry) -> Answer | None:
    """What the rows say to a question of this kind; None leaves it to the answer of the kind itself."""
    if enquiry.alone and (rows := whole(enquiry)) is not None:
        return rows
    if enquiry.intent == "fee" and (price := fees.answer(enquiry)) is not None:
        return price
    if enquiry.intent == "eligibility" and _of_people_alone(enquiry):
        return None
    if enquiry.intent == "stages" and enquiry.programme.about("stages"):
        return None
    if enquiry.intent in TIME_INTENTS and (dated := timeline.answer(enquiry)) is not None:
        return dated
    if enquiry.intent in ("deadline", "open_now") and (windows := rounds.windows(enquiry)) is not None:
        return windows
    if enquiry.intent in DAY_INTENTS and enquiry.programme.rounds:
        return rounds.held(enquiry, rounds.meant(enquiry) or enquiry.programme.rounds)
    if enquiry.intent == "venue" and any(r.place for r in enquiry.programme.rounds):
        return rounds.held(enquiry, rounds.meant(enquiry) or enquiry.programme.rounds)
    if enquiry.intent == "cohort" and enquiry.programme.rounds:
        return rounds.counted(enquiry)
    if (
        enquiry.intent in ("schedule", "next_session")
        and not enquiry.programme.sessions
        and enquiry.programme.timeline
    ):
        return _days_of_presenting(enquiry)
    if (
        any(f.heading or f.also or f.who or f.round for f in enquiry.programme.about(enquiry.intent))
        or enquiry.intent == "fee"
    ):
        return facts.of_aspect(enquiry, enquiry.intent) if enquiry.programme.about(enquiry.intent) else None
    return None


def _with_account(enquiry: Enquiry, named: list[aspects.Aspect], dated: Answer) -> Answer:
    """The day by which one pays, with how one pays where that is asked too."""
    if not any(aspect.intent == "payment" for aspect in named):
        return dated
    how = facts.of_aspect(enquiry, "payment")
    return dated if how is None else replace(dated, text=f"{how.text}\n{dated.text}")


def _last_day(enquiry: Enquiry) -> Answer | None:
    """The last day of the event, where it is not the last one to do something by."""
    programme = enquiry.programme
    if Act.LAST_DAY not in acts(enquiry.read.text) or programme.rounds or timeline.names_another(enquiry):
        return None
    if not programme.sessions:
        return None if programme.timeline else facts.of_aspect(enquiry, "duration")
    said = replace(answer_kinds()["schedule"].answer(enquiry), exact=True)
    if Act.CHECK not in acts(enquiry.read.text) or (day := enquiry.read.entity("date")) is None:
        return said
    last = date.fromisoformat(day.value["end"])
    end = programme.days[-1].date
    right = (last.month, last.day) == (end.month, end.day)
    return replace(said, text=say.checked(right, said.text), cards=())


def _days_of_presenting(enquiry: Enquiry) -> Answer | None:
    """The days on which it takes place, where the timeline has them; what is only a deadline is no such day."""
    if enquiry.programme.about("schedule"):
        return None
    found = [m for m in milestones(enquiry.programme) if m.kind in ("session", "presentation", "orientation")]
    return timeline.listed(enquiry, found) if found else None


def _asks_price(enquiry: Enquiry, named: list[aspects.Aspect]) -> bool:
    """It asks for an amount, and the data have rows of prices."""
    if not enquiry.programme.fees:
        return False
    text, doing = squeezed(enquiry.read.text), acts(enquiry.read.text)
    if _PEOPLE.search(text) and not re.search(r"บาท|เท่าไ|ราคา", text):
        return False
    if re.search(r"ได้(?:รับ)?(?:เงิน|ตัง)", text):
        return False
    now = re.search(r"(?:จ่าย|ชำระ|โอน)(?:เงิน|ตัง)?(?:วันนี้|ตอนนี้|เลย)?(?:ต้อง|จะ)?(?:เท่าไ|กี่บาท|คนละ)", text)
    if any(
        a.intent
        in (
            "refund",
            "receipt",
            *(() if now else ("payment",)),
            "meals",
            "given",
            "documents",
            "lodging",
            "parking",
        )
        or a.intent in ("allowance", "prize", "companion", "recording")
        for a in named
    ):
        return False
    if (
        _own_milestone(enquiry)
        and doing & {Act.UNTIL, Act.STILL, Act.OPEN_YET, Act.COUNTDOWN}
        and not re.search(r"กี่บาท|เท่าไ", text)
    ):
        return False
    if re.search(r"(?:จ่าย|ชำระ|โอน)[^ ]{0,26}(?:วันไหน|เมื่อไ|ภายใน|ถึง|หรือยัง|ทัน)|เปิดให้(?:จ่าย|ชำระ)", text):
        return False
    return Act.AMOUNT in doing or fees.names_a_row(enquiry)


def _own_milestone(enquiry: Enquiry) -> bool:
    """The timeline has an entry of its own whose words stand in the question."""
    until = bool(acts(enquiry.read.text) & {Act.UNTIL, Act.OPEN_YET, Act.COUNTDOWN})
    if not any(_stands_alone(m, until) for m in milestones(enquiry.programme)):
        return False
    found = timeline.chosen(enquiry)
    if any(_stands_alone(m, until) for m in found):
        named = matches(enquiry.read.text, [m.phrases for m in found])
        return any(m.weight >= POINTED / 2 or m.whole for m in named) or timeline.cued(enquiry, found)
    return False


def _of_people_alone(enquiry: Enquiry) -> bool:
    """Whether somebody may come is decided by who they are: no condition in words is asked about."""
    if eligibility.verdict_for(enquiry.programme, enquiry.people) is None:
        return False
    conditions = [(fact.heading or "", *fact.also) for fact in enquiry.programme.about("eligibility")]
    return not any(match.weight for match in matches(enquiry.read.text, conditions))


def _of_each_place(enquiry: Enquiry) -> Answer | None:
    """How many of one office may come: "ส่งได้แห่งละกี่คน", "ไปได้กี่คนต่อ อปท."."""
    if _EACH.search(squeezed(enquiry.read.text)) is None:
        return None
    found = [f for f in enquiry.programme.about("capacity") if _OF_EACH.search(squeezed(f.text))]
    return facts.said(enquiry, labels.narrowed(enquiry, found)) if found else None


def _stands_alone(milestone: Milestone, until: bool) -> bool:
    """An entry of the timeline, or a round's own window where it is asked until when."""
    return milestone.own or (until and milestone.kind == "closes" and milestone.round is not None)


def _rather_dated(enquiry: Enquiry, doing: frozenset[Act]) -> bool:
    """A day is asked for, not a statement."""
    return bool(doing & {Act.COUNTDOWN, Act.TODAY}) and Act.HOW not in doing


def _another_cohort(enquiry: Enquiry) -> Answer | None:
    """It asks for the first time where the announcement is of the second."""
    programme = enquiry.programme
    if programme.cohort is None or programme.rounds:
        return None
    own = _ORDINAL.search(squeezed(programme.cohort))
    asked = _ORDINAL.search(squeezed(enquiry.read.text))
    if (
        own is None
        or asked is None
        or own[1] == asked[1]
        or own[0][:3] != asked[0][:3]
        or int(asked[1]) > 2 * int(own[1]) + 20
    ):
        return None
    if programme.sessions and own[0][:5] == "ครั้ง"[:5] and 1 < int(asked[1]) <= len(programme.sessions):
        return None
    return Answer(
        say.another_cohort(enquiry.name, programme.cohort, re.sub(r"(?<=\D)(?=\d)", " ", asked[0])),
        source=None,
        choices=(),
    )
