"""What a webhook call holds beyond what can be handled while LINE waits for its answer."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Sequence

from models.event import Event

log = logging.getLogger("rapsamak.web")


MOST_TOLD = 50
"""People who are shown that their answer takes longer; LINE takes a hundred such calls a second."""


class Rest:
    """Goes on with the events a call had no time for, in a thread, one call's at a time.

    Nothing hangs on it: the call was not answered with 200, so LINE delivers it again. But LINE does not say
    how often it does, and a call of a thousand events would have to come again a hundred times.
    """

    def __init__(
        self, handle: Callable[[Event], None], waiting: Callable[[str], bool] = lambda _: False
    ) -> None:
        self._handle = handle
        self._waiting = waiting
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None

    def take(self, events: Sequence[Event]) -> None:
        """Handles these one after another, unless those of another call are under way."""
        with self._lock:
            if self._thread is None or not self._thread.is_alive():
                self._thread = threading.Thread(target=self._run, args=(events,), name="rest", daemon=True)
                self._thread.start()
                users = [event.user for event in events if event.user and not event.in_group]
                waiting = list(dict.fromkeys(users))[:MOST_TOLD]
                threading.Thread(target=self._tell, args=(waiting,), name="waiting", daemon=True).start()

    @property
    def busy(self) -> bool:
        """Whether it is at work on a call's events."""
        return self._thread is not None and self._thread.is_alive()

    def join(self) -> None:
        """Waits for the end of what is under way."""
        if self._thread is not None:
            self._thread.join()

    def _tell(self, users: Sequence[str]) -> None:
        """Shows each that an answer is on its way, until it comes; a courtesy, so one refusal ends it."""
        for user in users:
            if not self._waiting(user):
                return

    def _run(self, events: Sequence[Event]) -> None:
        for number, event in enumerate(events):
            try:
                self._handle(event)
            except Exception as error:  # the database is away, or this process ends
                log.error("%s events are left to LINE (%s)", len(events) - number, type(error).__name__)
                return
        log.info("went on with %s events of a long call", len(events))
