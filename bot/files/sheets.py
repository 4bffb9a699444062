"""Reads tables that people bring: CSV in the encodings their programs write, and XLSX. All are hostile."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from handlers.office.importing import Sheet

LARGEST = 5 * 1024 * 1024
"""Bytes of a file."""
LARGEST_OPENED = 60 * 1024 * 1024
"""Bytes of all that is packed in a workbook: it is opened in memory."""
MOST_PARTS = 200
MOST_ROWS = 5_000
MOST_COLUMNS = 100
LONGEST_CELL = 5_000
_ENCODINGS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_UNMARKED = ("utf-8", "cp874")
"""What Google writes, and what Excel in Thai saves as CSV."""
_SEPARATORS = (",", "\t", ";")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")
_ZIP = b"PK\x03\x04"


@dataclass(frozen=True, slots=True)
class BadSheet(Exception):
    """Why a file is no table, by the names `handlers.wording.office.importing` knows."""

    fault: str


def read(data: bytes) -> Sheet:
    """The first row as headings, and the rows below that hold anything. Raises `BadSheet`."""
    if len(data) > LARGEST:
        raise BadSheet("large")
    rows = _workbook(data) if data.startswith(_ZIP) else _text(data)
    head: tuple[str, ...] | None = None
    found: list[tuple[int, tuple[str, ...]]] = []
    try:
        for number, cells in enumerate(rows, 1):
            row = tuple(_clean(cell) for cell in cells[:MOST_COLUMNS])
            if not any(row):
                continue
            if head is None:
                head = _trimmed(row)
            elif len(found) >= MOST_ROWS:
                raise BadSheet("rows")
            else:
                found.append((number, (*row, *("",) * len(head))[: len(head)]))
    except (csv.Error, zipfile.BadZipFile) as error:
        raise BadSheet("unreadable") from error
    if head is None:
        raise BadSheet("empty")
    return Sheet(head, tuple(found))


def _text(data: bytes) -> Iterator[list[str]]:
    text = _decoded(data)
    if _CONTROL.search(text):
        raise BadSheet("unreadable")
    first = text.lstrip("\r\n").partition("\n")[0]
    separator = max(_SEPARATORS, key=first.count)
    return csv.reader(io.StringIO(text, newline=""), delimiter=separator)


def _decoded(data: bytes) -> str:
    marked = next((encoding for mark, encoding in _ENCODINGS if data.startswith(mark)), None)
    for encoding in (marked,) if marked else _UNMARKED:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise BadSheet("unreadable")


def _workbook(data: bytes) -> Iterator[list[str]]:
    """The first sheet's rows; looked at before it is opened: unpacked it may be a thousand times larger."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            parts = packed.infolist()
            if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > LARGEST_OPENED:
                raise BadSheet("large")
            if "xl/workbook.xml" not in packed.namelist():
                raise BadSheet("unreadable")
            for part in parts:
                if part.filename.endswith((".xml", ".rels")) and b"<!" in packed.open(part).read(2_000):
                    raise BadSheet("unreadable")  # a document type: nothing of ours, and a way to expand
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, OSError) as error:
        raise BadSheet("unreadable") from error
    return _sheet_rows(data)


def _sheet_rows(data: bytes) -> Iterator[list[str]]:
    import warnings

    from openpyxl import load_workbook

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of styles and validations that it leaves out
            book = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
            sheet = book.worksheets[0]
            for cells in sheet.iter_rows(max_row=MOST_ROWS + 2, max_col=MOST_COLUMNS, values_only=True):
                yield [_shown(cell) for cell in cells]
            book.close()
    except BadSheet:
        raise
    except Exception as error:
        # The library raises what the broken part happens to lead to: KeyError, ValueError, ParseError …
        raise BadSheet("unreadable") from error


def _shown(cell: Any) -> str:
    """A cell as its text would be in a CSV."""
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return cell.isoformat(sep=" ", timespec="seconds")
    if isinstance(cell, date | time):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)


def _clean(cell: str) -> str:
    return _CONTROL.sub("", cell).replace("\r\n", "\n").strip()[:LONGEST_CELL]


def _trimmed(row: tuple[str, ...]) -> tuple[str, ...]:
    """Without empty columns on the right."""
    last = max((place for place, cell in enumerate(row) if cell), default=-1)
    return row[: last + 1]
