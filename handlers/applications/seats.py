"""Seats given at once, and the waiting list moving up as seats come free."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from handlers.applications.decision_card import decision_reply
from handlers.applications.moving import move, tell
from handlers.applications.showing import applicant_name
from handlers.programmes.admission import gives_seats
from handlers.refusal import Refused
from handlers.wording import signup
from models.application import Application, ApplicationState
from models.programme import Programme
from models.store import Transaction

BY_RULE = "waiting list"


def first_state(tx: Transaction, programme: Programme, answers: Mapping[str, Any]) -> ApplicationState:
    """A seat at once while there is one, else the waiting list; otherwise staff decide."""
    if not gives_seats(programme):
        return ApplicationState.SUBMITTED
    tx.programmes.lock(programme.id)
    return ApplicationState.APPROVED if seat_free(tx, programme, answers) else ApplicationState.WAITLISTED


def fill_seats(tx: Transaction, programme: Programme, now: datetime) -> int:
    """If seats are given at once, fills free ones from the waiting list and tells each; returns how many."""
    if not gives_seats(programme):
        return 0
    tx.programmes.lock(programme.id)
    promoted = 0
    while (waiting := _next(tx, programme)) is not None:
        moved = move(tx, waiting, ApplicationState.APPROVED, BY_RULE, None, now)
        assert not isinstance(moved, Refused)
        name = applicant_name(programme, moved)
        text = signup.promoted(programme.short_name, moved.reference or "", name)
        tell(tx, moved, decision_reply(programme, moved, text, now), now)
        promoted += 1
    return promoted


def _next(tx: Transaction, programme: Programme) -> Application | None:
    """Who waits for a seat that is free: whoever came first, or first of a round or quota with room."""
    if not seat_free(tx, programme, {}):
        return None
    alike = not (programme.rounds or programme.applications.quotas)
    for id in tx.seats.waiting(programme.id, 1 if alike else None):
        seen = tx.applications.seen(id)
        if seen is not None and seat_free(tx, programme, seen.answers):
            return tx.seats.locked(id)
    return None


def seat_free(
    tx: Transaction, programme: Programme, answers: Mapping[str, Any], *, moving: bool = False
) -> bool:
    """Whether another with these answers could be approved; always where seats are not given at once.

    moving   it has a seat already, in another round: only the round's own seats count
    """
    if not gives_seats(programme):
        return True
    rules, taken = programme.applications, tx.seats.count
    if (
        not moving
        and rules.capacity is not None
        and taken(programme.id, ApplicationState.APPROVED) >= rules.capacity
    ):
        return False
    return all(
        taken(programme.id, ApplicationState.APPROVED, where) < most
        for where, most in _limits(programme, answers)
    )


def _limits(programme: Programme, answers: Mapping[str, Any]) -> list[tuple[dict[str, Any], int]]:
    """How many may share these answers: in the round, and by each quota, which counts in each round."""
    question = programme.round_question
    round = programme.round(programme.round_in(answers))
    own = {question.key: round.id} if question is not None and round is not None else {}
    limits = [(own, round.capacity)] if round is not None and round.capacity is not None else []
    for quota in programme.applications.quotas:
        if not quota.holds_in(round.id if round is not None else None):
            continue
        value = answers.get(quota.by)
        if isinstance(value, str):
            limits.append(({**own, quota.by: value}, quota.most))
    return limits
