"""Announcements to those who applied: whom they reach, what they take of the month, sent once, stopped."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from handlers.refusal import Refusal, Refused
from handlers.reminders import quiet_hours
from handlers.reminders.forecast import forecast
from handlers.turn import word
from handlers.wording import news as said
from models.broadcast import (
    LONGEST_TEXT,
    LONGEST_TITLE,
    USEFUL_FOR,
    Audience,
    Broadcast,
    BroadcastState,
    Progress,
    Reach,
)
from models.calendar import BANGKOK, Moment
from models.channel import RECIPIENTS
from models.outbox import Letter
from models.reply import Card, Reply
from models.staff import Action, Who
from models.store import Transaction

AT_ONCE = RECIPIENTS
"""Put into the outbox in one transaction: as many as one multicast carries."""


@dataclass(frozen=True, slots=True)
class Budget:
    """The month's messages, seen from one announcement.

    planned  what reminders and other announcements will take
    left     what is left after all that and this; None: LINE sets no limit, or has not said
    """

    limit: int | None
    used: int
    planned: int
    left: int | None


@dataclass(frozen=True, slots=True)
class Seen:
    """An announcement with all that is to be known of it."""

    broadcast: Broadcast
    reach: Reach
    budget: Budget
    progress: Progress

    @property
    def state(self) -> BroadcastState:
        """Its state as people see it: what nobody waits for any more is done."""
        one = self.broadcast
        through = one.state is BroadcastState.SENDING and one.queued >= one.of and not self.progress.waiting
        return BroadcastState.DONE if through else one.state


def draft(
    tx: Transaction,
    audience: Audience,
    title: str,
    text: str,
    when: datetime | None,
    *,
    by: Who,
    at: Moment,
) -> int | Refused:
    """Keeps an announcement; nothing is sent yet. Its number."""
    title, text = " ".join(title.split()), text.strip()
    if not text or len(text) > LONGEST_TEXT or len(title) > LONGEST_TITLE:
        return Refused(Refusal.BAD_BROADCAST, {"most": f"{LONGEST_TEXT:,}"})
    if when is not None and when <= at.now:
        return Refused(Refusal.TIME_OVER)
    if when is not None and quiet_hours.quiet(when):
        return Refused(Refusal.AT_NIGHT)
    number = tx.broadcasts.draft(audience, title, text, when, by.staff, at.now)
    tx.audit.note(Action.BROADCAST, str(number), by=by, at=at.now, after="draft")
    return number


def seen(tx: Transaction, broadcast: Broadcast, now: datetime, lately: Budget | None = None) -> Seen:
    """All that is to be known of it now; `lately` is good enough a look at the month once it is sent."""
    reach = tx.broadcasts.reach(broadcast.audience)
    count = broadcast.of if broadcast.state is not BroadcastState.DRAFT else len(reach.users)
    progress = tx.broadcasts.progress(broadcast)
    drafted = broadcast.state is BroadcastState.DRAFT
    month = budget(tx, broadcast, count, now) if drafted or lately is None else lately
    return Seen(broadcast, reach, month, progress)


def budget(tx: Transaction, broadcast: Broadcast, count: int, now: datetime) -> Budget:
    """What the month's messages are when it has been sent to so many."""
    quota = tx.channel.quota()
    planned = forecast(tx, now).months().get(f"{now.astimezone(BANGKOK):%Y-%m}", 0)
    planned += tx.broadcasts.outstanding(but=broadcast.id)
    used = quota.used or 0
    asks = count if broadcast.state is BroadcastState.DRAFT else max(broadcast.of - broadcast.queued, 0)
    left = None if quota.limit is None else quota.limit - used - planned - asks
    return Budget(quota.limit, used, planned, left)


