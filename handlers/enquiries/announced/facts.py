"""Facts of an aspect or under a heading, narrowed to the round, people or thing that a question names."""

from __future__ import annotations

import re
from collections.abc import Sequence

from handlers.enquiries.announced import aspects, labels, parts, rounds
from handlers.enquiries.answer import TO_STAFF, Answer, Enquiry, label, not_announced, told, whom_to_ask
from handlers.thresholds import NAMED, POINTED, SAME, SURE
from handlers.wording import announced as say
from handlers.wording import enquiries
from intents.act import Act, acts
from intents.matching import matches, squeezed
from models.programme import Fact
from models.understanding import Intent

_BAHT = re.compile(r"\d[\d,.]*\s?(?:บาท|฿|\.-)|ฟรี|ไม่มีค่า|ไม่เสีย|ไม่เก็บ|ยังไม่ประกาศ")
_WHOM = re.compile(
    r"เบอร์|โทร|ติดต่อ|สอบถาม|ถามที่|(?:ถาม|หา|กับ|แจ้ง|ประสาน|คุย|บอก|ที่)ใคร|ใคร(?:ดูแล|รับผิดชอบ|รับเรื่อง|ประสาน|ตอบ|เป็นคน(?:ดู|รับ))"
    r"|(?<!ออน)ไลน์|(?<!on)line|อีเมล|email|เมล|ผู้ประสาน|แจ้งที่|แจ้งทาง|คนไหน"
)
"""It asks for somebody: a contact's matter is a word like any other elsewhere."""
_PRICED = frozenset({"fee", "lodging"})
"""What an amount may be asked of: what is stated without one is no answer to that."""
_NUMBER, _PHONE = re.compile(r"เบอร์|โทร"), re.compile(r"\d{2,4}[- ]\d{3}")
_ALL = re.compile(r"(?:ถูก|แพง)(?:ที่)?สุด|อะไรบ้าง|อะไรมั่ง|ทั้งหมด|มีอะไร|กี่อย่าง|ครบ")
_BY_OWN_WORDS = frozenset({"dress", "lodging", "meals", "travel", "parking", "given", "bring"})
"""Aspects that are hardly asked about without a word of theirs."""
_LIKELY = 3
_OF_MONEY_BACK = 400
"""The same of what is paid back: which of its cases holds, the question hardly says."""
_ASKING = re.compile(r"อะไร|เท่าไ|กี่|ไหม|ยังไง|ที่ไหน|ไหน|^(?:มี|ได้|ของ|ชิง|รับ|เอา|ต้อง)")
_A_WORD = 4
"""Letters from which what is left of a question's words names something."""
_MENTIONS = 4
"""So many statements that mention a thing are shown."""
_PAIR = 3
"""So many statements may be what is compared."""
_BRIEF = 160
"""Characters up to which all that an aspect states is said: it costs little, and questions ask in halves."""
_ADDS = re.compile(r"เพิ่ม(?!เติม|ขึ้น)|อีก\s?\d|นอกจากนี้|และต้องมี")
_SO_MANY = re.compile(
    r"(?:รวม|จำนวน|ทั้งสิ้น|ทั้งหมด|กว่า|ประมาณ|ผู้(?:เข้า)?(?:ร่วม)?[ก-๎]{0,12}|เข้าร่วม)\d[\d,]*(?:คน|ท่าน)"
)
_TOGETHER = 300
"""The same where no heading stands in the question: one shared word may be the aspect's own."""
_PERCENT = re.compile(r"(?:ร้อยละ\s?)?(\d{1,3})\s?(?:%|เปอร์เซ็นต์)|ร้อยละ\s?(\d{1,3})")


def pointed(enquiry: Enquiry) -> Answer | None:
    """Facts whose heading, or other words for it, stand in the question as they are."""
    whom = _WHOM.search(squeezed(enquiry.text)) is not None
    headed = [f for f in enquiry.programme.facts if (f.heading or f.also) and (whom or f.about != "contact")]
    if not headed:
        return None
    of_rounds = rounds.names(enquiry.programme)
    found = matches(enquiry.text, [[p for p in _phrases(f) if squeezed(p) not in of_rounds] for f in headed])
    best = max((m.weight for m in found if m.whole), default=0.0)
    if best < POINTED:
        return None
    near = [f for f, m in zip(headed, found, strict=True) if m.whole and m.weight >= best * 0.8]
    if _NUMBER.search(squeezed(enquiry.text)) and not any(_PHONE.search(f.text) for f in near):
        near = _with_a_number(enquiry) or near
    near += [f for f in headed if f not in near and _under(f, near)]
    near = _with_what_they_add_to(near, enquiry.programme.facts)
    return said(enquiry, labels.narrowed(enquiry, narrowed(enquiry, near))) if near else None


