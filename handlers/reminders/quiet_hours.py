"""Quiet hours: at night nobody is reminded."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from models.calendar import BANGKOK, at, local_day

FROM = time(21, 0)
UNTIL = time(6, 30)
BEFORE = time(20, 30)
"""What cannot wait for morning is sent the evening before, with time to deliver it to many."""


def quiet(instant: datetime) -> bool:
    """Whether it is night in Thailand."""
    clock = instant.astimezone(BANGKOK).time()
    return clock >= FROM or clock < UNTIL


def morning_after(instant: datetime) -> datetime:
    """When the night containing an instant ends."""
    day = local_day(instant)
    return at(day, UNTIL) if instant < at(day, UNTIL) else at(day + timedelta(days=1), UNTIL)


def out_of_quiet(due_at: datetime, expires_at: datetime) -> datetime:
    """By day, the time itself; by night, the morning after, or the evening before if that is too late."""
    if not quiet(due_at):
        return due_at
    morning = morning_after(due_at)
    if morning < expires_at:
        return morning
    return at(local_day(morning) - timedelta(days=1), BEFORE)
