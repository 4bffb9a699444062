"""Quotas where staff decide: how many of one province, organisation or kind are in, and may one more be.

A quota counts in each round, and whoever is approved or has completed is in. It is about places, so it means
nothing where only interest is taken. Approving past it is an admin's to do, on purpose. Staff are told the
numbers; applicants are not, for what is decided on them is not theirs to see before it is told.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from handlers.applications.questions import kind_of
from handlers.refusal import Refusal, Refused
from handlers.wording.office import quotas as words
from models.announced import Quota
from models.application import Application, ApplicationState
from models.programme import Programme
from models.store import Transaction


@dataclass(frozen=True, slots=True)
class Share:
    """How much of a quota, or of the seats, is taken by those with the same answer.

    by       the question whose answers are counted; empty: all seats of the round or programme
    label, value   the question and the answer in words
    round    the round's name, where it counts in one
    firm     approving past it is refused; else it is only said
    """

    by: str
    label: str
    value: str
    taken: int
    most: int
    round: str = ""
    firm: bool = True

    @property
    def full(self) -> bool:
        """Nobody else fits."""
        return self.taken >= self.most

    @property
    def refused(self) -> Refused:
        """Why nobody else is approved."""
        return Refused(Refusal.QUOTA_FULL, {"share": words.share(self), "english": words.english(self)})


def counted(programme: Programme) -> bool:
    """Whether quotas bind staff's decisions on this programme."""
    rules = programme.applications
    return bool(rules.quotas) and rules.kind != "interest"


def shares(tx: Transaction, programme: Programme, answers: Mapping[str, Any]) -> list[Share]:
    """What these answers count towards, as it stands: quotas first, then the seats there are."""
    own, name = _round(programme, answers)
    round = next(iter(own.values()), None)
    found = []
    for quota in programme.applications.quotas if counted(programme) else ():
        value = answers.get(quota.by)
        if isinstance(value, str) and quota.holds_in(round):
            taken = tx.seats.taken(programme.id, {**own, quota.by: value})
            found.append(_share(programme, quota, value, taken, name))
    return found + _seats(tx, programme, answers)


def full(tx: Transaction, programme: Programme, answers: Mapping[str, Any]) -> Share | None:
    """The quota that these answers would go past, if one more were approved; nobody else can meanwhile.

    Whoever calls this has locked the application: all take the application first and the programme then.
    """
    if not counted(programme):
        return None
    tx.programmes.lock(programme.id)
    return next((share for share in shares(tx, programme, answers) if share.firm and share.full), None)


def crowded(tx: Transaction, application: Application, changed: Mapping[str, Any]) -> bool:
    """Whether somebody who is in would not be, by what they answer now: for staff to look at."""
    programme = tx.programmes.catalogue().get(application.programme)
    if application.state is not ApplicationState.APPROVED or programme is None or not counted(programme):
        return False
    found = shares(tx, programme, {**application.answers, **changed})
    return any(share.full for share in found if share.by in changed)


class Filling:
    """How far the quotas go when many are approved, one after another."""

    def __init__(self, tx: Transaction, programme: Programme) -> None:
        self._programme = programme
        question = programme.round_question
        self._round = question.key if question is not None else None
        self._quotas = programme.applications.quotas if counted(programme) else ()
        self._taken = {
            quota.by: Counter(tx.seats.taken_by(programme.id, quota.by, self._round))
            for quota in self._quotas
        }

    @property
    def keys(self) -> tuple[str, ...]:
        """The questions whose answers count."""
        own = (self._round,) if self._round and self._quotas else ()
        return (*(quota.by for quota in self._quotas), *own)

    def admit(self, answers: Mapping[str, Any]) -> Share | None:
        """Approves one more; or the quota that has no room for it."""
        own, name = _round(self._programme, answers)
        round = next(iter(own.values()), "")
        places = set()
        for quota in self._quotas:
            value = answers.get(quota.by)
            if not isinstance(value, str) or not quota.holds_in(round or None):
                continue
            taken = self._taken[quota.by][value, round]
            if taken >= quota.most:
                return _share(self._programme, quota, value, taken, name)
            places.add((quota.by, (value, round)))
        for by, place in places:
            self._taken[by][place] += 1
        return None


def _round(programme: Programme, answers: Mapping[str, Any]) -> tuple[dict[str, str], str]:
    """The answer by which a round is known, and its name; nothing where there is none."""
    question = programme.round_question
    round = programme.round(programme.round_in(answers))
    if question is None or round is None:
        return {}, ""
    return {question.key: round.id}, round.name


def _share(programme: Programme, quota: Quota, value: str, taken: int, round: str) -> Share:
    question = programme.question(quota.by)
    label = question.label if question is not None else quota.by
    said = kind_of(question).show(question, value) if question is not None else value
    return Share(quota.by, label, said, taken, quota.most, round)


def _seats(tx: Transaction, programme: Programme, answers: Mapping[str, Any]) -> list[Share]:
    """The seats of the round and of all: said to staff, who may know of some who will not come."""
    own, name = _round(programme, answers)
    round, rules = programme.round(programme.round_in(answers)), programme.applications
    found = []
    if round is not None and round.capacity is not None:
        taken = tx.seats.taken(programme.id, own)
        found.append(Share("", words.SEATS, "", taken, round.capacity, name, firm=False))
    if rules.capacity is not None:
        found.append(Share("", words.SEATS, "", tx.seats.taken(programme.id, {}), rules.capacity, firm=False))
    return found
