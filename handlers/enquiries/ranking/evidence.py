"""What speaks for an answer, as numbers: the reading, the words explained, the form of what is asked."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from handlers.enquiries.announced import aspects
from handlers.enquiries.announced.rows import rows_of, said_of
from handlers.enquiries.announced.timeline import TIME_INTENTS
from handlers.enquiries.answer import Enquiry
from handlers.enquiries.ranking.candidates import Candidate
from handlers.programmes.remembered import once_each
from handlers.thresholds import BEYOND_DOUBT
from handlers.wording import announced as say
from handlers.wording.common import NOT_ANNOUNCED
from handlers.wording.dates import MONTHS, SHORT_MONTHS
from intents import kindred
from intents.act import Act, acts
from intents.matching import squeezed
from models.programme import Programme

Evidence = Mapping[str, float]

_MONTH = "|".join(map(re.escape, [*SHORT_MONTHS, *MONTHS]))
_FORMS = {
    "a day": re.compile(rf"\d{{1,2}}(?:[–-]\d{{1,2}})?\s?(?:{_MONTH})"),
    "an hour": re.compile(r"\d{1,2}[.:]\d{2}\s?(?:น|-|–)"),
    "a price": re.compile(r"\d[\d,]*\s?บาท|ไม่มีค่า|ฟรี"),
    "people": re.compile(r"\d[\d,]*\s?(?:คน|ท่าน|ที่(?!\d)|ทีม|องค์กร|แห่ง)"),
    "a verdict": re.compile(f"^(?:{say.YES}|{say.NO}|ได้ค่ะ|ไม่ได้ค่ะ|ยังทัน|หมดเขตแล้ว|ผ่านไปแล้ว|ยังไม่ถึง|วันนี้ค่ะ)"),
}
"""What an answer may hold, by its form."""
_WANTED = {
    Act.WHEN: ("a day",),
    Act.UNTIL: ("a day", "a verdict"),
    Act.STILL: ("a verdict", "a day"),
    Act.ALREADY: ("a verdict", "a day"),
    Act.COUNTDOWN: ("a day",),
    Act.AMOUNT: ("a price",),
    Act.HOW_MANY: ("people", "a day"),
    Act.HOUR: ("an hour",),
    Act.CHECK: ("a verdict",),
    Act.YES_OR_NO: ("a verdict",),
}
"""What a question of each kind wants to be told."""
_COUNTED = re.compile(r"กี่(?P<unit>คน|ท่าน|วัน|ครั้ง|ชั่วโมง|เดือน|บาท|รุ่น|ทีม|หน้า|ที่|องค์กร|แห่ง|เรื่อง|งวด|ปี|คัน|ชุด|ข้อ|ชม)")
_FIGURES = re.compile(r"\d{2,}")
_LONG = 6
"""Lines above which an answer is long."""
_LONG_ENOUGH = 4
"""A Thai word of fewer letters is often part of another; it counts half."""
_UNKNOWN = 0.6
"""How much a word counts that the programme does not hold, relative to the rarest that it does."""


@dataclass(frozen=True, slots=True)
class Question:
    """One question, taken apart once for all its answers.

    weights  how much each content word tells, by its rarity in the programme's data
    leans    the intent each content word speaks for
    instead  the phrases that stand for those a word is part of
    """

    text: str
    doing: frozenset[Act]
    chances: Mapping[str, float]
    best: str
    named: tuple[str, ...]
    weights: Mapping[str, float]
    leans: Mapping[str, str | None]
    known: frozenset[str]
    notes: Mapping[str, str]
    instead: Mapping[str, tuple[str, ...]]


def question(enquiry: Enquiry) -> Question:
    """The question of an enquiry."""
    read, programme = enquiry.read, enquiry.programme
    words = dict.fromkeys(read.content)
    said = said_of(programme)
    return Question(
        squeezed(enquiry.text),
        acts(enquiry.text),
        {intent.name: intent.confidence for intent in read.intents},
        read.best.name,
        tuple(aspect.intent for aspect in aspects.named(enquiry.text)),
        {word: _weight(squeezed(word), programme) for word in words},
        dict(zip(read.content, read.leanings, strict=True)) if read.leanings else dict.fromkeys(words),
        frozenset(word for word in words if squeezed(word) in said),
        _notes(programme),
        kindred.instead(squeezed(enquiry.text), [*words]),
    )


def beyond_question(asked: Question, candidate: Candidate) -> bool:
    """It is what is surely asked, and leaves no word unexplained that the programme holds."""
    if candidate.aspect != asked.best or asked.chances[asked.best] < BEYOND_DOUBT:
        return False
    if any(named != candidate.aspect for named in asked.named):
        return False
    text = squeezed(candidate.answer.text)
    return all(squeezed(word) in text or asked.leans.get(word) == candidate.aspect for word in asked.known)


def evidence(asked: Question, among: Sequence[Candidate]) -> Sequence[Evidence]:
    """What speaks for each candidate, beside the others."""
    found = [_of(asked, candidate) for candidate in among]
    explained = max((one.get("explains", 0.0) for one in found), default=0.0)
    heaviest = max((one.get("explains so much", 0.0) for one in found), default=0.0)
    for one in found if asked.weights else ():
        one["another explains more"] = explained - one["explains"]
        one["another has more of its words"] = heaviest - one["explains so much"]
        one["none explains more"] = float(one["explains"] >= explained)
    return found


def _of(asked: Question, candidate: Candidate) -> dict[str, float]:
    text = squeezed(candidate.answer.text)
    missing = NOT_ANNOUNCED in text
    chance = _chance(asked, candidate.aspect)
    found = {
        f"by {candidate.way}": 1.0,
        "chance": chance,
        "log chance": math.log(chance + 0.02),
        "likeliest": float(_is(candidate.aspect, asked.best)),
        "not announced": float(missing),
        "length": math.log(1 + len(text)) / 6,
        "long": float(candidate.answer.text.count("\n") >= _LONG),
    }
    if asked.named:
        found["named"] = float(candidate.aspect in asked.named)
        found["another named"] = float(candidate.aspect not in asked.named)
        found["named first"] = float(candidate.aspect == asked.named[0])
        told = [aspect for aspect in asked.named if aspect in aspects.UNLEARNT]
        found["named by words alone"] = float(candidate.aspect in told)
        found["another named by words alone"] = float(bool(told) and candidate.aspect not in told)
    if asked.weights:
        found |= _explained(asked, candidate, text, missing=missing)
    for act in asked.doing:
        for form in _WANTED.get(act, ()):
            found[f"{act} {'has' if _FORMS[form].search(candidate.answer.text) else 'lacks'} {form}"] = 1.0
    if (counted := _COUNTED.search(asked.text)) is not None:
        found["counts it" if re.search(rf"\d{counted['unit']}", text) else "does not count it"] = 1.0
    if figures := set(_FIGURES.findall(asked.text.replace(",", ""))):
        found["has its figure"] = float(any(figure in text.replace(",", "") for figure in figures))
    return found


def _explained(asked: Question, candidate: Candidate, text: str, *, missing: bool) -> dict[str, float]:
    """The share of the question's words that the answer has, or that its aspect is asked for with."""
    beside = "\n".join(note for fact, note in asked.notes.items() if fact in text)
    weights, whole = asked.weights, sum(asked.weights.values())
    held = {
        word
        for word in weights
        if any(said in text or said in beside for said in (squeezed(word), *asked.instead.get(word, ())))
    }
    leaning = {word for word, intent in asked.leans.items() if intent and _is(candidate.aspect, intent)}
    left = [word for word in weights if word not in held | leaning]
    unexplained = sum(weights[word] for word in left if word in asked.known)
    return {
        "explains": sum(weights[word] for word in held | leaning) / whole,
        "has": sum(weights[word] for word in held) / whole,
        "explains so much": min(sum(weights[word] for word in held), 6.0) / 6,
        "asked with": sum(weights[word] for word in leaning) / whole,
        "leaves known words": unexplained / 3,
        "leaves strange words": sum(weights[word] for word in left if word not in asked.known) / 3,
        "not announced but known": unexplained / 3 * missing,
    }


