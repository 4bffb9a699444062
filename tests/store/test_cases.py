"""What people leave for staff: listed until closed, answered, taken back, erased."""

from __future__ import annotations

from datetime import timedelta

from models.case import CaseKind, Line, Sender
from models.store import Database
from tests.store.making import NOW

LATER = NOW + timedelta(minutes=1)


def test_cases_are_listed_until_they_are_closed(database: Database) -> None:
    with database.begin() as tx:
        first = tx.cases.open("Usomchai", CaseKind.WORDS, None, "ขอเลื่อนวัน", NOW, message_id="m1")
        tx.cases.open("Umalee", CaseKind.CALL, None, "โทรกลับด้วย", LATER, phone="081-234-5678")
    with database.begin() as tx:
        assert [case.text for case in tx.cases.opened()] == ["ขอเลื่อนวัน", "โทรกลับด้วย"]
        assert tx.cases.close(first, NOW)
        assert not tx.cases.close(first, NOW)
    with database.read() as tx:
        (left,) = tx.cases.opened()
    assert (left.user, left.kind, left.phone, left.waits) == ("Umalee", CaseKind.CALL, "081-234-5678", True)


def test_what_staff_answer_belongs_to_the_case_and_more_words_open_it_again(database: Database) -> None:
    with database.begin() as tx:
        number = tx.cases.open("Usomchai", CaseKind.WORDS, None, "จอดรถที่ไหน", NOW)
        tx.cases.add(number, Sender.STAFF, "ลานหลังอาคารค่ะ", LATER, by="staff")
        tx.cases.close(number, LATER)
    with database.begin() as tx:
        case = tx.cases.get(number)
        assert case is not None and case.answered_at == LATER and not case.waits and case.closed_at == LATER
        tx.cases.add(number, Sender.PERSON, "แล้วรถบัสล่ะ", LATER)
        tx.cases.promise(number, LATER)
    with database.read() as tx:
        (again,) = tx.cases.opened()
    assert [message.text for message in again.messages] == ["จอดรถที่ไหน", "ลานหลังอาคารค่ะ", "แล้วรถบัสล่ะ"]
    assert again.waits and again.answer_by == LATER


def test_a_message_taken_back_leaves_nothing_with_staff(database: Database) -> None:
    before = (Line(Sender.PERSON, "เลขบัตร 1234", NOW, "m1"), Line(Sender.BOT, "ค่ะ", NOW))
    with database.begin() as tx:
        tx.cases.open("Usomchai", CaseKind.WORDS, None, "เลขบัตร 1234", NOW, message_id="m1")
        kept = tx.cases.open("Usomchai", CaseKind.WORDS, None, "อีกเรื่อง", NOW, message_id="m2", before=before)
        tx.cases.unsend("Usomchai", "m1")
    with database.read() as tx:
        (left,) = tx.cases.opened()
    assert left.id == kept and [line.text for line in left.before] == ["ค่ะ"]


def test_one_persons_are_erased_and_nobody_elses(database: Database) -> None:
    with database.begin() as tx:
        tx.cases.open("Usomchai", CaseKind.WORDS, None, "โทรกลับ", NOW)
        tx.cases.open("Umalee", CaseKind.WORDS, None, "ของคนอื่น", NOW)
        tx.cases.erase("Usomchai")
        assert [case.text for case in tx.cases.opened()] == ["ของคนอื่น"]
        assert tx.cases.of("Usomchai") == []