def send(
    tx: Transaction,
    number: int,
    expected: int | None,
    *,
    by: Who,
    at: Moment,
    past_reserve: bool = False,
    morning: bool = False,
) -> Broadcast | Refused:
    """Fixes for whom it is, and lets it go: now, or at its time. What follows is `step`.

    expected  how many were shown to be reached
    morning   not at night: then at the end of it
    """
    broadcast = tx.broadcasts.get(number, locked=True)
    assert broadcast is not None, "the page looked it up"
    if broadcast.state is not BroadcastState.DRAFT:
        return Refused(Refusal.SENT_ALREADY)
    reach = tx.broadcasts.reach(broadcast.audience)
    if expected is not None and expected != len(reach.users):
        return Refused(Refusal.REACH_DIFFERS, {"shown": str(expected), "now": str(len(reach.users))})
    if not reach.users:
        return Refused(Refusal.NOBODY_REACHED)
    left = budget(tx, broadcast, len(reach.users), at.now).left
    if left is not None and left < 0 and not past_reserve:
        tx.audit.note(Action.BROADCAST, str(number), by=by, at=at.now, after="refused: past the reserve")
        return Refused(Refusal.PAST_RESERVE, {"missing": f"{-left:,}"})
    if broadcast.at is None and morning and quiet_hours.quiet(at.now):
        when = quiet_hours.morning_after(at.now)
        tx.broadcasts.put_off(number, when)
    else:
        when = broadcast.at or at.now
    later = when > at.now
    state = BroadcastState.SCHEDULED if later else BroadcastState.SENDING
    tx.broadcasts.fix(number, reach.users, state, at.now)
    after = f"sent to {len(reach.users)}" + (", past the reserve" if past_reserve else "")
    tx.audit.note(Action.BROADCAST, str(number), by=by, at=at.now, after=after)
    fixed = tx.broadcasts.get(number)
    assert fixed is not None
    return fixed


def stop(tx: Transaction, number: int, *, by: Who, at: Moment) -> Progress | Refused:
    """Nothing more of it goes. How many have it."""
    broadcast = tx.broadcasts.get(number, locked=True)
    if broadcast is None or not broadcast.open:
        return Refused(Refusal.NOTHING_TO_STOP)
    tx.broadcasts.halt(broadcast, at.now)
    tx.broadcasts.end(number, BroadcastState.STOPPED, at.now)
    progress = tx.broadcasts.progress(broadcast)
    tx.audit.note(
        Action.BROADCAST_STOP, str(number), by=by, at=at.now, after=f"{progress.sent} of {broadcast.of}"
    )
    return progress


def test(tx: Transaction, number: int, staff: int, *, by: Who, at: Moment) -> Refused | None:
    """Sends it to one's own LINE alone."""
    broadcast = tx.broadcasts.get(number)
    assert broadcast is not None, "the page looked it up"
    user = tx.staff_lines.of(staff)
    if user is None:
        return Refused(Refusal.NO_OWN_LINE)
    key = f"broadcast-test:{number}:{at.machine.timestamp():.3f}"
    lead = Reply(said.TEST)
    tx.outbox.put(Letter(key, user, (lead, *replies(broadcast)), expires_at=at.now + USEFUL_FOR), at.now)
    tx.audit.note(Action.BROADCAST, str(number), by=by, at=at.now, after="test to oneself")
    return None


def waits(tx: Transaction, now: datetime) -> bool:
    """Whether there is anything for `step`: a look that keeps no writer waiting."""
    return tx.broadcasts.due(now) is not None or bool(tx.broadcasts.sending())


def step(tx: Transaction, now: datetime) -> bool:
    """Puts the next few copies into the outbox and counts them, in one transaction; ends what is through.

    Whether there is more to do at once.
    """
    for one in tx.broadcasts.sending():
        if not tx.broadcasts.progress(one).waiting:
            tx.broadcasts.end(one.id, BroadcastState.DONE, now)
    number = tx.broadcasts.due(now)
    broadcast = tx.broadcasts.get(number, locked=True) if number is not None else None
    if broadcast is None or not broadcast.open:
        return False
    said_to_all = replies(broadcast)
    until = (broadcast.at or broadcast.started_at or now) + USEFUL_FOR
    for place, user in tx.broadcasts.next(broadcast, AT_ONCE):
        tx.outbox.put(Letter(broadcast.key(place), user, said_to_all, expires_at=until), now)
    tx.broadcasts.queued(broadcast.id, min(broadcast.queued + AT_ONCE, broadcast.of))
    return True


def replies(broadcast: Broadcast) -> tuple[Reply, ...]:
    """What everybody is told: the words, or a card with a title; and how to hear no more."""
    stop_it = (word(said.STOP),)
    if not broadcast.title:
        return (Reply(f"{broadcast.text}\n\n{said.HOW_TO_STOP}", choices=stop_it),)
    card = Card(broadcast.title, text=f"{broadcast.text}\n\n{said.HOW_TO_STOP}")
    return (Reply(f"{broadcast.title}\n{broadcast.text}", cards=(card,), choices=stop_it),)