def under_the_same_heading(enquiry: Enquiry, pointed: Answer) -> Answer | None:
    """What the aspect that is surely asked states of the thing that a heading of another aspect points to.

    "ถ้าไม่ไปดูงานจะจบไหม" is answered by what is stated of finishing, not by what to wear on the visit (ดูงาน).
    """
    if pointed.source is None or pointed.source[0] == "detail":
        return None
    about, text = pointed.source[0], squeezed(enquiry.text)
    best = enquiry.read.best
    likely: Sequence[Intent] = (best,) if best.confidence >= SURE else ()
    if about in _BY_OWN_WORDS and not any(a.intent == about for a in aspects.named(enquiry.text)):
        likely = enquiry.read.intents[:_LIKELY]
    pointing = [h for f in enquiry.programme.about(about) if f.heading and (h := squeezed(f.heading)) in text]
    for intent in () if any(one.name == about for one in likely) else likely:
        theirs = [
            f
            for f in enquiry.programme.about(intent.name)
            if any(heading in squeezed(f.words) for heading in pointing)
        ]
        if theirs:
            return said(enquiry, _with_what_they_add_to(theirs, enquiry.programme.facts), intent.name)
    return None


def _with_what_they_add_to(chosen: Sequence[Fact], among: Sequence[Fact]) -> list[Fact]:
    """Where one that is chosen only adds ("อสม. ใหม่เพิ่มรูปถ่าย"), what holds for all comes first."""
    added = {f.about for f in chosen if _ADDS.search(f.text) and f.about != "detail"}
    return [*(f for f in among if f.about in added and not f.heading and f not in chosen), *chosen]


def _under(fact: Fact, near: Sequence[Fact]) -> bool:
    """Its heading goes on from the one that is pointed to: "สัมภาษณ์ทาง Zoom" beside "สัมภาษณ์"."""
    return any(
        fact.heading and one.heading and fact.about == one.about and fact.heading.startswith(one.heading)
        for one in near
    )


def _with_a_number(enquiry: Enquiry) -> list[Fact]:
    """The facts with a telephone number that the question names best."""
    return named_best(enquiry, [f for f in enquiry.programme.facts if _PHONE.search(f.text)], NAMED)


def named_best(enquiry: Enquiry, among: Sequence[Fact], least: float = 0.0) -> list[Fact]:
    """Of these the facts that the question names best; none if it names none by that weight."""
    found = matches(enquiry.text, [(f.heading or "", *f.also, f.text) for f in among])
    best = max((match.weight for match in found), default=0.0)
    if not best or best < least:
        return []
    return [f for f, m in zip(among, found, strict=True) if m.weight >= best * SAME]


def of_aspect(enquiry: Enquiry, intent: str) -> Answer | None:
    """An aspect's facts, as far as they answer; None if there are none."""
    stated = enquiry.programme.about(intent)
    of_a_group = bool(labels.meant(enquiry))
    facts = labels.narrowed(enquiry, stated if of_a_group else narrowed(enquiry, stated))
    if not facts:
        return None
    if intent in _PRICED and Act.AMOUNT in acts(enquiry.text):
        facts = [*_prices_besides(enquiry, stated, facts), *facts]
        if not any(map(_is_price, facts)):
            return _without(enquiry, label(intent, enquiry.programme), intent, facts)
    if (part := parts.named(enquiry.text, intent)) is not None:
        if not (theirs := parts.stating(part, facts if of_a_group else stated)):
            return _without(enquiry, part.what, intent, facts)
        facts = [f for f in facts if f in theirs] or theirs
    return said(enquiry, facts, intent)


def _prices_besides(enquiry: Enquiry, stated: Sequence[Fact], chosen: Sequence[Fact]) -> list[Fact]:
    """What states a price where those chosen have none; of a round that they speak of, no other's."""
    if any(map(_is_price, chosen)) or rounds.speak_of_those_named(enquiry, chosen):
        return []
    prices = rounds.not_of_others(enquiry, [f for f in stated if _is_price(f)])
    return labels.narrowed(enquiry, narrowed(enquiry, prices))


def _is_price(fact: Fact) -> bool:
    return _BAHT.search(fact.text) is not None


