"""Imports: a file, what its columns mean, what can be taken of it; nothing is taken until confirmed."""

from __future__ import annotations

import base64
import binascii
import zlib

from flask import Blueprint, Response, request

from bot.console.here import Here
from bot.files import sheets
from handlers.office import importing
from handlers.office.importing import Sheet
from handlers.refusal import Refused
from handlers.wording.office import importing as words
from models.programme import Programme

MOST_SHOWN = 200
"""Problems and duplicates listed."""


def register(pages: Blueprint, here: Here) -> None:
    """`…/applications/import`."""

    @pages.get("/programmes/<id>/applications/import")
    def applications_import(id: str) -> Response:
        with here.read() as tx:
            programme = here.programme(tx, id)
        return here.page("import.html", programme=programme, words=words)

    @pages.post("/programmes/<id>/applications/import", provide_automatic_options=False)
    def applications_import_take(id: str) -> Response:
        with here.read() as tx:
            programme = here.programme(tx, id)
        data = _uploaded()
        try:
            sheet = sheets.read(data) if data else None
        except sheets.BadSheet as bad:
            return _again(here, programme, words.FAULTS[bad.fault])
        if data is None or sheet is None:
            return _again(here, programme, words.NO_FILE)
        given = _given(sheet) if _has_map() else importing.proposed(programme, sheet.head)
        columns = importing.mapped(programme, given, len(sheet.head))
        fault = here.refused(columns) if isinstance(columns, Refused) else None
        confirmed = request.form.get("confirm") == "1" and fault is None
        number = None
        # Reading thousands of cells takes seconds, and no writer waits for it.
        with here.read() as tx:
            usable = given if isinstance(columns, Refused) else columns
            checked = importing.check(tx, programme, sheet, usable, here.bot.vault.seal, here.at.now)
        if confirmed and checked.ready:
            with here.begin() as tx:
                number = importing.begin(tx, programme, checked.ready, by=here.by, at=here.at)
        if number is not None:
            return here.back("job", number=number)
        nothing = confirmed and not checked.ready
        return here.page(
            "import_check.html",
            422 if fault or nothing else 200,
            programme=programme,
            sheet=sheet,
            given=given,
            choices=importing.choices(programme),
            checked=checked,
            content=_packed(data),
            faults={"map": fault} if fault else {"map": words.NOTHING_NEW} if nothing else {},
            most=MOST_SHOWN,
            words=words,
        )


def _uploaded() -> bytes | None:
    """The file: uploaded now, or packed in the form of the page before."""
    file = request.files.get("file")
    if file is not None and file.filename:
        return file.read(sheets.LARGEST + 1)
    content = request.form.get("content", "")
    if not content:
        return None
    try:
        unpacking = zlib.decompressobj()
        return unpacking.decompress(base64.b64decode(content, validate=True), sheets.LARGEST + 1)
    except (binascii.Error, zlib.error, ValueError):
        return None


def _packed(data: bytes) -> str:
    return base64.b64encode(zlib.compress(data, 6)).decode()


def _has_map() -> bool:
    return any(name.startswith("map.") for name in request.form)


def _given(sheet: Sheet) -> dict[int, str]:
    """What the form says the columns mean."""
    return {
        place: key
        for place in range(len(sheet.head))
        if (key := request.form.get(f"map.{place}", "").strip())
    }


def _again(here: Here, programme: Programme, fault: str) -> Response:
    return here.page("import.html", 422, programme=programme, faults={"file": fault}, words=words)
