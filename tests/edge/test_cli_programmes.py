"""`rapsamak programme`: files in and out; a mistake is named by file, line and field, and changes nothing."""

from __future__ import annotations

import io
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.process.settings import PROGRAMMES
from tests.edge.terminal import Ran, Terminal

LING = (PROGRAMMES / "ling.yaml").read_text("utf-8")


@pytest.fixture
def edited(tmp_path: Path) -> Callable[..., Path]:
    """Writes a copy of LInG's file with some of its text replaced."""

    def write(*changes: tuple[str, str], name: str = "edited.yaml") -> Path:
        text = LING
        for old, new in changes:
            assert old in text
            text = text.replace(old, new, 1)
        path = tmp_path / name
        path.write_text(text, "utf-8")
        return path

    return write


@pytest.fixture
def loaded(terminal: Terminal) -> Terminal:
    """The command line with LInG in the database."""
    assert terminal("programme", "load", PROGRAMMES / "ling.yaml").code == 0
    return terminal


def complaints(ran: Ran) -> list[str]:
    """What it complained of, without the command's name."""
    assert ran.code == 1
    return [line.removeprefix("rapsamak: ") for line in ran.lines]


def line_of(text: str) -> int:
    """The line of LInG's file on which a text stands."""
    return LING[: LING.index(text)].count("\n") + 1


def test_a_file_is_loaded_and_says_what_came(terminal: Terminal) -> None:
    ran = terminal("programme", "load", PROGRAMMES / "ling.yaml")
    assert ran.code == 0
    assert ran.text.startswith("ling: new, 14 sessions, ")
    assert "ling: session d01 on 2024-05-10 is on a holiday: วันพืชมงคล" in ran.text
    assert terminal("programme", "load", PROGRAMMES / "ling.yaml").text == "ling: unchanged\n"


def test_what_is_dumped_can_be_loaded_and_changes_nothing(loaded: Terminal, tmp_path: Path) -> None:
    dumped = loaded("programme", "dump", "ling")
    assert dumped.code == 0 and "ตั้งแต่ 10 พฤษภาคม – 22 มิถุนายน 2567" in dumped.text
    path = tmp_path / "dumped.yaml"
    path.write_bytes(dumped.out)
    assert loaded("programme", "load", path).text == "ling: unchanged\n"


def test_a_changed_file_says_what_changed(loaded: Terminal, edited: Callable[..., Path]) -> None:
    path = edited(
        ("{id: d01, date: 2024-05-10}", "{id: d01, date: 2024-05-09, place: ห้องประชุม 1}"),
        ("{id: d14, date: 2024-06-22}", "{id: d15, date: 2024-06-28}"),
        ("closes: 2024-04-22", "closes: 2024-04-30"),
    )
    ran = loaded("programme", "load", path)
    assert ran.code == 0
    assert ran.text.splitlines() == [
        "ling: applications changed",
        "ling: session d01 moved from 2024-05-10 to 2024-05-09",
        "ling: session d15 added",
        "ling: session d14 dropped",
        "ling: reminders: 6 added, 4 dropped",
    ]


def test_a_change_to_a_day_that_is_over_is_told_to_staff_too(
    loaded: Terminal, edited: Callable[..., Path]
) -> None:
    loaded.set(BOT_CLOCK="2024-07-01T09:00+07:00")
    path = edited(("{id: d01, date: 2024-05-10}", "{id: d01, date: 2024-05-10, place: ห้องประชุม 1}"))
    assert "unchanged" not in loaded("programme", "load", path).text


