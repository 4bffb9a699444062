"""gunicorn: threads in a few workers, the model shared between them, a clean stop within ten seconds.

Requests wait in a bounded queue: LINE redelivers what it could not deliver, and memory does not grow.
"""

from __future__ import annotations

import gc
import logging
import os
from typing import Any

from gunicorn import glogging

from bot.process.plain import OneLine


class OneLineLogger(glogging.Logger):  # type: ignore[misc]
    """gunicorn's own log tells of malformed requests in the sender's words."""

    def _set_handler(
        self, log: logging.Logger, output: str, fmt: logging.Formatter, stream: Any = None
    ) -> None:
        super()._set_handler(log, output, OneLine(fmt._fmt, fmt.datefmt), stream)


logger_class = OneLineLogger
bind = f"0.0.0.0:{os.environ.get('PORT') or 8000}"
worker_class = "gthread"
workers = int(os.environ.get("WEB_CONCURRENCY") or 1)
threads = int(os.environ.get("WEB_THREADS") or 8)
backlog = 512
worker_connections = 200
preload_app = True
graceful_timeout = 10
timeout = 60
keepalive = 5
limit_request_line = 8190
accesslog = None
control_socket_disable = True

NEW_OBJECTS = 20_000
"""After so many more objects Python looks for garbage among them."""


def when_ready(server: Any) -> None:
    """What was loaded stays for good: looking through all of it for garbage stops everybody for 0.1 s.

    By default Python looks for it at every 700 new objects, several times a message, and finds next to none.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(NEW_OBJECTS, 20, 20)


def post_fork(server: Any, worker: Any) -> None:
    """The child must not use the parent's database connections."""
    from bot.web.wsgi import bot

    bot.database.after_fork()


def post_worker_init(worker: Any) -> None:
    """Threads do not survive a fork, so delivery starts in the child."""
    from bot.web.wsgi import bot

    bot.sender.start()


def worker_exit(server: Any, worker: Any) -> None:
    """Finishes what is under way."""
    from bot.web.wsgi import bot

    bot.close()
