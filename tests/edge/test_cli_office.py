"""What staff do on the command line: look, export, decide, answer; and what `doctor` finds."""

from __future__ import annotations

import csv
import io
import json
import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from bot.process.settings import PROGRAMMES
from bot.simulator.standin import Said
from models.application import Application, ApplicationState
from models.case import CaseKind, Line, Sender
from models.store import Database
from tests.databases import Placed
from tests.edge.post import ACCESS, Post
from tests.edge.terminal import Terminal
from tests.fakes import bangkok
from tests.ticking import tick

NOW = bangkok("2024-04-05 09:00")
COLUMNS = [
    *("reference", "status", "submitted_at", "full_name", "position", "organisation_type", "organisation"),
    *("province", "phone", "email", "local_problem"),
]
ANSWERS: dict[str, Any] = {
    "full_name": "สมชาย ใจดี",
    "position": "ปลัดเทศบาล",
    "organisation_type": "local_government",
    "organisation": "เทศบาลเมืองคอหงส์",
    "province": "สงขลา",
    "phone": {"number": "+66812345678"},
    "email": None,
    "local_problem": 'น้ำท่วม, "ขยะ"\nทุกปี',
}
EVIL: dict[str, Any] = {
    **ANSWERS,
    "full_name": "=HYPERLINK(1)",
    "position": "+66 วันนี้",
    "organisation": "-2+3",
    "email": "@SUM(A1)",
    "local_problem": "\t=1+1",
    "phone": {"number": "+6674123456", "extension": "12"},
}


def add(database: Database, id: str, answers: dict[str, Any], **more: Any) -> None:
    """A submitted application with the reference `LING-` and its id."""
    at = NOW + timedelta(minutes=int(id[-1]))
    with database.begin() as tx:
        tx.applications.add(
            Application(
                id,
                "ling",
                f"U{id}",
                **{"state": ApplicationState.SUBMITTED, **more},
                created_at=at,
                updated_at=at,
                reference=f"LING-{id}",
                answers=answers,
                consented_at=at,
                submitted_at=at,
            )
        )


@pytest.fixture
def office(terminal: Terminal, database: Placed) -> Terminal:
    """The command line with LInG, an honest application and one that means harm."""
    assert terminal("programme", "load", PROGRAMMES / "ling.yaml").code == 0
    add(database, "AAAAA2", ANSWERS)
    add(database, "AAAAA3", EVIL, needs_review=True)
    return terminal


def told(database: Database, user: str) -> list[str]:
    """What waits to be said to someone."""
    with database.read() as tx:
        keys = [key for key, _ in tx.outbox.keys("decision:")]
    with database.rehearse() as tx:
        texts = [m.replies[0].text for m in tx.outbox.take(user, NOW)]
    assert len(keys) >= len(texts)
    return texts


# Export


def test_csv_opens_in_excel_with_thai_and_in_the_agreed_columns(office: Terminal) -> None:
    exported = office("export", "ling", "--format", "csv")
    assert exported.code == 0
    assert exported.out.startswith(b"\xef\xbb\xbf")
    head, honest, _ = csv.reader(io.StringIO(exported.out.decode("utf-8-sig")))
    assert head[: len(COLUMNS)] == COLUMNS
    assert dict(zip(head, honest, strict=True)) == {
        "reference": "LING-AAAAA2",
        "status": "submitted",
        "submitted_at": "2024-04-05T09:02:00+07:00",
        **{key: value for key, value in ANSWERS.items() if key not in ("phone", "email")},
        "phone": "+66812345678",
        "email": "",
        "source": "",
    }


def test_no_cell_of_a_csv_starts_a_formula(office: Terminal) -> None:
    _, *rows = csv.reader(io.StringIO(office("export", "ling").out.decode("utf-8-sig")))
    phones = {"+66812345678", "+6674123456;ext=12"}
    dangerous = [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]
    assert set(dangerous) == phones
    assert "'=HYPERLINK(1)" in rows[1] and "'\t=1+1" in rows[1]


