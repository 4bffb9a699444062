"""Exports hold what the list shows and compute nothing; imports take what the chat would have taken, once."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from werkzeug.test import TestResponse

from bot.assembly import jobs
from bot.console.pages import exports, imports
from bot.files import sheets
from handlers.office import importing, timestamps
from handlers.refusal import Refused
from models.application import Application, ApplicationState
from models.staff import Action
from tests import many
from tests.console.applying import LIST, Counter, attributes, rows
from tests.console.office import Browser, Desk, Form, both, counted, said, values
from tests.fakes import bangkok

HEAD = [
    "ประทับเวลา", "ชื่อ-นามสกุล ผู้สมัคร", "ตำแหน่งปัจจุบัน", "ประเภทหน่วยงาน", "ชื่อหน่วยงาน", "จังหวัด",
    "เบอร์โทรศัพท์มือถือ", "ที่อยู่อีเมล", "เหตุผลที่สมัคร",
]  # fmt: skip
GOOD = [
    "5/4/2567, 8:12:33", "นางสาวสมศรี ใจดี", "ปลัด อบต.", "อบต.", "อบต.หนองบัว", "อุดร",
    "081-234-5678", "somsri@example.go.th", "อยากนำความรู้ไปใช้",
]  # fmt: skip
SECOND = [
    "2024/04/05 8:20:01 AM GMT+7", "วิชัย ทองคำ", "นายกเทศมนตรี", "ทม.", "เทศบาลเมืองบ้านแพง", "นครพนม",
    "'0891112222", "wichai@example.go.th", "",
]  # fmt: skip
BAD_PHONE = [
    "5/4/2567, 8:31:00", "อรุณ ศรีสุข", "ปลัดเทศบาล", "ทม.", "เทศบาลเมืองเลย", "เลย", "12345",
    "arun@example.go.th", "",
]  # fmt: skip
TWICE = [
    "5/4/2567, 8:40:00", "สมศรี ใจดี", "ปลัด", "อบต.", "อบต.หนองบัว", "อุดรธานี", "+66 81 234 5678",
    "somsri@example.go.th", "ส่งซ้ำ",
]  # fmt: skip
TABLE = [HEAD, GOOD, SECOND, BAD_PHONE, TWICE]


@pytest.fixture
def counter(office: Desk) -> Counter:
    """An office with sixty applications."""
    made = Counter(office)
    made.fill(60)
    made.delay(0)
    return made


@pytest.fixture
def empty(office: Desk) -> Counter:
    """An office whose programme asks what such forms ask; nobody has applied yet."""
    made = Counter(office)
    made.fill(0)
    made.delay(0)
    return made


# Exports


def read_csv(answer: TestResponse) -> list[list[str]]:
    """A CSV as its readers see it."""
    assert answer.status_code == 200, answer.text
    assert answer.data.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(answer.data.decode("utf-8-sig"), newline="")))


def read_xlsx(data: bytes) -> list[list[str]]:
    """The same of a workbook; no cell may be a formula."""
    sheet = load_workbook(io.BytesIO(data)).worksheets[0]
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n", "inlineStr"}
    return [["" if cell.value is None else str(cell.value) for cell in row] for row in sheet.iter_rows()]


@pytest.mark.parametrize(
    "wanted", ["", "?q=ศรี&state=submitted", "?sort=name&state=approved", "?sort=-submitted"]
)
def test_an_export_is_what_the_list_shows_in_its_order(counter: Counter, wanted: str) -> None:
    browser = counter.desk.signed_in("staff")
    shown = rows(browser.get(f"{LIST}{wanted}"))
    after = browser.get(f"{LIST}{wanted}{'&' if wanted else '?'}after={shown[-1]}")
    shown += [r for r in rows(after) if r not in shown]
    more = f"{LIST}export{wanted}{'&' if wanted else '?'}"
    exported = read_csv(browser.get(f"{more}format=csv"))
    assert exported[0][:4] == ["reference", "status", "submitted_at", "full_name"]
    assert [row[0] for row in exported[1:]] == shown
    workbook = browser.get(f"{more}format=xlsx&headings=th")
    as_read = read_xlsx(workbook.data)
    assert as_read[0][:4] == ["เลขที่ใบสมัคร", "สถานะ", "วันเวลาที่ส่ง", "ชื่อ-นามสกุล"]
    assert [row[0] for row in as_read[1:]] == shown
    entries = [e for e in counter.desk.audit() if e.action is Action.EXPORT]
    assert [e.object for e in entries] == ["alpha", "alpha"]
    assert f"{len(shown)} rows" in str(entries[0].after)


@pytest.mark.parametrize("nasty", ["=1+1", "+x", "@x", "\t=1", "-1+1", " =cmd", "\u200b=1"])
def test_nothing_in_an_export_computes(counter: Counter, nasty: str) -> None:
    with counter.desk.rig.bot.database.begin() as tx:
        one = counter.made[0]
        tx.applications.keep(replace(one, answers={**one.answers, "position": nasty}))
    browser = counter.desk.signed_in("staff")
    in_csv = read_csv(browser.get(f"{LIST}export?format=csv"))[1]
    assert in_csv[4].startswith("'") and in_csv[8].startswith("+668")
    assert read_xlsx(browser.get(f"{LIST}export?format=xlsx").data)[1][4] == nasty


def test_identity_numbers_leave_only_with_an_admin_who_asks(counter: Counter) -> None:
    rig = counter.desk.rig
    with rig.bot.database.begin() as tx:
        form = many.the_programme()
        asked = replace(form.questions[0], key="national_id", kind="national_id", label="เลขบัตร")
        tx.programmes.put(replace(form, questions=(*form.questions, asked)), rig.clock.now())
        value = {"masked": "x-xxxx-xxxxx-00-3", "sealed": rig.bot.vault.seal("1103700000003")}
        tx.applications.keep(
            replace(counter.made[0], answers={**counter.made[0].answers, "national_id": value})
        )
    for who in ("staff", "admin"):
        assert read_csv(counter.desk.signed_in(who).get(f"{LIST}export"))[1][-2] == "x-xxxx-xxxxx-00-3"
    clear = read_csv(counter.desk.signed_in("admin").get(f"{LIST}export?unsealed=1"))
    assert clear[1][-2] == "1103700000003"
    entry = counter.desk.audit()[-1]
    assert (entry.action, entry.who.staff) == (Action.EXPORT_UNSEALED, "admin@office.example")
    assert counter.desk.signed_in("staff").get(f"{LIST}export?unsealed=1").status_code == 403
    assert counter.desk.signed_in("viewer").get(f"{LIST}export").status_code == 403
    assert counter.desk.signed_in("admin").get(f"{LIST}export?format=pdf").status_code == 422


@both
def test_a_large_workbook_is_made_by_the_scheduler(counter: Counter, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exports, "AT_ONCE", 10)
    monkeypatch.setattr(jobs, "COUNTED", 7)
    browser = counter.desk.signed_in("staff")
    shown = rows(browser.get(f"{LIST}?state=submitted"))
    answer = browser.get(f"{LIST}export?format=xlsx&state=submitted&headings=th")
    assert answer.status_code == 303
    waiting = browser.get(answer.headers["Location"])
    assert attributes(waiting, "data-state", "data-of") == {"data-state": "waiting", "data-of": "30"}
    # A process that dies while it writes leaves nothing behind; another does it after the lease.
    monkeypatch.setattr(jobs, "_counted", _dies)
    with pytest.raises(KeyboardInterrupt):
        jobs.work(counter.desk.rig.bot)
    monkeypatch.undo()
    jobs.work(counter.desk.rig.bot)
    assert attributes(browser.get(answer.headers["Location"]), "data-state") == {"data-state": "waiting"}
    counter.wait(seconds=40)
    done = browser.get(answer.headers["Location"])
    assert attributes(done, "data-state", "data-done") == {"data-state": "done", "data-done": "30"}
    assert said(done) or "ไฟล์พร้อมแล้ว" in done.text
    (address,) = [g["href"] for t, g in _tags(done) if "data-download" in g]
    file = browser.get(address)
    assert [row[0] for row in read_xlsx(file.data)[1:]] == shown
    file.close()
    assert counter.desk.signed_in("admin").get(address).status_code == 404
    folder = jobs.folder(counter.desk.rig.bot)
    assert len(list(folder.iterdir())) == 1
    jobs.clear(counter.desk.rig.bot)
    assert list(folder.iterdir()) == []
    assert browser.get(address).status_code == 404


def _dies(*_: object) -> Any:
    raise KeyboardInterrupt


def _tags(page: TestResponse) -> list[tuple[str, dict[str, str]]]:
    return Form(page.text).tags


# Imports


def as_csv(table: Sequence[Sequence[str]], encoding: str = "utf-8", separator: str = ",") -> bytes:
    """A table as programs write it."""
    out = io.StringIO()
    csv.writer(out, delimiter=separator).writerows(table)
    return out.getvalue().encode(encoding)


def as_xlsx(table: Sequence[Sequence[Any]]) -> bytes:
    """The same as a workbook."""
    book = Workbook()
    for row in table:
        book.worksheets[0].append(list(row))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


FILES = {
    "utf-8": lambda table: as_csv(table),
    "utf-8 with a mark": lambda table: as_csv(table, "utf-8-sig"),
    "utf-16, tabs": lambda table: as_csv(table, "utf-16", "\t"),
    "cp874": lambda table: as_csv(table, "cp874"),
    "semicolons": lambda table: as_csv(table, separator=";"),
    "xlsx": as_xlsx,
}


def upload(browser: Browser, data: bytes, name: str = "form.csv", **fields: str) -> TestResponse:
    """The form with a file."""
    token = browser.token("/console/account")
    given = {"csrf_token": token, "file": (io.BytesIO(data), name), **fields}
    return browser.client.post(f"{LIST}import", data=given, content_type="multipart/form-data")


def confirmed(browser: Browser, page: TestResponse, **more: str) -> TestResponse:
    """The confirmation, with what stands in the page's form and nothing else."""
    fields = {
        g["name"]: g.get("value", "") for t, g in _tags(page) if t == "input" and g.get("type") == "hidden"
    }
    mapped = dict(zip(values(page, "name"), values(page, "name"), strict=True))
    chosen = {name: _chosen(page, name) for name in mapped if name.startswith("map.")}
    return browser.client.post(f"{LIST}import", data={**fields, **chosen, "confirm": "1", **more})


