"""What LINE's answer means for what was sent: a decision table, using neither the database nor LINE."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial

from bot.line.answers import Answer
from bot.line.messenger import REPLY_TIMEOUT
from models.channel import Endpoint
from models.outbox import LONGEST_TOKEN, LONGEST_WAIT, Fate, Parcel, Settled
from models.store.outbox import KEY_LIFE

FIRST_WAIT = timedelta(seconds=1)
GIVE_UP_AFTER = 60
"""Failures of a message's own, while LINE serves others; they take about four hours."""
UNCLEAR_AFTER = 5
"""Refusals of a message alone that do not say what is wrong with it; they take half a minute."""
DOUBT_FROM = 5
"""From so many failures of its own on, LINE is asked each time whether the channel is well."""
LAST_ASK = timedelta(seconds=sum(REPLY_TIMEOUT) + 2)
"""An answer whose fate is not known is asked for again no later than this before its reply token is over."""
ASK_AGAIN = timedelta(seconds=2)


def before_sending(parcel: Parcel, now: datetime, machine_now: datetime, left: timedelta) -> Settled | None:
    """The fate of what need not, or must no longer, be sent; None when LINE is to be called.

    left  of the lease, once the longest call is over
    """
    first = parcel.first
    if left < timedelta(0):
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


def worth_asking(parcel: Parcel, answer: Answer) -> bool:
    """Whether only the channel can tell what this answer means: is it meant for all, or for this message?"""
    return unclear(parcel, answer) or (answer.passing and parcel.first.strikes >= DOUBT_FROM)


def unclear(parcel: Parcel, answer: Answer) -> bool:
    """Neither taken, nor a fault of the message's that LINE names, nor an answer that says to try again.

    401, 403, 404, 408, 410, 413, a redirection, a 400 without a word, a page instead of LINE's JSON …
    """
    return not (_taken(parcel, answer) or answer.names_fault or answer.passing or answer.out_of_quota)


def verdict(parcel: Parcel, answer: Answer, machine_now: datetime, trouble: str | None = None) -> Settled:
    """What becomes of a parcel after LINE's answer.

    trouble  what the channel said when it was asked whether it is well; None: it is, or was not asked
    """
    by_token = parcel.by is Endpoint.REPLY
    if _taken(parcel, answer):
        return Settled(parcel, Fate.SENT, request_id=answer.request_id, answered=True)
    # Refused outright: nothing was delivered and no token used up. After anything else either may be so.
    not_sent = partial(
        Settled,
        parcel,
        error=f"{answer.status} {answer.message}".strip(),
        request_id=answer.request_id,
        refused_outright=answer.refused,
        answered=answer.refused or unclear(parcel, answer),
    )
    if by_token and answer.token_refused:
        return _token_refused(parcel, not_sent, machine_now)
    if answer.out_of_quota and not by_token:
        return not_sent(Fate.LATER, out_of_quota=True)
    later = _next_try(parcel, answer, machine_now)
    if trouble is not None and unclear(parcel, answer):
        words = f"{answer.status} {answer.message}".strip()
        return not_sent(Fate.LATER, not_before=later, answered=False, trouble=words)
    if trouble is not None:
        return not_sent(Fate.LATER, not_before=later, too_often=answer.status == 429)
    if unclear(parcel, answer):
        return not_sent(Fate.LATER, not_before=later, unclear=True, strikes_out=UNCLEAR_AFTER)
    if answer.passing or answer.out_of_quota:
        busy = answer.status == 429
        return not_sent(Fate.LATER, not_before=later, too_often=busy, strikes_out=GIVE_UP_AFTER)
    if len(parcel.messages) > 1 and not answer.blames_words:
        return not_sent(Fate.SPLIT, not_before=machine_now)
    return not_sent(Fate.REFUSED)


def wait(failures: int) -> timedelta:
    """How long to wait after this many failures of its own: one second, two, four … five minutes.

    While LINE or the channel is in trouble a message's own failures are not counted: the breaks between calls
    hold everything, and when they are over all goes at once.
    """
    return min(FIRST_WAIT * 2 ** min(failures - 1, 10), LONGEST_WAIT)


def _taken(parcel: Parcel, answer: Answer) -> bool:
    # A reply has no retry key, so a 409 to it is not LINE's word that it has it.
    return answer.accepted and not (parcel.by is Endpoint.REPLY and answer.status == 409)


def _token_refused(parcel: Parcel, not_sent: partial[Settled], machine_now: datetime) -> Settled:
    """*Invalid reply token*: it was used, or it is over; LINE does not say which.

    It was used only if an earlier try may have been taken, and this one came while such a token still lives.
    """
    first = parcel.first
    left = first.token_until - machine_now if first.token_until is not None else timedelta(0)
    push = partial(not_sent, Fate.LATER, not_before=machine_now, spend_token=True)
    if first.token_tries <= 1:
        # Every try was refused, so it was never used: it is over. The push goes at once.
        known = timedelta(0) < left <= LONGEST_TOKEN
        return push(dead_token=left if known else None)
    if parcel.token_left < left <= LONGEST_TOKEN:
        return Settled(parcel, Fate.SENT, request_id=not_sent.keywords["request_id"], answered=True)
    return push()  # nobody can know; counted when it is pushed


def _next_try(parcel: Parcel, answer: Answer, machine_now: datetime) -> datetime:
    """When to try again; a reply that LINE may have is asked for while its token can still tell."""
    first = parcel.first
    later = machine_now + wait(first.strikes + 1)
    in_doubt = first.token_tries > 1 or not answer.refused
    if parcel.by is not Endpoint.REPLY or first.token_until is None or not in_doubt:
        return later
    left = min(first.token_until - machine_now, LONGEST_TOKEN)
    return min(later, machine_now + max(left - LAST_ASK, ASK_AGAIN))