MISTAKES: dict[str, tuple[tuple[str, str], str, str]] = {
    "no such day": (("closes: 2024-04-22", "closes: 2024-02-30"), "applications.closes", "ต้องเป็นวันที่"),
    "Buddhist year as a word": (
        ("closes: 2024-04-22", "closes: 22 เมษายน"),
        "applications.closes",
        "ต้องเป็นวันที่",
    ),
    "no such hour": (('at: "18:00"', 'at: "25:00"'), "reminders.1.at", "ต้องเป็นเวลา"),
    "a misspelt field": (("short_name:", "shortname:"), "shortname", "ไม่มีช่องชื่อนี้"),
    "a misspelt state": (("state: accepting", "state: acepting"), "applications.state", "ต้องเป็นค่าใดค่าหนึ่ง"),
    "an empty name": (
        ("name_en: Local Innovative Government (LInG)", "name_en: ''"),
        "name_en",
        "เว้นว่างไม่ได้",
    ),
    "a bad prefix": (("prefix: LING", "prefix: ling-1"), "applications.prefix", "รูปแบบ"),
    "a field given twice": (("facts:", "id: ling\nfacts:"), "id", "สองครั้ง"),
    "an unknown kind of question": (
        ("kind: province", "kind: county"),
        "questions.5.kind",
        "ไม่มีคำถามชนิด",
    ),
    "an unknown kind of reminder": (("kind: eve", "kind: dawn"), "reminders.1.kind", "ไม่มีการเตือนชนิด"),
    "a question twice": (("key: position", "key: full_name"), "questions.2.key", "ซ้ำกัน"),
    "a session twice": (("{id: d02,", "{id: d01,"), "sessions.2.id", "ซ้ำกัน"),
    "closes before it opens": (("closes: 2024-04-22", "closes: 2024-01-22"), "applications.closes", "ก่อน"),
    "a fact about nothing": (("about: aim", "about: weather"), "facts.4.about", "weather"),
    "an end before its start": (
        ("{id: d01, date: 2024-05-10}", '{id: d01, date: 2024-05-10, starts: "16:00", ends: "09:00"}'),
        "sessions.1.ends",
        "ต้องหลัง starts",
    ),
    "not kept at all": (("keep_days: 180", "keep_days: 0"), "applications.privacy.keep_days", "ต้องไม่น้อยกว่า"),
}


@pytest.mark.parametrize("what", MISTAKES)
def test_a_mistake_is_named_by_line_and_field_and_changes_nothing(
    loaded: Terminal, edited: Callable[..., Path], what: str
) -> None:
    change, field, words = MISTAKES[what]
    before = loaded("programme", "dump", "ling").out
    path = edited(change)
    (complaint,) = [it for it in complaints(loaded("programme", "load", path)) if field in it][:1]
    assert complaint.startswith(f"edited.yaml:{line_of(change[0])}: {field}: ")
    assert words in complaint
    assert loaded("programme", "dump", "ling").out == before


@pytest.mark.parametrize("what", MISTAKES)
def test_every_complaint_is_one_line_with_file_and_line(
    loaded: Terminal, edited: Callable[..., Path], what: str
) -> None:
    for complaint in complaints(loaded("programme", "load", edited(MISTAKES[what][0]))):
        file, line, rest = complaint.split(":", 2)
        assert (file, line.isdigit(), bool(rest.strip())) == ("edited.yaml", True, True)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"id: [ling", "YAML"),
        (b"id: ling\n\tname: x", "YAML"),
        (b"- a\n- b", "รายการช่อง"),
        (b"", "รายการช่อง"),
        (b"just words", "รายการช่อง"),
        (LING.encode("tis-620", "replace"), "UTF-8"),
        (b"\x89PNG\r\n\x1a\n\0\0", "UTF-8"),
        (b"a: &a [x]\nb: *a\nc: !!python/object:os.system x", "YAML"),
        (b"x: " + b"[" * 3000 + b"]" * 3000, ""),
        (b"#" * 1_000_001, "ใหญ่เกิน"),
    ],
    ids=["open list", "tab", "list", "empty", "words", "TIS-620", "picture", "tag", "deep", "huge"],
)
def test_what_is_no_programme_file_is_told_in_lines(
    loaded: Terminal, tmp_path: Path, content: bytes, words: str
) -> None:
    path = tmp_path / "odd.yaml"
    path.write_bytes(content)
    found = complaints(loaded("programme", "load", path))
    assert all(it.startswith("odd.yaml:") for it in found)
    assert words in found[0]


def test_a_file_that_is_not_there_is_named(loaded: Terminal, tmp_path: Path) -> None:
    (complaint,) = complaints(loaded("programme", "load", tmp_path / "none.yaml"))
    assert "none.yaml" in complaint and "ไม่พบไฟล์" in complaint


def test_with_one_bad_file_the_good_ones_wait_too(terminal: Terminal, edited: Callable[..., Path]) -> None:
    good = edited(("id: ling", "id: good"), ("prefix: LING", "prefix: GOOD"), name="good.yaml")
    bad = edited(("closes: 2024-04-22", "closes: someday"), name="bad.yaml")
    assert len(complaints(terminal("programme", "load", good, bad))) == 1
    assert terminal("programme", "list", "--json").json == []
    assert terminal("programme", "load", good).code == 0


def test_a_prefix_that_another_programme_has_is_refused(
    loaded: Terminal, edited: Callable[..., Path]
) -> None:
    path = edited(("id: ling", "id: other"))
    (complaint,) = complaints(loaded("programme", "load", path))
    assert "applications.prefix" in complaint and "ling" in complaint


