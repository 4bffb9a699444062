"""Numbers: each table holds what an independent count gives, for whom it concerns.

Of the contract's checks those by their numbers; 25 by what the database reads, not by a clock.
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any
from xml.etree import ElementTree

import pytest
from sqlalchemy import event as listening
from sqlalchemy import text
from werkzeug.test import TestResponse

from bot.console.province_map import NAMES, drawn
from bot.files.spreadsheet import BOM
from handlers.office import counting, numbers
from handlers.privacy import retention
from handlers.reminders import reminder_plan
from handlers.turn import action
from intents.entities import province
from models.application import Application, ApplicationState
from models.numbers import Asked, Result, Span, about, asked, in_doubt, said
from models.programme import Programme
from models.reminder import ReminderState
from models.store import Transaction
from tests import many
from tests.console.applying import Counter as Filled
from tests.console.office import Browser, Desk, Form, both
from tests.edge.test_webhook import call
from tests.fakes import bangkok
from tests.rig import Rig
from tests.store.making import a_letter, a_programme, an_application

PAGE = "/console/numbers/?programme=alpha"


@pytest.fixture
def counter(office: Desk) -> Filled:
    """An office with sixty applications."""
    made = Filled(office)
    made.fill(60)
    return made


def table(page: TestResponse, name: str) -> dict[str, list[str]]:
    """The rows of a table in a page, by key, as they are read."""
    html = page.text.split(f'data-table="{name}"')[1].split("</table>")[0]
    found = {}
    for row in html.split("<tr data-key=")[1:]:
        root = ElementTree.fromstring(f"<tr data-key={row.split('</tr>')[0]}</tr>")
        found[root.attrib["data-key"]] = ["".join(cell.itertext()) for cell in root.iter("td")]
    return found


def first(page: TestResponse, name: str) -> dict[str, int]:
    """The first number of each row."""
    return {key: int(cells[1].replace(",", "")) for key, cells in table(page, name).items()}


def lines(browser: Browser, name: str, more: str = "") -> list[list[str]]:
    """A table as CSV."""
    answer = browser.get(f"{PAGE}&table={name}&format=csv{more}")
    assert answer.status_code == 200 and answer.content_type == "text/csv; charset=utf-8"
    return list(csv.reader(io.StringIO(answer.data.decode().removeprefix(BOM))))


def heard(rig: Rig, outcome: str, at: datetime, times: int = 1) -> None:
    """Events that came to this."""
    with rig.bot.database.begin() as tx:
        insert = text(
            "INSERT INTO inbox (event_id, kind, outcome, received_at) VALUES (:id, 'text', :how, :at)"
        )
        for _ in range(times):
            heard.count += 1  # type: ignore[attr-defined]
            moment: Any = at if tx._session.get_bind().dialect.name == "postgresql" else _kept(at)
            values = {"id": f"e{heard.count}", "how": outcome, "at": moment}  # type: ignore[attr-defined]
            tx._session.execute(insert, values)


heard.count = 0  # type: ignore[attr-defined]


def _kept(at: datetime) -> str:
    return (at - timedelta(hours=7)).strftime("%Y-%m-%d %H:%M:%S.%f")


@both
def test_applications_are_counted_as_an_independent_count_gives_them(counter: Filled) -> None:
    page = counter.desk.signed_in("viewer").get(PAGE)
    answers = [one.answers for one in counter.made]
    assert first(page, "province") == Counter(it["province"] for it in answers)
    assert first(page, "organisation_type") == Counter(it["organisation_type"] for it in answers)
    assert first(page, "state") == Counter(one.state.value for one in counter.made)
    sent = Counter((one.submitted_at + timedelta(hours=7)).date().isoformat() for one in counter.made)  # type: ignore[operator]
    assert first(page, "day") == sent
    assert "ใบสมัคร 60 ใบ" in page.text


@both
def test_a_day_is_a_day_in_thailand_and_a_period_holds_both_its_days(office: Desk) -> None:
    with office.rig.bot.database.begin() as tx:
        for number, at in enumerate(
            ("2024-04-03 23:59", "2024-04-04 00:01", "2024-04-05 06:30", "2024-04-05 23:59")
        ):
            sent(tx, number, submitted_at=bangkok(at))
    viewer = office.signed_in("viewer")
    assert first(viewer.get(PAGE), "day") == {"2024-04-03": 1, "2024-04-04": 1, "2024-04-05": 2}
    assert first(viewer.get(f"{PAGE}&from=2024-04-04&to=2024-04-04"), "day") == {"2024-04-04": 1}
    assert first(viewer.get(f"{PAGE}&from=5/4/2567"), "day") == {"2024-04-05": 2}
    wrong = viewer.get(f"{PAGE}&from=วันก่อน")
    assert wrong.status_code == 422 and "อ่านวันที่ไม่ออกค่ะ" in wrong.text
    assert viewer.get(f"{PAGE}&from=2024-04-05&to=2024-04-04").status_code == 422


def sent(tx: Transaction, number: int, programme: str = "alpha", **more: Any) -> Application:
    """Somebody's application, as the bot keeps it."""
    user = f"U{number:032x}"
    tx.people.person(user, bangkok("2024-04-01 09:00"))
    given = {"state": ApplicationState.SUBMITTED, "reference": f"{programme.upper()}-{number}", **more}
    made = an_application(f"{programme}{number}", user, programme=programme, **given)
    tx.applications.add(made)
    return made


