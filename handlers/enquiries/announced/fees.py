"""What it costs: the rows that are for whom and when a question names, and only those."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from handlers.enquiries.announced import party, rounds
from handlers.enquiries.announced.contrasts import agreement, compared
from handlers.enquiries.answer import Answer, Enquiry
from handlers.programmes.milestones import milestones
from handlers.thresholds import KIND_OF_PERSON, NAMED, SAME
from handlers.wording import announced as say
from handlers.wording import prices as words
from intents.act import Act, acts
from intents.audience import kinds
from intents.matching import Match, matches, squeezed
from models.announced import Fee
from models.timeline import Milestone, Standing

_NOW = re.compile(r"วันนี้|ตอนนี้|ช่วงนี้|เดี๋ยวนี้|ขณะนี้")
_ROOMS = re.compile(r"คืนละ|คืนนึง|คืนหนึ่ง|ต่อคืน|ที่พัก|ห้องพัก|ค่าห้อง|ห้องเดี่ยว|ห้องคู่|พักเดี่ยว|พักคู่|นอนโรงแรม|ค่าพัก")
_HOW_MUCH = re.compile(r"เท่าไ|กี่บาท|ราคา|กี่ตัง")
_ROOM = re.compile(r"ที่พัก|ห้อง|ค่าพัก")
_AFTER = re.compile(r"(?:หลัง(?:จาก)?|เกิน|พ้น|เลย)(?:วันที่|วัน)?[ ]?$")
_FREE = re.compile(r"ฟรี|ไม่เสีย|ไม่ต้องจ่าย|ไม่มีค่า")
_WHETHER = re.compile(
    r"ฟรี(?:ใช่)?(?:ไหม|หรือ|รึ)|เสีย(?:เงิน|ตัง|ค่า[ก-๎]{0,10}?)(?:ด้วย)?(?:ไหม|หรือ|รึ)|มีค่า(?:ใช้จ่าย|ลงทะเบียน|สมัคร)?(?:อะไร)?(?:ไหม|หรือ|รึ)|ต้องจ่าย(?:เงิน|ตัง)?(?:ไหม|หรือ|รึ)"
)
"""It asks whether anything is paid at all."""
_AMOUNT = re.compile(r"(?<![\d,.])(\d{1,3}(?:,\d{3})+|\d{3,6})(?![\d%])")
_MORE = re.compile(r"(?:เสีย|จ่าย|คิด|เก็บ|บวก|ชำระ|โอน)(?:เงิน|ตัง)?เพิ่ม")
_BUYS = re.compile(r"ซื้อ|บังคับ|สั่งจอง")
_MOST = 8
_PAIR = 2


@dataclass(frozen=True, slots=True)
class Price:
    """One amount: the row, and when it holds."""

    fee: Fee
    tier: Milestone | None
    amount: int


def answer(enquiry: Enquiry) -> Answer | None:
    """The rows asked for; None where the data have none."""
    if not enquiry.programme.fees:
        return None
    found = rows(enquiry)
    prices = _prices(enquiry, found)
    doing, text = acts(enquiry.text), squeezed(enquiry.text)
    several = len({p.fee.what for p in prices}) > 1
    lines = [
        words.price_line(p.fee, p.amount, p.tier, several, _round_of(enquiry, p, prices)) for p in prices
    ]
    head = []
    together = party.in_all(text, prices[0].fee, prices[0].amount) if len(prices) == 1 else None
    if Act.CHECK in doing and (claim := _claim(text)) is not None:
        head.append(say.verdict(all(p.amount == claim for p in prices)))
    elif (least := party.too_few(text, found)) is not None:
        head.append(words.for_at_least(least))
    elif _WHETHER.search(text) and prices and all(p.amount for p in prices):
        head.append(words.COSTS)
    elif together is not None:
        head.append(words.in_all(together[0], prices[0].fee.unit, together[1]))
    elif Act.DIFFERENCE in doing and len(prices) == 2:
        head.append(words.difference(abs(prices[0].amount - prices[1].amount), prices[0].fee.unit))
    extra = [
        *(words.includes(f.includes) for f in found if f.includes),
        *(words.excludes(f.excludes) for f in found if f.excludes),
        *(say.note(f.note) for f in found if f.note),
        *(f.text for f in party.lowered(text, found, enquiry.programme.about("fee"))),
    ]
    text = words.fees(
        enquiry.name, prices[0].fee.what if prices else "", head, lines, list(dict.fromkeys(extra))
    )
    return Answer(
        text, source=("fee",), exact=together is not None or of_rooms(enquiry) or checks_a_price(enquiry)
    )


def _round_of(enquiry: Enquiry, price: Price, among: Sequence[Price]) -> str | None:
    """The name of its round, where prices of several are shown."""
    if len({_round_id(p) for p in among}) < _PAIR:
        return None
    of = enquiry.programme.round(_round_id(price))
    return of.name if of is not None else None


def _round_id(price: Price) -> str | None:
    """The round of its row, or the one whose time it is."""
    of_tier = price.tier.round if price.tier is not None else None
    return price.fee.round or (of_tier.id if of_tier is not None else None)


def tiers(enquiry: Enquiry) -> list[Milestone]:
    """The times at which prices change."""
    return [m for m in milestones(enquiry.programme) if m.kind == "price"]


def names_a_row(enquiry: Enquiry) -> bool:
    """A question without a word of money that names a tier and a kind of person: "ไปหน้างาน เป็นนักศึกษา"."""
    of = tiers(enquiry)
    named = any(m.whole for m in matches(enquiry.text, [t.phrases for t in of])) if of else False
    return named and bool(kinds(enquiry.text))


def _names_an_amount(enquiry: Enquiry) -> bool:
    claim = _claim(squeezed(enquiry.text))
    return bool(claim) and any(claim in (f.amount, *f.amounts.values()) for f in enquiry.programme.fees)


def checks_a_price(enquiry: Enquiry) -> bool:
    """It asserts a sum that is one of the prices: "โอนวันนี้ยังได้ 3,800 ใช่ไหม"."""
    return Act.CHECK in acts(enquiry.text) and _names_an_amount(enquiry)


def names_a_thing(enquiry: Enquiry) -> bool:
    """Whether something that is sold besides has to be bought: "เสื้อต้องซื้อไหม"."""
    whats = list(dict.fromkeys(f.what for f in enquiry.programme.fees))
    named = matches(enquiry.text, [(what,) for what in whats])
    return _thing_bought(squeezed(enquiry.text), whats, named) is not None


def rows(enquiry: Enquiry) -> list[Fee]:
    """The rows for whom and what the question names; all, if it names none."""
    fees = _of_rooms(enquiry, _of_rounds(enquiry))
    whats = list(dict.fromkeys(f.what for f in fees))
    named = matches(enquiry.text, [(what,) for what in whats])
    best = max(range(len(whats)), key=lambda i: named[i].whole)
    text = squeezed(enquiry.text)
    if not named[best].whole:
        best = whats.index(
            _on_top(whats, text)
            or _what_else_names(fees, enquiry)
            or _thing_bought(text, whats, named)
            or _whose_row(fees, enquiry)
            or whats[0]
        )
    alike = [f for f in fees if f.what == whats[best]]
    if (needed := party.too_few(text, alike)) is not None:
        return party.around(needed, alike)
    fees = party.fitting(text, alike)
    if Act.DIFFERENCE in acts(enquiry.text) and len(fees) < len(alike) == _PAIR:
        return alike
    names = [squeezed(f.who) for f in fees]
    fit = agreement(text, names)
    asked = enquiry.people
    scores = [
        match.weight + fit[place] + (KIND_OF_PERSON if set(asked) & set(fees[place].kinds) else 0.0)
        for place, match in enumerate(matches(enquiry.read.text, [(f.who, *f.also) for f in fees]))
    ]
    if (pair := compared(text, names)) is not None:
        return [_best(fees, scores, [side in pair.sides(name) for name in names]) for side in (0, 1)]
    if Act.DIFFERENCE in acts(enquiry.text):
        ranked = sorted(range(len(fees)), key=lambda i: -scores[i])
        heavy = [i for i in ranked if scores[i] >= NAMED][:2]
        if len(heavy) == 2:
            return [fees[i] for i in sorted(heavy)]
    top = max(scores)
    if top < NAMED:
        least = max(fit) if any(abs(agrees) >= 1 for agrees in fit) else min(fit)
        return [f for f, agrees in zip(fees, fit, strict=True) if agrees >= min(least, 0.0)]
    return [f for f, score in zip(fees, scores, strict=True) if score >= SAME * top]


def of_rooms(enquiry: Enquiry) -> bool:
    """It asks what a room costs, and there are rows of rooms."""
    text = squeezed(enquiry.text)
    asked = _ROOMS.search(text) is not None and _HOW_MUCH.search(text) is not None
    return asked and any(_is_room(fee) for fee in enquiry.programme.fees)


def _of_rooms(enquiry: Enquiry, fees: list[Fee]) -> list[Fee]:
    """The rows of rooms alone, where those are asked for."""
    return [f for f in fees if _is_room(f)] or fees if of_rooms(enquiry) else fees


def _is_room(fee: Fee) -> bool:
    return "คืน" in fee.unit or _ROOM.search(fee.what) is not None


def _on_top(whats: Sequence[str], text: str) -> str | None:
    """What is paid besides, where that is asked: "เสียเพิ่มไหม", and a row is "บทความที่สอง (จ่ายเพิ่ม)"."""
    return next((what for what in whats if "เพิ่ม" in what), None) if _MORE.search(text) else None


def _thing_bought(text: str, whats: Sequence[str], named: Sequence[Match]) -> str | None:
    """What is bought besides the first, told by a word of its name alone: เสื้อ of เสื้อรุ่น."""
    if _BUYS.search(text) is None:
        return None
    by_words = [what for what, match in zip(whats, named, strict=True) if match.words]
    return by_words[0] if len(by_words) == 1 and by_words[0] != whats[0] else None


def _what_else_names(fees: Sequence[Fee], enquiry: Enquiry) -> str | None:
    """What is paid for, told by other words for it, where only those of one thing stand in the question."""
    found = matches(enquiry.text, [f.also for f in fees])
    longest = max(match.whole for match in found)
    whats = {f.what for f, match in zip(fees, found, strict=True) if match.whole == longest > 0}
    return whats.pop() if len(whats) == 1 else None


def _whose_row(fees: Sequence[Fee], enquiry: Enquiry) -> str | None:
    """What those pay for whom the question names, where everybody else pays for something else."""
    found = matches(enquiry.text, [(f.who,) for f in fees])
    top = max(match.weight for match in found)
    whats = {f.what for f, match in zip(fees, found, strict=True) if match.weight >= SAME * top}
    return whats.pop() if top >= NAMED and len(whats) == 1 else None


def _best(fees: Sequence[Fee], scores: Sequence[float], allowed: Sequence[bool]) -> Fee:
    return max(zip(fees, scores, allowed, strict=True), key=lambda row: (row[2], row[1]))[0]


def _of_rounds(enquiry: Enquiry) -> list[Fee]:
    meant = {r.id for r in rounds.meant(enquiry)}
    fees = enquiry.programme.fees
    own = [f for f in fees if f.round in meant]
    if not own:
        return [f for f in fees if not meant or f.round is None] or list(fees)
    whole = [m.whole for m in matches(enquiry.text, [(f.who, *f.also) for f in fees])]
    paid = {f.what for f in own}
    others = [f for f, w in zip(fees, whole, strict=True) if f.round is None and (w or f.what not in paid)]
    return [*own, *others]


def _prices(enquiry: Enquiry, fees: Sequence[Fee]) -> list[Price]:
    """Each row's amount, or amounts where it is not clear when one pays."""
    meant = {r.id for r in rounds.meant(enquiry)}
    found = []
    for fee in fees[:_MOST]:
        if fee.amount is not None:
            found.append(Price(fee, None, fee.amount))
        of = [tier for tier in tiers(enquiry) if tier.id in fee.amounts]
        theirs = [tier for tier in of if not meant or tier.round is None or tier.round.id in meant]
        chosen = _tiers(enquiry, theirs or of)
        found += [Price(fee, tier, fee.amounts[tier.id]) for tier in chosen if tier.id is not None]
    return found