def test_xlsx_holds_the_same_as_texts_only(office: Terminal, tmp_path: Path) -> None:
    path = tmp_path / "ling.xlsx"
    assert office("export", "ling", "--format", "xlsx", "--out", path).code == 0
    book = load_workbook(path)
    rows = list(book.active.iter_rows())
    book.close()
    assert [cell.value for cell in rows[0]][: len(COLUMNS)] == COLUMNS
    assert [cell.value for cell in rows[2]][3] == "=HYPERLINK(1)"
    assert {cell.data_type for row in rows for cell in row if cell.value is not None} == {"s"}


def test_json_is_a_list_of_records(office: Terminal) -> None:
    honest, evil = office("export", "ling", "--format", "json").json
    assert list(honest)[: len(COLUMNS)] == COLUMNS
    assert honest["local_problem"] == ANSWERS["local_problem"]
    assert evil["full_name"] == "=HYPERLINK(1)"


def test_drafts_are_not_exported(office: Terminal, database: Placed) -> None:
    with database.begin() as tx:
        draft = Application("d", "ling", "Ud", ApplicationState.DRAFT, NOW, NOW, answers=ANSWERS)
        tx.applications.add(draft)
    assert len(office("export", "ling", "--format", "json").json) == 2


def test_an_export_of_nothing_has_its_heading(terminal: Terminal) -> None:
    terminal("programme", "load", PROGRAMMES / "ling.yaml")
    assert terminal("export", "ling").out.decode("utf-8-sig").strip().split(",")[:3] == COLUMNS[:3]
    assert terminal("export", "none").code == 1
    assert terminal("export", "ling", "--format", "pdf").code == 2


def test_an_export_that_cannot_be_written_ends_in_one_line(office: Terminal, tmp_path: Path) -> None:
    ran = office("export", "ling", "--out", tmp_path / "no such folder" / "x.csv")
    assert ran.code in (1, 2) and len(ran.lines) == 1 and "x.csv" in ran.error


# Decisions


def test_applications_are_listed(office: Terminal) -> None:
    text = office("application", "list", "ling").text
    assert text.splitlines()[0] == "LING-AAAAA2\tsubmitted\tสมชาย ใจดี"
    assert "needs review" in text.splitlines()[1]
    honest, evil = office("application", "list", "ling", "--json").json
    assert (honest["reference"], honest["needs_review"]) == ("LING-AAAAA2", False)
    assert evil["needs_review"] is True


@pytest.mark.parametrize(
    ("decision", "state"), [("approve", "approved"), ("reject", "rejected"), ("waitlist", "waitlisted")]
)
def test_a_decision_is_kept_and_told_once(
    office: Terminal, database: Placed, decision: str, state: str
) -> None:
    ran = office("application", "decide", "ling-aaaaa2", decision, "--reason", "เอกสารครบ")
    assert (ran.code, ran.text) == (0, f"LING-AAAAA2: {state}\n")
    again = office("application", "decide", "LING-AAAAA2", decision)
    assert again.code == 1 and "already" in again.error
    (text,) = told(database, "UAAAAA2")
    assert "LING-AAAAA2" in text and "เอกสารครบ" in text
    assert office("application", "list", "ling", "--json").json[0]["status"] == state


def test_a_change_of_mind_is_told_too(office: Terminal, database: Placed) -> None:
    for decision in ("approve", "waitlist", "approve"):
        assert office("application", "decide", "LING-AAAAA2", decision).code == 0
    assert len(told(database, "UAAAAA2")) == 3


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("LING-222222", "approve"), 1, "no application LING-222222"),
        (("LING-AAAAA2", "perhaps"), 2, "approve, reject, waitlist"),
        (("LING-AAAAA4", "approve"), 1, "withdrawn"),
    ],
)
def test_what_cannot_be_decided_is_told_in_one_line(
    office: Terminal, database: Placed, arguments: tuple[str, str], code: int, words: str
) -> None:
    add(database, "AAAAA4", ANSWERS, state=ApplicationState.WITHDRAWN)
    ran = office("application", "decide", *arguments)
    assert ran.code == code
    assert len(ran.lines) == 1 and words in ran.error
    assert [told(database, f"UAAAAA{n}") for n in (2, 4)] == [[], []]