@both
def test_source_and_round_are_counted_and_a_round_can_be_chosen(office: Desk) -> None:
    with office.rig.bot.database.begin() as tx:
        tx.programmes.put(_in_rounds(), office.rig.clock.now())
        for number, (round, source) in enumerate(
            (("r1", "อบต-7"), ("r1", None), ("r2", "อบต-7"), ("r2", None))
        ):
            sent(tx, number, answers={"round": round}, source=source)
    viewer = office.signed_in("viewer")
    page = viewer.get(PAGE)
    assert first(page, "round") == {"r1": 2, "r2": 2}
    assert {row[0]: row[1] for row in table(page, "source").values()} == {
        "อบต-7": "2",
        "ไม่ได้มาจากโปสเตอร์": "2",
    }
    assert sum(first(viewer.get(f"{PAGE}&round=r1"), "day").values()) == 2
    assert viewer.get(f"{PAGE}&round=r9").status_code == 404


def _in_rounds() -> Programme:
    questions = [{"key": "round", "kind": "round", "label": "รุ่น", "ask": "รุ่นไหนคะ"}]
    rounds = [{"id": "r1", "name": "รุ่น 1", "quote": "รุ่น 1"}, {"id": "r2", "name": "รุ่น 2", "quote": "รุ่น 2"}]
    return a_programme("alpha", questions=questions, rounds=rounds)


@both
def test_the_form_shows_where_people_stopped_also_when_their_drafts_are_gone(counter: Filled) -> None:
    rig, now = counter.desk.rig, counter.desk.rig.clock.now()
    filled = counter.made[0].answers
    with rig.bot.database.begin() as tx:
        for number, keys in enumerate(
            (["full_name"], ["full_name"], ["full_name", "position"], list(filled)), 500
        ):
            draft = an_application(
                f"draft{number}", f"U{number:032x}", ApplicationState.DRAFT, "alpha",
                answers={key: filled[key] for key in keys}, submitted_at=None,
            )  # fmt: skip
            tx.applications.add(draft)
    viewer = counter.desk.signed_in("viewer")
    before = table(viewer.get(PAGE), "funnel")
    assert before["full_name"][1:3] == ["64", "0"]
    assert before["position"][1:3] == ["64", "2"]
    assert before["organisation_type"][1:3] == ["62", "1"]
    assert before["confirm"][1:3] == ["61", "1"]
    assert before["sent"][1] == "60"
    with rig.bot.database.begin() as tx:
        keeping = replace(rig.bot.settings.keeping, drafts=timedelta(0))
        assert retention.tidy(tx, now + timedelta(minutes=1), keeping) == 4
    assert table(viewer.get(PAGE), "funnel") == before
    assert table(viewer.get("/console/numbers/"), "funnel")["alpha"][1:3] == ["64", "4"]


