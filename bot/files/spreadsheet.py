"""Tables as CSV, XLSX and JSON files that any application opens and that execute nothing in it."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterable, Sequence

from bot.files.characters import REPLACEMENT, legal
from bot.process.plain import plain

BOM = "\ufeff"
LONGEST = 32_767
"""What an Excel cell holds, in UTF-16 units; longer ones become two cells or an unreadable file."""
CUT = " […]"
"""Ends a cell that was cut; JSON has the whole value."""
_STARTS_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
_PHONE = re.compile(r"\+\d{8,15}(;ext=\d{1,6}([-,]\d{1,6})*)?")
_READ_AS_NUMBER = re.compile(r"\+\d+|0\d+|\d{12,}")
"""What Excel takes for a number and shows differently: without its plus, its zero, or as 6.68E+10."""
_ESCAPE_LIKE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_SURROGATE = re.compile("[\ud800-\udfff]")

Table = Sequence[Sequence[str]]


def safe(cell: str) -> str:
    """The cell as text: one that a spreadsheet would take for a formula gets a leading apostrophe.

    A telephone number in E.164 keeps its plus: it is verified to be digits and computes nothing.
    """
    bare = cell.lstrip(" \u00a0\u200b")
    if bare.startswith(_STARTS_FORMULA) and not _PHONE.fullmatch(cell):
        return f"'{cell}"
    return cell


def fitting(cell: str) -> str:
    """The cell, cut to what Excel holds, with a mark if it was longer."""
    units = cell.encode("utf-16-le")
    if len(units) <= 2 * LONGEST:
        return cell
    # Decoding drops half a surrogate pair that the cut may leave.
    return units[: 2 * (LONGEST - len(CUT))].decode("utf-16-le", "ignore") + CUT


def as_csv(table: Table) -> bytes:
    """UTF-8 with a byte order mark, without which Excel garbles Thai. Values are unchanged."""
    return _csv(map(_text, row) for row in table)


def as_csv_for_excel(table: Table) -> bytes:
    """The same for Excel users: what Excel would take for a number ends in a tab and so stays text.

    Excel does not show the tab. CSV offers no other way: quotes do not count, `="…"` is a formula.
    """
    return _csv(map(_text_in_excel, row) for row in table)


def as_json(table: Table) -> bytes:
    """A list of objects with complete values; only characters that UTF-8 cannot carry are replaced.

    Those that would steer a terminal are in JSON's notation, and so the same when read.
    """
    head, *rows = table
    records = [dict(zip(head, row, strict=True)) for row in rows]
    text = json.dumps(records, ensure_ascii=False, indent=2) + "\n"
    return plain(_SURROGATE.sub(REPLACEMENT, text)).encode()


def as_xlsx(table: Table) -> bytes:
    """One sheet, every cell a text."""
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell

    book = Workbook(write_only=True)
    sheet = book.create_sheet("applications")
    for row in table:
        cells = []
        for value in row:
            cell = WriteOnlyCell(sheet, value=fitting(_escaped(legal(value))))
            cell.data_type = "s"
            cells.append(cell)
        sheet.append(cells)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _csv(rows: Iterable[Iterable[str]]) -> bytes:
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerows(rows)
    return (BOM + out.getvalue()).encode()


def _text(cell: str) -> str:
    return fitting(safe(legal(cell)))


def _text_in_excel(cell: str) -> str:
    text = _text(cell)
    return f"{text}\t" if _READ_AS_NUMBER.fullmatch(text) else text


def _escaped(cell: str) -> str:
    """The cell as OOXML writes it: there "_x0041_" means A, so a typed one needs its "_" escaped."""
    return _ESCAPE_LIKE.sub("_x005F_", cell)


FORMATS: dict[str, Callable[[Table], bytes]] = {
    "csv": as_csv,
    "csv-excel": as_csv_for_excel,
    "xlsx": as_xlsx,
    "json": as_json,
}
