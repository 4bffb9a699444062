"""Conversations with staff: taken over, silent, given back; what is kept of them, and how long."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.simulator import people
from handlers.conversation import handling
from handlers.privacy import retention
from handlers.wording import cases as said_by_bot
from models.case import CaseKind
from models.privacy import Keeping
from models.staff import Action
from tests.console.office import Desk, both, said, values
from tests.edge.test_webhook import call, texts
from tests.store.making import a_programme

PERSON = people.user_id("สมชาย")


@pytest.fixture
def somchai(office: Desk) -> people.Person:
    """Somebody with LINE."""
    return office.rig.line.person("สมชาย")


def types(office: Desk, person: people.Person, *what: str) -> list[str]:
    """What the bot says to these texts."""
    before = len(texts(office.rig, person.id))
    for text in what:
        assert call(office.rig, person.text(text)) == 200
        office.rig.deliver()
    return texts(office.rig, person.id)[before:]


def left(office: Desk, person: people.Person) -> int:
    """They leave words for staff; the case's number."""
    call(office.rig, person.postback("staff.leave"))
    types(office, person, "รถไปไม่ถึง ทำอย่างไรดี")
    with office.rig.bot.database.read() as tx:
        return tx.cases.opened()[0].id


def last_call(office: Desk) -> dict[str, object]:
    office.rig.deliver()
    return office.rig.channel.bodies[-1]


@both
def test_check_15_a_person_leaves_words_and_staff_reply_free_while_the_token_is_fresh(
    office: Desk, somchai: people.Person
) -> None:
    number, staff = left(office, somchai), office.signed_in("staff")
    path = f"/console/inbox/{number}"
    assert "ใช้ 1 ข้อความ" in staff.get(path).text
    staff.post(f"{path}/reply", text="รอสักครู่ค่ะ")
    body = last_call(office)
    (message,) = body["messages"]  # type: ignore[misc]
    assert body["to"] == PERSON and "รอสักครู่ค่ะ" in message["text"]
    assert message["sender"]["name"].startswith("เจ้าหน้าที่")
    call(office.rig, somchai.text("ขอบคุณค่ะ รออยู่"))
    office.rig.deliver()
    page = staff.get(path)
    assert "ตอบฟรีได้อีก 49 วินาที" in page.text and values(page, "data-handled-by") == ["staff"]
    answer = staff.post(f"{path}/reply", text="มีรถรับที่หน้าศาลากลางค่ะ")
    assert "ใช้ 1 ข้อความ" not in said(staff.get(answer.headers["Location"]))
    body = last_call(office)
    assert "replyToken" in body and "หน้าศาลากลาง" in body["messages"][0]["text"]  # type: ignore[index]
    office.wait(seconds=61)
    call(office.rig, somchai.text("กี่โมงคะ"))
    office.wait(seconds=61)
    staff.post(f"{path}/reply", text="07.30 น. ค่ะ")
    assert last_call(office)["to"] == PERSON
    assert sum("07.30" in it for it in texts(office.rig, PERSON)) == 1
    assert [it.action for it in office.audit() if it.object == str(number)] == [Action.REPLY] * 3


@both
def test_check_16_the_bot_is_silent_while_staff_talk_and_says_when_it_goes_on(
    office: Desk, somchai: people.Person
) -> None:
    number, staff = left(office, somchai), office.signed_in("staff")
    path = f"/console/inbox/{number}"
    assert "รับเรื่องแล้ว" in said(staff.get(staff.post(f"{path}/take").headers["Location"]))
    before = len(texts(office.rig, PERSON))
    assert types(office, somchai, "กำหนดการ", "ค่าใช้จ่าย", "อยู่ไหมคะ") == []
    sticker = somchai.sticker()
    for _ in range(2):  # LINE may deliver anything twice
        call(office.rig, sticker)
    assert len(texts(office.rig, PERSON)) == before
    shown = values(staff.get(path), "data-message")
    assert shown[-4:] == ["กำหนดการ", "ค่าใช้จ่าย", "อยู่ไหมคะ", "[สติกเกอร์]"]
    with office.rig.bot.database.read() as tx:
        assert tx.learning.unread() == []
    call(office.rig, somchai.postback("ask|schedule|alpha"))
    assert len(texts(office.rig, PERSON)) == before + 1, "a button goes on"
    assert types(office, somchai, "เมนู") != [] and types(office, somchai, "ค่าใช้จ่าย") == []
    answer = types(office, somchai, "คุยกับบอท")
    assert "บอทตอบต่อ" in answer[0]
    assert values(staff.get(path), "data-handled-by") == ["bot"]
    assert "บอทตอบต่อ" not in " ".join(types(office, somchai, "ค่าใช้จ่าย"))
    staff.post(f"{path}/take")
    office.rig.clock.move_to(office.rig.clock.now() + timedelta(minutes=59))
    assert types(office, somchai, "ยังอยู่ค่ะ") == []
    office.rig.clock.move_to(office.rig.clock.now() + timedelta(minutes=59))
    assert types(office, somchai, "ขอคิดดูก่อน") == [], "the hour begins anew with each word"
    office.rig.clock.move_to(office.rig.clock.now() + timedelta(minutes=61))
    assert values(staff.get(path), "data-handled-by") == ["bot"]
    assert "บอทตอบต่อ" in types(office, somchai, "ค่าใช้จ่าย")[0]
    staff.post(f"{path}/take")
    staff.post(f"{path}/give-back")
    assert "บอทตอบต่อ" in types(office, somchai, "กำหนดการ")[0]


