"""A backup is taken while everything runs; restored elsewhere chats go on, and nothing is said twice."""

from __future__ import annotations

import io
import json
import os
import tarfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.files import backup as backups
from bot.files.archive import BadArchive
from bot.process.office import Office
from bot.simulator.people import user_id
from handlers.turn import Reader
from models.outbox import Letter
from models.reply import Reply
from models.store import CannotCopy, Database
from models.tables import AttachmentRow
from tests import rig as rigs
from tests.databases import NewUrl, Placed, new_url
from tests.fakes import bangkok
from tests.playing import Player
from tests.rig import Rig

TALK = """@ 2024-04-05 09:00
คุณ: สมัครลิ้งค่ะ
คุณ กด: ยินยอม
คุณ: สมศรี ใจงาม
"""
ME = user_id("คุณ")


@pytest.fixture
def tools(request: pytest.FixtureRequest, database: Placed, monkeypatch: pytest.MonkeyPatch) -> None:
    """pg_dump and pg_restore of the server's version on PATH."""
    if not database.embedded:
        server: NewUrl = request.getfixturevalue("postgres_url")
        monkeypatch.setenv("PATH", f"{server.binaries}{os.pathsep}{os.environ['PATH']}")


@pytest.fixture
def elsewhere(request: pytest.FixtureRequest, database: Placed, tmp_path: Path) -> Iterator[Placed]:
    """Another database of the same kind, without a schema."""
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    kind = "sqlite" if database.embedded else "postgresql"
    made = Placed(new_url(kind, request, folder, migrated=False))
    yield made
    made.close()


def office(rig: Rig, database: Database, folder: Path) -> Office:
    """What the commands work on."""
    folder.mkdir(exist_ok=True)
    return Office(replace(rig.bot.settings, data_dir=folder), rig.clock, database)


def said(rig: Rig, name: str = "คุณ") -> list[str]:
    """Everything the bot said on a phone."""
    shown = rig.line.history.since(user_id(name))
    return [it.message.get("text") or it.message["altText"] for it in shown if it.sender == "bot"]


def test_an_open_form_goes_on_at_the_same_step_and_nothing_is_said_twice(
    database: Placed, elsewhere: Placed, read: Reader, tmp_path: Path, tools: None
) -> None:
    before = rigs.build(database, read, tmp_path / "data")
    player = Player(before)
    player.play(TALK)
    archive = tmp_path / "monday.tar.gz"
    made = backups.make(office(before, database, tmp_path / "data"), archive)
    assert (made.missing, made.manifest.kind) == (0, "sqlite" if database.embedded else "postgresql")
    spoken = said(before)
    backups.restore(office(before, elsewhere, tmp_path / "restored"), archive, None)

    after = rigs.build(elsewhere, read, tmp_path / "restored", beside=before)
    after.tick()
    assert said(after) == spoken
    player.rig = after
    heard = player.play("คุณ: ปลัดเทศบาล\n")
    asked = [q.ask for q in _ling(after).questions]
    step = next(i for i, ask in enumerate(asked) if ask in spoken[-1])
    assert asked[step + 1] in heard
    assert elsewhere.schema_fault() is None
    before.close()


def _ling(rig: Rig):  # type: ignore[no-untyped-def]
    with rig.bot.database.read() as tx:
        return tx.programmes.catalogue().get("ling")


