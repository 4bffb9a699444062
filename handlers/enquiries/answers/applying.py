"""Questions about getting in: open now, until when, how, and who."""

from __future__ import annotations

import re
from collections.abc import Sequence

from handlers.enquiries.answer import (
    TO_STAFF,
    Answer,
    AnswerKind,
    Enquiry,
    label,
    not_announced,
    told,
)
from handlers.programmes.admission import Admission, Window, admission, over, window
from handlers.wording import enquiries
from intents.act import Act, acts
from models.programme import Programme
from models.reply import Choice

_OF_NOW = frozenset({Act.STILL, Act.OPEN_YET, Act.ALREADY})
"""Asks of this moment: when it opened is of no use."""


def open_now(enquiry: Enquiry) -> Answer:
    """Whether applications are taken at this instant, and the window in which they are."""
    rules = window(enquiry.programme)
    text = standing_text(enquiry)
    told_already = admission(enquiry.programme, enquiry.now) is Admission.NOT_YET
    if rules.opens and rules.closes and not told_already and not acts(enquiry.read.text) & _OF_NOW:
        text += f"\n{enquiries.window(rules.opens, rules.closes)}"
    elsewhere = admission(enquiry.programme, enquiry.now) is Admission.ELSEWHERE
    if rules.closes is None and elsewhere and not over(enquiry.programme, enquiry.now):
        text += f"\n{enquiries.not_announced_either(label('deadline'))}"
    return Answer(text, source=("deadline",))


_A_DAY = re.compile(r"\d")
"""A day is said once, as it is in the data."""


def deadline(enquiry: Enquiry) -> Answer:
    """The last day, and the standing unless applications are open."""
    rules = window(enquiry.programme)
    if rules.closes is None:
        facts = enquiry.programme.about("deadline")
        if facts:
            return Answer(told(enquiry, "deadline", facts), source=("deadline",))
        return not_announced(enquiry)
    lines = [enquiries.deadline(enquiry.name, rules.closes, rules.closes_at)]
    lines += [fact.text for fact in enquiry.programme.about("deadline") if not _A_DAY.search(fact.text)]
    if admission(enquiry.programme, enquiry.now) is not Admission.OPEN:
        lines.append(standing_text(enquiry))
    return Answer("\n".join(lines), source=("deadline",))


def apply_how(enquiry: Enquiry) -> Answer:
    """In this chat, if it takes applications now; and as announced."""
    facts = enquiry.programme.about("apply_how")
    lines: list[str] = []
    choices: tuple[Choice, ...] = ()
    if admission(enquiry.programme, enquiry.now) is Admission.OPEN:
        lines.append(enquiries.HOW_TO_APPLY_HERE)
    else:
        lines.append(standing_text(enquiry))
    if facts:
        lines.append(told(enquiry, "apply_how", facts))
    elif admission(enquiry.programme, enquiry.now) is not Admission.OPEN:
        lines.append(enquiries.not_announced_either(label("apply_how")))
        choices = (TO_STAFF,)
    return Answer("\n".join(lines), source=("apply_how",) if facts else None, choices=choices)


def standing_text(enquiry: Enquiry, *, noted: bool = True) -> str:
    """The current standing in a sentence, with what to do about it.

    noted  with what a careful reader must be told of the window
    """
    rules, name = window(enquiry.programme), enquiry.name
    match admission(enquiry.programme, enquiry.now):
        case Admission.OPEN:
            return enquiries.open_now(name, rules.closes, enquiry.today)
        case Admission.NOT_YET:
            assert rules.opens is not None
            text = enquiries.opens_on(name, rules.opens, rules.closes)
            note = enquiry.programme.applications.window_note
            return f"{text}\n{enquiries.note(note)}" if note and noted else text
        case Admission.ELSEWHERE if over(enquiry.programme, enquiry.now):
            days = enquiry.programme.days
            held = enquiries.held(name, days[0].date, days[-1].date)
            return f"{held}\n{enquiries.NEXT_COHORT_OFFER}"
        case Admission.CLOSED:
            return f"{enquiries.closed_since(name, rules.closes)}\n{enquiries.NEXT_COHORT_OFFER}"
        case Admission.ELSEWHERE if rules.closes is not None:
            return _as_announced(enquiry, rules)
        case Admission.ELSEWHERE:
            return f"{enquiries.not_here(name)}\n{enquiries.INTEREST_OFFER}"


def _as_announced(enquiry: Enquiry, rules: Window) -> str:
    """Where one applies elsewhere: whether that is open, by the announced days."""
    name, facts = enquiry.name, enquiry.programme.about("apply_how")
    how = "" if enquiry.intent == "apply_how" or not facts else f"\n{told(enquiry, 'apply_how', facts)}"
    match rules.admits(enquiry.now):
        case Admission.CLOSED:
            return f"{enquiries.closed_since(name, rules.closes)}\n{enquiries.NEXT_COHORT_OFFER}"
        case Admission.NOT_YET if rules.opens is not None:
            return f"{enquiries.opens_on(name, rules.opens, rules.closes)} {enquiries.NOT_IN_CHAT}{how}"
        case _:
            return f"{enquiries.open_now(name, rules.closes, enquiry.today)} {enquiries.NOT_IN_CHAT}{how}"


def window_quotes(programme: Programme, _: Sequence[str]) -> list[str]:
    """The quote behind the window."""
    own = programme.applications.window_quote
    return [*([own] if own else []), *(fact.quote for fact in programme.about("deadline"))]


ANSWERS = (
    AnswerKind("open_now", "เปิดรับสมัครอยู่ไหม", open_now, of_people=True, leads_in=True),
    AnswerKind("deadline", "วันปิดรับสมัคร", deadline, quotes=window_quotes, leads_in=True),
    AnswerKind("apply_how", "วิธีสมัคร", apply_how, leads_in=True),
)
