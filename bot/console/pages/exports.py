"""Exports: a CSV row by row as it is read; a workbook at once while it is small, else as a job."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import datetime

from flask import Blueprint, Response, abort, request

from bot.console import asked
from bot.console.here import Here
from bot.files.spreadsheet import csv_parts, write_xlsx
from handlers.office import exporting
from models.calendar import BANGKOK
from models.job import JobKind
from models.listing import Filter
from models.programme import Programme
from models.staff import Action, Role

AT_ONCE = 500
"""Rows of a workbook that is made within the request: half a second's work."""
TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def register(pages: Blueprint, here: Here) -> None:
    """`…/applications/export`."""

    @pages.get("/programmes/<id>/applications/export")
    def applications_export(id: str) -> Response:
        form = request.args.get("format", "csv")
        wanted, thai = asked.wanted(), request.args.get("headings") == "th"
        unsealed = request.args.get("unsealed") == "1"
        if unsealed and not here.may(Role.ADMIN):
            abort(403)
        with here.begin() as tx:
            programme = here.programme(tx, id)
            if form not in TYPES:
                abort(422)
            total = tx.listing.total(id, wanted)
            action = Action.EXPORT_UNSEALED if unsealed else Action.EXPORT
            tx.audit.note(action, id, by=here.by, at=here.at.now, after=f"{form}, {total} rows")
            number = None
            if form == "xlsx" and total > AT_ONCE:
                given = {"filter": wanted.pairs, "format": form, "thai": thai, "unsealed": unsealed}
                number = tx.jobs.ask(JobKind.EXPORT, id, here.by.staff, given, total, here.at.now)
        if number is not None:
            return here.back("job", number=number)
        unseal = here.bot.vault.unseal if unsealed else None
        name = f"{id}-{_day(here.at.now)}.{form}"
        if form == "csv":
            answer = Response(_csv(here, programme, wanted, unseal, thai=thai), content_type=TYPES[form])
            return _named(answer, name)
        out = io.BytesIO()
        with here.read() as tx:
            write_xlsx(exporting.lines(tx, programme, wanted, unseal, thai=thai), out)
        answer = Response(out.getvalue(), content_type=TYPES[form])
        return _named(answer, name)


def _csv(
    here: Here, programme: Programme, wanted: Filter, unseal: exporting.Unseal | None, *, thai: bool
) -> Iterator[bytes]:
    with here.read() as tx:
        yield from csv_parts(exporting.lines(tx, programme, wanted, unseal, thai=thai))


def _named(answer: Response, name: str) -> Response:
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _day(now: datetime) -> str:
    return f"{now.astimezone(BANGKOK):%Y-%m-%d}"
