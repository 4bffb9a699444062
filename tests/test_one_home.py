"""A session's hours and place are the same whoever asks, however, and whichever message says them."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from datetime import date, time
from pathlib import Path

import pytest

from handlers.conversation.as_text import text_of
from handlers.enquiries.answer import Enquiry, answer_kinds
from handlers.programmes import ways
from handlers.programmes.sessions import hours, place
from handlers.reminders.reminder_kind import Telling, reminder_kinds
from handlers.reminders.reminder_plan import look_up, plan
from models import programme_file
from models.application import ApplicationState
from models.catalogue import Catalogue
from models.programme import Fact, Programme, ReminderRule, Session
from models.reply import Reply
from models.store import Database
from models.understanding import Entity, Understanding
from tests.fakes import bangkok
from tests.store.making import a_programme, an_application
from tests.ticking import tick

NOW = bangkok("2024-05-09 09:00")
FACTS = (
    Fact(about="hours", text="09:00 น.", quote="เวลา 09:00 น."),
    Fact(about="venue", text="ห้อง A", quote="ณ ห้อง A"),
)
RULES = (
    ReminderRule(id="eve", kind="eve", at=time(18, 0)),
    ReminderRule(id="before", kind="days_before", at=time(8, 0), days=1),
    ReminderRule(id="hours", kind="hours_before", hours=2),
    ReminderRule(id="morning", kind="morning", at=time(7, 0)),
)


def held(session: Session, facts: tuple[Fact, ...] = FACTS) -> Programme:
    """A programme of one day."""
    return a_programme("alpha", sessions=(session,), facts=facts, reminders=RULES)


def said(programme: Programme) -> Iterator[tuple[str, str]]:
    """(who, what) of every way of asking and of every reminder, a day before."""
    catalogue = Catalogue((programme,))
    day = Entity("date", {"start": "2024-05-10", "end": "2024-05-10"}, "10 พ.ค.", 0, 8)
    for intent, read in itertools.product(
        ("hours", "venue", "next_session"), (Understanding("?"), Understanding("?", entities=(day,)))
    ):
        answer = answer_kinds()[intent].answer(Enquiry(intent, programme, catalogue, NOW, read))
        yield f"{intent} {bool(read.entities)}", text_of((Reply(answer.text, cards=answer.cards),))
    for reminder in plan(programme):
        due = look_up(catalogue, reminder)
        assert due is not None
        yield reminder.rule, text_of((reminder_kinds()[due.rule.kind].say(Telling(due), NOW),))


def test_what_is_set_for_a_session_goes_before_the_announcement_everywhere() -> None:
    session = Session(id="d1", date=date(2024, 5, 10), starts=time(13, 0), place="ห้อง B")
    for who, text in said(held(session)):
        if not who.startswith("venue"):
            assert "13:00" in text, who
        if not who.startswith("hours "):
            assert "ห้อง B" in text, who
        assert "09:00" not in text and "ห้อง A" not in text, who


def test_without_it_the_announcement_is_said_everywhere() -> None:
    for who, text in said(held(Session(id="d1", date=date(2024, 5, 10)))):
        assert "09:00" in text or who.startswith("venue"), who
        assert "ห้อง A" in text or who.startswith("hours "), who


def test_an_announcement_that_contradicts_itself_is_told_whole_everywhere() -> None:
    twice = (*FACTS, Fact(about="hours", text="08:30 น.", quote="ลงทะเบียน 08:30 น."))
    for who, text in said(held(Session(id="d1", date=date(2024, 5, 10)), twice)):
        assert ("09:00" in text and "08:30" in text) or who.startswith("venue"), who


def test_the_calendar_says_the_same_place(database: Database) -> None:
    session = Session(id="d1", date=date(2024, 5, 10), starts=time(13, 0), place="ห้อง B")
    assert place(held(session), session) in ways.google_event(held(session), session).replace(
        "%E0%B8%AB%E0%B9%89%E0%B8%AD%E0%B8%87%20", "ห้อง "
    )
    assert hours(held(session), session) == "13:00 น."


def test_the_shipped_announcement_with_two_starting_times_tells_both() -> None:
    path = Path(__file__).parent.parent / "programmes" / "kpi-seminar.yaml"
    seminar = programme_file.read(path).programme
    stated = [fact.text for fact in seminar.about("hours")]
    assert len(stated) > 1
    day = seminar.days[0]
    now = bangkok(f"{day.date.isoformat()} 06:00")
    answer = answer_kinds()["next_session"].answer(
        Enquiry("next_session", seminar, Catalogue((seminar,)), now, Understanding("?"))
    )
    assert all(text in answer.text for text in stated)
    assert all(text in hours(seminar, day) for text in stated)


@pytest.mark.parametrize("late", [False, True])
def test_one_that_fails_holds_up_nothing_else(database: Database, late: bool) -> None:
    """A planned rule of a kind that is gone: the other reminders go out, and staff can see what failed."""
    from handlers.office import programmes
    from handlers.reminders import reminder_tick

    session = Session(id="d1", date=date(2024, 5, 10))
    broken = ReminderRule(id="broken", kind="gone", at=time(17, 0))
    programme = a_programme("alpha", sessions=(session,), reminders=(RULES[0],))
    with database.begin() as tx:
        programmes.keep(tx, programme, NOW)
        tx.people.person("U1", NOW)
        tx.applications.add(
            an_application("a1", "U1", ApplicationState.APPROVED, "alpha", reference="ALPHA-1")
        )
        tx.programmes.put(a_programme("alpha", sessions=(session,), reminders=(broken, RULES[0])), NOW)
        first = plan(programme)[0]
        from dataclasses import replace

        tx.reminders.replan(
            "alpha", [first, replace(first, rule="broken", due_at=bangkok("2024-05-09 17:00"))]
        )
    failed: list[str] = []

    def note(key: str, error: Exception) -> None:
        failed.append(f"{key.partition(':')[0]} {type(error).__name__}")

    at = bangkok("2024-05-09 18:00")
    ticked = reminder_tick.tick(database, at, note)
    assert (ticked.done, ticked.queued, failed) == (1, 1, ["reminder KeyError"])
    with database.read() as tx:
        (failure,) = tx.failures.all()
        assert (failure.attempts, failure.error) == (1, "KeyError")
        assert failure.retry_at > at
    assert reminder_tick.tick(database, at, note) == reminder_tick.Ticked()  # it rests until then
    if late:
        reminder_tick.tick(database, failure.retry_at, note)
        with database.read() as tx:
            (again,) = tx.failures.all()
        assert again.attempts == 2 and again.retry_at - again.failed_at > failure.retry_at - failure.failed_at
        tick(database, bangkok("2024-05-10 12:00"))
        with database.read() as tx:
            assert tx.failures.all() == []  # too late to be of use: missed, and nothing fails any more
            assert [r.rule for r in tx.reminders.missed("alpha")] == ["broken"]