def test_what_waited_and_was_sent_since_is_not_sent_again(
    database: Placed, elsewhere: Placed, read: Reader, tmp_path: Path, tools: None
) -> None:
    """In the copy these wait; the lost installation sent them afterwards."""
    before = rigs.build(database, read, tmp_path / "data", "2024-04-05 09:00")
    token = before.line.person("คุณ").text("x")["replyToken"]
    people = [user_id(name) for name in ("คุณ", "มาลี", "มานะ")]
    for name in ("คุณ", "มาลี", "มานะ"):
        before.line.person(name)
    with before.bot.database.begin() as tx:
        now, machine = before.clock.now(), before.clock.machine()
        answer = (Reply("คำตอบ"),)
        tx.outbox.put(Letter("reply:E1", ME, answer, token, machine + timedelta(minutes=1)), now)
        tx.outbox.put(Letter("decision:a:1", people[1], (Reply("ผล"),)), now)
        for person in people[1:]:
            tx.outbox.put(Letter(f"change:{person}", person, (Reply("เลื่อนวัน"),)), now)
    archive = tmp_path / "b.tar.gz"
    backups.make(office(before, database, tmp_path / "data"), archive)
    before.deliver()
    delivered = {name: said(before, name) for name in ("คุณ", "มาลี", "มานะ")}
    assert sum(map(len, delivered.values())) >= 3

    before.clock.wait(timedelta(hours=3))
    _, settled = backups.restore(office(before, elsewhere, tmp_path / "restored"), archive, None)
    assert "reply:E1" in settled.held
    after = rigs.build(elsewhere, read, tmp_path / "restored", beside=before)
    for _ in range(3):
        after.clock.wait(timedelta(minutes=10))
        after.tick()
    assert {name: said(after, name) for name in delivered} == delivered
    with elsewhere.read() as tx:
        kept = {failed.key for failed in tx.outbox.failed() if failed.kept}
    assert kept == set(settled.held)
    before.close()


@pytest.mark.parametrize(("hours", "left"), [(1, 1), (30, 0)])
def test_what_line_would_recognise_goes_on_by_itself_while_it_does(
    database: Placed, elsewhere: Placed, read: Reader, tmp_path: Path, tools: None, hours: int, left: int
) -> None:
    before = rigs.build(database, read, tmp_path / "data", "2024-04-05 09:00")
    before.line.person("คุณ")
    group = "C" + "1" * 32
    with before.bot.database.begin() as tx:
        tx.outbox.put(Letter("reminder:x", group, (Reply("เตือน"),)), before.clock.now())
    backups.make(office(before, database, tmp_path / "data"), tmp_path / "b.tar.gz")
    before.clock.wait(timedelta(hours=hours))
    _, settled = backups.restore(
        office(before, elsewhere, tmp_path / "restored"), tmp_path / "b.tar.gz", None
    )
    assert (settled.waiting, len(settled.held)) == (left, 1 - left)
    before.close()


def test_reminders_due_since_are_passed_over_and_named_or_sent_late_if_nobody_can_have(
    database: Placed, elsewhere: Placed, read: Reader, tmp_path: Path, tools: None
) -> None:
    before = rigs.build(database, read, tmp_path / "data", "2024-05-09 17:00")
    before.tick()
    backups.make(office(before, database, tmp_path / "data"), tmp_path / "b.tar.gz")
    before.clock.wait(timedelta(hours=3))
    _, settled = backups.restore(
        office(before, elsewhere, tmp_path / "restored"), tmp_path / "b.tar.gz", bangkok("2024-05-09 17:30")
    )
    assert settled.reminders == []
    again = Placed(elsewhere.url)
    with again.begin() as tx:
        eves = [r.rule for r in tx.reminders.pass_over(before.clock.now()) if r.programme == "ling"]
        assert "eve" in eves
        assert "eve" in {one.rule for one in tx.reminders.missed("ling")}
        assert "eve" not in {r.rule for r in tx.reminders.planned(until=before.clock.now())}
    again.close()
    before.close()


# The archive


