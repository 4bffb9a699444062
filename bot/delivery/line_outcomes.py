"""What LINE's answer means for what was sent: a decision table, using neither the database nor LINE."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial

from bot.line.client import Answer
from models.channel import Endpoint
from models.outbox import Fate, Parcel, Settled
from models.store.outbox import KEY_LIFE

FIRST_WAIT = timedelta(seconds=1)
LONGEST_WAIT = timedelta(minutes=5)
GIVE_UP_AFTER = 60
"""Attempts; they take about four hours."""


def before_sending(parcel: Parcel, now: datetime, machine_now: datetime, call: timedelta) -> Settled | None:
    """The fate of what need not, or must no longer, be sent; None when LINE is to be called.

    call  the longest a call may take: it must end before the lease does
    """
    first = parcel.first
    if parcel.until - machine_now < call:
        return Settled(parcel, Fate.UNTOUCHED)
    if first.expires_at is not None and now >= first.expires_at:
        return Settled(parcel, Fate.EXPIRED)
    if not first.replies:
        return Settled(parcel, Fate.REFUSED, error="nothing to say", refused_outright=True)
    forgotten = first.tried_at is not None and machine_now - first.tried_at >= KEY_LIFE
    if forgotten and parcel.by is not Endpoint.REPLY:
        words = "LINE may have it from a try whose retry key it has forgotten by now"
        return Settled(parcel, Fate.REFUSED, error=words)
    return None


def verdict(parcel: Parcel, answer: Answer, machine_now: datetime) -> Settled:
    """What becomes of a parcel after LINE's answer."""
    first, by_token = parcel.first, parcel.by is Endpoint.REPLY
    answered = answer.status != 0 and answer.status < 500
    if answer.accepted or (by_token and answer.token_refused and first.token_tries > 1):
        return Settled(parcel, Fate.SENT, request_id=answer.request_id, answered=True)
    # From here on, answered means refused outright: nothing was delivered and no token used up. After a
    # lost answer, either may have happened.
    not_sent = partial(
        Settled,
        parcel,
        error=f"{answer.status} {answer.message}".strip(),
        request_id=answer.request_id,
        refused_outright=answered,
        answered=answered,
    )
    if by_token and answer.token_refused:
        # The only try, so the token was never used: it is too old. Push at once.
        return not_sent(Fate.LATER, not_before=machine_now, spend_token=True)
    if answer.out_of_quota and not by_token:
        return not_sent(Fate.LATER, out_of_quota=True)
    if (answer.passing or answer.out_of_quota) and first.attempts < GIVE_UP_AFTER:
        later = machine_now + wait(first.attempts)
        return not_sent(Fate.LATER, not_before=later, too_often=answer.status == 429)
    if len(parcel.messages) > 1 and answer.status == 400 and not answer.blames_words:
        return not_sent(Fate.SPLIT, not_before=machine_now)
    return not_sent(Fate.REFUSED)


def wait(attempts: int) -> timedelta:
    """How long to wait after this many attempts: one second, two, four … five minutes."""
    return min(FIRST_WAIT * 2 ** min(attempts - 1, 10), LONGEST_WAIT)
