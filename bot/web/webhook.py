"""LINE's webhook: verified, handled, stored, answered with 200; the sender calls LINE afterwards."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from functools import partial

from bot.assembly.wiring import Bot
from bot.line import events as line_events
from bot.process.clock import stopwatch
from bot.web.rest import Rest
from handlers.conversation import handling
from models.event import Event
from models.store import DatabaseAway

log = logging.getLogger("rapsamak.web")

IN_TIME = 0.8
"""Seconds after which a call's remaining events are left for later: LINE waits for two."""
A_FEW = 5
"""So many events are handled whatever it takes; of more, those handled before are looked up together."""
AT_ONCE = 1.0
"""Seconds within which a transaction that the database aborted is retried: LINE waits for two."""


class Webhook:
    """Takes LINE's calls. Thread-safe."""

    def __init__(self, bot: Bot) -> None:
        self._bot = bot
        self.rest = Rest(partial(handle, bot), lambda user: bot.line.show_waiting(user))

    def receive(self, body: bytes, signature: str) -> tuple[str, int]:
        """The text and status that answer a call."""
        began, bot = stopwatch(), self._bot
        if not line_events.signed(bot.settings.channel_secret, body, signature):
            log.warning("callback refused: signature does not match, %s bytes", len(body))
            return "bad signature", 400
        try:
            events = line_events.events(body, bot.clock.now(), bot.clock.machine())
        except line_events.BadBody as error:
            log.warning("callback refused: %s, %s bytes", error, len(body))
            return "bad body", 400
        try:
            left = take(bot, events, began, busy=self.rest.busy)
        except DatabaseAway as error:
            # LINE redelivers the whole call; events already handled are recognised by their ids.
            log.error("callback put off: the database is away (%s)", error)
            return "the database is away", 503
        if left:
            log.warning("callback holds more than can be handled in time: %s events are left", len(left))
            self.rest.take(left)
            return "the rest another time", 503
        return "ok", 200


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
        bot.sender.wake()
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
    """In one transaction; its answer is handed to this process's sender, if that has a hand free."""
    with bot.sender.room() as room:
        with bot.database.begin() as tx:
            handled = handling.handle(tx, event, bot.means, bot.clock.moment(), room.lease)
        room.give(handled.parcel)
    if handled.queued:
        bot.sender.wake()
    return handled
