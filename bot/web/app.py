"""The web process: LINE's webhook, health, metrics; the demo adds its simulator."""

from __future__ import annotations

import hmac
import logging
from collections.abc import Sequence
from functools import partial

from flask import Flask, Response, request
from werkzeug.exceptions import RequestEntityTooLarge

from bot.assembly.wiring import Bot
from bot.console import frame as console
from bot.line import events as line_events
from bot.process.clock import stopwatch
from bot.web import calendar_feed, guarding, own_data_page
from bot.web.rest import Rest
from handlers.conversation import handling
from models.event import Event
from models.store import DatabaseAway

log = logging.getLogger("rapsamak.web")

MAX_BODY = 8 * 1024 * 1024
"""LINE states no limit, but what fills a call: a text of 5,000 UTF-16 units, each as six bytes (`\\u0e01`),
is 30,000 bytes, with its emojis and mentions below 40,000. Two hundred such events are below this; eight
threads that read such a body each take 64 MB. Usual events have some 600 bytes."""
LOOPBACK = ("127.0.0.1", "::1")
FORWARDED = ("Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Real-Ip", "Via")
"""Headers of a proxy: a request with one of them comes from elsewhere, whatever its address."""
IN_TIME = 0.8
"""Seconds after which a call's remaining events are left for later: LINE waits for two."""
A_FEW = 5
"""So many events are handled whatever it takes; of more, those handled before are looked up together."""
AT_ONCE = 1.0
"""Seconds within which a transaction that the database aborted is retried: LINE waits for two."""


def create_app(bot: Bot) -> Flask:
    """The Flask application for these parts."""
    app = Flask("bot")
    app.config["MAX_CONTENT_LENGTH"] = MAX_BODY
    app.extensions["rest"] = rest = Rest(partial(handle_later, bot))

    @app.post("/callback")
    def callback() -> tuple[str, int]:
        """LINE's webhook: verified, handled, stored; 200. The sender calls LINE later."""
        began = stopwatch()
        body = request.get_data(cache=False)
        if not line_events.signed(
            bot.settings.channel_secret, body, request.headers.get("X-Line-Signature", "")
        ):
            log.warning("callback refused: signature does not match, %s bytes", len(body))
            return "bad signature", 400
        try:
            events = line_events.events(body, bot.clock.now(), bot.clock.machine())
        except line_events.BadBody as error:
            log.warning("callback refused: %s, %s bytes", error, len(body))
            return "bad body", 400
        try:
            left = take(bot, events, began, busy=rest.busy)
        except DatabaseAway as error:
            # LINE redelivers the whole call; events already handled are recognised by their ids.
            log.error("callback put off: the database is away (%s)", error)
            return "the database is away", 503
        finally:
            bot.sender.wake()
        if left:
            log.warning("callback holds more than can be handled in time: %s events are left", len(left))
            rest.take(left)
            return "the rest another time", 503
        return "ok", 200

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

    app.register_blueprint(calendar_feed.feed(bot))
    app.register_blueprint(own_data_page.page(bot))
    if bot.settings.secret_key:  # nothing that serves is without one
        console.add(app, bot)

    @app.errorhandler(RequestEntityTooLarge)
    def too_large(_: RequestEntityTooLarge) -> tuple[str, int]:
        log.warning("request refused: over %s bytes", MAX_BODY)
        return "too large", 413

    guarding.guard(app, bot.settings.public_url)
    return app


def take(bot: Bot, events: Sequence[Event], began: float, *, busy: bool = False) -> list[Event]:
    """Handles the events of a call until its time is up; returns those left for LINE to deliver again.

    At least one that is new is handled each time, so that there is an end, but while this process is `busy`
    with the rest of such a call. Raises `DatabaseAway`.
    """
    many = len(events) > A_FEW
    if many:
        with bot.database.begin() as tx:
            new = handling.unhandled(tx, events, bot.clock.moment())
        known = {event.id for event in events} - {event.id for event in new}
        for event in events:
            if event.id in known:
                bot.metrics.events.labels(event.kind.value, "repeated").inc()
        events = new
        if busy and new:
            return new
    for number, event in enumerate(events, 1):
        handle(bot, event)
        if many and stopwatch() - began > IN_TIME:
            for left in events[number:]:
                bot.metrics.events.labels(left.kind.value, "put off").inc()
            return list(events[number:])
    return []


def handle_later(bot: Bot, event: Event) -> None:
    """Handles an event that no call waits for."""
    handle(bot, event)
    bot.sender.wake()


def handle(bot: Bot, event: Event) -> None:
    """Handles one event in one transaction. Our own faults are logged by the event's id and apologised for.

    The database's faults are not ours: they are retried once at once, then raised (`DatabaseAway`), so that
    LINE redelivers the event and it is answered instead of apologised for.
    """
    began = stopwatch()
    try:
        try:
            handled = _handled(bot, event)
        except DatabaseAway:
            if stopwatch() - began > AT_ONCE:
                raise
            handled = _handled(bot, event)
    except DatabaseAway:
        bot.metrics.events.labels(event.kind.value, "put off").inc()
        raise
    except Exception:
        log.exception("event=%s kind=%s failed", event.id, event.kind.value)
        with bot.database.begin() as tx:
            handling.apologise(tx, event, bot.clock.moment())
        bot.metrics.events.labels(event.kind.value, "fault").inc()
        return
    seconds = stopwatch() - began
    outcome = "silenced" if handled.outcome == handling.FLOOD else "handled"
    bot.metrics.events.labels(event.kind.value, outcome if handled.first else "repeated").inc()
    bot.metrics.handling.observe(seconds)
    log.info(
        "event=%s kind=%s outcome=%r ms=%.1f", event.id, event.kind.value, handled.outcome, seconds * 1000
    )


def _handled(bot: Bot, event: Event) -> handling.Handled:
    with bot.database.begin() as tx:
        return handling.handle(tx, event, bot.means, bot.clock.moment())


def _may_measure(token: str | None) -> bool:
    if token is None:
        return request.remote_addr in LOOPBACK and not any(name in request.headers for name in FORWARDED)
    given = request.headers.get("Authorization", "")
    return hmac.compare_digest(given.encode("utf-8", "replace"), f"Bearer {token}".encode())
