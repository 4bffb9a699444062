"""Health says what `doctor` says, in Thai, with what is to be done; its particulars are an admin's."""

from __future__ import annotations

import json
from collections import namedtuple
from datetime import timedelta

import pytest

from bot.files import backup, room
from handlers.reminders import reminder_plan
from models.failure import next_try
from models.programme import Session
from tests.console.office import Desk, both
from tests.fakes import bangkok
from tests.store.making import a_programme

PAGE = "/console/health/"
Usage = namedtuple("Usage", "total used free")


def shown(office: Desk, who: str = "viewer") -> str:
    """The page."""
    page = office.signed_in(who).get(PAGE)
    assert page.status_code == 200
    return page.text


@both
def test_a_scheduler_that_does_not_run_is_a_trouble(office: Desk) -> None:
    day = Session(id="d1", date=bangkok("2024-04-20 00:00").date())
    rules = [{"id": "eve", "kind": "eve", "at": "18:00"}]
    with office.rig.bot.database.begin() as tx:
        tx.programmes.put(a_programme("alpha", sessions=(day,), reminders=rules), office.rig.clock.now())
        programme = tx.programmes.catalogue().get("alpha")
        assert programme is not None
        reminder_plan.replan(tx, programme, office.rig.clock.now())
    office.rig.clock.move_to(bangkok("2024-04-19 17:59"))
    office.rig.tick()
    office.rig.clock.move_to(bangkok("2024-04-19 18:05"))
    assert "rapsamak scheduler" not in shown(office)
    office.rig.clock.move_to(bangkok("2024-04-19 18:11"))
    assert "rapsamak scheduler" in shown(office)
    office.rig.tick()
    assert "rapsamak scheduler" not in shown(office)


def test_what_failed_when_due_is_shown_to_an_admin_by_its_key(office: Desk) -> None:
    with office.rig.bot.database.begin() as tx:
        tx.failures.keep(next_try(None, "reminder:12", "ZeroDivisionError", office.rig.clock.now()))
    assert "มีงานตามกำหนด 1 รายการทำไม่สำเร็จ" in shown(office)
    assert "reminder:12" not in shown(office)
    assert "reminder:12" in shown(office, "admin")


def test_a_full_disk_is_a_trouble_and_a_missing_backup_good_to_know(
    office: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = shown(office)
    assert "ทุกอย่างทำงานปกติค่ะ" in page and "ยังไม่เคยสำรองข้อมูลจากเครื่องนี้" in page
    made = office.rig.clock.machine() - timedelta(days=3)
    (office.rig.bot.settings.data_dir / backup.LAST).write_text(json.dumps({"at": made.isoformat()}), "utf-8")
    monkeypatch.setattr(room.shutil, "disk_usage", lambda _: Usage(10**12, 10**12, 41_000_000))
    page = shown(office)
    assert "สำรองข้อมูลครั้งล่าสุดเมื่อ 3 วันที่แล้ว" in page
    assert "ที่ว่างในเครื่องเหลือ 41 MB" in page and "ทุกอย่างทำงานปกติค่ะ" not in page
