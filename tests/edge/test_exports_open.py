"""Any string that a chat can carry comes out of every export and is read back by somebody else's reader."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from functools import partial
from urllib.parse import parse_qs, urlsplit
from xml.etree import ElementTree

import icalendar
import pytest
import vobject
from hypothesis import example, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.utils.escape import unescape

from bot.files.characters import legal
from bot.files.spreadsheet import CUT, LONGEST, WRITERS
from bot.web.calendar_feed import written
from handlers.programmes import ways
from handlers.reminders.own_calendar import CalendarEvent
from models.calendar import BANGKOK
from models.programme import Session
from tests.store.making import a_programme

HEAD = ("reference", "note")
SPREADSHEET_XML = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
OOXML_ESCAPE = re.compile("_x([0-9A-Fa-f]{4})_")

NASTY = (
    "\uffff", "\ufffe", "\ud800", "a\udfffb", "\x00", "\x0b\x1f", "\x7f", "\x85", "\u2028", "\u2029",
    "\ufdd0", "_x0041_", "_x005F_x0041_", "_x005f_", "__x000D__", "_x00zz_",
    "=1+1", "+1", "-1", "@a", "\t=1", "\r=1",
    "\n=1", "a\rb", "a\r\nb", "a\nb", '"', '""', "',", ",;|", "\\n", "\\", " ก ", "ก้ำ", "😀", "𝕏",
    "]]>", "<a>&amp;",
    "\ufeff", "+66812345678", "0812345678", "1234567890123456",
)  # fmt: skip
ANY_TEXT = st.lists(st.one_of(st.sampled_from(NASTY), st.text(st.characters(), max_size=20)), max_size=5).map(
    "".join
)


def file_of(form: str, table: Sequence[Sequence[str]]) -> bytes:
    """A table as a file."""
    out = io.BytesIO()
    WRITERS[form](table, out)
    return out.getvalue()


as_csv, as_csv_for_excel, as_xlsx, as_json = (
    partial(file_of, form) for form in ("csv", "csv-excel", "xlsx", "json")
)


def csv_cell(body: bytes) -> str:
    """The second cell of the second row, by Python's reader."""
    _, row = csv.reader(io.StringIO(body.decode("utf-8-sig"), newline=""))
    return row[1]


def in_raw_xml(body: bytes) -> str:
    """The same cell of a workbook: unzipped, parsed, and the escapes of OOXML undone as Excel undoes them."""
    with zipfile.ZipFile(io.BytesIO(body)) as book:
        sheet = ElementTree.fromstring(book.read("xl/worksheets/sheet1.xml"))
    cell = list(sheet.iter(f"{SPREADSHEET_XML}c"))[3]
    text = "".join(part.text or "" for part in cell.iter(f"{SPREADSHEET_XML}t"))
    return OOXML_ESCAPE.sub(lambda match: chr(int(match[1], 16)), text)


def in_openpyxl(body: bytes) -> str:
    """The same cell as openpyxl reads it, which leaves undoing the escapes to its caller."""
    book = load_workbook(io.BytesIO(body))
    cell = book.active["B2"]
    book.close()
    assert cell.value is None or cell.data_type == "s"
    return unescape(cell.value or "")


@given(ANY_TEXT)
@settings(max_examples=150, deadline=None)
@example("".join(NASTY))
@example("\uffff")
def test_any_text_goes_through_every_table(text: str) -> None:
    table = [HEAD, ("LING-AAAAA2", text)]
    shown = legal(text)
    assert csv_cell(as_csv(table)) in (shown, f"'{shown}")
    assert csv_cell(as_csv_for_excel(table)).removesuffix("\t").lstrip("'") == shown.removesuffix(
        "\t"
    ).lstrip("'")
    assert in_openpyxl(as_xlsx(table)) == shown
    assert in_raw_xml(as_xlsx(table)) == shown
    assert json.loads(as_json(table)) == [
        dict(zip(HEAD, ("LING-AAAAA2", without_surrogates(text)), strict=True))
    ]


def without_surrogates(text: str) -> str:
    """What UTF-8 can carry."""
    return re.sub("[\ud800-\udfff]", "\ufffd", text)


@given(ANY_TEXT)
@settings(max_examples=150, deadline=None)
@example("".join(NASTY))
def test_any_text_goes_through_the_calendar_feed(text: str) -> None:
    body = written([session(title=f"อบรม {text}.", place=f"{text} ห้อง 2")])
    seen = " ".join(f"อบรม {legal(text)}.".replace("\x7f", "\ufffd").split())
    event = next(iter(icalendar.Calendar.from_ical(body).walk("VEVENT")))
    assert " ".join(str(event["summary"]).split()) == seen
    again = vobject.readOne(body.decode()).vevent
    assert " ".join(again.summary.value.split()) == seen
    assert again.location.value.endswith("ห้อง 2")
    assert all(len(line) <= 75 for line in body.split(b"\r\n"))


