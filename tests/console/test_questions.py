"""What the bot could not answer is taught once: right for the next person, in every process; taken back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.simulator import people
from handlers.turn import Reader
from models.staff import Action
from tests import rig as rigs
from tests.console.office import Desk, both, desk, said, values
from tests.databases import Placed
from tests.edge.test_webhook import call, texts

ASKED = "มีปลั๊กไฟให้ชาร์จโน้ตบุ๊กไหม"
ANSWER = "มีทุกโต๊ะค่ะ"


@pytest.fixture
def office(database: Placed, read: Reader, tmp_path: Path) -> Iterator[Desk]:
    """An office with the shipped programmes, and a bot that reads."""
    made = rigs.build(database, read, tmp_path, "2024-04-05 09:00")
    yield desk(made)
    made.close()


def asks(office: Desk, who: str, text: str, rig: rigs.Rig | None = None) -> str:
    """What the bot says to somebody's question, in this process or another."""
    at = rig or office.rig
    person = at.line.person(who)
    before = len(texts(at, person.id))
    assert call(at, person.text(text)) == 200
    return "\n".join(texts(at, person.id)[before:])


def number(office: Desk, text: str = ASKED) -> int:
    """The question's, as it waits to be taught."""
    with office.rig.bot.database.read() as tx:
        return next(one.id for one in tx.learning.unread() if one.text == text)


def test_a_question_is_kept_with_the_programme_it_names_not_with_the_one_spoken_of_before(
    office: Desk,
) -> None:
    asks(office, "ก", "PMS วันไหน")
    asks(office, "ก", f"LInG {ASKED}")
    with office.rig.bot.database.read() as tx:
        kept = next(one for one in tx.learning.unread() if ASKED in one.text)
    assert kept.programme == "ling"


@both
def test_check_17_a_meaning_is_taught_for_every_process_and_taken_back(
    office: Desk, database: Placed, read: Reader, tmp_path: Path
) -> None:
    first = asks(office, "ก", f"LInG {ASKED}")
    other = rigs.build(Placed(database.url), read, tmp_path / "other", beside=office.rig)
    asks(office, "ข", f"LInG {ASKED}")
    staff = office.signed_in("staff")
    page = staff.get("/console/questions/")
    id = next(one for one in values(page, "data-question"))
    assert values(page, "data-times")[0] == "2"
    path = f"/console/questions/{id}"
    assert staff.get(path).status_code == 200
    assert staff.post(f"{path}/teach", intent="nonsense").status_code == 422
    assert staff.post(f"{path}/teach").status_code == 422
    preview = staff.post(f"{path}/preview", intent="venue")
    assert preview.status_code == 200 and "สถานที่" in values(preview, "data-reply")[0]
    assert asks(office, "ค", f"LInG {ASKED}") == first, "a preview teaches nothing"
    answer = staff.post(f"{path}/teach", intent="venue")
    assert "สอนแล้วค่ะ" in said(staff.get(answer.headers["Location"]))
    assert "สถานที่" in asks(office, "ง", f"LInG {ASKED}")
    assert "สถานที่" in asks(office, "จ", f"LInG {ASKED}", other)
    assert id not in values(staff.get("/console/questions/"), "data-question")
    assert id in values(staff.get("/console/questions/?tab=taught"), "data-question")
    staff.post(f"{path}/drop")
    assert asks(office, "ฉ", f"LInG {ASKED}", other) == first
    other.bot.database.close()
    entries = [(it.object, it.after) for it in office.audit() if it.action is Action.TEACH]
    assert entries == [(id, "venue"), (id, "dropped")]


@both
def test_check_18_an_answer_in_staffs_own_words_is_given_to_who_asks_it_of_that_programme(
    office: Desk,
) -> None:
    asks(office, "ก", "กำหนดการ LInG")
    asks(office, "ก", ASKED)
    person = office.rig.line.person("ก")
    call(office.rig, person.postback("staff.forward"))
    staff, id = office.signed_in("staff"), number(office)
    path = f"/console/questions/{id}"
    assert staff.post(f"{path}/teach", answer=ANSWER).status_code == 422
    preview = staff.post(f"{path}/preview", programme="ling", answer=ANSWER)
    assert values(preview, "data-reply")[0].startswith("เจ้าหน้าที่แจ้งเมื่อ 5 เมษายน 2567")
    answer = staff.post(f"{path}/teach", programme="ling", answer=ANSWER)
    assert "ผู้ที่ฝากคำถามนี้ไว้ 1 คน" in said(staff.get(answer.headers["Location"]))
    assert ANSWER in texts(office.rig, person.id)[-1], "who left the question is answered too"
    assert asks(office, "ข", f"LInG {ASKED}").startswith("เจ้าหน้าที่แจ้งเมื่อ")
    assert asks(office, "ค", ASKED).startswith("เจ้าหน้าที่แจ้งเมื่อ")
    assert ANSWER not in asks(office, "ง", f"พมส. {ASKED}")
    with office.rig.bot.database.read() as tx:
        ling = tx.programmes.catalogue().get("ling")
    assert ling is not None and all(ANSWER not in fact.text for fact in ling.facts)
    assert staff.post(f"{path}/teach", programme="ling", answer="ชั้น 2 ค่ะ").status_code == 303
    assert "ชั้น 2" in asks(office, "จ", f"LInG {ASKED}"), "another answer in its place"
    staff.post(f"{path}/drop")
    assert "เจ้าหน้าที่แจ้งเมื่อ" not in asks(office, "ฉ", f"LInG {ASKED}")


def test_of_another_programme_nothing_is_seen_and_a_viewer_teaches_nothing(office: Desk) -> None:
    asks(office, "ก", "กำหนดการ LInG")
    asks(office, "ก", ASKED)
    id, other, viewer = number(office), office.signed_in("other"), office.signed_in("viewer")
    assert values(other.get("/console/questions/"), "data-question") == []
    for what in ("", "/teach", "/drop", "/preview"):
        path = f"/console/questions/{id}{what}"
        assert (other.post(path, intent="venue") if what else other.get(path)).status_code == 404
    assert viewer.get(f"/console/questions/{id}").status_code == 200
    assert viewer.post(f"/console/questions/{id}/teach", intent="venue").status_code == 403
    assert people.user_id("ก")