def _chosen(page: TestResponse, name: str) -> str:
    inside, found = False, ""
    for tag, given in _tags(page):
        inside = given.get("name") == name if tag == "select" else inside
        if inside and tag == "option" and "selected" in given:
            found = given["value"]
    return found


def taken(counter: Counter) -> list[Application]:
    """All there are, in the order they were sent."""
    with counter.desk.rig.bot.database.read() as tx:
        return tx.applications.submitted("alpha")


@pytest.mark.parametrize("kind", list(FILES))
def test_a_form_elsewhere_comes_in_as_if_it_had_been_filled_in_here(empty: Counter, kind: str) -> None:
    browser = empty.desk.signed_in("staff")
    data = FILES[kind](TABLE)
    page = upload(browser, data)
    assert page.status_code == 200, page.text
    assert attributes(page, "data-rows", "data-ready", "data-problems", "data-duplicates") == {
        **{"data-rows": "4", "data-ready": "2", "data-problems": "1", "data-duplicates": "1"}
    }
    assert (values(page, "data-problem"), values(page, "data-duplicate")) == (["4"], ["5"])
    assert "5 หลัก" in page.text and taken(empty) == []
    answer = confirmed(browser, page)
    assert answer.status_code == 303, answer.text
    assert "นำเข้าแล้ว 2 ใบ" in browser.get(answer.headers["Location"]).text
    first, second = taken(empty)
    assert first.answers == {
        "full_name": "นางสาวสมศรี ใจดี",
        "position": "ปลัด อบต.",
        "organisation_type": "subdistrict",
        "organisation": "อบต.หนองบัว",
        "province": "อุดรธานี",
        "phone": {"number": "+66812345678", "extension": None},
        "email": "somsri@example.go.th",
        "why": "อยากนำความรู้ไปใช้",
    }
    assert first.submitted_at == bangkok("2024-04-05 08:12").replace(second=33)
    assert (second.answers["phone"]["number"], second.answers["why"]) == ("+66891112222", None)
    assert (first.user, first.state) == (None, ApplicationState.SUBMITTED)
    again = upload(browser, data)
    assert attributes(again, "data-ready", "data-duplicates") == {"data-ready": "0", "data-duplicates": "3"}
    assert confirmed(browser, again).status_code == 422
    assert upload(browser, data, confirm="1").status_code == 422
    assert len(taken(empty)) == 2
    entries = [e for e in empty.desk.audit() if e.action is Action.IMPORT]
    assert [(e.object, e.after) for e in entries] == [("alpha", "2 applications")]
    # Nobody can be told: staff ring.
    assert (
        browser.post(
            f"/console/applications/{first.reference}/decision", decision="approve", version="1"
        ).status_code
        == 303
    )
    empty.work()
    assert empty.desk.rig.channel.bodies == []
    assert counted(browser.get("/console/"), "to-ring") == 1


