"""Buttons hold ids that anybody could send: somebody else's do nothing, and show nothing of theirs."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import pytest

from bot.simulator.people import user_id
from handlers.conversation import repertoire
from handlers.turn import Reader
from models.application import Application
from models.store import Database
from tests import rig as rigs
from tests.playing import Player
from tests.rig import Rig

VICTIM, OTHER = "สมศรี", "มาร"
TALK = """@ 2024-04-05 09:00
สมศรี: สมัครลิ้งค่ะ
สมศรี กด: ยินยอม
สมศรี: สมศรี ใจงาม
สมศรี: ปลัดเทศบาล
สมศรี: อปท.
สมศรี: เทศบาลเมืองคอหงส์
สมศรี: สงขลา
สมศรี: 081-234-5678
สมศรี: ข้าม
สมศรี: ขยะล้นตลาดทุกเช้า
"""
PRIVATE = ("สมศรี", "ใจงาม", "คอหงส์", "081-234-5678", "0812345678", "ขยะล้น")


def shown(rig: Rig, name: str) -> str:
    """Everything that was ever on a phone."""
    return "\n".join(
        json.dumps(it.message, ensure_ascii=False)
        for it in rig.line.history.since(user_id(name))
        if it.sender == "bot"
    )


def pressable(rig: Rig, name: str) -> set[str]:
    """The data of every button that was ever on a phone."""
    found: set[str] = set()

    def look(part: object) -> None:
        if isinstance(part, dict):
            if part.get("type") == "postback":
                found.add(part["data"])
            for inner in part.values():
                look(inner)
        elif isinstance(part, list):
            for inner in part:
                look(inner)

    for it in rig.line.history.since(user_id(name)):
        look(it.message)
    return found


def guessed(application: Application) -> set[str]:
    """Every action there is, with the application's id and what else it might want."""
    rest = (f"|{application.version}", "|d01|coming")
    return {f"{action}|{application.id}{more}" for action in repertoire.buttons() for more in rest}


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
@pytest.mark.parametrize("state", ["draft", "approved"])
def test_a_button_of_somebody_elses_does_nothing_and_shows_nothing(
    state: str, database: Database, read: Reader, tmp_path: Path
) -> None:
    rig = rigs.build(database, read, tmp_path)
    player = Player(rig)
    player.play(TALK)
    if state != "draft":
        player.play("สมศรี กด: ยืนยัน\nสมศรี: สถานะ\n")
    if state == "approved":
        player.play("$ decide approve\n")
        rig.move_to("2024-05-09 18:00")
    with database.read() as tx:
        before = tx.applications.of(user_id(VICTIM))
        attended = tx.applications.attendance(before[0].id)
    assert [it.state.value for it in before] == [state]
    buttons = pressable(rig, VICTIM) | guessed(before[0])
    assert len(buttons) > 40 and any(before[0].id in data for data in pressable(rig, VICTIM))
    rig.line.person(OTHER)
    for data in sorted(buttons):
        rig.clock.wait(timedelta(seconds=30))
        body, signature = rig.line.webhook(rig.line.person(OTHER).postback(data))
        assert rig.post(body, signature) == 200
        rig.deliver()
    with database.read() as tx:
        assert tx.applications.of(user_id(VICTIM)) == before
        assert tx.applications.attendance(before[0].id) == attended
    seen = shown(rig, OTHER)
    reference = [before[0].reference] if before[0].reference else []
    assert seen and [word for word in (*PRIVATE, *reference) if word in seen] == []
    rig.close()