@both
def test_questions_are_counted_by_what_became_of_them_and_stay_so(office: Desk) -> None:
    rig = office.rig
    heard(rig, said("venue+fee", "alpha"), bangkok("2024-04-03 23:30"), 2)
    heard(rig, said("venue", "alpha", Result.NOT_ANNOUNCED) + ", back to phone", bangkok("2024-04-04 00:30"))
    for at in ("2024-04-05 08:30", "2024-04-05 08:45"):
        heard(rig, in_doubt(said("venue", "alpha")), bangkok(at))
    heard(rig, about("not understood", "alpha"), bangkok("2024-04-05 08:31"))
    heard(rig, "rows fee of beta", bangkok("2024-04-05 08:32"))
    heard(rig, "menu", bangkok("2024-04-05 08:33"))
    viewer = office.signed_in("viewer")
    before = table(viewer.get(PAGE), "questions")
    assert before["venue"][1:] == ["5", "2", "1", "2", "0", "40%"]
    assert before["not-read"][1:] == ["1", "0", "0", "0", "1", "0%"]
    assert "fee" not in before, "another programme's"
    assert table(office.signed_in("other").get("/console/numbers/"), "questions").keys() == {"fee"}
    times = (
        "2024-04-06 10:00",
        "2024-05-05 08:31",
        "2024-05-05 08:32",
        "2024-05-08 11:00",
        "2024-05-08 12:00",
    )
    for day in times:
        with rig.bot.database.read() as tx:
            counts = counting.asked(tx, bangkok(day))
        with rig.bot.database.begin() as tx:
            counting.keep(tx, counts)
            tx.inbox.forget_before(bangkok(day) - retention.GUARDS_KEPT)
    assert table(viewer.get(PAGE), "questions") == before, "counted once, and kept when events are gone"
    assert first(viewer.get(f"{PAGE}&to=2024-04-03"), "questions") == {"venue": 2}
    assert first(viewer.get(f"{PAGE}&from=2024-04-04&to=2024-04-04"), "questions") == {"venue": 1}


def test_an_outcome_is_read_as_it_was_written() -> None:
    assert asked(said("venue+fee", "alpha")) == Asked("venue", "alpha", Result.ANSWERED)
    assert asked(said("venue", "a-1", Result.NOT_ANNOUNCED)) == Asked("venue", "a-1", Result.NOT_ANNOUNCED)
    assert asked(in_doubt("which programme for venue")) is None
    assert asked("out of scope of alpha, back to phone") == Asked("", "alpha", Result.NOT_READ)
    assert [asked(it) for it in ("menu", None, "fault", "which programme for fee")] == [None] * 4


@both
def test_what_people_ask_in_the_chat_is_counted_with_its_programme(office: Desk) -> None:
    person = office.rig.line.person("สมศรี")
    asking = [person.postback(action("ask", intent, "alpha")) for intent in ("schedule", "fee")]
    for event in (*asking, person.text("กขคง")):
        assert call(office.rig, event) == 200
    page = office.signed_in("viewer").get("/console/numbers/")
    assert first(page, "questions") == {"schedule": 1, "fee": 1, "not-read": 1}


@both
def test_reminders_and_sessions_show_reach_and_answers(office: Desk) -> None:
    rig = office.rig
    days = [{"id": "d1", "date": "2024-04-10"}, {"id": "d2", "date": "2024-04-20"}]
    rules = [{"id": "eve", "kind": "eve", "at": "18:00"}]
    with rig.bot.database.begin() as tx:
        tx.programmes.put(a_programme("alpha", sessions=days, reminders=rules), rig.clock.now())
        for number, answer in enumerate(("yes", "late", "no", "substitute", None)):
            one = sent(tx, number, state=ApplicationState.APPROVED)
            if answer:
                tx.applications.attend(one.id, "d1@2024-04-10", answer, rig.clock.now())
            if answer == "yes":
                assert tx.sessions.mark_came(one.id, "d1@2024-04-10", rig.clock.now())
        programme = tx.programmes.catalogue().get("alpha")
        assert programme is not None
        reminder_plan.replan(tx, programme, rig.clock.now())
        reminder = next(it for it in tx.reminders.of("alpha") if it.rule == "eve")
        assert reminder.id is not None
        tx.reminders.finish(reminder.id, ReminderState.DONE, 5)
        tx.outbox.put(replace(a_letter(), key=reminder.key("alpha0")), rig.clock.now())
        tx.outbox.hold(rig.clock.machine() - timedelta(days=2), rig.clock.machine(), "refused")
    page = office.signed_in("viewer").get(PAGE)
    assert table(page, "attendance")["d1"][1:] == ["5", "2", "1", "1", "1", "80%", "1"]
    assert table(page, "attendance")["d2"][1:] == ["5", "0", "0", "0", "5", "0%", "0"]
    assert table(page, "reminders")["eve:d1@2024-04-10"][3:] == ["5", "1", "4", "2", "1", "1", "ส่งแล้ว"]
    assert "d2" not in table(office.signed_in("viewer").get(f"{PAGE}&to=2024-04-15"), "attendance")


def test_5_nothing_on_these_pages_changes_anything(counter: Filled) -> None:
    admin = counter.desk.signed_in("admin")
    page = admin.get(PAGE)
    assert [
        given for tag, given in Form(page.text).tags if tag == "form" and given.get("method") == "post"
    ] == [{"method": "post", "action": "/console/sign-out"}]
    assert admin.post("/console/numbers/").status_code == 405
    assert admin.get("/console/numbers/?table=nothing").status_code == 404
    assert admin.get(f"{PAGE}&table=nothing&format=csv").status_code == 404


