"""Tables as CSV, XLSX and JSON files that any application opens and that execute nothing in it."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import BinaryIO

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

Row = Sequence[str]
Table = Iterable[Row]
"""The heading, then the rows; may be read as it is written, so that none has to be held."""


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


def csv_parts(table: Table, cell: Callable[[str], str] | None = None) -> Iterator[bytes]:
    """A row at a time: UTF-8 with a byte order mark, without which Excel garbles Thai."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    out.write(BOM)
    for row in table:
        writer.writerow(map(cell or _text, row))
        yield out.getvalue().encode()
        out.seek(0)
        out.truncate()


def as_csv(table: Table) -> bytes:
    """All of it at once, for what is small."""
    return b"".join(csv_parts(table))


def write_csv(table: Table, out: BinaryIO) -> None:
    """As `csv_parts`."""
    out.writelines(csv_parts(table))


def write_csv_for_excel(table: Table, out: BinaryIO) -> None:
    """The same for Excel users: what Excel would take for a number ends in a tab and so stays text.

    Excel does not show the tab. CSV offers no other way: quotes do not count, `="…"` is a formula.
    """
    out.writelines(csv_parts(table, _text_in_excel))


def write_json(table: Table, out: BinaryIO) -> None:
    """A list of objects with complete values; only characters that UTF-8 cannot carry are replaced.

    Those that would steer a terminal are in JSON's notation, and so the same when read.
    """
    rows = iter(table)
    head, between = next(rows), "\n"
    out.write(b"[")
    for row in rows:
        record = json.dumps(dict(zip(head, row, strict=True)), ensure_ascii=False, indent=2)
        text = between + "  " + record.replace("\n", "\n  ")
        out.write(plain(_SURROGATE.sub(REPLACEMENT, text)).encode())
        between = ",\n"
    out.write(b"]\n" if between == "\n" else b"\n]\n")


def write_xlsx(table: Table, out: BinaryIO) -> None:
    """One sheet, every cell a text. Rows go to a file of the library's own until the whole is packed."""
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
    book.save(out)


def _text(cell: str) -> str:
    return fitting(safe(legal(cell)))


def _text_in_excel(cell: str) -> str:
    text = _text(cell)
    return f"{text}\t" if _READ_AS_NUMBER.fullmatch(text) else text


def _escaped(cell: str) -> str:
    """The cell as OOXML writes it: there "_x0041_" means A, so a typed one needs its "_" escaped."""
    return _ESCAPE_LIKE.sub("_x005F_", cell)


WRITERS: dict[str, Callable[[Table, BinaryIO], None]] = {
    "csv": write_csv,
    "csv-excel": write_csv_for_excel,
    "xlsx": write_xlsx,
    "json": write_json,
}
"""Each writes a table to a file as it reads it."""