def _chance(asked: Question, aspect: str) -> float:
    if aspect in asked.named and aspect in aspects.UNLEARNT:
        return BEYOND_DOUBT  # its words alone tell it: the model knows nothing of it
    if aspect == "timeline":
        return max((asked.chances.get(intent, 0.0) for intent in TIME_INTENTS), default=0.0)
    return asked.chances.get(aspect, 0.0)


def _is(aspect: str, intent: str) -> bool:
    return aspect == intent or (aspect == "timeline" and intent in TIME_INTENTS)


def _weight(word: str, programme: Programme) -> float:
    rows = rows_of(programme)
    holding = sum(word in row for row in rows)
    weight = math.log((len(rows) + 2) / holding) if holding else _UNKNOWN * math.log(len(rows) + 2)
    return weight if len(word) >= _LONG_ENOUGH or word.isascii() else weight / 2


@once_each
def _notes(programme: Programme) -> Mapping[str, str]:
    """The other words of each row, by the words that its answer shows."""
    rows = [(fact.text, (fact.heading or "", *fact.also, fact.quote)) for fact in programme.facts]
    rows += [(fee.who, (fee.what, *fee.also)) for fee in programme.fees]
    rows += [(entry.what, entry.also) for entry in programme.timeline]
    return {squeezed(shown): squeezed(" ".join(other)) for shown, other in rows if shown}
