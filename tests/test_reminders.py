"""Who gets which reminder, and what people are told of changes: on both databases."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest

from handlers.applications import own
from handlers.office import programmes, reminders
from handlers.office.programmes import Holiday
from handlers.reminders.forecast import Expected, Forecast, Overdrawn, Quota, forecast
from models.application import ApplicationState
from models.outbox import Fate, OutboxMessage, Settled
from models.programme import Programme, Question, ReminderRule, Session
from models.reminder import ReminderState
from models.store import Database, Transaction
from tests.fakes import bangkok
from tests.store.making import MACHINE, a_programme, a_reminder, an_application
from tests.ticking import tick

S = ApplicationState
EVE = ReminderRule(id="eve", kind="eve", at=time(18, 0))
MORNING = ReminderRule(id="morning", kind="morning", at=time(7, 0))
START = bangkok("2024-05-01 09:00")
FRIDAY = Session(id="d1", date=date(2024, 5, 10))
SATURDAY = Session(id="d2", date=date(2024, 5, 11))


def programme(id: str = "alpha", **more: Any) -> Programme:
    """A weekend with an eve and mornings."""
    return a_programme(id, **{"sessions": (FRIDAY, SATURDAY), "reminders": (EVE, MORNING), **more})


class Office:
    """A database with programmes and registrants, and what is sent as time goes by."""

    def __init__(self, database: Database, *held: Programme) -> None:
        self.database = database
        for one in held:
            self.load(one, "2024-05-01 09:00")

    def load(self, one: Programme, when: str) -> list[str]:
        """Staff load a programme."""
        return self.do(lambda tx, now: programmes.keep(tx, one, now), when)

    def registrant(self, user: str, programme: str = "alpha", state: S = S.APPROVED, **more: Any) -> str:
        """Someone with an application; its id."""
        id = f"{programme}-{user}-{len(more)}"
        reference = {} if state is S.DRAFT else {"reference": f"{programme.upper()}-{user}-{len(more)}"}

        def add(tx: Transaction, now: datetime) -> None:
            tx.people.person(user, now)
            tx.applications.add(an_application(id, user, state, programme, **{**reference, **more}))

        self.do(add, "2024-05-01 09:00")
        return id

    def do(self, what: Callable[[Transaction, datetime], Any], when: str) -> Any:
        """Something at a time."""
        with self.database.begin() as tx:
            return what(tx, bangkok(when))

    def sent(self, when: str) -> list[tuple[str, str]]:
        """What a tick at that time sends: to whom, and how it begins."""
        return [(m.chat, m.replies[0].text.splitlines()[0]) for m in self.messages(when)]

    def messages(self, when: str) -> list[OutboxMessage]:
        """What a tick at that time sends, whole."""
        tick(self.database, bangkok(when))
        with self.database.begin() as tx:
            taken = []
            while parcels := tx.delivery.claim(bangkok(when), MACHINE, timedelta(seconds=20), 10).parcels:
                taken += [message for parcel in parcels for message in parcel.messages]
                tx.delivery.settle([Settled(parcel, Fate.SENT, answered=True) for parcel in parcels], MACHINE)
        return taken

    def chats(self, when: str) -> list[str]:
        """To whom a tick at that time sends."""
        return [chat for chat, _ in self.sent(when)]


def test_both_programmes_of_a_person_on_one_day_remind(database: Database) -> None:
    office = Office(database, programme("alpha"), programme("beta"))
    for id in ("alpha", "beta"):
        office.registrant("Usomchai", id)
    assert office.sent("2024-05-09 18:00") == [
        ("Usomchai", "เตือนวันอบรม Alpha – พรุ่งนี้เริ่มอบรม 2 วันติดกันค่ะ"),
        ("Usomchai", "เตือนวันอบรม Beta – พรุ่งนี้เริ่มอบรม 2 วันติดกันค่ะ"),
    ]


def test_what_may_be_merged_is_one_message_and_counted_as_one(database: Database) -> None:
    early = replace(EVE, merge=True)
    late = replace(EVE, at=time(18, 45), merge=True)
    office = Office(database, programme("alpha", reminders=(early,)), programme("beta", reminders=(late,)))
    office.registrant("Uboth", "alpha")
    office.registrant("Uboth", "beta")
    office.registrant("Uboth", "alpha", on_behalf=True)
    office.registrant("Ubeta", "beta")
    with database.read() as tx:
        assert forecast(tx, START).months() == {"2024-05": 2}
    (message,) = office.messages("2024-05-09 18:00")
    assert [r.text.split(" – ")[0] for r in message.replies] == [
        "เตือนวันอบรม Alpha", "เตือนวันอบรม Alpha", "เตือนวันอบรม Beta",
    ]  # fmt: skip
    assert office.chats("2024-05-09 18:45") == ["Ubeta"]


def test_without_leave_nothing_is_merged(database: Database) -> None:
    late = replace(EVE, at=time(18, 45), merge=True)
    office = Office(database, programme("alpha"), programme("beta", reminders=(late,)))
    office.registrant("Uboth", "alpha")
    office.registrant("Uboth", "beta")
    assert office.chats("2024-05-09 18:00") == ["Uboth"]
    assert office.chats("2024-05-09 18:45") == ["Uboth"]


def attending(application: str, answer: str) -> Callable[[Transaction, datetime], None]:
    """Someone says of both days whether they come."""

    def attend(tx: Transaction, now: datetime) -> None:
        for day in ("d1@2024-05-10", "d2@2024-05-11"):
            tx.applications.attend(application, day, answer, now)

    return attend


def test_audiences(database: Database) -> None:
    def rule(audience: Any) -> ReminderRule:
        return replace(EVE, id=audience, audience=audience)

    office = Office(database, programme(reminders=(rule("approved"), rule("coming"), rule("silent"))))
    for user, answers in {"Uyes": "yes", "Uno": "no", "Usilent": None}.items():
        id = office.registrant(user)
        if answers:
            office.do(attending(id, answers), "2024-05-02 09:00")
    office.messages("2024-05-09 18:00")
    with database.read() as tx:
        keys = [key for key, _ in tx.outbox.keys("reminder:")]
    keys = sorted(f"{key.split(':')[1]} {key.split('-')[-2]}" for key in keys)
    assert keys == [
        *("approved Uno", "approved Usilent", "approved Uyes"),
        *("coming Usilent", "coming Uyes", "silent Usilent"),
    ]


def test_drafts_and_missing_documents_are_reminded_before_the_deadline(database: Database) -> None:
    files = Question(key="file", kind="file", label="ไฟล์", ask="ส่งไฟล์ค่ะ", required=False)
    draft = ReminderRule(id="draft", kind="draft_deadline", at=time(9, 0), days=2)
    missing = ReminderRule(id="docs", kind="documents_missing", at=time(9, 0), days=1, text="ใช้ PDF ได้ค่ะ")
    made = programme(reminders=(draft, missing), questions=(files,))
    rules = replace(made.applications, opens=date(2024, 5, 1), closes=date(2024, 5, 6))
    office = Office(database, replace(made, applications=rules))
    whole = {"file": {"files": [{"message": "m", "kind": "file", "name": "a.pdf"}], "open": False}}
    office.registrant("Udraft", state=S.DRAFT)
    office.registrant("Uwithout", state=S.SUBMITTED, answers={"file": None})
    office.registrant("Uwith", state=S.SUBMITTED, answers=whole)
    (drafted,) = office.messages("2024-05-04 09:00")
    assert drafted.chat == "Udraft"
    assert drafted.replies[0].text.splitlines()[:2] == [
        "ใบสมัคร Alpha ของคุณยังไม่ได้ส่งค่ะ", "ปิดรับ จันทร์ที่ 6 พฤษภาคม 2567 (เหลืออีก 2 วัน)",
    ]  # fmt: skip
    (lacking,) = office.messages("2024-05-05 09:00")
    assert lacking.chat == "Uwithout"
    assert "พรุ่งนี้วันสุดท้าย" in lacking.replies[0].text and "ใช้ PDF ได้ค่ะ" in lacking.replies[0].text


def test_missed_while_down_is_late_but_never_after_the_beginning(database: Database) -> None:
    office = Office(database, programme())
    office.registrant("Usomchai")
    assert office.sent("2024-05-10 08:59")[0][1] == "เตือนวันอบรม Alpha – วันนี้เริ่มอบรม 2 วันติดกันค่ะ"
    office = Office(database, programme("beta"))
    office.registrant("Usomchai", "beta")
    assert office.chats("2024-05-10 09:00") == []
    with database.read() as tx:
        missed = [(r.rule, r.occasion, r.state) for r in tx.reminders.missed("beta")]
    assert missed == [
        ("eve", "d1@2024-05-10", ReminderState.MISSED), ("morning", "d1@2024-05-10", ReminderState.MISSED),
    ]  # fmt: skip


def test_staff_are_told_once_that_hour_or_place_of_a_weekend_is_missing(database: Database) -> None:
    office = Office(database, programme())

    def waits_for_staff(when: str) -> list[str]:
        office.messages(when)
        with database.read() as tx:
            return [case.text.split(" ผู้เข้า")[0] for case in tx.cases.opened()]

    told = ["Alpha ศุกร์ 10 – เสาร์ 11 พ.ค.: เวลาและสถานที่ยังไม่ประกาศ"]
    assert waits_for_staff("2024-05-08 08:59") == []
    assert waits_for_staff("2024-05-08 09:00") == told
    office.load(programme(name_en="Alpha"), "2024-05-08 12:00")
    assert waits_for_staff("2024-05-09 18:00") == told


def test_what_comes_next_names_only_what_registrants_are_sent(database: Database) -> None:
    Office(database, programme())
    with database.read() as tx:
        coming = [(one.due.rule.kind, one.due.reminder.occasion) for one in reminders.coming(tx, limit=2)]
    assert coming == [("eve", "d1@2024-05-10"), ("morning", "d1@2024-05-10")]


def test_staff_are_told_nothing_where_hour_and_place_were_set_in_time(database: Database) -> None:
    office = Office(database, programme())
    known = tuple(replace(s, starts=time(9), place="ห้อง A") for s in (FRIDAY, SATURDAY))
    office.load(programme(sessions=known), "2024-05-07 12:00")
    office.messages("2024-05-08 09:00")
    with database.read() as tx:
        assert tx.cases.opened() == []


def test_late_at_night_it_waits_for_the_morning(database: Database) -> None:
    office = Office(database, programme())
    office.registrant("Usomchai")
    assert office.chats("2024-05-09 23:00") == []
    assert office.chats("2024-05-10 06:30") == ["Usomchai"]


def test_a_change_brought_forward_over_its_due_time_is_told_before_the_reminder(database: Database) -> None:
    office = Office(database, programme())
    office.registrant("Usomchai")
    soon = replace(FRIDAY, date=date(2024, 5, 3))
    office.load(programme(sessions=(soon, SATURDAY)), "2024-05-02 19:00")
    assert office.chats("2024-05-02 19:05") == []
    assert [line[:12] for _, line in office.sent("2024-05-02 19:10")] == ["⚠ แจ้งเปลี่ย", "เตือนวันอบรม"]


def test_a_mistake_put_right_at_once_is_told_to_nobody(database: Database) -> None:
    office = Office(database, programme())
    office.registrant("Usomchai")
    soon = replace(FRIDAY, date=date(2024, 5, 3))
    office.load(programme(sessions=(soon, SATURDAY)), "2024-05-02 19:00")
    office.load(programme(), "2024-05-02 19:04")
    assert office.chats("2024-05-02 19:10") == []
    assert office.chats("2024-05-09 18:00") == ["Usomchai"]


def test_one_who_looks_after_several_is_told_of_a_change_once(database: Database) -> None:
    office = Office(database, programme())
    office.registrant("Uclerk")
    office.registrant("Uclerk", on_behalf=True)
    office.load(programme(sessions=(FRIDAY,)), "2024-05-02 10:00")
    assert office.sent("2024-05-02 10:10") == [("Uclerk", "⚠ แจ้งเปลี่ยนแปลงกำหนดอบรม Alpha")]


def test_what_waits_unsent_of_a_dropped_day_is_taken_back(database: Database) -> None:
    office = Office(database, programme())
    office.registrant("Usomchai")
    tick(office.database, bangkok("2024-05-09 18:00"))  # LINE is out of reach: nothing is delivered
    office.load(programme(sessions=()), "2024-05-09 18:05")
    assert office.sent("2024-05-09 18:15") == [("Usomchai", "⚠ แจ้งเปลี่ยนแปลงกำหนดอบรม Alpha")]


def test_who_withdraws_gets_nothing_not_even_what_waits(database: Database) -> None:
    office = Office(database, programme())
    id = office.registrant("Usomchai")
    tick(office.database, bangkok("2024-05-09 18:00"))

    def withdraw(tx: Transaction, now: datetime) -> None:
        found = tx.applications.locked(id)
        assert found is not None
        own.withdraw(tx, found, now)

    office.do(withdraw, "2024-05-09 18:05")
    assert office.chats("2024-05-10 07:00") == []


def test_who_moves_up_from_the_waiting_list_gets_everything_from_then_on(database: Database) -> None:
    made = programme()
    seats = replace(made.applications, kind="seat", capacity=1)
    office = Office(database, replace(made, applications=seats))
    first = office.registrant("Ufirst")
    office.registrant("Usecond", state=S.WAITLISTED)
    assert office.chats("2024-05-09 18:00") == ["Ufirst"]

    def withdraw(tx: Transaction, now: datetime) -> None:
        found = tx.applications.locked(first)
        assert found is not None
        own.withdraw(tx, found, now)

    office.do(withdraw, "2024-05-09 19:30")
    told = office.sent("2024-05-09 19:31")
    assert [chat for chat, _ in told] == ["Usecond", "Usecond"]
    assert told[1][1].startswith("เตือนวันอบรม Alpha")
    assert office.chats("2024-05-10 07:00") == ["Usecond"]


def test_one_who_comes_back_gets_what_still_matters_once(database: Database) -> None:
    office = Office(database, programme())
    office.registrant("Usomchai")
    office.do(lambda tx, now: tx.people.set_following("Usomchai", False, now), "2024-05-02 09:00")
    office.load(programme(sessions=(replace(FRIDAY, place="หอประชุม"), SATURDAY)), "2024-05-03 09:00")
    assert office.chats("2024-05-03 09:10") == []
    assert office.chats("2024-05-09 18:00") == []
    with database.read() as tx:
        assert forecast(tx, bangkok("2024-05-09 18:00")).months() == {"2024-05": 0}
        assert [a.user for a in tx.applications.registrants("alpha", following=False)] == ["Usomchai"]

    def back(tx: Transaction, now: datetime) -> None:
        tx.reminders.owe_person("Usomchai", tx.people.person("Usomchai", now).left_at, now)
        tx.people.set_following("Usomchai", True)

    office.do(back, "2024-05-09 19:00")
    told = [line.split(" ")[0] for _, line in office.sent("2024-05-09 19:00")]
    assert told == ["⚠", "เตือนวันอบรม"]
    office.do(back, "2024-05-09 19:30")
    assert office.chats("2024-05-09 19:30") == []


def test_a_group_is_told_once_without_names_or_buttons(database: Database) -> None:
    office = Office(database, programme())
    for number in range(5):
        office.registrant(f"U{number}")

    def post(tx: Transaction, now: datetime) -> None:
        tx.sessions.joined("Cclass", now)
        assert tx.sessions.post_in("alpha", "Cclass")

    office.do(post, "2024-05-02 09:00")
    with database.read() as tx:
        seen = forecast(tx, START, members=lambda _: 3)
        assert (seen.months(), seen.saved("alpha")) == ({"2024-05": 3 + 5 + 5}, 2)
        assert forecast(tx, START).months() == {"2024-05": 15}
    (message,) = office.messages("2024-05-09 18:00")
    (reply,) = message.replies
    assert message.chat == "Cclass"
    assert reply.choices == () and reply.cards[0].buttons == ()
    assert len(office.messages("2024-05-10 07:00")) == 5
    office.do(lambda tx, now: tx.sessions.left("Cclass"), "2024-05-10 08:00")
    with database.read() as tx:
        assert tx.sessions.group("alpha") is None


def taking(in_may: int, in_june: int) -> Forecast:
    """A forecast of so many messages in two months."""
    months = (("2024-05-24 18:00", in_may), ("2024-06-07 18:00", in_june))
    planned = (Expected(a_reminder(due=due), count, count, count) for due, count in months)
    return Forecast(tuple(planned))


def test_the_quota_that_is_left() -> None:
    now = bangkok("2024-05-20 09:00")
    quota = Quota(500, 450)
    assert quota.overdrawn(taking(51, 500), now) == [Overdrawn("2024-05", 51, 51, 50)]
    assert quota.overdrawn(taking(50, 501), now) == [Overdrawn("2024-06", 501, 501, 500)]
    assert Quota(None, 9_999).overdrawn(taking(10_000, 0), now) == []
    assert Quota(500, 600).left("2024-05", now) == 0


@pytest.mark.parametrize("kind", ["morning", "eve"])
def test_one_kind_can_be_muted(database: Database, kind: str) -> None:
    office = Office(database, programme())
    office.registrant("Usomchai")
    office.do(lambda tx, now: tx.people.mute_kinds("Usomchai", [kind]), "2024-05-02 09:00")
    assert len(office.chats("2024-05-09 18:00")) == (kind == "morning")
    assert len(office.chats("2024-05-10 07:00")) == (kind == "eve")


def test_holidays_are_pointed_out() -> None:
    assert programmes.holidays(programme()) == (Holiday(date(2024, 5, 10), "วันพืชมงคล", ("d1",)),)