def test_the_plan_of_reminders_can_be_seen(office: Terminal) -> None:
    office("application", "decide", "LING-AAAAA2", "approve")
    whole = office("reminders", "plan", "ling", "--json").json
    plan = whole["reminders"]
    assert [one["rule"] for one in plan].count("eve") == 7
    assert [one["rule"] for one in plan].count("morning") == 14
    drafts, first, second, *_ = plan
    assert (drafts["rule"], drafts["due_at"]) == ("draft", "2024-04-20T10:00:00+07:00")
    assert first == {
        "rule": "eve",
        "occasion": "d01@2024-05-10",
        "due_at": "2024-05-09T18:00:00+07:00",
        "state": "planned",
        "recipients": 1,
        "messages": 1,
        "in_group": False,
    }
    assert second["due_at"] == "2024-05-10T07:00:00+07:00"
    assert [(m["month"], m["messages"], m["left"]) for m in whole["months"]] == [
        ("2024-04", 0, None),
        ("2024-05", 4 + 7, None),
        ("2024-06", 3 + 7, None),
    ]
    assert whole["quota"] is None and whole["exceeds_quota"] is False
    text = office("reminders", "plan", "ling").text
    assert "2024-05: 11 messages to send" in text and "quota is not known" in text


def test_who_comes_is_a_table_in_which_silence_is_silence(office: Terminal, database: Placed) -> None:
    for reference in ("LING-AAAAA2", "LING-AAAAA3"):
        office("application", "decide", reference, "approve")
    with database.begin() as tx:
        tx.applications.attend("AAAAA3", "d01@2024-05-10", "no", NOW)
        tx.applications.attend_detail("AAAAA3", ["d01@2024-05-10"], "=1+1 ติดประชุม", "m1")
    text = office("session", "attendance", "ling", "--date", "2024-05-10").text.splitlines()
    assert text[1:] == [
        "2024-05-10\tLING-AAAAA2\tสมชาย ใจดี\tยังไม่ตอบ\t",
        "2024-05-10\tLING-AAAAA3\t=HYPERLINK(1)\tมาไม่ได้\t=1+1 ติดประชุม",
    ]
    ran = office("session", "attendance", "ling", "--format", "csv")
    rows = list(csv.reader(io.StringIO(ran.out.decode("utf-8-sig"))))
    assert ran.out.startswith(b"\xef\xbb\xbf") and len(rows) == 1 + 14 * 2
    assert rows[2][2:] == ["'=HYPERLINK(1)", "มาไม่ได้", "'=1+1 ติดประชุม"]


def test_who_blocked_the_bot_is_listed_with_a_telephone_number(office: Terminal, database: Placed) -> None:
    office("application", "decide", "LING-AAAAA2", "approve")
    assert office("reminders", "blocked", "ling").text == ""
    with database.begin() as tx:
        tx.people.person("UAAAAA2", NOW)
        tx.people.set_following("UAAAAA2", False, NOW)
    assert office("reminders", "blocked", "ling").text == "LING-AAAAA2\tสมชาย ใจดี\t081-234-5678\n"
    assert "telephone them: 081-234-5678" in office("application", "list", "ling").text
    decided = office("application", "decide", "LING-AAAAA2", "complete").text
    assert "not told, telephone them: 081-234-5678" in decided
    listed = json.loads(office("application", "list", "ling", "--json").text)
    assert [one["blocked"] for one in listed if one["reference"] == "LING-AAAAA2"] == [True]


def test_what_was_missed_is_listed(office: Terminal, database: Placed) -> None:
    tick(database, bangkok("2024-05-10 12:00"))
    lines = office("reminders", "missed", "ling").text.splitlines()
    assert [line.split("\t")[1:3] for line in lines] == [
        ["draft", "due@2024-04-22"],
        ["eve", "d01@2024-05-10"],
        ["morning", "d01@2024-05-10"],
    ]
    assert office("reminders", "missed").text.splitlines() == lines
    assert office("reminders", "missed", "none").code == 1


def test_staff_choose_in_which_group_the_eve_is_posted(office: Terminal, database: Placed) -> None:
    office("application", "decide", "LING-AAAAA2", "approve")
    assert office("session", "group", "ling", "Cclass").code == 1
    with database.begin() as tx:
        tx.sessions.joined("Cclass", NOW)
    assert office("session", "groups").text == "Cclass\t-\tsince 2024-04-05T09:00+07:00\n"
    assert office("session", "group", "ling", "Cclass").code == 0
    assert "Cclass\tling\t" in office("session", "groups").text
    assert "posting in the group saves 0 messages" in office("reminders", "plan", "ling").text
    assert office("session", "group", "ling", "off").code == 0
    assert office("reminders", "plan", "ling", "--json").json["reminders"][1]["in_group"] is False