def test_6_numbers_are_for_who_may_see_the_programme(counter: Filled) -> None:
    chart = "/console/numbers/chart?programme=alpha&table=day"
    for path in (PAGE, f"{PAGE}&table=day&format=csv", chart):
        assert counter.desk.browser().get(path).status_code == 303
        assert counter.desk.signed_in("other").get(path).status_code == 404
        for who in ("viewer", "staff", "admin"):
            assert counter.desk.signed_in(who).get(path).status_code == 200
    assert "ใบสมัคร 0 ใบ" in counter.desk.signed_in("other").get("/console/numbers/").text


def test_21_each_table_is_a_csv_that_computes_nothing(counter: Filled) -> None:
    with counter.desk.rig.bot.database.begin() as tx:
        sent(tx, 900, source="=1+1")
    viewer = counter.desk.signed_in("viewer")
    head, *rows = lines(viewer, "day")
    assert head == ["วันที่", "ใบสมัคร"] and sum(int(row[1]) for row in rows) == 61
    assert all(date.fromisoformat(row[0]) for row in rows)
    assert ["'=1+1", "1"] in [row[:2] for row in lines(viewer, "source")]
    for name in numbers.NAMES:
        if name != "round":
            assert len(lines(viewer, name)[0]) > 1, name


def test_24_what_people_wrote_is_shown_as_written_in_tables_and_pictures(office: Desk) -> None:
    bad = '"><img src=x onerror=alert(1)>{{7*7}}'
    with office.rig.bot.database.begin() as tx:
        tx.programmes.put(many.the_programme(), office.rig.clock.now())
        for number in range(2):
            answers = {**many.answers(number), "province": bad, "organisation_type": f"{bad}\x08"}
            sent(tx, number, answers=answers, source=bad)
    viewer = office.signed_in("viewer")
    page = viewer.get(PAGE)
    assert "<img src=x" not in page.text and "{{7*7}}" in page.text
    assert [
        given["src"].split("?")[0]
        for tag, given in Form(page.text).tags
        if tag == "img" and "chart" in given.get("class", "")
    ]
    for name in ("organisation_type", "source", "day", "funnel"):
        picture = viewer.get(f"/console/numbers/chart?programme=alpha&table={name}")
        assert picture.content_type == "image/svg+xml; charset=utf-8"
        root = ElementTree.fromstring(picture.data)
        assert not [it for it in root.iter() if it.tag.endswith(("script", "}img")) or "onerror" in it.attrib]
        policy = picture.headers["Content-Security-Policy"]
        assert policy.startswith("default-src 'none'; style-src 'sha256-") and "unsafe" not in policy
    assert viewer.get("/console/numbers/chart?programme=alpha&table=reminders").status_code == 404


def test_25_applications_are_counted_from_one_index_whatever_they_hold(counter: Filled) -> None:
    """A hundred thousand were counted in a fraction of a second; this holds it to the index that does it."""
    database = counter.desk.rig.bot.database
    said: list[str] = []
    with database.read() as tx:
        engine = tx._connection.engine
        listening.listen(engine, "before_cursor_execute", lambda *given: said.append(given[2]))
        span = Span(date(2024, 1, 1), date(2024, 12, 31))
        tx.numbers.by_day(["alpha"], None, span)
        tx.numbers.groups(["alpha", "beta"], None, span)
        asked_of = [it for it in said if "application_search" in it]
        plans = [_plan(tx, it) for it in asked_of]
    assert len(plans) == 2
    for plan in plans:
        assert "COVERING INDEX ix_application_search_numbers" in plan, plan


def _plan(tx: Transaction, query: str) -> str:
    dates = ["2024-01-01", "2024-12-31"]
    count = query.count("?")
    values = tuple(["x"] * (count - 2) + dates)
    return str(tx._connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {query}", values).all())


def test_the_map_has_each_province_once_and_the_largest_is_darkest() -> None:
    assert sorted(it.name for it in drawn({}).tiles) == sorted(province.ALL) and len(NAMES) == 77
    shown = {it.name: it for it in drawn({"ตาก": 100, "เลย": 1, "น่าน": 25, "ต่างประเทศ": 900}).tiles}
    assert [shown[name].shade for name in ("ตาก", "น่าน", "เลย", "ตรัง")] == [5, 3, 1, 0]
    assert len({(it.column, it.row) for it in shown.values()}) == 77
