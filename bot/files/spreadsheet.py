"""Tables as CSV, XLSX and JSON files that Excel opens rightly and that run nothing in it."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Sequence

BOM = "\ufeff"
_STARTS_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
_PHONE = re.compile(r"\+\d{8,15}(;ext=\d{1,6})?")

Table = Sequence[Sequence[str]]


def safe(cell: str) -> str:
    """The cell as text: one that a spreadsheet would take for a formula gets an apostrophe.

    A telephone number in E.164 keeps its plus: it is checked to be digits and computes nothing.
    """
    bare = cell.lstrip(" \u00a0\u200b")
    if bare.startswith(_STARTS_FORMULA) and not _PHONE.fullmatch(cell):
        return f"'{cell}"
    return cell


def as_csv(table: Table) -> bytes:
    """UTF-8 with a byte order mark, without which Excel shows Thai as rubbish."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerows([[safe(c) for c in row] for row in table])
    return (BOM + out.getvalue()).encode()


def as_json(table: Table) -> bytes:
    """A list of objects."""
    head, *rows = table
    records = [dict(zip(head, row, strict=True)) for row in rows]
    return (json.dumps(records, ensure_ascii=False, indent=2) + "\n").encode()


def as_xlsx(table: Table) -> bytes:
    """One sheet, every cell a text."""
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell

    book = Workbook(write_only=True)
    sheet = book.create_sheet("applications")
    for row in table:
        cells = []
        for value in row:
            cell = WriteOnlyCell(sheet, value=re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f]", "", value))
            cell.data_type = "s"
            cells.append(cell)
        sheet.append(cells)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


FORMATS: dict[str, Callable[[Table], bytes]] = {"csv": as_csv, "xlsx": as_xlsx, "json": as_json}
