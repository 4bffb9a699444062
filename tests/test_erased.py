"""A person who is erased is in no byte of what is kept: database files, logs, files, model (PDPA s. 33)."""

from __future__ import annotations

import json
import logging
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.simulator import people
from handlers.privacy import erasing
from handlers.turn import Reader
from tests import rig
from tests.databases import Placed
from tests.playing import Player

NAME, SURNAME = "ฟ้าพราว", "วงศ์กระจ่างจันทร์"
ODD = "ยายปริศนาวดีเลี้ยงจิงโจ้กี่ตัว"
WORDS = "ขอที่จอดรถข้างต้นจามจุรีของลุงบุญเหลือ"
REASON = "พาหลานชื่อกระติ๊บไปผ่าตัด"
FILE = "หนังสือของฟ้าพราว.pdf"
NOTE = "โทรถามเรื่องรถเข็นไม้ไผ่แล้ว"
SECRETS = (NAME, SURNAME, ODD, WORDS, REASON, "กระติ๊บ", FILE, NOTE, "0867745599", "86-774-5599", "fahprao.wk")
LIFE = f"""
@ 2024-02-05 09:00
$ load field-trip.yaml
ฟ้า: สมัครดูงานจัดการน้ำ
ฟ้า กด: ยินยอม
ฟ้า: {NAME} {SURNAME}
ฟ้า: 1-1037-00000-00-3
ฟ้า: 12 มี.ค. 2510
ฟ้า: อ.เมือง
ฟ้า: รถบัส
ฟ้า: เจ
ฟ้า: สมหญิง กระจ่างจันทร์
ฟ้า: พอแล้ว
ฟ้า ส่ง: ไฟล์ {FILE}
ฟ้า: ยืนยัน
@ 2024-04-05 09:00
ฟ้า: สมัคร LInG
ฟ้า กด: ยินยอม
ฟ้า: {NAME} {SURNAME}
ฟ้า: ปลัด อบต.หนองบัว จ.อุดรธานี 0867745599
ฟ้า: fahprao.wk@example.go.th
ฟ้า: ข้าม
ฟ้า: ยืนยัน
$ decide approve
ฟ้า: ติดต่อเจ้าหน้าที่
ฟ้า กด: ฝากข้อความ
ฟ้า: {WORDS}
ฟ้า: {ODD}
ฟ้า: สมัคร พมส.
ฟ้า: แจ้งความสนใจ
ฟ้า ในกลุ่ม: @บอท ลิ้งเรียนวันไหน
@ 2024-05-09 18:30
ฟ้า: วันศุกร์ไปไม่ได้ค่ะ {REASON}
ฟ้า: เบอร์ผิด เปลี่ยนเป็น 0867745598
"""
ERASES = """
ฟ้า: ลบข้อมูลของฉัน
ฟ้า กด: ใช่ ลบทั้งหมด
"""


@pytest.fixture
def played(
    database: Placed, read: Reader, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> Iterator[rig.Rig]:
    caplog.set_level(logging.DEBUG)
    with_parts = rig.build(database, read, tmp_path / "data")
    yield with_parts
    with_parts.close()


@pytest.mark.fresh
def test_nothing_is_left_in_any_byte(
    played: rig.Rig,
    database: Placed,
    model_path: Path,
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
) -> None:
    player = Player(played)
    player.play(LIFE)
    user = people.user_id("ฟ้า")
    with database.begin() as tx:
        tx.people.set_name(user, f"{NAME} 🌸")
        (last, *_) = tx.applications.of(user)
        tx.desk.note(last.id, "staff@example.go.th", f"{NOTE} {NAME}", played.clock.now())
        tx.desk.flag(last.id, NOTE, on=True)
        sealed = [a.answers["national_id"] for a in tx.applications.of(user) if "national_id" in a.answers]
    secrets = [*SECRETS, user, *(value["sealed"] for value in sealed)]
    before = _seen(database, secrets, tmp_path)
    assert {name for names in before.values() for name in names} >= {
        NAME,
        ODD,
        WORDS,
        REASON,
        FILE,
        NOTE,
        user,
    }

    player.play(ERASES)
    played.deliver()
    played.bot.files.work()
    assert erasing.finish(database) == 1

    after = _seen(database, secrets, tmp_path)
    for place, size in _sizes(database, tmp_path):
        sys.stdout.write(f"looked at {place}: {size} bytes\n")
    assert {place: names for place, names in after.items() if names} == {}
    assert [s for s in secrets if s in caplog.text] == []
    assert [s for s in secrets if s.encode() in model_path.read_bytes()] == []
    with database.begin() as tx:
        assert tx.privacy.erasures_waiting() == []


def test_whoever_comes_back_is_a_stranger_and_stays(played: rig.Rig, database: Placed) -> None:
    player = Player(played)
    player.play(LIFE)
    player.play(ERASES)
    player.play("ฟ้า: สถานะ\nฟ้า: แจ้งความสนใจ\n")
    assert erasing.finish(database) == 1
    user = people.user_id("ฟ้า")
    with database.begin() as tx:
        assert tx.applications.of(user) == []
        assert tx.people.known(user) is not None


def test_what_another_asked_too_is_kept(played: rig.Rig, database: Placed) -> None:
    player = Player(played)
    player.play(f"@ 2024-04-05 09:00\nฟ้า: {ODD}\nเขียว: {ODD}\n")
    player.play(ERASES)
    with database.begin() as tx:
        assert [one.text for one in tx.learning.unread()] == [ODD]
    player.play(ERASES.replace("ฟ้า", "เขียว"))
    with database.begin() as tx:
        assert tx.learning.unread() == []


def test_an_unsent_file_is_in_no_answer(played: rig.Rig, database: Placed) -> None:
    player = Player(played)
    player.play(LIFE.partition("ฟ้า: ยืนยัน")[0])
    person = played.line.person("ฟ้า")
    with database.begin() as tx:
        (application,) = tx.applications.of(person.id)
        (file,) = tx.attachments.of(application.id)
    played.post(*played.line.webhook(person.unsend(file.message)))
    with database.begin() as tx:
        (application,) = tx.applications.of(person.id)
        assert FILE not in json.dumps(application.answers, ensure_ascii=False)
        assert tx.attachments.of(application.id) == []
    assert played.bot.files.work() == 1


def _places(database: Placed, folder: Path) -> list[Path]:
    """Every file that something may be left in."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    if database.embedded:
        return files
    with database.begin() as tx:
        connection = tx.inbox._session.connection()
        relations = connection.exec_driver_sql(
            "SELECT pg_relation_filepath(c.oid) FROM pg_class c "
            "JOIN pg_namespace n ON n.oid = c.relnamespace "
            "WHERE n.nspname IN ('public', 'pg_toast') AND pg_relation_filepath(c.oid) IS NOT NULL"
        ).scalars()
        data = Path(connection.exec_driver_sql("SHOW data_directory").scalar_one())
        paths = [data / path for path in relations]
    with database._engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("CHECKPOINT")
    return files + [path for path in paths if path.exists()]


def _sizes(database: Placed, folder: Path) -> list[tuple[str, int]]:
    return [(path.name, path.stat().st_size) for path in _places(database, folder)]


def _seen(database: Placed, secrets: list[str], folder: Path) -> dict[str, list[str]]:
    """Which secrets are in which file, as text or as JSON escapes it."""
    found = {}
    for path in _places(database, folder):
        data, name = path.read_bytes(), str(path)
        found[name] = [
            s for s in secrets if s.encode() in data or json.dumps(s)[1:-1].encode() in data or s in name
        ]
    return found
