"""Tells staff in LINE that something waits for them: once an hour at most, by day, no word of what it is."""

from __future__ import annotations

from datetime import datetime, timedelta

from handlers.reminders import quiet_hours
from handlers.wording import staff_line as words
from models.outbox import Letter
from models.reply import Reply
from models.store import Transaction

SELDOM = timedelta(hours=1)
"""Between two messages to one member of staff: each takes one of the month's."""
AT_FIRST = timedelta(days=1)
"""How far back is looked for somebody who was never told anything."""


def waits(tx: Transaction, now: datetime) -> bool:
    """Whether anybody may be told something: a look that keeps no writer waiting."""
    return not quiet_hours.quiet(now) and bool(tx.staff_lines.to_alert(now - SELDOM))


def tell(tx: Transaction, now: datetime, inbox: str | None) -> int:
    """Tells whoever has linked their LINE of what came since they were last told; how many were told."""
    count = 0
    for number, user, last in tx.staff_lines.to_alert(now - SELDOM):
        staff = tx.staff.get(number)
        if staff is None:
            continue
        found = tx.cases.arrived(last or now - AT_FIRST)
        mine = [it for it in found if it.unanswered and staff.sees(it.programme) and not it.held_by(now)]
        if not mine:
            continue
        key = f"alert:{number}:{now.timestamp():.0f}"
        said = Reply(words.alert(len(mine), inbox))
        count += tx.outbox.put(Letter(key, user, (said,), expires_at=now + SELDOM), now)
        tx.staff_lines.alerted(number, now)
    return count
