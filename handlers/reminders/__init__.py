"""One file a kind of reminder.

plan(programme, rule)   the reminders of a rule, as (sessions, due) pairs
say(…)                  what one registrant is told
"""

from __future__ import annotations

from datetime import datetime

from models.calendar import DAY_BEGINS, at
from models.programme import Session


def begins_at(session: Session) -> datetime:
    """When a session begins; a day without an announced hour begins at nine."""
    return at(session.date, session.starts or DAY_BEGINS)
