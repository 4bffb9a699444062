"""The web process: LINE's webhook, health, metrics; the demo adds its simulator."""

from __future__ import annotations

import hmac
import logging
from pathlib import Path

from flask import Flask, Response, request
from werkzeug.exceptions import RequestEntityTooLarge

from bot.assembly.wiring import Bot
from bot.console import frame as console
from bot.process.settings import STAFF_ICON
from bot.web import calendar_feed, edge, guarding, own_data_page
from bot.web.webhook import Webhook

log = logging.getLogger("rapsamak.web")

MAX_BODY = 8 * 1024 * 1024
"""LINE states no limit, but what fills a call: a text of 5,000 UTF-16 units, each as six bytes (`\\u0e01`),
is 30,000 bytes, with its emojis and mentions below 40,000. Two hundred such events are below this; eight
threads that read such a body each take 64 MB. Usual events have some 600 bytes."""
PICTURE_OF_STAFF = Path(__file__).parent / "static" / "staff.png"
LOOPBACK = ("127.0.0.1", "::1")
FORWARDED = ("Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Real-Ip", "Via")
"""Headers of a proxy: a request with one of them comes from elsewhere, whatever its address."""


def create_app(bot: Bot) -> Flask:
    """The Flask application for these parts."""
    app = Flask("bot")
    app.config["MAX_CONTENT_LENGTH"] = MAX_BODY
    webhook = Webhook(bot)
    app.extensions["rest"] = webhook.rest
    picture = PICTURE_OF_STAFF.read_bytes()

    @app.post("/callback")
    def callback() -> tuple[str, int]:
        """LINE's webhook, where `edge` leaves it to Flask."""
        return webhook.receive(request.get_data(cache=False), request.headers.get("X-Line-Signature", ""))

    @app.get("/healthz")
    def healthz() -> tuple[str, int]:
        """The process is alive."""
        return "ok\n", 200

    @app.get("/readyz")
    def readyz() -> tuple[str, int]:
        """Database, schema and model are ready."""
        faults = bot.faults()
        return ("\n".join(faults) + "\n", 503) if faults else ("ok\n", 200)

    @app.get("/metrics")
    def metrics() -> Response:
        """Prometheus metrics; with a bearer token, or from this machine only, not through its proxy."""
        if not _may_measure(bot.settings.metrics_token):
            return Response("forbidden\n", 403)
        return Response(bot.metrics.text(), content_type="text/plain; version=0.0.4; charset=utf-8")

    @app.get(STAFF_ICON)
    def staff_icon() -> Response:
        """The picture beside what staff say, for LINE to fetch."""
        return Response(picture, mimetype="image/png", headers={"Cache-Control": "public, max-age=86400"})

    app.register_blueprint(calendar_feed.feed(bot))
    app.register_blueprint(own_data_page.page(bot))
    if bot.settings.secret_key:  # nothing that serves is without one
        console.add(app, bot)

    @app.errorhandler(RequestEntityTooLarge)
    def too_large(_: RequestEntityTooLarge) -> tuple[str, int]:
        log.warning("request refused: over %s bytes", MAX_BODY)
        return "too large", 413

    headers = guarding.guard(app, bot.settings.public_url)
    app.wsgi_app = edge.before(app.wsgi_app, webhook.receive, headers, MAX_BODY)  # type: ignore[method-assign, assignment]
    return app


def _may_measure(token: str | None) -> bool:
    if token is None:
        return request.remote_addr in LOOPBACK and not any(name in request.headers for name in FORWARDED)
    given = request.headers.get("Authorization", "")
    return hmac.compare_digest(given.encode("utf-8", "replace"), f"Bearer {token}".encode())
