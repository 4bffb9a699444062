"""Numbers: tables of what there is, with pictures; each also alone for paper, and as CSV."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from flask import Blueprint, Response, abort, request, url_for

from bot.console import charts, province_map
from bot.console.here import PAGES, Here
from bot.files.spreadsheet import csv_parts
from handlers.office import numbers as office
from handlers.office import timestamps
from handlers.wording import dates
from handlers.wording.office import numbers as words
from models.calendar import local_day
from models.numbers import Span
from models.programme import Programme
from models.store import Transaction


def register(pages: Blueprint, here: Here) -> None:
    """`/numbers/`, and its pictures."""

    @pages.get("/numbers/")
    def numbers() -> Response:
        wanted, table, faults = _table_wanted(), request.args.get("table"), _faults()
        if table is not None and table not in office.NAMES:
            abort(404)
        if request.args.get("format") == "csv":
            if faults:
                abort(422)
            return _csv(here, table or office.NAMES[0])
        with here.read() as tx:
            asked = _asked(here, tx)
            names = [it for it in asked.names if table in (None, it)]
            tables = [asked.table(it) for it in names]
            total, others = asked.total, here.programmes(tx)
        counts = {row.key: row.count(1) for it in tables if it.name == "province" for row in it.rows}
        return here.page(
            "numbers.html",
            422 if faults else 200,
            faults=faults,
            asked=asked,
            alone=table,
            tables=tables,
            pictured={it.name for it in tables if it.bars and it.rows},
            map=province_map.drawn(counts) if counts else None,
            map_label=words.map_of(len([it for it in counts if it]), [it for it in counts if it][:3]),
            programmes=others,
            total=total,
            period=_period(asked.span),
            periods=_periods(here, asked.span),
            given={name: request.args.get(name, "") for name in ("from", "to")},
            link=lambda endpoint, **more: _link(endpoint, wanted, **more),
            listed=lambda **more: _listed(asked, more),
            shown=shown,
            figure=figure,
            dated=lambda cell: isinstance(cell, date),
            words=words,
        )

    @pages.get("/numbers/chart")
    def numbers_chart() -> Response:
        name = request.args.get("table", office.NAMES[0])
        if name not in office.NAMES or _faults():
            abort(404)
        with here.read() as tx:
            asked = _asked(here, tx)
            table = asked.table(name) if name in asked.names else None
        if table is None or not table.bars:
            abort(404)
        picture = charts.picture(table)
        headers = {"Content-Security-Policy": picture.policy}
        return Response(picture.svg, headers=headers, content_type="image/svg+xml; charset=utf-8")


def shown(cell: office.Cell) -> str:
    """A cell as people read it."""
    if isinstance(cell, int):
        return f"{cell:,}"
    if isinstance(cell, datetime):
        return dates.brief(cell)
    if isinstance(cell, date):
        return f"{dates.short(cell)} {cell.year + dates.BUDDHIST}"
    if isinstance(cell, tuple):
        return dates.run(cell)
    return "–" if cell is None else cell


def figure(cell: office.Cell) -> bool:
    """Whether it is a number, which stands at the right."""
    return cell is None or isinstance(cell, int) or (isinstance(cell, str) and cell.endswith(("%", "–")))


def _csv(here: Here, name: str) -> Response:
    with here.read() as tx:
        asked = _asked(here, tx)
        if name not in asked.names:
            abort(404)
        lines = asked.table(name).text
    answer = Response(b"".join(csv_parts(lines)), content_type="text/csv; charset=utf-8")
    of = asked.one.id if asked.one is not None else "all"
    answer.headers["Content-Disposition"] = f'attachment; filename="{of}-{name}.csv"'
    return answer


def _asked(here: Here, tx: Transaction) -> office.Numbers:
    seen, id = here.programmes(tx), request.args.get("programme")
    one = here.programme(tx, id) if id else (seen[0] if len(seen) == 1 else None)
    round = request.args.get("round") or None
    if round is not None and (one is None or one.round(round) is None):
        abort(404)
    chosen: list[Programme] = [one] if one is not None else seen
    return office.Numbers(tx, chosen, one, round, _span(), here.at.now)


def _span() -> Span:
    first, last = _day("from"), _day("to")
    return Span() if _faults() else Span(first, last)


def _day(name: str) -> date | None:
    text = request.args.get(name, "").strip()
    found = timestamps.read(text) if text else None
    return local_day(found) if found is not None else None


def _faults() -> dict[str, str]:
    faults = {
        name: words.NO_DAY
        for name in ("from", "to")
        if request.args.get(name, "").strip() and _day(name) is None
    }
    first, last = _day("from"), _day("to")
    if first is not None and last is not None and last < first:
        faults["to"] = words.BACKWARDS
    return faults


def _table_wanted() -> dict[str, str]:
    return {name: value for name in ("programme", "round", "from", "to") if (value := request.args.get(name))}


def _link(endpoint: str, wanted: dict[str, str], **more: str | None) -> str:
    """A page of the same numbers; what is None is left out."""
    pairs = {name: value for name, value in {**wanted, **more}.items() if value is not None}
    base = url_for(f"{PAGES}.{endpoint}")
    return f"{base}?{urlencode(pairs)}" if pairs else base


def _listed(asked: office.Numbers, more: dict[str, Any]) -> str | None:
    """The list of the applications counted; it knows no days and rounds, so only where none are asked for."""
    if asked.one is None or asked.round is not None or asked.span != Span():
        return None
    return url_for(f"{PAGES}.applications", id=asked.one.id, **more)


def _period(span: Span) -> str:
    if span.first is None and span.last is None:
        return words.EVERY_DAY
    if span.first is None or span.last is None:
        return words.until(span.last) if span.last is not None else words.since(span.first)
    return dates.day(span.first) if span.first == span.last else dates.span(span.first, span.last)


def _periods(here: Here, span: Span) -> list[tuple[str, str, bool]]:
    today, wanted = local_day(here.at.now), _table_wanted()
    found = []
    for days, label in words.PERIODS:
        first = today - timedelta(days=days - 1) if days is not None else None
        dated = {"from": first.isoformat() if first is not None else None, "to": None}
        address = _link("numbers", wanted, **dated)
        found.append((label, address, span == Span(first, None)))
    return found
