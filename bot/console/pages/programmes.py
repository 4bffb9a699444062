"""Programmes: the list, a new one, a copy for the next cohort or round."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from flask import Blueprint, Response, request, url_for

from bot.console import drafts
from bot.console.change_words import path_words
from bot.console.here import PAGES, Here
from handlers.office import beginning, saving
from handlers.office.programmes import Listed
from handlers.programmes.admission import admission
from handlers.wording import faults as said
from handlers.wording.office import programmes as words
from models.calendar import local_day
from models.listing import Filter
from models.programme import Programme
from models.programme_file import Fault
from models.staff import Role
from models.store import Transaction

BASICS = ("id", "name", "short_name", "prefix", "title", "publisher", "aliases")


def register(pages: Blueprint, here: Here) -> None:
    """`/programmes/`, `/programmes/new`, `…/copy`, `…/rounds`."""

    def fresh(status: int = 200, **values: Any) -> Response:
        typed = {name: request.form.get(name, "") for name in (*BASICS, "document")}
        return here.page("programme_new.html", status, typed=typed, words=words, **values)

    def copying(programme: Programme, status: int = 200, **values: Any) -> Response:
        return here.page(
            "programme_copy.html",
            status,
            programme=programme,
            version=saving.version(programme),
            typed=request.form,
            words=words,
            **values,
        )

    @pages.get("/programmes/")
    def programmes() -> Response:
        now = here.at.now
        with here.read() as tx:
            mine = here.programmes(tx)
            counts = {p.id: tx.listing.total(p.id, Filter()) for p in mine}
        rows = [Listed(p, admission(p, now)) for p in mine]
        return here.page("programmes.html", rows=rows, counts=counts, today=local_day(now), words=words)

    @pages.get("/programmes/new")
    def programme_new() -> Response:
        return fresh()

    @pages.post("/programmes/", provide_automatic_options=False)
    def programme_add() -> Response:
        if here.staff.programmes:
            return fresh(422, faults={"id": words.SCOPED})
        text = drafts.document()
        with here.begin() as tx:
            others = tx.programmes.catalogue()
            found = (
                saving.read(text, None, others)
                if text is not None
                else saving.read_fields(beginning.fields(request.form, others), None, others)
            )
            taken = isinstance(found, Programme) and others.get(found.id) is not None
            if isinstance(found, Programme) and not taken:
                if found.applications.state == "accepting" and not here.may(Role.ADMIN):
                    return fresh(422, faults={"document": words.MUST_BE_CLOSED})
                hidden = replace(found, published=False)
                done = saving.save(tx, hidden, None, by=here.by, at=here.at)
                assert not isinstance(done, saving.Stale | tuple), "nobody else holds the programmes"
                return here.done(words.MADE, "programme", id=found.id)
        if isinstance(found, Programme):
            return fresh(422, faults={"document" if text is not None else "id": words.TAKEN})
        return fresh(422, faults=_faults(found, text is not None))

    @pages.get("/programmes/<id>/copy")
    def programme_copying(id: str) -> Response:
        with here.read() as tx:
            programme = here.programme(tx, id)
        return copying(programme)

    @pages.post("/programmes/<id>/copy", provide_automatic_options=False)
    def programme_copy(id: str) -> Response:
        with here.begin() as tx:
            programme = here.programme(tx, id)
            if here.staff.programmes:
                return copying(programme, 422, faults={"id": words.SCOPED})
            made = _copied(tx, programme)
            if isinstance(made, Programme):
                saving.save(tx, made, None, by=here.by, at=here.at, note=f"copy of {id}")
        if isinstance(made, Programme):
            return here.done(words.COPIED, "programme", id=made.id)
        return copying(programme, 422, faults=made)

    @pages.post("/programmes/<id>/rounds")
    def programme_round(id: str) -> Response:
        """Leads to the editor's page that says what would change: nothing is saved here."""
        with here.read() as tx:
            programme = here.programme(tx, id)
            others = tx.programmes.catalogue()
        fields = beginning.round(programme, request.form)
        found = saving.read_fields(fields, id, others)
        if not isinstance(found, Programme):
            return copying(programme, 422, faults={"round": "; ".join(_faults(found, False).values())})
        return here.page(
            "programme_round.html",
            programme=programme,
            name=request.form.get("name", ""),
            carried=[
                ("version", saving.version(programme)),
                ("was", drafts.packed(saving.document(programme))),
                ("draft", drafts.packed(fields)),
            ],
            action=url_for(f"{PAGES}.programme_save", id=id),
        )


def _copied(tx: Transaction, programme: Programme) -> Programme | dict[str, str]:
    others = tx.programmes.catalogue()
    fields = beginning.cohort(programme, request.form)
    if others.get(fields["id"]) is not None:
        return {"id": words.TAKEN}
    found = saving.read_fields(fields, None, others)
    return found if isinstance(found, Programme) else _faults(found, False)


def _faults(found: tuple[Fault, ...], whole: bool) -> dict[str, str]:
    """Faults at the fields of a short form, or all at the file."""
    at: dict[str, str] = {}
    for fault in found:
        name = fault.field.rpartition(".")[2]
        line = f"บรรทัด {fault.line}: " if whole and fault.line else ""
        text = f"{line}{path_words(fault.field.split('.'))}: {said.what(fault.what)}"
        where = "document" if whole else name if name in BASICS else "id"
        at[where] = f"{at[where]} · {text}" if where in at else text
    return at
