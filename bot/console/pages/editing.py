"""What is typed in the editor of a programme is kept as one types; and who else is at it."""

from __future__ import annotations

from flask import Blueprint, Response, request

from bot.console import drafts
from bot.console.here import Here
from bot.console.pages.editor import unsaved
from handlers.office import editing, saving
from handlers.wording.office import programmes as words


def register(pages: Blueprint, here: Here) -> None:
    """`…/draft`, `…/draft/drop`, `…/editing`."""

    @pages.post("/programmes/<id>/draft")
    def programme_keep(id: str) -> Response:
        """Keeps what the form says; asked for by the page's script, so the answer is a few words."""
        with here.begin() as tx:
            one = here.programme(tx, id)
            draft, base = drafts.of(one), request.form.get("version", "")
            if not base:
                return _said(words.NO_VERSION, 422)
            if not unsaved(draft, one, tx.programmes.catalogue()):
                tx.edits.drop(id, here.staff.id)
                return _said("")
            editing.keep(tx, id, here.staff, drafts.kept(draft), base[:LONGEST_VERSION], here.at)
        return _said(words.KEPT)

    @pages.post("/programmes/<id>/draft/drop")
    def programme_drop(id: str) -> Response:
        """Throws away what was typed and not saved."""
        with here.begin() as tx:
            one = here.programme(tx, id)
            tx.edits.drop(id, here.staff.id)
        section = request.form.get("section", drafts.MAIN)
        return here.done(
            words.THROWN_AWAY, "programme", id=one.id, section=section if section != drafts.MAIN else None
        )

    @pages.get("/programmes/<id>/editing")
    def programme_editing(id: str) -> Response:
        """Who else is editing, and whether somebody has saved meanwhile."""
        with here.read() as tx:
            one = here.programme(tx, id)
            others = editing.others(tx, id, here.staff, here.at)
        seen = request.args.get("version")
        stale = bool(seen) and seen != saving.version(one)
        return here.page("programme_editing.html", others=others, stale=stale)


LONGEST_VERSION = 64


def _said(text: str, status: int = 200) -> Response:
    return Response(text, status, content_type="text/plain; charset=utf-8")
