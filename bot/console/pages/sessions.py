"""Days of a programme: month and list, one day with who comes and who came, moving it, the sheet to sign."""

from __future__ import annotations

import calendar
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import Blueprint, Response, abort, request, url_for

from bot.console.here import PAGES, Here, once
from bot.console.quota import Looking
from handlers.office import programmes, saving, session_days, typed
from handlers.office.programmes import Changed
from handlers.office.saving import Stale
from handlers.office.session_days import Registrant, Waiting
from handlers.wording import dates, faults
from handlers.wording.office import sessions as words
from handlers.wording.office.applications import NO_VERSION
from models.calendar import local_day
from models.programme import Programme, Session
from models.programme_file import Fault
from models.staff import Action
from models.store import Transaction

MOST = 2_000
"""People marked at once."""
A_PAGE = 25
"""Rows of a sheet to sign."""
READ = {"date": typed.day, "starts": typed.clock, "ends": typed.clock}


@dataclass(frozen=True, slots=True)
class Would:
    """What saving a day would do, as the confirm page says it."""

    changed: Changed
    waiting: Waiting | None
    rows: tuple[tuple[str, str, str], ...]


def register(pages: Blueprint, here: Here) -> None:
    """`/programmes/<id>/sessions/…`."""
    looking = Looking(here.bot)

    def found(tx: Transaction, id: str, session: str) -> tuple[Programme, Session]:
        programme = here.programme(tx, id)
        one = programme.session(session)
        if one is None:
            abort(404)
        return programme, one

    def listed(id: str, status: int = 200, **values: Any) -> Response:
        with here.read() as tx:
            programme = here.programme(tx, id)
            days = session_days.days(tx, programme)
            waiting = session_days.waiting(tx, programme)
            mine = here.programmes(tx)
        here.choose(programme)
        today = local_day(here.at.now)
        months = session_days.months(programme, today)
        month = _month(request.args.get("month", ""), months, today)
        return here.page(
            "sessions.html",
            status,
            programme=programme,
            programmes=mine,
            days=days,
            by_day=_by_day(days),
            weeks=calendar.Calendar().monthdatescalendar(month.year, month.month),
            month=month,
            months=months,
            month_name=dates.MONTHS[month.month - 1],
            weekdays=dates.SHORT_WEEKDAYS,
            today=today,
            waiting=waiting,
            version=saving.version(programme),
            words=words,
            typed=values.pop("typed", {}),
            **values,
        )

    def shown(id: str, session: str, status: int = 200, **values: Any) -> Response:
        with here.read() as tx:
            programme, one = found(tx, id, session)
            people = session_days.registrants(tx, programme, one)
            waiting = session_days.waiting(tx, programme)
        q = request.args.get("q", "").strip()
        seen = [
            it
            for it in people
            if not q or q.casefold() in f"{it.name} {it.unit} {it.application.reference}".casefold()
        ]
        return here.page(
            "session.html",
            status,
            programme=programme,
            session=one,
            people=seen,
            counts=_counts(people),
            q=q,
            waiting=waiting,
            version=saving.version(programme),
            typed=values.pop("typed", _typed(one)),
            shown_day=typed.shown_day,
            words=words,
            **values,
        )

    def would(tx: Transaction, old: Programme, new: Programme, session: str) -> Would:

        changed = programmes.keep(tx, new, here.at.now)
        before, after = old.session(session), new.session(session)
        rows = [
            (label, _value(before, name), _value(after, name))
            for name, label in words.LABELS.items()
            if _value(before, name) != _value(after, name)
        ]
        return Would(changed, session_days.waiting(tx, new), tuple(rows))

    def change(id: str, session: str, *, adds: bool = False) -> Response:
        """What moving, cancelling and adding share: read, then say what would happen, then do it."""
        cancel = request.form.get("cancel") == "1"
        expected = request.form.get("version", "")
        given = {n: READ.get(n, str.strip)(request.form[n]) for n in session_days.FIELDS if n in request.form}
        again = listed if adds else lambda id, *more, **values: shown(id, session, *more, **values)
        with here.read() as tx:
            programme = here.programme(tx, id)
            if not adds:
                found(tx, id, session)
            others = tx.programmes.catalogue()
        if not expected:
            return again(id, 422, typed=dict(request.form), faults={"date": NO_VERSION})
        if saving.version(programme) != expected:
            return again(id, 409, typed=dict(request.form), conflict=True)
        new = (
            session_days.without(programme, session, others)
            if cancel
            else session_days.changed(programme, session, given, others)
        )
        if isinstance(new, tuple):
            return again(id, 422, typed=dict(request.form), faults=_faults(new))
        if request.form.get("confirm") != "1":
            with here.bot.database.rehearse() as tx:
                seen = would(tx, programme, new, session)
            return here.page(
                "session_confirm.html",
                programme=programme,
                session=programme.session(session) or new.session(session),
                would=seen,
                cancel=cancel,
                adds=adds,
                carried=_carried(cancel, expected, request.form),
                action=request.path,
                back=url_for(f"{PAGES}.sessions", id=id)
                if adds
                else url_for(f"{PAGES}.session", id=id, session=session),
                quota=looking.messages(),
                words=words,
            )
        with here.begin() as tx:
            done = saving.save(
                tx,
                new,
                expected,
                by=here.by,
                at=here.at,
                what=Action.SESSION,
                about=f"{id}/{session}",
                note=_note(programme.session(session), new.session(session)),
            )
            waiting = session_days.waiting(tx, new) if isinstance(done, Changed) else None
        if isinstance(done, Stale):
            return again(id, 409, typed=dict(request.form), conflict=True)
        if isinstance(done, tuple):
            return again(id, 422, typed=dict(request.form), faults=_faults(done))
        if done.nothing:
            message = words.NOTHING
        else:
            what = "งดวันนี้" if cancel else "เพิ่มวัน" if adds else "เปลี่ยนวัน"
            message = words.saved(
                what,
                waiting.told if waiting else 0,
                waiting.at if waiting else None,
                waiting.rounds if waiting else (),
            )
        if cancel:
            return here.done(message, "sessions", id=id)
        return here.done(message, "session", id=id, session=session)

    @pages.get("/programmes/<id>/sessions/")
    def sessions(id: str) -> Response:
        return listed(id)

    @pages.post("/programmes/<id>/sessions/", provide_automatic_options=False)
    def sessions_add(id: str) -> Response:
        with here.read() as tx:
            programme = here.programme(tx, id)
            used = [record.session.id for record in tx.sessions.of(id)]
        return change(id, session_days.new_id(programme, used), adds=True)

    @pages.get("/programmes/<id>/sessions/<session>")
    def session(id: str, session: str) -> Response:
        return shown(id, session)

    @pages.post("/programmes/<id>/sessions/<session>", provide_automatic_options=False)
    def session_change(id: str, session: str) -> Response:
        return change(id, session)

    @pages.post("/programmes/<id>/sessions/<session>/came")
    def session_came(id: str, session: str) -> Response:
        off = once(request.form.getlist("not_came"), MOST)
        on = once(request.form.getlist("came"), MOST)
        with here.begin() as tx:
            programme, one = found(tx, id, session)
            people = session_days.registrants(tx, programme, one)
            if request.form.get("all") == "1":
                on = [str(it.application.reference) for it in people if it.came is None and _comes(it)]
            names = {it.application.reference: it.name for it in people}
            done = session_days.mark(tx, programme, one, off or on, came=not off, by=here.by, at=here.at)
        chosen = off or on
        name = names.get(chosen[0]) if len(chosen) == 1 else None
        return here.done(
            words.came(done, name, came=not off),
            "session",
            id=id,
            session=session,
            q=request.form.get("q") or None,
            _anchor="people",
        )

    @pages.get("/programmes/<id>/sessions/<session>/sheet")
    def session_sheet(id: str, session: str) -> Response:
        with here.read() as tx:
            programme, one = found(tx, id, session)
            people = session_days.registrants(tx, programme, one)
        sheets = [people[i : i + A_PAGE] for i in range(0, len(people), A_PAGE)] or [[]]
        return here.page(
            "session_sheet.html", programme=programme, session=one, sheets=sheets, per=A_PAGE, words=words
        )


