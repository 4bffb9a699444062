"""`models.deadline` as a condition on a column."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, or_


def is_over(column: Any, now: datetime, longest: timedelta) -> ColumnElement[bool]:
    """Whether a deadline is not ahead any more, or never was."""
    return or_(column.is_(None), column <= now, column > now + longest)
