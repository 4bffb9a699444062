"""Accounts of staff: inviting, roles, programmes, keeping out."""

from __future__ import annotations

import segno
from flask import Blueprint, Response, abort, request, url_for

from bot.console.here import PAGES, Here, once
from handlers.office import staffing
from handlers.office.staffing import Invited, Listed
from handlers.refusal import Refusal, Refused
from handlers.wording.office import staff as words
from models.staff import Role, Staff
from models.store import Transaction

_FIELDS = {
    Refusal.BAD_EMAIL: "email",
    Refusal.STAFF_EXISTS: "email",
    Refusal.NO_PROGRAMME: "programme",
}


def register(pages: Blueprint, here: Here) -> None:
    """`/staff/`."""

    @pages.get("/staff/")
    def staff() -> Response:
        return _list(here)

    @pages.post("/staff/")
    def staff_add() -> Response:
        role = _role()
        if role is None:
            return _list(here, 422, {"role": words.CHOOSE_ROLE})
        email, name = request.form.get("email", ""), request.form.get("name", "")
        chosen = once(request.form.getlist("programme"))
        with here.begin() as tx:
            added = staffing.add(tx, email, name, role, chosen, by=here.by, at=here.at)
        if isinstance(added, Refused):
            return _list(here, 422, {_FIELDS.get(added.why, "email"): here.refused(added)})
        assert isinstance(added, Invited)
        _show_link(here, added)
        return here.done(words.added(added.staff.email), "staff")

    @pages.get("/staff/<int:number>")
    def staff_one(number: int) -> Response:
        return _one(here, number)

    @pages.post("/staff/<int:number>/change")
    def staff_change(number: int) -> Response:
        with here.begin() as tx:
            known, role = _known(tx, number), _role()
            if role is None:
                return _one(here, number, 422, {"role": words.CHOOSE_ROLE})
            chosen = once(request.form.getlist("programme"))
            changed = staffing.change(tx, known.email, role, chosen, by=here.by, at=here.at)
        if isinstance(changed, Refused):
            return _one(here, number, 422, {"role": here.refused(changed)})
        return here.done(words.changed(changed.email), "staff")

    @pages.post("/staff/<int:number>/disable")
    def staff_disable(number: int) -> Response:
        with here.begin() as tx:
            done = staffing.disable(tx, _known(tx, number).email, by=here.by, at=here.at)
        if isinstance(done, Refused):
            return _one(here, number, 422, {"role": here.refused(done)})
        return here.done(words.disabled(done.email), "staff")

    @pages.post("/staff/<int:number>/enable")
    def staff_enable(number: int) -> Response:
        with here.begin() as tx:
            done = staffing.enable(tx, _known(tx, number).email, by=here.by, at=here.at)
        assert isinstance(done, Staff)
        return here.done(words.enabled(done.email), "staff")

    @pages.post("/staff/<int:number>/reset")
    def staff_reset(number: int) -> Response:
        with here.begin() as tx:
            known = _known(tx, number)
            if request.form.get("confirm") != "1":
                return here.page("staff_reset.html", known=known)
            made = staffing.reset(tx, known.email, by=here.by, at=here.at)
        assert isinstance(made, Invited)
        _show_link(here, made)
        return here.done(words.reset(made.staff.email), "staff")

    @pages.post("/staff/<int:number>/sign-out")
    def staff_sign_out(number: int) -> Response:
        with here.begin() as tx:
            known = _known(tx, number)
            ended = staffing.sign_out(tx, known.email, by=here.by, at=here.at)
        assert isinstance(ended, int)
        return here.done(words.signed_out(known.email, ended), "staff")


def _list(here: Here, status: int = 200, faults: dict[str, str] | None = None) -> Response:
    shown = here.shown_once()
    link = shown.get("link")
    with here.read() as tx:
        found = staffing.listed(tx, here.bot.settings.staff_life, here.at)
        programmes = tx.programmes.catalogue().programmes
    return here.page(
        "staff.html",
        status,
        listed=found,
        programmes=programmes,
        names={it.id: it.short_name for it in programmes},
        typed=request.form,
        chosen=request.form.getlist("programme"),
        link=link,
        link_for=shown.get("email"),
        square=segno.make(link, micro=False).svg_data_uri(scale=4) if link else None,
        faults=faults or {},
        roles=list(Role),
    )


def _one(here: Here, number: int, status: int = 200, faults: dict[str, str] | None = None) -> Response:
    with here.read() as tx:
        known = _known(tx, number)
        programmes = tx.programmes.catalogue().programmes
        every = staffing.listed(tx, here.bot.settings.staff_life, here.at)
    listed = next((it for it in every if it.staff.id == number), Listed(known, 0))
    return here.page(
        "staff_one.html",
        status,
        known=known,
        sessions=listed.sessions,
        programmes=programmes,
        faults=faults or {},
        roles=list(Role),
    )


def _known(tx: Transaction, number: int) -> Staff:
    found = tx.staff.get(number) if number < 2**31 else None
    if found is None:
        abort(404)
    return found


def _role() -> Role | None:
    asked = request.form.get("role", "")
    return Role(asked) if asked in list(Role) else None


def _show_link(here: Here, made: Invited) -> None:
    path = url_for(f"{PAGES}.invitation", token=made.token)
    root = (here.bot.settings.public_url or request.host_url).rstrip("/")
    here.show_once(link=root + path, email=made.staff.email)