def _typed(session: Session) -> dict[str, str]:
    return {
        "date": typed.shown_day(session.date.isoformat()),
        "starts": f"{session.starts:%H:%M}" if session.starts else "",
        "ends": f"{session.ends:%H:%M}" if session.ends else "",
        "place": session.place or "",
        "title": session.title or "",
        "round": session.round or "",
    }


def _value(session: Session | None, name: str) -> str:
    """A field in words."""
    if session is None:
        return "–"
    return dates.weekday(session.date) if name == "date" else _typed(session)[name] or "–"


def _note(before: Session | None, after: Session | None) -> str:
    """What was done to a day, for the audit."""
    if before is None or after is None:
        return "cancelled" if after is None else f"added {after.date}"
    return f"{before.date} -> {after.date}" if before.date != after.date else "hours or place"


def _carried(cancel: bool, version: str, form: Any) -> list[tuple[str, str]]:
    if cancel:
        return [("cancel", "1"), ("version", version)]
    return [("version", version), *((n, form[n]) for n in session_days.FIELDS if n in form)]


def _faults(found: Sequence[Fault]) -> dict[str, str]:
    """Each fault at its field of the form."""
    said: dict[str, str] = {}
    for fault in found:
        name = fault.field.rpartition(".")[2]
        known = name if fault.field.startswith("sessions.") and name in words.LABELS else "date"
        label = "" if known == name else f"{fault.field}: "
        said.setdefault(known, f"{words.LABELS[known]}: {label}{faults.what(fault.what)}")
    return said


def _counts(people: Sequence[Registrant]) -> dict[str, int]:
    return {
        "all": len(people),
        "yes": sum(_comes(it) and it.answer is not None for it in people),
        "no": sum(not _comes(it) for it in people),
        "silent": sum(it.answer is None for it in people),
        "came": sum(it.came is not None for it in people),
    }


def _comes(one: Registrant) -> bool:
    """Whether they said nothing against it."""
    return one.answer is None or one.answer.answer in session_days.COMING


def _by_day(days: Sequence[session_days.Day]) -> dict[date, list[session_days.Day]]:
    found: dict[date, list[session_days.Day]] = {}
    for day in days:
        found.setdefault(day.session.date, []).append(day)
    return found


def _month(text: str, months: Sequence[date], today: date) -> date:
    """The month asked for; else the first one that is not over."""
    try:
        return date.fromisoformat(f"{text}-01")
    except ValueError:
        this = today.replace(day=1)
        return next((month for month in months if month >= this), months[-1])
