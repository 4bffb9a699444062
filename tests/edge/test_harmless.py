"""What people type never steers a terminal, forges a line of output or a line of a log."""

from __future__ import annotations

import io
import json
import logging
import sys
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.process.logs import FORMAT
from bot.process.plain import OneLine, plain
from bot.process.settings import PROGRAMMES
from models.application import Application, ApplicationState
from models.case import CaseKind
from models.store import Database
from tests.edge.terminal import Terminal
from tests.edge.words import read_words
from tests.fakes import bangkok

NOW = bangkok("2024-04-05 09:00")
EVIL = (
    "\x1b]0;pwned\x07 \x1b[2J\x1b[31mแดง \x9b2J \x90q\x9c \u202eกลับ\u202c \u2066x\u2069 \x08\x7f\r"
    "ทับ\nLING-FORGED\tapproved"
)
FORBIDDEN = [
    *(chr(c) for c in range(0x20) if chr(c) not in "\t\n"),
    *(chr(c) for c in range(0x7F, 0xA0)),
    *"\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u2028\u2029",
]


def steering(text: str) -> list[str]:
    """Which characters of a text would steer a terminal."""
    return [f"U+{ord(c):04X}" for c in FORBIDDEN if c in text]


@pytest.fixture
def office(terminal: Terminal, database: Database, monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """The command line after somebody has put evil into everything that takes words."""
    assert terminal("programme", "load", PROGRAMMES / "ling.yaml").code == 0
    monkeypatch.setattr("bot.process.reading.fault", lambda path: None)
    monkeypatch.setattr("bot.process.reading.load", lambda path: read_words)
    answers: dict[str, Any] = {
        "full_name": EVIL,
        "position": EVIL,
        "organisation_type": "local_government",
        "organisation": EVIL,
        "province": "สงขลา",
        "phone": {"number": "+66812345678"},
        "email": None,
        "local_problem": EVIL,
    }
    with database.begin() as tx:
        person = "U" + "1" * 32
        tx.people.person(person, NOW)
        tx.people.set_name(person, EVIL)
        tx.people.set_following(person, False, NOW)
        tx.applications.add(
            Application(
                "a1",
                "ling",
                person,
                ApplicationState.APPROVED,
                created_at=NOW,
                updated_at=NOW,
                reference="LING-AAAAA2",
                answers=answers,
                consented_at=NOW,
                submitted_at=NOW,
            )
        )
        tx.attachments.want("a1", "plan", "m1", EVIL, NOW)
        tx.cases.open(person, CaseKind.WORDS, "ling", EVIL, NOW)
        tx.learning.note(EVIL, "ling", "doubt", ("when",), NOW, asker="U1")
    return terminal


COMMANDS = [
    ["application", "list", "ling"],
    ["application", "list", "ling", "--json"],
    ["application", "files", "LING-AAAAA2"],
    ["session", "attendance", "ling"],
    ["session", "attendance", "ling", "--format", "csv"],
    ["reminders", "blocked", "ling"],
    ["case", "list"],
    ["case", "list", "--json"],
    ["case", "show", "1"],
    ["case", "show", "1", "--json"],
    ["question", "list"],
    ["question", "list", "--json"],
    ["outbox", "failed"],
    ["export", "ling"],
    ["export", "ling", "--format", "csv-excel"],
    ["export", "ling", "--format", "json"],
    ["ask", f"กำหนดการ {EVIL}"],
    ["ask", f"กำหนดการ {EVIL}", "--json"],
    ["ask", "กำหนดการ", "--programme", EVIL],
    ["application", "decide", EVIL, "approve"],
    [EVIL],
]


@pytest.mark.parametrize("command", COMMANDS, ids=lambda it: " ".join(it)[:40].split("\x1b")[0])
def test_no_command_prints_what_steers_a_terminal(office: Terminal, command: list[str]) -> None:
    ran = office(*command)
    csv = (command[0] == "export" and "json" not in command) or "csv" in command
    out = ran.text.replace("\r\n", "\n") if csv else ran.text
    assert steering(out) == []
    assert steering(ran.error) == []


def test_what_was_typed_can_still_be_seen_and_is_the_same_in_json(office: Terminal) -> None:
    assert "\\u001b[2J" in office("question", "list").text
    assert office("question", "list", "--json").json[0]["text"] == EVIL
    (entry,) = office("application", "list", "ling", "--json").json
    assert entry["full_name"] == EVIL
    (exported,) = json.loads(office("export", "ling", "--format", "json").out)
    assert exported["full_name"] == EVIL


def test_a_line_end_in_a_name_makes_no_line_of_its_own(office: Terminal) -> None:
    for command in (["application", "list", "ling"], ["case", "list"], ["question", "list"]):
        assert len(office(*command).text.splitlines()) == 1, command
    shown = office("case", "show", "1").text.splitlines()
    assert [line for line in shown if line.startswith("LING-FORGED")] == []


def test_a_fault_of_ours_tells_nothing_that_steers_either(
    office: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError(EVIL)

    monkeypatch.setattr("bot.cli.application.applications.entries", broken)
    ran = office("application", "list", "ling")
    assert ran.code == 1 and "Traceback" in ran.error and "RuntimeError" in ran.error
    assert steering(ran.error) == []


def test_a_log_record_is_one_line_whatever_it_holds() -> None:
    out = io.StringIO()
    handler = logging.StreamHandler(out)
    handler.setFormatter(OneLine(FORMAT))
    log = logging.Logger("rapsamak.test")
    log.addHandler(handler)
    log.warning("said=%s", EVIL)
    (line,) = out.getvalue().splitlines()
    assert steering(line) == [] and "LING-FORGED" in line
    try:
        raise ValueError(EVIL)
    except ValueError:
        log.exception("failed")
    assert steering(out.getvalue()) == []


@given(st.text())
def test_any_text_is_made_harmless_and_json_keeps_its_meaning(text: str) -> None:
    shown = plain(text)
    assert steering(shown) == []
    assert plain(shown) == shown
    assert json.loads(plain(json.dumps([text], ensure_ascii=False))) == [text]


def test_progress_bars_go_past_it(capsys: pytest.CaptureFixture[str]) -> None:
    from bot.process import plain as module

    before = sys.stdout
    with module.streams():
        assert module.unfiltered() is before
        sys.stdout.write("\x1b[K\n")
        module.unfiltered().write("\x1b[K")
    assert capsys.readouterr().out == "\\u001b[K\n\x1b[K"
