"""Applications out of a table, from the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot.cli.preparing import shipped
from handlers.office import programmes
from models.store import Database
from tests.edge.terminal import Terminal
from tests.store.making import NOW

FORM = Path(__file__).parents[1] / "data" / "imports" / "form.csv"
MAP = {
    "ประทับเวลา": "submitted_at",
    "ชื่อ-นามสกุล ผู้สมัคร": "full_name",
    "ตำแหน่งปัจจุบัน": "position",
    "ประเภทหน่วยงาน": "organisation_type",
    "ชื่อหน่วยงาน": "organisation",
    "จังหวัด": "province",
    "เบอร์โทรศัพท์มือถือ": "phone",
    "ที่อยู่อีเมล": "email",
    "เหตุผลที่สมัคร": None,
}


@pytest.fixture
def with_programmes(terminal: Terminal, database: Database) -> Terminal:
    """The command line, and the shipped programmes."""
    with database.begin() as tx:
        for loaded in shipped():
            programmes.keep(tx, loaded.programme, NOW)
    return terminal


def written(folder: Path, mapping: object) -> Path:
    """A map in a file."""
    path = folder / "map.json"
    path.write_text(json.dumps(mapping, ensure_ascii=False), "utf-8")
    return path


def test_a_table_is_looked_at_taken_and_taken_once(with_programmes: Terminal, tmp_path: Path) -> None:
    run, mapping = with_programmes, written(tmp_path, MAP)
    looked = run("import", "ling", FORM, "--map", mapping, "--dry-run")
    assert looked.code == 0
    *details, last = looked.text.splitlines()
    assert last == "4 rows: 2 would be taken, 1 with problems, 1 duplicates"
    assert details[0].startswith("line 4: เบอร์โทรศัพท์มือถือ: ") and "line 5: " in details[1]
    assert run("application", "list", "ling", "--json").json == []
    taken = run("import", "ling", FORM, "--map", mapping)
    assert taken.text.splitlines()[-1] == "4 rows: 2 taken, 1 with problems, 1 duplicates"
    rows = run("application", "list", "ling", "--json").json
    assert [row["full_name"] for row in rows] == ["นางสาวสมศรี ใจดี", "วิชัย ทองคำ"]
    again = run("import", "ling", FORM, "--map", mapping)
    assert again.text.splitlines()[-1] == "4 rows: 0 taken, 1 with problems, 3 duplicates"
    entries = [e for e in run("audit", "--json").json if e["action"] == "import"]
    assert [(e["object"], e["after"]) for e in entries] == [("ling", "2 applications")]


@pytest.mark.parametrize(
    ("mapping", "code", "said"),
    [
        ({"ไม่มีคอลัมน์นี้": "phone"}, 2, "ไม่มีคอลัมน์นี้"),
        ({"จังหวัด": "nothing"}, 2, "nothing"),
        ({"จังหวัด": "province", "ประทับเวลา": "province"}, 2, "two columns"),
        ([], 2, "not a JSON object"),
    ],
)
def test_a_map_that_fits_nothing_is_named(
    with_programmes: Terminal, tmp_path: Path, mapping: object, code: int, said: str
) -> None:
    ran = with_programmes("import", "ling", FORM, "--map", written(tmp_path, mapping))
    assert ran.code == code and len(ran.lines) == 1 and said in ran.error


def test_what_is_no_table_is_named(with_programmes: Terminal, tmp_path: Path) -> None:
    program = tmp_path / "form.csv"
    program.write_bytes(b"MZ\x90\x00" + bytes(100))
    ran = with_programmes("import", "ling", program, "--map", written(tmp_path, MAP))
    assert (ran.code, len(ran.lines)) == (2, 1) and "neither CSV" in ran.error
    ran = with_programmes("import", "nothing", FORM, "--map", written(tmp_path, MAP))
    assert ran.code == 1 and "no programme nothing" in ran.error