def session(
    *, starts: time | None = None, ends: time | None = None, title: str = "ก", place: str = "ข"
) -> CalendarEvent:
    """One session of a feed."""
    changed = datetime(2024, 5, 1, tzinfo=UTC)
    return CalendarEvent("x@rapsamak", 0, changed, False, title, date(2024, 5, 10), starts, ends, place)


def test_ordinary_text_is_exported_as_it_is() -> None:
    for text in ("ขยะล้นในตลาด\nน้ำท่วมขังทุกปี", "น้ำใจ ๑๐๐% 😀", "a_x_b", ""):
        assert legal(text) == text
    assert legal("ก\uffffข") == "ก\ufffdข"


def test_an_escape_that_was_typed_stays_as_typed() -> None:
    assert in_raw_xml(as_xlsx([HEAD, ("", "รหัส _x0041_")])) == "รหัส _x0041_"


@pytest.mark.parametrize("letter", ["ก", "😀"])
def test_a_cell_holds_no_more_than_excel_takes(letter: str) -> None:
    text = letter * 40_000
    table = [HEAD, ("", text)]
    for cell in (csv_cell(as_csv(table)), in_raw_xml(as_xlsx(table)), in_openpyxl(as_xlsx(table))):
        assert cell.endswith(f"{letter}{CUT}")
        assert LONGEST - 1 <= len(cell.encode("utf-16-le")) // 2 <= LONGEST
    assert json.loads(as_json(table))[0]["note"] == text
    whole = letter * (LONGEST // len(letter.encode("utf-16-le")) * 2)
    assert in_raw_xml(as_xlsx([HEAD, ("", whole)])) == whole


@pytest.mark.parametrize(
    ("cell", "in_csv", "in_excel"),
    [
        ("+66812345678", "+66812345678", "+66812345678\t"),
        ("+6622419000;ext=101-105", "+6622419000;ext=101-105", "+6622419000;ext=101-105"),
        ("+6622419000;ext=12,13", "+6622419000;ext=12,13", "+6622419000;ext=12,13"),
        ("0812345678", "0812345678", "0812345678\t"),
        ("1234567890123456", "1234567890123456", "1234567890123456\t"),
        ("12000", "12000", "12000"),
        ("+66812345678+1", "'+66812345678+1", "'+66812345678+1"),
        ("+66;ext=1", "'+66;ext=1", "'+66;ext=1"),
    ],
)
def test_a_telephone_number_is_a_number_to_programs_and_a_text_to_excel(
    cell: str, in_csv: str, in_excel: str
) -> None:
    assert csv_cell(as_csv([HEAD, ("", cell)])) == in_csv
    assert csv_cell(as_csv_for_excel([HEAD, ("", cell)])) == in_excel


@pytest.mark.parametrize(
    ("starts", "ends", "begins", "over"),
    [
        (None, None, date(2024, 5, 10), date(2024, 5, 11)),
        (time(9, 30), time(16), "2024-05-10T09:30:00+07:00", "2024-05-10T16:00:00+07:00"),
        (time(9, 30), None, "2024-05-10T09:30:00+07:00", "2024-05-11T00:00:00+07:00"),
    ],
)
def test_a_session_without_an_end_lasts_until_the_day_is_over(
    starts: time | None, ends: time | None, begins: date | str, over: date | str
) -> None:
    event = vobject.readOne(written([session(starts=starts, ends=ends)]).decode()).vevent
    for said, expected in ((event.dtstart.value, begins), (event.dtend.value, over)):
        assert said == (datetime.fromisoformat(expected) if isinstance(expected, str) else expected)
    assert ways.until(date(2024, 12, 31), None) == datetime(2025, 1, 1, tzinfo=BANGKOK)


def test_google_is_told_the_same_end() -> None:
    def dates(**hours: time) -> str:
        one = Session("d1", date(2024, 5, 10), **hours)
        url = ways.google_event(a_programme(), one)
        return parse_qs(urlsplit(url).query)["dates"][0]

    assert dates() == "20240510/20240511"
    assert dates(starts=time(9), ends=time(16)) == "20240510T090000/20240510T160000"
    assert dates(starts=time(9)) == "20240510T090000/20240511T000000"