def test_check_16_an_open_question_comes_again_and_the_last_word_is_no_answer_to_it(
    office: Desk, somchai: people.Person
) -> None:
    with office.rig.bot.database.begin() as tx:
        tx.programmes.put(a_programme("alpha"), office.rig.clock.now())
    types(office, somchai, "สมัคร")
    call(office.rig, somchai.postback("signup.start|alpha"))
    asked = texts(office.rig, PERSON)[-1]
    with office.rig.bot.database.begin() as tx:
        conversation = tx.people.conversation(PERSON, office.rig.clock.now())
        number = tx.cases.open(PERSON, CaseKind.WORDS, "alpha", "ช่วยด้วย", office.rig.clock.now())
    assert conversation.busy, asked
    staff = office.signed_in("staff")
    staff.post(f"/console/inbox/{number}/take")
    assert types(office, somchai, "ขอบคุณครับ") == []
    staff.post(f"/console/inbox/{number}/give-back")
    heard = types(office, somchai, "รับทราบครับ")
    assert "บอทตอบต่อ" in heard[0] and len(heard) > 1
    with office.rig.bot.database.begin() as tx:
        after = tx.people.conversation(PERSON, office.rig.clock.now())
    assert (after.flow, after.step) == (conversation.flow, conversation.step)


@both
def test_a_colleagues_case_is_taken_over_only_when_that_is_meant(
    office: Desk, somchai: people.Person
) -> None:
    number, staff, admin = left(office, somchai), office.signed_in("staff"), office.signed_in("admin")
    path = f"/console/inbox/{number}"
    staff.post(f"{path}/take")
    assert values(staff.get("/console/inbox/?folder=mine"), "data-case") == [str(number)]
    for what in ("take", "reply", "give-back", "close"):
        refused = admin.post(f"{path}/{what}", text="ขอตอบเองค่ะ")
        assert refused.status_code == 409 and "staff@office.example" in refused.text
    assert "ขอตอบเองค่ะ" in admin.post(f"{path}/reply", text="ขอตอบเองค่ะ").text
    assert admin.post(f"{path}/reply", text="ขอตอบเองค่ะ", over="1").status_code == 303
    assert values(admin.get("/console/inbox/?folder=mine"), "data-case") == [str(number)]
    assert values(staff.get("/console/inbox/?folder=mine"), "data-case") == []
    assert admin.post(f"{path}/close").status_code == 303
    assert "บอทตอบต่อ" in types(office, somchai, "ค่าใช้จ่าย")[0]


def test_put_off_it_comes_back_by_itself_and_at_once_when_the_person_writes(
    office: Desk, somchai: people.Person
) -> None:
    number, staff = left(office, somchai), office.signed_in("staff")

    def rows(folder: str) -> list[str]:
        return values(staff.get(f"/console/inbox/?folder={folder}"), "data-case")

    assert staff.post(f"/console/inbox/{number}/snooze", until="someday").status_code == 422
    staff.post(f"/console/inbox/{number}/snooze", until="tomorrow")
    assert (rows("open"), rows("snoozed")) == ([], [str(number)])
    office.rig.clock.move_to(office.rig.clock.now() + timedelta(hours=24))
    assert (rows("open"), rows("snoozed")) == ([str(number)], [])
    staff.post(f"/console/inbox/{number}/snooze", until="monday")
    staff.post(f"/console/inbox/{number}/take")
    assert rows("snoozed") == []


