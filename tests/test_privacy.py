"""What people may ask about their data, how long it is kept, and what the record of processing says."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from handlers.office import cases
from handlers.privacy import record, retention
from handlers.turn import Reader
from models.application import ApplicationState
from models.privacy import Keeping
from models.staff import COMMAND_LINE
from models.store import Database
from tests import rig
from tests.fakes import bangkok
from tests.playing import Player
from tests.store.making import an_application, with_programmes

APPLIED = """
@ 2024-04-05 09:00
ฟ้า: สมัคร LInG ชื่อ อรุณ แก้วตา นายช่างโยธา อบต.ท่าม่วง จ.มหาสารคาม 0811112222
ฟ้า กด: ยินยอม
ฟ้า: ข้าม
ฟ้า: <b>ขยะ</b> & "น้ำ"
ฟ้า: ยืนยัน
ฟ้า: ฝากบอกเจ้าหน้าที่ว่าจะส่งหนังสือตามไป
"""


@pytest.fixture
def played(database: Database, read: Reader, tmp_path: Path) -> Iterator[rig.Rig]:
    parts = rig.build(database, read, tmp_path, public_url="https://bot.example.go.th")
    yield parts
    parts.close()


def test_own_data_is_a_file_for_this_person_alone(played: rig.Rig) -> None:
    player = Player(played)
    player.play(f"{APPLIED}ฟ้า: ข้อมูลของฉัน\nฟ้า กด: บันทึกเป็นไฟล์\n")
    path = _link(played)
    page = played.client.get(path)
    assert page.status_code == 200
    assert "อรุณ แก้วตา" in page.text
    assert "<b>ขยะ" not in page.text and "&lt;b&gt;ขยะ" in page.text
    assert page.headers["Cache-Control"] == "no-store"
    text = played.client.get(f"{path}.txt")
    assert text.headers["Content-Disposition"] == 'attachment; filename="my-data.txt"'
    for kept in ("081-111-2222", "ฝากบอกเจ้าหน้าที่ว่าจะส่งหนังสือตามไป", "ความยินยอม", "นายช่างโยธา"):
        assert kept in text.text
    values = json.loads(played.client.get(f"{path}.json").text)["sections"]
    assert {"label": "ตำแหน่ง", "value": "นายช่างโยธา"} in [v for s in values for v in s["values"]]
    assert played.client.get("/my-data/nobody").status_code == 404
    player.play("ฟ้า: ข้อมูลของฉัน\nฟ้า กด: บันทึกเป็นไฟล์\n")
    assert played.client.get(path).status_code == 404


def test_the_link_ends_after_a_day_and_with_the_person(played: rig.Rig) -> None:
    player = Player(played)
    asks = "ฟ้า: ข้อมูลของฉัน\nฟ้า กด: บันทึกเป็นไฟล์\n"
    player.play(APPLIED + asks)
    first = _link(played)
    player.play("@ 2024-04-06 09:05\n")
    assert played.client.get(first).status_code == 404
    player.play(asks)
    second = _link(played)
    assert played.client.get(second).status_code == 200
    player.play("ฟ้า: ลบข้อมูลของฉัน\nฟ้า กด: ใช่ ลบทั้งหมด\n")
    assert played.client.get(second).status_code == 404


def test_nobody_else_is_shown_the_link(played: rig.Rig, database: Database) -> None:
    player = Player(played)
    player.play(f"{APPLIED}ฟ้า: ข้อมูลของฉัน\nฟ้า กด: บันทึกเป็นไฟล์\nฟ้า: ช่วยโทรกลับ 0812223333\n")
    with database.begin() as tx:
        before = [line.text for one in cases.opened(tx, played.clock.now()) for line in one.case.before]
    assert any("บันทึกเป็นไฟล์" in text for text in before)
    assert [text for text in before if "/my-data/" in text] == []


def test_what_consent_was_withdrawn_from_is_gone(played: rig.Rig) -> None:
    player = Player(played)
    player.play(APPLIED)
    player.play("$ decide approve\nฟ้า: ถอนความยินยอม\nฟ้า กด: ถอน: LING-XXXXXX\nฟ้า กด: ใช่ ถอนและลบ\n")
    assert played.exported("ling") == []


@pytest.mark.parametrize(
    ("state", "days", "kept"),
    [
        (ApplicationState.DRAFT, 89, True),
        (ApplicationState.DRAFT, 91, False),
        (ApplicationState.REJECTED, 364, True),
        (ApplicationState.REJECTED, 366, False),
        (ApplicationState.WITHDRAWN, 366, False),
        (ApplicationState.SUBMITTED, 366, True),
    ],
)
def test_each_is_kept_as_long_as_said(
    database: Database, state: ApplicationState, days: int, kept: bool
) -> None:
    now = bangkok("2024-04-05 09:00")
    with_programmes(database, "alpha")
    with database.begin() as tx:
        tx.applications.add(an_application("a1", state=state))
    with database.begin() as tx:
        retention.tidy(tx, now + timedelta(days=days), Keeping())
    with database.begin() as tx:
        assert (tx.applications.locked("a1") is not None) is kept
        gone = [(one.what, one.count) for one in tx.privacy.gone()]
    what = retention.DRAFTS if state is ApplicationState.DRAFT else retention.REJECTED
    assert gone == ([] if kept else [(what, 1)])


def test_closed_cases_and_people_who_fell_silent_are_let_go(played: rig.Rig, database: Database) -> None:
    player = Player(played)
    player.play("@ 2024-04-05 09:00\nฟ้า: ฝากบอกเจ้าหน้าที่ว่าขอบคุณมาก\nเขียว: LInG เรียนวันไหน\n")
    with database.begin() as tx:
        (number,) = (one.case.id for one in cases.opened(tx, played.clock.now()))
        cases.close(tx, number, by=COMMAND_LINE, at=played.clock.moment())
    with database.begin() as tx:
        retention.tidy(tx, bangkok("2024-07-03 09:00"), Keeping())
        assert tx.cases.get(number) is not None
    with database.begin() as tx:
        retention.tidy(tx, bangkok("2025-04-06 09:00"), Keeping())
        assert tx.cases.get(number) is None
        assert {one.what: one.count for one in tx.privacy.gone()} == {retention.CASES: 1, retention.PEOPLE: 2}


def test_the_record_of_processing_says_what_is_kept_and_names_nobody(
    played: rig.Rig, database: Database
) -> None:
    Player(played).play(APPLIED)
    with database.begin() as tx:
        written = record.written(tx, Keeping(drafts=timedelta(days=30)), played.clock.now(), "อบจ.ตัวอย่าง")
    for said in ("อบจ.ตัวอย่าง", "มาตรา 39", "ปัญหาในพื้นที่", "180 วันหลังจบโครงการ", "30 วัน", "ขณะนี้มี: 1 ใบ"):
        assert said in written
    assert "อรุณ" not in written


def _link(played: rig.Rig) -> str:
    """The path that the button of the last message leads to."""
    sent = json.dumps(played.channel.bodies[-1])
    found = re.findall(r'"uri": "https://bot\.example\.go\.th(/my-data/[\w-]+)\?openExternalBrowser=1"', sent)
    assert len(found) == 1
    return str(found[0])
