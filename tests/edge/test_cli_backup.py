"""`rapsamak backup` and `restore` as an operator uses them."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from bot.process.settings import PROGRAMMES
from models.store import Database
from tests.databases import NewUrl, Placed, new_url
from tests.edge.terminal import Terminal


@pytest.fixture
def office(
    request: pytest.FixtureRequest, terminal: Terminal, database: Placed, monkeypatch: pytest.MonkeyPatch
) -> Terminal:
    """The command line on a database with a programme, and the server's own pg_dump on PATH."""
    if not database.embedded:
        server: NewUrl = request.getfixturevalue("postgres_url")
        monkeypatch.setenv("PATH", f"{server.binaries}{os.pathsep}{os.environ['PATH']}")
    assert terminal("programme", "load", PROGRAMMES / "ling.yaml").code == 0
    return terminal


def test_there_and_back(
    request: pytest.FixtureRequest, office: Terminal, database: Placed, tmp_path: Path
) -> None:
    file = tmp_path / "backups" / "monday.tar.gz"
    ran = office("backup", file)
    kind = "sqlite" if database.embedded else "postgresql"
    assert ran.code == 0 and f"{file}: {kind}, schema " in ran.text and "checked" in ran.text
    folder = tmp_path / "new"
    folder.mkdir()
    office.set(DATABASE_URL=new_url(kind, request, folder, migrated=False), DATA_DIR=str(folder))
    ran = office("restore", file)
    assert ran.code == 0, ran.error
    assert "restored the state of" in ran.text and "rapsamak release" in ran.text
    assert [row["id"] for row in office("programme", "list", "--json").json] == ["ling"]
    ran = office("restore", file)
    (line,) = ran.lines
    assert ran.code == 1 and "not empty" in line


def test_what_is_no_backup_is_one_line(office: Terminal, tmp_path: Path) -> None:
    file = tmp_path / "x.tar.gz"
    assert office("restore", file).code == 2
    file.write_bytes(b"nothing of the kind")
    new = tmp_path / "new"
    office.set(DATABASE_URL=f"sqlite:///{new / 'x.sqlite3'}", DATA_DIR=str(new))
    ran = office("restore", file)
    (line,) = ran.lines
    assert ran.code == 1 and "no backup" in line
    assert office("restore", file, "--ran-until", "yesterday").code == 2


def test_the_doctor_says_when_the_last_one_was_made(
    office: Terminal, database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.process.reading.fault", lambda path: None)
    assert "no backup has been made from here" in office("doctor").text
    assert office("backup", tmp_path / "b.tar.gz").code == 0
    assert "backup" not in office("doctor").text
    (tmp_path / "data" / "last-backup.json").write_text('{"at": "2024-01-01T00:00:00+00:00", "file": "/x"}')
    assert "the last backup is " in office("doctor").text
