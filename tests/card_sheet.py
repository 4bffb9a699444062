"""Every card with the longest data it may get: for the test of LINE's limits, and to be looked at."""

from __future__ import annotations

from dataclasses import replace
from datetime import time, timedelta
from typing import Any

from bot.process.settings import PROGRAMMES
from handlers.applications import form, stages
from handlers.applications.decision_card import decision_reply
from handlers.enquiries.answer import Answer, Enquiry, answer_kinds
from handlers.reminders.changes import change_card, differences
from handlers.reminders.reminder_kind import Due, Telling, reminder_kinds
from handlers.wording import decisions, signup
from models import programme_file
from models.application import Application, ApplicationState
from models.catalogue import Catalogue
from models.programme import Programme, ReminderRule
from models.reminder import Reminder
from models.reply import Card, Choice, Reply, Row, Stage, Tone
from models.understanding import Understanding
from tests.fakes import bangkok

NOW = bangkok("2024-05-01 09:00")
LONG = "ที่ทำการองค์การบริหารส่วนจังหวัดพระนครศรีอยุธยา ห้องประชุมใหญ่ชั้นที่สิบสอง อาคารเฉลิมพระเกียรติ"
NAME = "ว่าที่ร้อยตรีหญิง กาญจนาภรณ์ศรี สุวรรณประเสริฐวัฒนกิจ"


def long_text(units: int) -> str:
    """So many UTF-16 units of Thai."""
    return (LONG * (units // len(LONG) + 1))[:units]


def programme() -> Programme:
    """The shipped programme with an hour and a long place on each of its days."""
    read = programme_file.read(PROGRAMMES / "ling.yaml").programme
    days = tuple(replace(s, starts=time(9), ends=time(16, 30), place=LONG) for s in read.sessions)
    return replace(read, sessions=days)


def application(state: ApplicationState = ApplicationState.DRAFT) -> Application:
    """One with every answer as long as its question allows."""
    answers: dict[str, Any] = {
        q.key: long_text(q.max_length) for q in programme().questions if q.kind in ("text", "long_text")
    }
    named = {"full_name": NAME, "position": long_text(150), "organisation": long_text(150)}
    return Application(
        id="a" * 24,
        programme="ling",
        user="U" + "0" * 32,
        state=state,
        created_at=NOW,
        updated_at=NOW,
        reference="LING-7K3M9Q",
        answers={**answers, **named, "province": "พระนครศรีอยุธยา", "phone": {"number": "+66812345678"}},
        consented_at=NOW,
        submitted_at=NOW,
    )


def _reminder(kind: str, count: int) -> Reply:
    about = programme()
    days = about.days[:count]
    rule = ReminderRule(id=kind, kind=kind, at=time(18), days=2, text=LONG)
    reminder = Reminder("ling", kind, "x", tuple(s.id for s in days), NOW, NOW)
    due = Due(reminder, about, rule, reminder_kinds()[kind])
    telling = Telling(due, replace(application(ApplicationState.APPROVED), on_behalf=True))
    return due.kind.say(telling, bangkok("2024-05-09 18:00"))


def _answer(intent: str) -> Reply:
    about = programme()
    others = tuple(programme_file.read(path).programme for path in sorted(PROGRAMMES.glob("*.yaml")))
    many = tuple(replace(p, id=f"{p.id}-{n}") for n in range(2) for p in others)
    enquiry = Enquiry(intent, about, Catalogue(many), NOW, Understanding(""))
    said: Answer = answer_kinds()[intent].answer(enquiry)
    return Reply(said.text, cards=said.cards)


def _changes() -> Reply:
    before, after = programme(), programme()
    first, second, third, *rest = after.sessions
    moved = replace(first, date=first.date + timedelta(days=3), starts=time(13), place=LONG[::-1])
    added = replace(third, id="new", date=third.date + timedelta(days=1))
    after = replace(after, sessions=(moved, replace(second, place="ห้องประชุม 2"), *rest, added))
    told = [c for c in differences(before.sessions, after, NOW) if c.told]
    return change_card(after, told)


def sheet() -> dict[str, tuple[Reply, ...]]:
    """Each kind of card, by name."""
    about, draft = programme(), application()
    sent = application(ApplicationState.SUBMITTED)
    seated = application(ApplicationState.APPROVED)
    told = decisions.decision("approved", about.words.event, about.short_name, "LING-7K3M9Q", NAME, LONG)
    refused = decisions.decision("rejected", about.words.event, about.short_name, "LING-7K3M9Q", NAME, LONG)
    head, *rest = signup.submitted(about.short_name, "LING-7K3M9Q", "submitted", NAME).splitlines()
    choosing = next(q.key for q in about.questions if q.options)
    kinds = [*programme().questions]
    return {
        "consent": (form.ask(about, draft, form.CONSENT),),
        "step": (form.ask(about, draft, kinds[0].key, "✓ ตำแหน่ง: ปลัด"),),
        "step with a list": (form.ask(about, draft, choosing),),
        "summary": (form.ask(about, draft, form.CONFIRM, signup.noted_many([LONG])),),
        "receipt": (
            Reply(
                "ใบรับสมัคร",
                (
                    Card(
                        head,
                        "\n".join(rest),
                        stages.rows(about, sent, NOW),
                        tone=Tone.GOOD,
                        above=signup.RECEIPT,
                    ),
                ),
            ),
        ),
        "approved": (decision_reply(about, seated, told, NOW),),
        "refused": (decision_reply(about, application(ApplicationState.REJECTED), refused, NOW),),
        "eve": (_reminder("eve", 2),),
        "morning": (_reminder("morning", 1),),
        "eve of one day": (_reminder("eve", 1),),
        "changes": (_changes(),),
        "schedule": (_answer("schedule"),),
        "next session": (_answer("next_session"),),
        "programmes": (_answer("list"),),
        "everything at once": (
            Reply(
                long_text(2000),
                (
                    Card(
                        long_text(90),
                        long_text(2400),
                        tuple(
                            Row(long_text(40), long_text(500), stage=Stage.NOW if n % 2 else None)
                            for n in range(24)
                        ),
                        tuple(Choice(f"{LONG[:40]}{n}", data="x" * 280, say=long_text(60)) for n in range(4)),
                        tone=Tone.CARE,
                        above=long_text(60),
                        badge=long_text(40),
                    ),
                ),
            ),
        ),
    }
