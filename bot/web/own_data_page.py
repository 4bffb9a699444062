"""A person's own data, found by an unguessable link that ends after a day: to read, and to save as a file."""

from __future__ import annotations

import json
from collections.abc import Sequence

from flask import Blueprint, Response, render_template

from bot.assembly.wiring import Bot
from bot.web import guarding
from bot.web.secret_pages import missing, possible
from handlers.privacy import own_data
from handlers.privacy.own_data import Section
from handlers.wording import privacy as words


def page(bot: Bot) -> Blueprint:
    """The pages under `/my-data/<token>`."""
    pages = Blueprint(
        "own_data",
        __name__,
        template_folder="templates",
        static_folder="static",
        static_url_path="/my-data/static",
    )

    @pages.get("/my-data/<token>")
    def shown(token: str) -> Response:
        """To read, with links to save it."""
        found = _found(token)
        if found is None:
            return missing()
        as_of = words.as_of(bot.clock.now())
        html = render_template("own_data.html", words=words, sections=found, as_of=as_of, token=token)
        response = Response(html, content_type="text/html; charset=utf-8")
        response.headers["Content-Security-Policy"] = f"{guarding.NOTHING}; style-src 'self'"
        return _private(response)

    @pages.get("/my-data/<token>.txt")
    def as_text(token: str) -> Response:
        """As a text file."""
        found = _found(token)
        if found is None:
            return missing()
        head = f"{words.FILE_HEAD}\n{words.as_of(bot.clock.now())}"
        # The mark tells old editors that this is UTF-8.
        body = f"\ufeff{head}\n\n{own_data.as_text(found)}\n".replace("\n", "\r\n")
        return _attached(body, "text/plain; charset=utf-8", "my-data.txt")

    @pages.get("/my-data/<token>.json")
    def as_json(token: str) -> Response:
        """For programs (PDPA s. 31)."""
        found = _found(token)
        if found is None:
            return missing()
        record = {
            "as_of": bot.clock.now().isoformat(),
            "sections": [
                {"title": s.title, "values": [{"label": a, "value": b} for a, b in s.rows]} for s in found
            ],
        }
        body = json.dumps(record, ensure_ascii=False, indent=2)
        return _attached(body, "application/json; charset=utf-8", "my-data.json")

    def _found(token: str) -> Sequence[Section] | None:
        if not possible(token):
            return None
        with bot.database.read() as tx:
            return own_data.of_link(tx, token, bot.clock.now())

    return pages


def _attached(body: str, kind: str, name: str) -> Response:
    response = Response(body, content_type=kind)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return _private(response)


def _private(response: Response) -> Response:
    response.headers["X-Robots-Tag"] = "noindex"
    return response
