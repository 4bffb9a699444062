"""The record of what staff did: to read and to filter, never to change."""

from __future__ import annotations

from flask import Blueprint, Response, request, url_for

from bot.console.here import PAGES, Here
from handlers.wording.office import audit as words
from models.staff import Action

PAGE = 50


def register(pages: Blueprint, here: Here) -> None:
    """`/audit/`."""

    @pages.get("/audit/")
    def audit() -> Response:
        staff, object = request.args.get("staff") or None, (request.args.get("object") or "").strip() or None
        asked = [it for it in request.args.getlist("action") if it in list(Action)]
        after = request.args.get("after", type=int)
        with here.read() as tx:
            found = tx.audit.page(
                staff=staff,
                actions=[Action(it) for it in asked],
                object=object,
                before_id=after if after is None or 0 <= after < 2**31 else None,
                limit=PAGE + 1,
            )
            names = tx.audit.names()
        more = (
            url_for(
                f"{PAGES}.audit", staff=staff, object=object, action=asked or None, after=found[PAGE - 1].id
            )
            if len(found) > PAGE
            else None
        )
        return here.page(
            "audit.html",
            entries=found[:PAGE],
            names=names,
            actions=words.ACTIONS,
            staff=staff or "",
            object=object or "",
            action=asked[0] if asked else "",
            next=more,
            words=words,
        )
