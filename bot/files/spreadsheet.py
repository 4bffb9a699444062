"""Tables as CSV, XLSX and JSON files that every programme opens and that run nothing in any."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterable, Sequence

from bot.files.characters import REPLACEMENT, legal

BOM = "\ufeff"
LONGEST = 32_767
"""What a cell of Excel holds, in UTF-16 units; of a longer one it makes two, or an unreadable file."""
CUT = " […]"
"""The end of a cell that was longer; JSON has it whole."""
_STARTS_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
_PHONE = re.compile(r"\+\d{8,15}(;ext=\d{1,6}([-,]\d{1,6})*)?")
_READ_AS_NUMBER = re.compile(r"\+\d+|0\d+|\d{12,}")
"""What Excel takes for a number and shows otherwise: without its plus, its zero, or as 6.68E+10."""
_ESCAPE_LIKE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_SURROGATE = re.compile("[\ud800-\udfff]")

Table = Sequence[Sequence[str]]


def safe(cell: str) -> str:
    """The cell as text: one that a spreadsheet would take for a formula gets an apostrophe.

    A telephone number in E.164 keeps its plus: it is checked to be digits and computes nothing.
    """
    bare = cell.lstrip(" \u00a0\u200b")
    if bare.startswith(_STARTS_FORMULA) and not _PHONE.fullmatch(cell):
        return f"'{cell}"
    return cell


def fitting(cell: str) -> str:
    """The cell, cut to what Excel holds and marked where it was longer."""
    units = cell.encode("utf-16-le")
    if len(units) <= 2 * LONGEST:
        return cell
    # Decoding drops the half of a pair that the cut may leave.
    return units[: 2 * (LONGEST - len(CUT))].decode("utf-16-le", "ignore") + CUT


def as_csv(table: Table) -> bytes:
    """UTF-8 with a byte order mark, without which Excel shows Thai as rubbish. Every value is as it is."""
    return _csv(map(_text, row) for row in table)


def as_csv_for_excel(table: Table) -> bytes:
    """The same for who opens it in Excel: what it would take for a number ends in a tab and so stays text.

    Excel does not show the tab. A CSV has no other way to say so: quotes do not count, `="…"` is a formula.
    """
    return _csv(map(_text_in_excel, row) for row in table)


def as_json(table: Table) -> bytes:
    """A list of objects, every value whole; of its characters only what no UTF-8 can carry is replaced."""
    head, *rows = table
    records = [dict(zip(head, row, strict=True)) for row in rows]
    text = json.dumps(records, ensure_ascii=False, indent=2) + "\n"
    return _SURROGATE.sub(REPLACEMENT, text).encode()


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
    """The cell as OOXML writes it: there "_x0041_" is an A, so that one typed needs its "_" escaped."""
    return _ESCAPE_LIKE.sub("_x005F_", cell)


FORMATS: dict[str, Callable[[Table], bytes]] = {
    "csv": as_csv,
    "csv-excel": as_csv_for_excel,
    "xlsx": as_xlsx,
    "json": as_json,
}