def test_what_was_left_joins_the_questions_to_teach_once(office: Desk, somchai: people.Person) -> None:
    number, staff = left(office, somchai), office.signed_in("staff")
    addresses = {staff.post(f"/console/inbox/{number}/question").headers["Location"] for _ in range(2)}
    (address,) = addresses
    page = staff.get(address)
    assert page.status_code == 200 and "มีผู้ฝากถามไว้" in page.text
    assert values(staff.get("/console/questions/"), "data-times") == ["1"]


def test_notes_and_words_to_answer_with(office: Desk, somchai: people.Person) -> None:
    number, staff = left(office, somchai), office.signed_in("staff")
    path = f"/console/inbox/{number}"
    staff.post(f"{path}/notes", note="โทรแล้วไม่รับ")
    assert values(staff.get(path), "data-note") == ["โทรแล้วไม่รับ"]
    assert "โทรแล้ว" not in office.signed_in("viewer").get(path).text
    assert "โทรแล้ว" not in " ".join(types(office, somchai, "เจ้าหน้าที่ตอบหรือยัง"))
    assert staff.post(f"{path}/notes", note=" ").status_code == 422
    assert staff.post("/console/inbox/answers/", title="", text="ก").status_code == 422
    staff.post("/console/inbox/answers/", title="ที่จอดรถ", text="จอดได้หลังอาคารค่ะ")
    (key,) = [it for it in values(staff.get(path), "value") if it.startswith("answer:")]
    page = staff.post(f"{path}/insert", text="สวัสดีค่ะ", insert=key)
    assert page.status_code == 200 and "สวัสดีค่ะ\nจอดได้หลังอาคารค่ะ" in page.text
    assert staff.post(f"{path}/insert", text="ค่ะ", insert="fact:alpha:7").status_code == 200
    staff.post(f"/console/inbox/answers/{key.removeprefix('answer:')}/drop")
    assert "จอดได้หลังอาคาร" not in staff.get("/console/inbox/answers/").text


@both
def test_what_is_said_is_kept_for_staff_as_long_as_was_told_and_unsent_words_are_not(
    office: Desk, somchai: people.Person
) -> None:
    types(office, somchai, "กำหนดการ")
    secret = somchai.text("เลขบัตร 1-1037-00000-00-3 ค่ะ")
    call(office.rig, secret)
    number, staff = left(office, somchai), office.signed_in("staff")
    page = staff.get(f"/console/inbox/{number}")
    assert "กำหนดการ" in values(page, "data-message") and "1037" not in page.text
    assert "bot" in values(page, "data-who")
    call(office.rig, somchai.unsend(secret["message"]["id"]))
    assert "เลขบัตร" not in staff.get(f"/console/inbox/{number}").text
    now = office.rig.clock.now()
    with office.rig.bot.database.begin() as tx:
        assert tx.talk.of(PERSON, 100) != []
        retention.tidy(tx, now + timedelta(days=179), Keeping())
        assert tx.talk.of(PERSON, 100) != []
        retention.tidy(tx, now + timedelta(days=181), Keeping())
        assert tx.talk.of(PERSON, 100) == []


def test_where_nothing_is_kept_texts_are_there_only_while_a_case_is_open(
    office: Desk, somchai: people.Person
) -> None:
    settings = office.rig.bot.settings
    office.rig.bot.settings = replace(settings, keeping=replace(settings.keeping, chats=timedelta(0)))
    types(office, somchai, "กำหนดการ")
    with office.rig.bot.database.read() as tx:
        assert tx.talk.of(PERSON, 100) == []
    number, staff = left(office, somchai), office.signed_in("staff")
    types(office, somchai, "กำหนดการ")
    assert "กำหนดการ" in values(staff.get(f"/console/inbox/{number}"), "data-message")
    staff.post(f"/console/inbox/{number}/close")
    with office.rig.bot.database.read() as tx:
        assert tx.talk.of(PERSON, 100) == []


def test_whoever_blocks_the_bot_talks_with_nobody(office: Desk, somchai: people.Person) -> None:
    number = left(office, somchai)
    office.signed_in("staff").post(f"/console/inbox/{number}/take")
    call(office.rig, somchai.unfollow())
    call(office.rig, somchai.follow())
    with office.rig.bot.database.begin() as tx:
        assert tx.people.conversation(PERSON, office.rig.clock.now()).staff is None
    assert types(office, somchai, "ค่าใช้จ่าย") != []


def test_the_names_that_line_refuses_are_not_used() -> None:
    assert said_by_bot.sender("สมศรี ใจดี") == "เจ้าหน้าที่ สมศรี"
    for name in ("", "LINE Corp", "somsri@office.example", "ก" * 30):
        assert said_by_bot.sender(name) == "เจ้าหน้าที่"
    assert timedelta(seconds=50) == handling.TOKEN_LIFE
