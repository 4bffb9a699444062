"""Questions across programmes: which exist, which suit someone, two side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from handlers.enquiries.answer import Answer, AnswerKind, Enquiry, ask, label
from handlers.enquiries.invited import standings
from handlers.programmes.admission import Admission, admission, over, window
from handlers.turn import button, numbered, programme_button, word
from handlers.wording import common, eligibility, enquiries
from intents.act import compared
from intents.audience import kinds
from models.programme import Programme
from models.reply import Card, Choice, Row, Tone

_SIDE_BY_SIDE = ("host", "schedule", "duration", "venue", "fee", "eligibility")
_MOST = 10
_MOST_COMPARED = 3


def listing(enquiry: Enquiry) -> Answer:
    """Every programme as a card, with its dates and its state at this instant."""
    if kinds(enquiry.read.text):
        return recommend(enquiry)
    shown = _open_first(enquiry)[:_MOST]
    lines = [f"{i}. {p.short_name} — {state(p, enquiry.now)}" for i, p in enumerate(shown, 1)]
    return Answer(
        enquiries.listing(lines),
        choices=numbered([programme_button(p, "ask", "about", p.id) for p in shown]),
        cards=tuple(_card(p, enquiry, place) for place, p in enumerate(shown, 1)),
    )


def recommend(enquiry: Enquiry) -> Answer:
    """Which programmes suit the kind of person asked about."""
    asked = kinds(enquiry.read.text)
    if not asked:
        return listing(enquiry)
    lines = []
    for programme in _open_first(enquiry):
        found = standings(programme, asked, enquiry.text)
        verdict = eligibility.SUITS[found[0].verdict] if found else eligibility.SUITS_UNKNOWN
        lines.append(f"{programme.short_name}: {verdict} ({state(programme, enquiry.now)})")
    who = [eligibility.KINDS[kind] for kind in asked[:2]]
    choices = numbered(
        [programme_button(p, "ask", "eligibility", p.id) for p in _open_first(enquiry)[:_MOST]]
    )
    return Answer(eligibility.across(who, lines), choices=choices)


def compare(enquiry: Enquiry) -> Answer:
    """The programmes named, side by side; with fewer than two, all of them."""
    named = enquiry.catalogue.named(enquiry.read.programmes)
    if len(named) < 2:
        return listing(enquiry)
    if (one := compared(enquiry.read.text)) is not None:
        return _side_by_side(enquiry, named[:_MOST_COMPARED], one)
    cards = tuple(
        Card(
            p.short_name,
            badge=state(p, enquiry.now),
            tone=_tone(p, enquiry.now),
            rows=tuple(Row(label(a), _brief(p, a)) for a in _SIDE_BY_SIDE),
            buttons=(_button(p, enquiry),),
        )
        for p in named[:_MOST_COMPARED]
    )
    lines = [f"{c.title}: {c.badge}" for c in cards]
    return Answer(enquiries.comparing(lines), cards=cards)


def _side_by_side(enquiry: Enquiry, named: Sequence[Programme], aspect: str) -> Answer:
    """One aspect of several programmes, a line each."""
    closes = aspect == "deadline"
    said = [state(p, enquiry.now) if closes else _brief(p, aspect) for p in named]
    lines = [enquiries.across_line(p.short_name, text) for p, text in zip(named, said, strict=True)]
    return Answer(enquiries.side_by_side(label(aspect), lines), source=None)


def state(programme: Programme, now: datetime) -> str:
    """A programme's state in a few words."""
    rules = window(programme)
    match admission(programme, now):
        case Admission.OPEN:
            return enquiries.state_open(rules.closes)
        case Admission.NOT_YET:
            assert rules.opens is not None
            return enquiries.state_not_yet(rules.opens)
        case Admission.CLOSED:
            return enquiries.STATE_CLOSED
        case Admission.ELSEWHERE:
            return enquiries.STATE_HELD if over(programme, now) else enquiries.STATE_INTEREST


def _open_first(enquiry: Enquiry) -> list[Programme]:
    """Those taking applications first, those that are over last."""
    return sorted(
        enquiry.catalogue.programmes,
        key=lambda p: (admission(p, enquiry.now) is not Admission.OPEN, over(p, enquiry.now)),
    )


def _card(programme: Programme, enquiry: Enquiry, place: int) -> Card:
    now = enquiry.now
    rows = (Row(label("schedule"), _brief(programme, "schedule")),)
    return Card(
        f"{place}. {programme.short_name}",
        text=programme.name,
        badge=state(programme, now),
        tone=_tone(programme, now),
        rows=rows,
        buttons=(
            replace(ask(enquiries.DETAILS, "about", programme), number=place),
            _button(programme, enquiry),
        ),
    )


def _tone(programme: Programme, now: datetime) -> Tone:
    return Tone.QUIET if over(programme, now) else Tone.PLAIN


def _button(programme: Programme, enquiry: Enquiry) -> Choice:
    if programme.id in enquiry.applied_to:
        return word(common.STATUS)
    if admission(programme, enquiry.now) is Admission.OPEN:
        return button(common.APPLY, "signup.start", programme.id)
    return button(common.INTEREST, "interest", programme.id)


def _brief(programme: Programme, aspect: str) -> str:
    facts = programme.about(aspect)
    if not facts and aspect == "duration" and programme.sessions:
        return enquiries.days(len(programme.sessions))
    return facts[0].text if facts else common.NOT_ANNOUNCED


ANSWERS = (
    AnswerKind("list", "โครงการทั้งหมด", listing, across=True, of_people=True, leads_in=True),
    AnswerKind("compare", "เปรียบเทียบโครงการ", compare, across=True),
    AnswerKind("recommend", "โครงการที่เหมาะ", recommend, across=True, of_people=True),
)
