"""Programme files: round trips, and what is said of a bad one."""

# ruff: noqa: E501 (a mistake and what is said of it stand in one row)
from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.cli.preparing import shipped
from handlers.office import programme_faults
from handlers.wording import faults as words
from models import programme_file
from models.catalogue import Catalogue
from models.programme_file import BadFile, Fault

ROOT = Path(__file__).parents[3]
GOOD = (ROOT / "programmes" / "ling.yaml").read_text("utf-8")


def found(text: str) -> list[Fault]:
    """Everything wrong with a file."""
    try:
        loaded = programme_file.parse(text, "mine.yaml")
    except BadFile as error:
        return error.faults
    others = Catalogue(tuple(file.programme for file in shipped() if file.programme.id != "ling"))
    return [loaded.fault(it.path, it.what) for it in programme_faults.faults(loaded.programme, others)]


def faults(text: str) -> list[str]:
    """The same in lines."""
    return list(map(str, found(text)))


def change(old: str, new: str) -> Callable[[], str]:
    """The good file with one thing changed."""

    def changed() -> str:
        assert old in GOOD, old
        return GOOD.replace(old, new, 1)

    return changed


MISTAKES = [
    (
        "comma within braces",
        change("reminders:\n", "fees:\n  - {who: ทุกคน, amount: 1200, quote: คนละ 1,200 บาท}\nreminders:\n"),
        "a comma within {…} ends a text",
    ),
    ("not YAML", change("id: ling", "id: [ling"), "not YAML"),
    ("tab indent", change("  title: LInG", "\ttitle: LInG"), "not YAML"),
    ("no mapping", lambda: "- a\n- b\n", "a programme file is a mapping of fields"),
    ("empty", lambda: "", "a programme file is a mapping of fields"),
    ("misspelt field", change("short_name:", "shortname:"), "shortname: is not a field of a programme file"),
    ("missing field", change("name_en:", "#"), ""),
    ("no id", change("id: ling", "#"), "id: is missing"),
    ("bad id", change("id: ling", "id: LInG 1"), "id: does not have the form"),
    ("given twice", change("id: ling", "id: ling\nid: ling"), "mine.yaml:4: id: is given twice"),
    ("bad date", change("date: 2024-05-10", "date: 10 May"), "sessions.1.date: is not a date such as 2024-05-10"),
    ("Buddhist year", change("date: 2024-05-10", "date: 2567-05-10"), "sessions.1.date: is in a Buddhist year"),
    ("impossible date", change("date: 2024-05-10", "date: 2024-02-30"), "sessions.1.date: is not a date"),
    ("bad time", change('at: "18:00"', "at: six"), 'reminders.1.at: is not a time such as "18:00"'),
    ("unknown state", change("state: accepting", "state: open"), "applications.state: is not one of"),
    ("bad prefix", change("prefix: LING", "prefix: Ling1"), "applications.prefix: does not have the form"),
    ("another's prefix", change("prefix: LING", "prefix: PYP"), "applications.prefix: PYP is the prefix of pyp"),
    ("window turned round", change("closes: 2024-04-22", "closes: 2024-03-01"), "applications.closes: is before opens"),
    ("unknown question", change("kind: phone", "kind: fax"), "questions.6.kind: fax is no kind of question"),
    ("question twice", change("key: position", "key: full_name"), "questions.2.key: full_name is there twice"),
    ("choice of nothing", change("    options:\n", "    suggest: [ก]\n    x_options:\n"), "is not a field"),
    ("unknown reminder", change("kind: eve", "kind: noon"), "reminders.1.kind: noon is no kind of reminder"),
    ("session twice", change("id: d02", "id: d01"), "sessions.2.id: d01 is there twice"),
    ("unknown aspect", change("about: host", "about: weather"), "facts.2.about: nobody can ask about weather"),
    ("fact without quote", change("    quote: NIA จึงได้", "    note: NIA จึงได้"), "facts.2.quote: is missing"),
    ("empty text", change("text: สร้างผู้นำและเครือข่าย", "text: \"\"\n    note: สร้างผู้นำและเครือข่าย"), "facts.4.text: is empty"),
    ("no days kept", change("keep_days: 180", "keep_days: 0"), "applications.privacy.keep_days:"),
    ("unknown people", change("community_leader]", "martian]"), "audiences.1.who.5:"),
    ("long short name", change("short_name: LInG (ลิ้ง)", "short_name: A programme with a long name"), "short_name: is longer than 20"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("make", "said"), [m[1:] for m in MISTAKES if m[2]], ids=[m[0] for m in MISTAKES if m[2]]
)
def test_a_mistake_is_named_with_file_line_and_field(make: Callable[[], str], said: str) -> None:
    lines = faults(make())
    assert any(said in line for line in lines), lines
    assert all(line.startswith("mine.yaml:") and "\n" not in line for line in lines)


@pytest.mark.parametrize("make", [m[1] for m in MISTAKES if m[2]], ids=[m[0] for m in MISTAKES if m[2]])
def test_a_mistake_is_told_in_thai(make: Callable[[], str]) -> None:
    for fault in found(make()):
        assert re.search("[ก-๎]", words.what(fault.what)), fault.what


def test_what_may_be_left_out_may_be_left_out() -> None:
    assert faults(GOOD.replace("name_en: Local Innovative Government (LInG)\n", "")) == []


@pytest.mark.parametrize("file", shipped(), ids=lambda f: f.programme.id)
def test_a_shipped_file_is_right_and_comes_back_the_same(file: programme_file.Loaded) -> None:
    assert list(programme_faults.faults(file.programme, Catalogue())) == []
    assert programme_file.parse(programme_file.dump(file.programme), "again").programme == file.programme


@pytest.mark.parametrize("file", shipped(), ids=lambda f: f.programme.id)
def test_every_statement_has_its_quote(file: programme_file.Loaded) -> None:
    programme = file.programme
    stated = [*programme.facts, *programme.modules, *programme.levels, *programme.audiences]
    assert stated
    assert all(one.quote.strip() for one in stated)
    if programme.applications.opens or programme.applications.closes:
        assert programme.applications.window_quote


def test_the_published_schema_is_the_one_in_force() -> None:
    published = json.loads((ROOT / "docs" / "programme.schema.json").read_text("utf-8"))
    assert published == json.loads(json.dumps(programme_file.schema()))


def test_the_documented_file_is_right_as_it_stands() -> None:
    guide = (ROOT / "docs" / "programme-files.md").read_text("utf-8")
    example = re.search(r"## A small complete file\n\n```yaml\n(.*?)```", guide, re.DOTALL)
    assert example is not None
    assert faults(example[1]) == []