def test_words_for_staff_are_shown_answered_and_closed(office: Terminal, database: Placed) -> None:
    before = (Line(Sender.PERSON, "มีที่จอดรถไหม", NOW), Line(Sender.BOT, "ยังไม่ประกาศค่ะ", NOW))
    with database.begin() as tx:
        number = tx.cases.open("UAAAAA2", CaseKind.WORDS, "ling", "ขอที่จอดรถ", NOW, before=before)
    listed = office("case", "list").text
    assert "ขอที่จอดรถ" in listed and "สมชาย ใจดี" in listed
    shown = office("case", "show", number).text
    for told in ("สมชาย ใจดี", "081-234-5678", "LING-AAAAA2", "มีที่จอดรถไหม", "ยังไม่ประกาศค่ะ", "ขอที่จอดรถ"):
        assert told in shown
    assert "as a push" in office("case", "reply", number, "มีค่ะ ลานหลังอาคาร").text
    assert office("case", "show", number, "--json").json["messages"][-1]["text"] == "มีค่ะ ลานหลังอาคาร"
    with database.begin() as tx:
        (told,) = tx.outbox.take("UAAAAA2", NOW)
    assert "มีค่ะ ลานหลังอาคาร" in told.replies[0].text
    assert office("case", "close", number).code == 0
    assert office("case", "list").text == ""
    assert office("case", "close", number).code == 1
    assert office("case", "reply", 999, "ค่ะ").code == 1
    assert office("case", "reply", number, " ").code == 2


def test_a_note_to_staff_waits_for_no_answer_and_takes_none(office: Terminal, database: Placed) -> None:
    with database.begin() as tx:
        number = tx.cases.note("ling", "เวลาและสถานที่ยังไม่ประกาศ", NOW)
    (row,) = office("case", "list").text.splitlines()
    assert row.split("\t")[2:5] == ["open", "note", "the bot"]
    assert "เวลาและสถานที่ยังไม่ประกาศ" in office("case", "show", number).text
    refused = office("case", "reply", number, "ค่ะ")
    assert refused.code == 1 and "a note" in refused.error
    assert office("case", "close", number).code == 0
    assert office("case", "list").text == ""


# Questions in a terminal


def test_a_question_is_answered_in_the_terminal(office: Terminal, model_path: Path, tmp_path: Path) -> None:
    assert office("ask", "ค่าใช้จ่ายเท่าไหร่").code == 2  # not trained yet
    shutil.copy(model_path, tmp_path / "data" / "model.json.gz")
    answer = office("ask", "ค่าใช้จ่ายเท่าไหร่", "--json").json
    assert set(answer) == {"intent", "confidence", "programme", "entities", "reply"}
    assert (answer["intent"], answer["programme"]) == ("fee", "ling")
    assert "ยังไม่ประกาศ" in answer["reply"]
    assert office("ask", "ค่าใช้จ่ายเท่าไหร่", "--programme", "none").code == 1


def test_questions_in_a_file_are_marked(office: Terminal, model_path: Path, tmp_path: Path) -> None:
    shutil.copy(model_path, tmp_path / "data" / "model.json.gz")
    question = {"id": 1, "text": "ค่าใช้จ่ายเท่าไหร่", "kind": "not_announced", "intent": "fee"}
    right = {**question, "must_include_any": [["ยังไม่ประกาศ"]], "must_not_include": ["บาทถ้วน"]}
    wrong = {**question, "id": 2, "must_include_any": [["ฟรี"]], "must_not_include": []}
    path = tmp_path / "questions.jsonl"
    path.write_text(f"{json.dumps(right)}\n\n{json.dumps(wrong)}\n", "utf-8")
    ran = office("evaluate", path)
    assert ran.code == 0 and "50.0%" in ran.text and "miss 2" in ran.text and "miss 1" not in ran.text
    assert office("evaluate", path, "--min", "0.6").code == 1
    path.write_text("not json\n", "utf-8")
    assert office("evaluate", path).code == 2