@pytest.fixture
def made(database: Placed, read: Reader, tmp_path: Path, tools: None) -> Iterator[tuple[Rig, Path]]:
    """A rig with a file that somebody sent, and a backup of it."""
    rig = rigs.build(database, read, tmp_path / "data", "2024-04-05 09:00")
    with database.begin() as tx:
        tx.people.conversation(ME, rig.clock.now())
    Player(rig).play("@ 2024-04-05 09:00\nคุณ: สวัสดีค่ะ\n")
    id = "ab" + "0" * 30
    stored = rig.bot.files.path(id)
    stored.parent.mkdir(parents=True)
    stored.write_bytes(b"%PDF-1.7 plan")
    with database.begin() as tx:
        session = tx.attachments._session
        session.add(
            AttachmentRow(
                id=id,
                application_id=None,
                question="plan",
                message_id="m1",
                state="stored",
                attempts=1,
                mime="application/pdf",
                size=13,
                at=rig.clock.now(),
            )
        )
    path = tmp_path / "backup.tar.gz"
    backups.make(office(rig, database, tmp_path / "data"), path)
    yield rig, path
    rig.close()


def test_files_people_sent_come_along(made: tuple[Rig, Path], elsewhere: Placed, tmp_path: Path) -> None:
    rig, path = made
    assert path.stat().st_mode & 0o777 == 0o600
    backups.restore(office(rig, elsewhere, tmp_path / "restored"), path, None)
    (file,) = [it for it in (tmp_path / "restored" / "files").rglob("*") if it.is_file()]
    assert file.read_bytes() == b"%PDF-1.7 plan"


def test_only_an_empty_database_is_restored_into(
    made: tuple[Rig, Path], database: Placed, elsewhere: Placed, tmp_path: Path
) -> None:
    rig, path = made
    with pytest.raises(CannotCopy, match="not empty"):
        backups.restore(office(rig, database, tmp_path / "restored"), path, None)
    elsewhere.migrate()
    with pytest.raises(CannotCopy, match="not empty"):
        backups.restore(office(rig, elsewhere, tmp_path / "restored"), path, None)


def spoilt(path: Path, how: str) -> Path:
    """A copy of an archive with something wrong."""
    target = path.with_name(f"{how}.tar.gz")
    if how == "cut":
        target.write_bytes(path.read_bytes()[:-200])
        return target
    if how == "noise":
        target.write_bytes(b"no archive at all")
        return target
    with tarfile.open(path) as old, tarfile.open(target, "w:gz") as new:
        for member in old:
            stream = old.extractfile(member)
            assert stream is not None
            body = stream.read()
            if how == "changed" and member.name.startswith("files/"):
                body = b"X" + body[1:]
            if how == "unlisted" and member.name == "manifest.json":
                continue
            if how == "newer" and member.name == "manifest.json":
                body = json.dumps({**json.loads(body), "revision": "9999"}).encode()
            if how == "climbing" and member.name.startswith("files/"):
                member.name = "files/../../../etc/passwd"
            if how == "less" and member.name.startswith("files/"):
                continue
            member.size = len(body)
            new.addfile(member, io.BytesIO(body))
    return target


@pytest.mark.parametrize(
    ("how", "what"),
    [
        ("cut", "backup"),
        ("noise", "no backup"),
        ("changed", "damaged: files/ab"),
        ("less", "damaged: files/ab"),
        ("unlisted", "its list is missing"),
        ("newer", "newer version"),
        ("climbing", "which no backup does"),
    ],
)
def test_an_archive_that_is_not_whole_changes_nothing(
    made: tuple[Rig, Path], elsewhere: Placed, tmp_path: Path, how: str, what: str
) -> None:
    rig, path = made
    with pytest.raises(BadArchive, match=what) as error:
        backups.restore(office(rig, elsewhere, tmp_path / "restored"), spoilt(path, how), None)
    assert "\n" not in str(error.value)
    assert elsewhere.is_empty() and not (tmp_path / "restored" / "files").exists()


@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
@pytest.mark.postgresql
def test_without_pg_dump_it_says_what_is_missing(
    database: Placed, read: Reader, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rig = rigs.build(database, read, tmp_path / "data")
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(CannotCopy, match="pg_dump is not on PATH"):
        backups.make(office(rig, database, tmp_path / "data"), tmp_path / "b.tar.gz")
    assert not (tmp_path / "b.tar.gz").exists()
    rig.close()