def test_what_the_columns_mean_is_for_staff_to_say(empty: Counter) -> None:
    browser = empty.desk.signed_in("staff")
    table = [["ก", "ข", "ค"], ["081-234-5678", "สมศรี ใจดี", "ปลัด"]]
    data = as_csv(table)
    named = {"map.0": "phone", "map.1": "full_name", "map.2": ""}
    page = upload(browser, data, **named)
    assert attributes(page, "data-ready", "data-problems") == {"data-ready": "1", "data-problems": "0"}
    for wrong in ({"map.0": "nothing"}, {"map.0": "full_name"}, {"map.0": "", "map.1": ""}):
        assert upload(browser, data, **{**named, **wrong, "confirm": "1"}).status_code == 422
    assert taken(empty) == []
    assert upload(browser, data, **named, confirm="1").status_code == 303
    (one,) = taken(empty)
    assert one.answers["full_name"] == "สมศรี ใจดี" and one.needs_review


def test_many_rows_come_in_by_the_scheduler_each_once(
    empty: Counter, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser = empty.desk.signed_in("staff")
    table = [HEAD, *(_row(n) for n in range(70))]
    page = upload(browser, as_csv(table))
    answer = confirmed(browser, page)
    assert attributes(browser.get(answer.headers["Location"]), "data-of") == {"data-of": "70"}
    real, calls = importing._take, list[str]()

    def dies(tx: Any, programme: Any, key: str, *args: Any) -> bool:
        calls.append(key)
        if len(calls) == 40:
            raise KeyboardInterrupt
        return real(tx, programme, key, *args)

    monkeypatch.setattr(importing, "_take", dies)
    with pytest.raises(KeyboardInterrupt):
        jobs.work(empty.desk.rig.bot)
    jobs.work(empty.desk.rig.bot)
    assert len(calls) > 70 and len(taken(empty)) == 70
    assert len({a.answers["email"] for a in taken(empty)}) == 70


def test_two_imports_of_one_file_at_once_take_it_once(empty: Counter) -> None:
    browser = empty.desk.signed_in("staff")
    data = as_csv([HEAD, *(_row(n) for n in range(30))])
    pages = [upload(browser, data) for _ in range(2)]
    answers = [confirmed(browser, page) for page in pages]
    empty.work()
    assert len(taken(empty)) == 30
    assert len(values(browser.get(answers[1].headers["Location"]), "data-problem")) == 30


def _row(number: int) -> list[str]:
    given = many.answers(number)
    phone = f"0{given['phone']['number'][3:]}"
    return [
        "5/4/2567, 8:12:33", given["full_name"], "ปลัด", "อบต.", given["organisation"], given["province"],
        phone, given["email"], "",
    ]  # fmt: skip


def bomb() -> bytes:
    """A workbook that unpacks to a thousand times its size."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/workbook.xml", "<x/>")
        packed.writestr("xl/worksheets/sheet1.xml", b"0" * (sheets.LARGEST_OPENED + 1))
    return out.getvalue()


def with_a_document_type() -> bytes:
    """A workbook whose XML defines entities."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        packed.writestr("xl/workbook.xml", '<!DOCTYPE x [<!ENTITY a "aaaa">]><x>&a;</x>')
    return out.getvalue()


def zipped(name: str) -> bytes:
    """A packed file that is no workbook."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        packed.writestr(name, "x")
    return out.getvalue()


REFUSED = {
    "a program": b"MZ\x90\x00\x03" + bytes(200),
    "a bomb": bomb(),
    "entities": with_a_document_type(),
    "half a workbook": as_xlsx(TABLE)[:300],
    "a word document": zipped("word/document.xml"),
    "nothing": b"",
    "blank": b"\n\n  \n",
    "half of UTF-16": b"\xff\xfea",
    "too many rows": as_csv([["ก"], *([["ข"]] * (sheets.MOST_ROWS + 1))]),
    "an endless cell": b'"' + b"a" * 200_000,
    "a picture": b"\x89PNG\r\n\x1a\n" + bytes(50),
}


@pytest.mark.parametrize("what", list(REFUSED))
def test_what_is_no_table_is_refused_in_words(empty: Counter, what: str) -> None:
    answer = upload(empty.desk.signed_in("staff"), REFUSED[what], "form.exe")
    assert answer.status_code == 422 and 'role="alert"' in answer.text
    assert taken(empty) == []


def test_a_file_that_is_too_large_is_refused(empty: Counter) -> None:
    browser = empty.desk.signed_in("staff")
    assert browser.post(f"{LIST}import", content="A" * 20 * 1024 * 1024).status_code == 413
    packed = imports._packed(b"a,b\n" + b"x" * 60 * 1024 * 1024)
    for content in (packed, "!!!", "eJwDAAAAAAE=", "AAAA"):
        assert browser.post(f"{LIST}import", content=content, confirm="1").status_code == 422


def test_numbers_and_dates_of_a_workbook_are_read_as_they_look() -> None:
    at = datetime(2024, 4, 5, 8, 12, 33)  # noqa: DTZ001 - a workbook knows no zones
    data = as_xlsx([["วัน", "เบอร์", "ว่าง"], [at, 812345678, None], [None] * 3])
    sheet = sheets.read(data)
    assert sheet.head == ("วัน", "เบอร์", "ว่าง")
    assert sheet.rows == ((2, ("2024-04-05 08:12:33", "812345678", "")),)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("5/4/2567, 8:12:33", "2024-04-05 08:12:33"),
        ("๕/๔/๒๕๖๗ 8:12", "2024-04-05 08:12:00"),
        ("2024/04/05 8:12:33 PM GMT+7", "2024-04-05 20:12:33"),
        ("4/25/2024 12:00:01 AM", "2024-04-25 00:00:01"),
        ("2024-04-05T01:12:33Z", "2024-04-05 08:12:33"),
        ("2024-04-05 08:12:33", "2024-04-05 08:12:33"),
        ("25/4/2567", "2024-04-25 00:00:00"),
        ("5 เมษายน", None),
        ("31/2/2567", None),
        ("", None),
        ("9" * 500, None),
    ],
)
def test_times_are_read_as_forms_write_them(typed: str, meant: str | None) -> None:
    found = timestamps.read(typed)
    if meant is None:
        assert found is None
    else:
        assert found == bangkok(meant)


def test_a_map_is_given_by_headings() -> None:
    programme = many.the_programme()
    given = {"ประทับเวลา": "submitted_at", HEAD[1]: "full_name", HEAD[6]: "phone", HEAD[2]: None}
    found = importing.by_headings(programme, HEAD, given)
    assert found == {0: "submitted_at", 1: "full_name", 6: "phone"}
    assert isinstance(importing.by_headings(programme, HEAD, {"ไม่มี": "phone"}), Refused)
    assert isinstance(importing.by_headings(programme, HEAD, {HEAD[1]: "nothing"}), Refused)