# Getting ready, and the doctor


def test_before_it_is_migrated_every_command_says_so(bare_terminal: Terminal) -> None:
    ran = bare_terminal("programme", "list")
    assert ran.code == 2
    assert len(ran.lines) == 1 and "rapsamak migrate" in ran.error
    assert bare_terminal("migrate").code == 0
    assert bare_terminal("programme", "list").code == 0


def test_the_doctor_names_every_fault_with_its_remedy(bare_terminal: Terminal) -> None:
    ran = bare_terminal("doctor")
    assert ran.code == 1
    for words in ("LINE_CHANNEL_SECRET", "rapsamak migrate", "rapsamak train"):
        assert words in ran.text
    assert "Traceback" not in ran.error


@pytest.fixture
def connected(terminal: Terminal, post: Post) -> Iterator[Terminal]:
    """The command line with LINE's stand-in in reach."""
    post.line.bot_name = "รับสมัคร"
    post.line.monthly_quota = 500
    terminal.set(
        LINE_CHANNEL_SECRET="secret",
        LINE_CHANNEL_ACCESS_TOKEN=ACCESS,
        SECRET_KEY="key",
        LINE_API_BASE_URL=post.address,
    )
    yield terminal


def test_the_doctor_is_content_when_all_is_in_place(
    connected: Terminal, model_path: Path, tmp_path: Path
) -> None:
    (tmp_path / "data").mkdir()
    shutil.copy(model_path, tmp_path / "data" / "model.json.gz")
    empty = connected("doctor")
    assert empty.code == 1 and "programme" in empty.text
    connected("programme", "load", PROGRAMMES / "ling.yaml")
    ran = connected("doctor")
    assert ran.code == 0
    assert "รับสมัคร" in ran.text and "0 of 500" in ran.text and "all is well" in ran.text


def test_the_doctor_says_what_line_says_to_the_whole_channel(
    connected: Terminal, post: Post, model_path: Path, tmp_path: Path
) -> None:
    (tmp_path / "data").mkdir()
    shutil.copy(model_path, tmp_path / "data" / "model.json.gz")
    connected("programme", "load", PROGRAMMES / "ling.yaml")
    post.put("ข่าว", token=False)
    post.line.outage = Said(403, '{"message": "Access to this API is not available for your account"}')
    post.deliver()
    ran = connected("doctor")
    assert ran.code == 1
    for words in ("delivery: LINE serves nothing of this channel", "403 Access to this API", "messages wait"):
        assert words in ran.text
    assert "serves nothing of this channel" in connected("outbox", "show").text
    post.line.outage = None
    post.deliver(after=60)
    assert connected("doctor").code == 0
    assert "LINE\tanswers" in connected("outbox", "show").text


def test_a_plan_over_the_quota_is_flagged_at_load_and_by_the_doctor(
    connected: Terminal, post: Post, database: Placed, model_path: Path, tmp_path: Path
) -> None:
    (tmp_path / "data").mkdir()
    shutil.copy(model_path, tmp_path / "data" / "model.json.gz")
    connected("programme", "load", PROGRAMMES / "ling.yaml")
    add(database, "AAAAA2", ANSWERS, state=ApplicationState.APPROVED)
    assert connected("doctor").code == 0
    post.line.monthly_quota = 10
    plan = connected("reminders", "plan", "ling", "--json").json
    assert plan["quota"] == {"limit": 10, "used": 0} and plan["exceeds_quota"] is True
    ran = connected("programme", "set", "ling", "sessions.1.place=A")
    assert (
        "warning: reminders in 2024-05 take 11 messages, 11 of them for ling, LINE's quota leaves 10"
        in ran.text
    )
    ran = connected("doctor")
    assert ran.code == 1 and "2024-05 take 11" in ran.text and "session group" in ran.text


def test_the_doctor_finds_a_wrong_token_and_a_broken_model(connected: Terminal, tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "model.json.gz").write_bytes(b"not a model")
    connected.set(LINE_CHANNEL_ACCESS_TOKEN="wrong")
    ran = connected("doctor")
    assert ran.code == 1
    assert "LINE_CHANNEL_ACCESS_TOKEN" in ran.text and "401" in ran.text
    assert "rapsamak train" in ran.text
