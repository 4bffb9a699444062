"""Logging: one line per event on standard error, no personal data."""

from __future__ import annotations

import logging


def set_up(level: int = logging.INFO) -> None:
    """Logs our own lines at `level`, and libraries' warnings."""
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    logging.getLogger("rapsamak").setLevel(level)