def _tiers(enquiry: Enquiry, of: Sequence[Milestone]) -> list[Milestone]:
    """The tier named, or of the day named, or of now where now is meant; else those not over."""
    if not of:
        return []
    if Act.DIFFERENCE in acts(enquiry.text) and (pair := _before_and_after(enquiry, of)):
        return pair
    named = matches(enquiry.text, [t.phrases for t in of])
    whole = [t for t, m in zip(of, named, strict=True) if m.whole]
    if whole:
        longest = max(m.whole for m in named)
        return [t for t, m in zip(of, named, strict=True) if m.whole == longest]
    text = enquiry.text
    if _NOW.search(text):
        return [_at(of, enquiry)]
    for entity in enquiry.read.all_of("date"):
        day = date.fromisoformat(entity.value["end"])
        whole_month = entity.value["start"] != entity.value["end"] and (day + timedelta(days=1)).day == 1
        if _AFTER.search(text[: max(0, text.find(entity.text))]):
            day += timedelta(days=1)
        within = [t for t in of if t.last and _by(t.last, day, whole_month=whole_month)]
        if any(t.last for t in of):
            return (within or [t for t in of if t.last is None] or list(of)[-1:])[:1]
    left = [t for t in of if t.standing(enquiry.now) is not Standing.PAST]
    return left if 0 < len(left) < len(of) and any(t.last for t in of) and _recent(of, enquiry) else list(of)


