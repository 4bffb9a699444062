"""Seats given at once, and the waiting list moving up as seats come free."""

from __future__ import annotations

from datetime import datetime

from handlers.applications.decision_card import decision_reply
from handlers.applications.moving import move, tell
from handlers.applications.showing import applicant_name
from handlers.programmes.admission import gives_seats
from handlers.refusal import Refused
from handlers.wording import signup
from models.application import ApplicationState
from models.programme import Programme
from models.store import Transaction

BY_RULE = "waiting list"


def first_state(tx: Transaction, programme: Programme) -> ApplicationState:
    """A seat at once while there is one, else the waiting list; otherwise staff decide."""
    if not gives_seats(programme):
        return ApplicationState.SUBMITTED
    tx.programmes.lock(programme.id)
    return ApplicationState.APPROVED if seat_free(tx, programme) else ApplicationState.WAITLISTED


def fill_seats(tx: Transaction, programme: Programme, now: datetime) -> int:
    """If seats are given at once, fills free ones from the waiting list and tells each; returns how many."""
    if not gives_seats(programme):
        return 0
    tx.programmes.lock(programme.id)
    promoted = 0
    while seat_free(tx, programme) and (waiting := tx.applications.first_waiting(programme.id)):
        if waiting.state is not ApplicationState.WAITLISTED:
            break
        moved = move(tx, waiting, ApplicationState.APPROVED, BY_RULE, None, now)
        assert not isinstance(moved, Refused)
        name = applicant_name(programme, moved)
        text = signup.promoted(programme.short_name, moved.reference or "", name)
        tell(tx, moved, decision_reply(programme, moved, text, now), now)
        promoted += 1
    return promoted


def seat_free(tx: Transaction, programme: Programme) -> bool:
    """Whether another could be approved; always where seats are not given at once."""
    if not gives_seats(programme):
        return True
    capacity = programme.applications.capacity
    return capacity is None or tx.applications.count(programme.id, ApplicationState.APPROVED) < capacity