def _without(enquiry: Enquiry, what: str, intent: str, facts: Sequence[Fact]) -> Answer:
    """Just this is not stated; what is said of the rest of the aspect follows."""
    first = enquiries.not_announced(what, enquiry.name, whom_to_ask(enquiry.programme, enquiry.text))
    return Answer(
        f"{first}\n{told(enquiry, intent, facts)}", source=(intent,), choices=(TO_STAFF,), exact=True
    )


def elsewhere(enquiry: Enquiry, words: re.Pattern[str]) -> Answer | None:
    """Facts filed under another aspect that hold the very word by which the question names this one."""
    asked = words.search(squeezed(enquiry.text))
    word = _ASKING.sub("", asked[0]) if asked is not None else ""
    if len(word) < _A_WORD:
        return None
    found = [f for f in enquiry.programme.facts if f.about != "contact" and word in squeezed(f.words)]
    return said(enquiry, narrowed(enquiry, found[:_MENTIONS])) if found else None


def of_people(enquiry: Enquiry) -> Answer | None:
    """How many people there are, where it is stated under a heading of its own: "ผู้เข้าประชุม รวม 112 คน"."""
    found = [f for f in enquiry.programme.about("detail") if _SO_MANY.search(squeezed(f.text))]
    return said(enquiry, found) if found else None


def missing(enquiry: Enquiry, intent: str) -> Answer:
    """Nothing is announced about exactly this."""
    return not_announced(Enquiry(intent, enquiry.programme, enquiry.catalogue, enquiry.now, enquiry.read))


def narrowed(enquiry: Enquiry, facts: Sequence[Fact]) -> list[Fact]:
    """Those for the rounds and people named; where headings differ, those whose words the question holds."""
    meant = {r.id for r in rounds.meant(enquiry)}
    if meant and (own := [f for f in facts if f.round is None or f.round in meant]):
        facts = rounds.of_those_named(enquiry, own)
    asked = set(enquiry.people)
    if asked and (theirs := [f for f in facts if not f.who or set(f.who) & asked]):
        facts = theirs
    if Act.DIFFERENCE in acts(enquiry.text) and len(facts) <= _PAIR:
        return list(facts)
    if len(facts) > 1 and any(f.also or f.heading for f in facts) and not _all_of(enquiry, facts):
        found = matches(enquiry.text, [_phrases(f) for f in facts])
        whole = [f for f, m in zip(facts, found, strict=True) if m.whole]
        if whole:
            return _with_what_they_add_to(whole, facts)
        if sum(len(fact.text) for fact in facts) <= _TOGETHER:
            return list(facts)
        heavy = [f for f, m in zip(facts, found, strict=True) if m.weight >= NAMED]
        return heavy or list(facts)
    return list(facts)


def _all_of(enquiry: Enquiry, facts: Sequence[Fact]) -> bool:
    """All of them are said: they are short, or all are asked for."""
    asked = _ALL.search(squeezed(enquiry.text)) is not None
    brief = _OF_MONEY_BACK if any(fact.about in ("refund", "cancelling") for fact in facts) else _BRIEF
    return asked or sum(len(fact.text) for fact in facts) <= brief


def said(enquiry: Enquiry, facts: Sequence[Fact], intent: str | None = None) -> Answer:
    """The facts, and whether a figure that the question asserts is right."""
    about = intent or facts[0].about
    facts = list({f.text: f for f in facts}.values())
    heading = facts[0].heading if len({f.heading for f in facts}) == 1 else None
    text = (
        say.facts(enquiry.name, heading, [f.text for f in facts]) if heading else told(enquiry, about, facts)
    )
    if (right := _figure_right(enquiry, facts)) is not None:
        text = say.checked(right, text)
    return Answer(text, source=(about,))


def _figure_right(enquiry: Enquiry, facts: Sequence[Fact]) -> bool | None:
    """Whether a percentage or number of people asserted is the one stated; None if none is."""
    if Act.CHECK not in acts(enquiry.text):
        return None
    for pattern in (_PERCENT, re.compile(r"(\d+)\s?คน"), re.compile(r"(\d+)\s?วัน(?!ที่)")):
        asked = pattern.search(squeezed(enquiry.text))
        stated = [m for f in facts for m in pattern.finditer(f.text)]
        if asked and stated:
            figure = next(g for g in asked.groups() if g)
            return any(figure in m.groups() for m in stated)
    return None


def _phrases(fact: Fact) -> tuple[str, ...]:
    return (*((fact.heading,) if fact.heading else ()), *fact.also)
