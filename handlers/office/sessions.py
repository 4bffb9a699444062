"""What staff view and set for sessions: who comes, and in which group the eve is posted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from handlers.office import programmes
from handlers.refusal import Refusal, Refused
from handlers.reminders import who_comes as by_day
from models.calendar import local_day
from models.store import Transaction


@dataclass(frozen=True, slots=True)
class Group:
    """A group chat the bot is in, and the programme whose eve is posted there, if any."""

    chat: str
    programme: str | None
    since: datetime


def who_comes(tx: Transaction, id: str, day: date | None, now: datetime) -> list[list[str]] | Refused:
    """Each registrant's answer for one day, or for all from today on; silence is shown as silence."""
    programme = programmes.found(tx, id)
    if isinstance(programme, Refused):
        return programme
    today = local_day(now)
    days = [s for s in programme.days if (s.date == day if day else s.date >= today)]
    return by_day.table(tx, programme, days)


def groups(tx: Transaction) -> list[Group]:
    """Every group chat the bot is in."""
    return [Group(chat, programme, since) for chat, programme, since in tx.sessions.groups()]


def post_in(tx: Transaction, id: str, group: str | None) -> Refused | None:
    """Posts a programme's eve in a group instead of to each registrant; None goes back to each of them."""
    programme = programmes.found(tx, id)
    if isinstance(programme, Refused):
        return programme
    if not tx.sessions.post_in(programme.id, group):
        return Refused(Refusal.NO_GROUP, {"group": group or ""})
    return None