def _before_and_after(enquiry: Enquiry, of: Sequence[Milestone]) -> list[Milestone]:
    """The two whose difference is asked for: there are no others, or one ends on the day named."""
    if len(of) == _PAIR:
        return list(of)
    days = [_month_day(date.fromisoformat(e.value["end"])) for e in enquiry.read.all_of("date")]
    ends = [place for place, t in enumerate(of) if t.last and _month_day(t.last) in days]
    return list(of[ends[0] : ends[0] + _PAIR]) if len(ends) == 1 and ends[0] + 1 < len(of) else []


def _recent(of: Sequence[Milestone], enquiry: Enquiry) -> bool:
    """Something of this is still going on or ahead."""
    return any(t.last is not None and t.standing(enquiry.now) is not Standing.PAST for t in of)


def _by(last: date, day: date, *, whole_month: bool) -> bool:
    """Whether a day, without its year, is not after another; of "in October" the month counts."""
    return day.month <= last.month if whole_month else _month_day(day) <= _month_day(last)


def _month_day(day: date) -> tuple[int, int]:
    return day.month, day.day


def _at(of: Sequence[Milestone], enquiry: Enquiry) -> Milestone:
    on = [t for t in of if t.standing(enquiry.now) is Standing.ON]
    undated = [t for t in of if t.standing(enquiry.now) is Standing.UNKNOWN]
    ahead = [t for t in of if t.standing(enquiry.now) is Standing.AHEAD]
    return (on or ahead or undated or list(of)[-1:])[0]


def _claim(text: str) -> int | None:
    """The amount a question asserts; 0 for free."""
    if _FREE.search(text):
        return 0
    found = _AMOUNT.search(text)
    return int(found[1].replace(",", "")) if found else None
