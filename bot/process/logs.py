"""Logging: one line per event on standard error, no personal data."""

from __future__ import annotations

import logging

from bot.process.plain import OneLine

FORMAT = "%(asctime)s %(levelname)s %(name)s %(message)s"


def set_up(level: int = logging.INFO) -> None:
    """Logs our own lines at `level`, and libraries' warnings."""
    # What no line of ours shows is not looked up for each (https://docs.python.org/3/howto/logging.html#optimization).
    logging.logThreads = logging.logMultiprocessing = False
    logging._srcfile = None
    handler = logging.StreamHandler()
    handler.setFormatter(OneLine(FORMAT))
    logging.basicConfig(level=logging.WARNING, handlers=[handler])
    logging.getLogger("rapsamak").setLevel(level)
