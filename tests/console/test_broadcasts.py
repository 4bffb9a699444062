"""Announcements: whom they reach, once each, in few calls; stopped; within the month's messages."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import update

from bot.assembly import jobs, scheduler
from handlers.office import broadcasting
from handlers.wording import news
from models.application import ApplicationState
from models.case import CaseKind
from models.outbox import OutboxState
from models.staff import Action
from models.tables import ApplicationRow
from tests.console.applying import Counter
from tests.console.office import Browser, Desk, both, said, values
from tests.edge.test_webhook import call, texts
from tests.many import PROVINCES
from tests.store.making import a_programme, an_application

TEXT = "เปลี่ยนห้องอบรมเป็นห้อง 302 ค่ะ"


def drafted(browser: Browser, **fields: str) -> str:
    """An announcement that is not sent yet; its page."""
    given = {"programme": "alpha", "text": TEXT, **fields}
    answer = browser.post("/console/broadcasts/", **given)
    assert answer.status_code == 303, answer.text
    return answer.headers["Location"]


def figure(browser: Browser, path: str, name: str) -> str:
    """One figure of the page."""
    return values(browser.get(path), f"data-{name}")[0]


def told(office: Desk) -> list[str]:
    """Everybody who was sent the announcement, as often as they were."""
    office.rig.deliver()
    found: list[str] = []
    for body in office.rig.channel.bodies:
        if TEXT in str(body["messages"]) and news.TEST not in str(body["messages"]):
            found += body["to"] if isinstance(body["to"], list) else [body["to"]]
    return found


@both
def test_check_19_everybody_who_fits_gets_it_once_in_few_calls(office: Desk) -> None:
    counter = Counter(office)
    counter.fill(200)
    province = PROVINCES[0]
    fits = [it for it in counter.made if it.answers["province"] == province]
    assert len(fits) >= 15
    now = office.rig.clock.now()
    with office.rig.bot.database.begin() as tx:
        for one in fits[:3]:
            tx.broadcasts.want(str(one.user), news=False)
        for one in fits[3:5]:
            tx.people.set_following(str(one.user), False, now)
        gone = update(ApplicationRow).where(ApplicationRow.id.in_([it.id for it in fits[5:6]]))
        tx._session.execute(gone.values(user_id=None))
    staff = office.signed_in("staff")
    path = drafted(staff, province=province)
    reach = len(fits) - 6
    page = staff.get(path)
    for name, count in {
        "reach": reach,
        "opted-out": 3,
        "blocked": 2,
        "no-line": 1,
        "messages": reach,
    }.items():
        assert values(page, f"data-{name}") == [str(count)], name
    assert values(page, "data-state") == ["draft"] and "ปิดรับข่าว 3 คน" in page.text
    assert staff.post(f"{path}/send", expected=str(reach - 1)).status_code == 409
    assert staff.post(f"{path}/send", expected=str(reach)).status_code == 303
    assert staff.post(f"{path}/send", expected=str(reach)).status_code == 409
    with pytest.raises(RuntimeError), office.rig.bot.database.begin() as tx:
        broadcasting.step(tx, now)
        raise RuntimeError("killed")
    calls = len(office.rig.channel.bodies)
    jobs.work(office.rig.bot)
    assert sorted(told(office)) == sorted(str(it.user) for it in fits[6:])
    assert len(office.rig.channel.bodies) - calls <= math.ceil(reach / 500)
    jobs.work(office.rig.bot)
    assert figure(staff, path, "state") == "done" and figure(staff, path, "sent") == str(reach)
    assert len(told(office)) == reach
    actions = [it.after for it in office.audit() if it.action is Action.BROADCAST]
    assert actions == ["draft", f"sent to {reach}"]


@both
def test_check_19_whoever_ends_news_hears_no_more_of_it_until_they_want_it(office: Desk) -> None:
    counter = Counter(office)
    counter.fill(3)
    person, staff = office.rig.line.person("คนที่ 0"), office.signed_in("staff")
    call(office.rig, person.text("หยุดข่าว"))
    assert "ผลการสมัคร การเตือน" in texts(office.rig, person.id)[-1]
    path = drafted(staff)
    assert (figure(staff, path, "reach"), figure(staff, path, "opted-out")) == ("2", "1")
    staff.post(f"{path}/send")
    jobs.work(office.rig.bot)
    assert person.id not in told(office) and len(told(office)) == 2
    message = office.rig.channel.bodies[-1]["messages"][0]
    assert "หยุดข่าว" in message["text"] and "หยุดข่าว" in str(message["quickReply"])
    call(office.rig, person.text("รับข่าว"))
    assert figure(staff, drafted(staff), "reach") == "3"


@both
def test_check_20_what_is_stopped_goes_no_further(office: Desk) -> None:
    counter = Counter(office)
    counter.fill(1_200)
    staff = office.signed_in("staff")
    path = drafted(staff, title="ย้ายห้อง")
    staff.post(f"{path}/send", expected="1200")
    with office.rig.bot.database.begin() as tx:
        broadcasting.step(tx, office.rig.clock.now())
    assert len(told(office)) == 500
    assert figure(staff, path, "state") == "sending"
    with office.rig.bot.database.begin() as tx:
        broadcasting.step(tx, office.rig.clock.now())
        now, machine = office.rig.clock.now(), office.rig.clock.machine()
        held = tx.delivery.claim(now, machine, timedelta(seconds=30), 1)
    assert sum(len(it.messages) for it in held.parcels) == 500
    stopped = staff.post(f"{path}/stop")
    assert "หยุดแล้ว" in said(staff.get(stopped.headers["Location"]))
    office.wait(seconds=40)
    jobs.work(office.rig.bot)
    assert len(told(office)) == 500, "what was under way is not tried again"
    assert (figure(staff, path, "state"), figure(staff, path, "sent")) == ("stopped", "500")
    with office.rig.bot.database.read() as tx:
        assert tx.outbox.by_state() == {OutboxState.SENT: 500, OutboxState.EXPIRED: 500}
    assert staff.post(f"{path}/stop").status_code == 409
    assert [it.after for it in office.audit() if it.action is Action.BROADCAST_STOP] == ["500 of 1200"]


def test_check_20_the_reserve_for_reminders_is_only_an_admins_to_spend(office: Desk) -> None:
    counter = Counter(office)
    counter.fill(50)
    office.rig.line.monthly_quota = 10
    staff, admin = office.signed_in("staff"), office.signed_in("admin")
    path = drafted(staff)
    assert figure(staff, path, "left-after") == "-40"
    refused = staff.post(f"{path}/send", expected="50")
    assert refused.status_code == 422 and "ขาด 40 ข้อความ" in refused.text
    assert staff.post(f"{path}/send", expected="50", past_reserve="1").status_code == 403
    assert admin.post(f"{path}/send", expected="50", past_reserve="1").status_code == 303
    entries = [(it.who.staff, it.after) for it in office.audit() if it.action is Action.BROADCAST]
    assert entries[1:] == [
        ("staff@office.example", "refused: past the reserve"),
        ("admin@office.example", "sent to 50, past the reserve"),
    ]


def test_later_it_goes_at_its_time_to_who_was_shown_and_still_wants_it(office: Desk) -> None:
    counter = Counter(office)
    counter.fill(3)
    staff = office.signed_in("staff")
    for at in ("2024-04-05T23:00", "2024-04-04T10:00", "soon"):
        fields = {"csrf_token": staff.token("/console/account"), "programme": "alpha", "text": TEXT, "at": at}
        refused = staff.client.post("/console/broadcasts/", data=fields)
        assert refused.status_code == 422 and TEXT in refused.text, at
    path = drafted(staff, day="2024-04-06", clock="10:00")
    staff.post(f"{path}/send", expected="3")
    with office.rig.bot.database.begin() as tx:
        tx.broadcasts.want(str(counter.made[0].user), news=False)
    jobs.work(office.rig.bot)
    assert told(office) == [] and figure(staff, path, "state") == "scheduled"
    office.rig.clock.move_to(office.rig.clock.now() + timedelta(hours=25, minutes=1))
    jobs.work(office.rig.bot)
    assert sorted(told(office)) == sorted(str(it.user) for it in counter.made[1:])


def test_at_night_it_waits_for_the_morning_if_that_is_wanted(office: Desk) -> None:
    Counter(office).fill(2)
    office.rig.clock.move_to(office.rig.clock.now() + timedelta(hours=14))
    staff = office.signed_in("staff")
    path = drafted(staff)
    assert "รอส่งหลัง 06.30 น." in staff.get(path).text
    staff.post(f"{path}/send", morning="1")
    jobs.work(office.rig.bot)
    assert told(office) == [] and figure(staff, path, "state") == "scheduled"
    office.rig.clock.move_to(office.rig.clock.now() + timedelta(hours=8))
    jobs.work(office.rig.bot)
    assert len(told(office)) == 2


def test_one_tries_it_on_oneself_with_a_line_account_linked_by_a_code(office: Desk) -> None:
    Counter(office).fill(2)
    staff, me = office.signed_in("staff"), office.rig.line.person("ฉันเอง")
    path = drafted(staff)
    assert staff.post(f"{path}/test").status_code == 422
    answer = staff.post("/console/account/line")
    page = staff.get(answer.headers["Location"]).text
    code = page.partition("เจ้าหน้าที่ ")[2][:6] if "เจ้าหน้าที่ " in page else ""
    code = next(it for it in page.split() if it[:6].isdigit() and it[6:7] == "<")[:6]
    call(office.rig, me.text("เจ้าหน้าที่ 000000" if code != "000000" else "เจ้าหน้าที่ 000001"))
    assert "รหัสไม่ถูกต้อง" in texts(office.rig, me.id)[-1]
    call(office.rig, me.text(f"เจ้าหน้าที่ {code}"))
    assert "staff@office.example" in texts(office.rig, me.id)[-1]
    assert staff.post(f"{path}/test").status_code == 303
    assert any(TEXT in it for it in texts(office.rig, me.id)) and told(office) == []
    call(office.rig, office.rig.line.person("คนอื่น").text(f"เจ้าหน้าที่ {code}"))
    assert "รหัสไม่ถูกต้อง" in texts(office.rig, office.rig.line.person("คนอื่น").id)[-1], "once"


def test_staff_are_told_of_what_waits_once_an_hour_by_day(office: Desk) -> None:
    staff, me = office.signed_in("staff"), office.rig.line.person("ฉันเอง")
    page = staff.get(staff.post("/console/account/line").headers["Location"]).text
    code = next(it for it in page.split() if it[:6].isdigit() and it[6:7] == "<")[:6]
    call(office.rig, me.text(f"เจ้าหน้าที่ {code}"))

    def alerts() -> int:
        scheduler.alert_staff(office.rig.bot)
        return sum("รอเจ้าหน้าที่ตอบ" in it for it in texts(office.rig, me.id))

    assert alerts() == 0
    person, now = office.rig.line.person("สมชาย"), office.rig.clock
    for wait, told in ((0, 1), (30, 1), (31, 2), (14 * 60, 2)):
        now.move_to(now.now() + timedelta(minutes=wait))
        with office.rig.bot.database.begin() as tx:
            tx.cases.open(person.id, CaseKind.WORDS, "alpha", "ความลับ", now.now())
        assert alerts() == told, wait
    assert "ความลับ" not in " ".join(texts(office.rig, me.id))


def test_another_programmes_are_not_seen_and_a_viewer_sends_none(office: Desk) -> None:
    Counter(office).fill(2)
    path = drafted(office.signed_in("staff"))
    other, viewer = office.signed_in("other"), office.signed_in("viewer")
    assert other.get(path).status_code == 404 and other.post(f"{path}/send").status_code == 404
    assert other.post("/console/broadcasts/", programme="alpha", text=TEXT).status_code == 422
    assert viewer.get(path).status_code == 200 and viewer.post(f"{path}/send").status_code == 403


@both
def test_those_of_one_round_alone_are_told(office: Desk) -> None:
    rounds = [{"id": id, "name": name, "quote": name} for id, name in (("r1", "รุ่นที่ 1"), ("r2", "รุ่นที่ 2"))]
    asked = {"key": "round", "kind": "round", "label": "รุ่น", "ask": "รุ่นไหนคะ"}
    with office.rig.bot.database.begin() as tx:
        now = office.rig.clock.now()
        tx.programmes.put(a_programme("alpha", rounds=rounds, questions=[asked]), now)
        for number, round in enumerate(("r1", "r2", "r2")):
            tx.people.person(user := f"U{number:032x}", now)
            made = an_application(f"a{number}", user, programme="alpha", answers={"round": round})
            tx.applications.add(replace(made, reference=f"ALPHA-{number}", state=ApplicationState.APPROVED))
    staff = office.signed_in("staff")
    assert 'name="round" value="r2"' in staff.get("/console/broadcasts/").text
    path = drafted(staff, round="r2")
    assert "รุ่นที่ 2" in staff.get(path).text and figure(staff, path, "reach") == "2"
    assert staff.post(f"{path}/send", expected="2").status_code == 303
    jobs.work(office.rig.bot)
    assert sorted(told(office)) == [f"U{number:032x}" for number in (1, 2)]
    assert figure(staff, drafted(staff, round="nowhere"), "reach") == "0"