def test_single_settings_are_changed(loaded: Terminal) -> None:
    ran = loaded(
        "programme", "set", "ling", "applications.state=closed", "capacity=30", "sessions.1.place=ห้อง 1"
    )
    assert ran.code == 0
    dumped = loaded("programme", "dump", "ling").text
    assert "state: closed" in dumped and "capacity: 30" in dumped and "place: ห้อง 1" in dumped
    assert loaded("programme", "set", "ling", "capacity=30").text == "ling: unchanged\n"
    (row,) = loaded("programme", "list", "--json").json
    assert (row["id"], row["state"], row["sessions"]) == ("ling", "closed", 14)


@pytest.mark.parametrize(
    ("setting", "words"),
    [
        ("capacity=none at all", "capacity"),
        ("capacity=0", "capacity"),
        ("applications.state=perhaps", "applications.state"),
        ("no_such_field=1", "no_such_field"),
        ("closes=2024-01-01", "applications.closes"),
        ("id=other", "id"),
        ("name.part=1", "name"),
        ("questions.5.kind=county", "questions.5.kind"),
    ],
)
def test_a_wrong_setting_is_refused_and_changes_nothing(loaded: Terminal, setting: str, words: str) -> None:
    before = loaded("programme", "dump", "ling").out
    ran = loaded("programme", "set", "ling", "short_name=ใหม่", setting)
    assert words in complaints(ran)[0]
    assert loaded("programme", "dump", "ling").out == before


@pytest.mark.parametrize(
    "setting", ["sessions.99.place=x", "sessions.first.place=x", "name=[x", "name=@x", "sessions.0.place=x"]
)
def test_a_setting_that_leads_nowhere_ends_in_one_line(loaded: Terminal, setting: str) -> None:
    before = loaded("programme", "dump", "ling").out
    ran = loaded("programme", "set", "ling", setting)
    assert ran.code in (0, 1, 2) and "Traceback" not in ran.error
    if setting.startswith("sessions"):
        assert ran.code != 0 and loaded("programme", "dump", "ling").out == before


def test_a_setting_without_a_value_is_bad_usage(loaded: Terminal) -> None:
    assert loaded("programme", "set", "ling", "capacity").code == 2
    assert loaded("programme", "set", "ling").code == 2


@pytest.mark.parametrize("command", [("set", "none", "capacity=3"), ("dump", "none")])
def test_an_unknown_programme_is_told_with_those_there_are(
    loaded: Terminal, command: tuple[str, ...]
) -> None:
    (complaint,) = complaints(loaded("programme", *command))
    assert "none" in complaint and "ling" in complaint


def test_the_list_says_how_each_stands(loaded: Terminal) -> None:
    assert loaded("programme", "list").text.startswith("ling\tLInG (ลิ้ง)\t")
    (row,) = loaded("programme", "list", "--json").json
    assert {"id", "name", "short_name", "state", "standing", "sessions", "facts"} <= row.keys()
    loaded.set(BOT_CLOCK="2024-04-23T00:00+07:00")
    (later,) = loaded("programme", "list", "--json").json
    assert later["standing"] != row["standing"]


def test_the_form_of_files_can_be_had_for_editors(terminal: Terminal) -> None:
    assert "applications" in terminal("programme", "schema").json["properties"]


def test_a_new_file_is_right_as_it_is(
    loaded: Terminal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(""))  # nobody answers: the defaults stand
    path = tmp_path / "waste.yaml"
    assert loaded("programme", "new", "waste", "--out", path).code == 0
    assert loaded("programme", "load", path).code == 0
    assert "waste" in loaded("programme", "list").text
    assert loaded("programme", "new", "waste", "--out", path).code == 2, "it is not written over"


def test_a_checked_file_is_not_loaded(
    loaded: Terminal, edited: Callable[..., Path], model_path: Path, tmp_path: Path
) -> None:
    shutil.copy(model_path, tmp_path / "data" / "model.json.gz")
    path = edited(("id: ling", "id: other"), ("prefix: LING", "prefix: OTHER"))
    ran = loaded("programme", "check", path)
    assert ran.code == 0
    assert "ถาม: อบรมวันไหนบ้าง" in ran.text and "10 พฤษภาคม – 22 มิถุนายน 2567" in ran.text
    assert "  - ค่าลงทะเบียนเท่าไหร่" in ran.text.partition("ถ้าประกาศบอกไว้")[2]
    assert "other" not in loaded("programme", "list").text
