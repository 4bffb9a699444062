"""The round of an application: which may be chosen now, and moving somebody to another."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime
from typing import Any

from handlers.applications import quotas
from handlers.applications.decision_card import decision_reply
from handlers.applications.moving import follow_in_reminders, named, tell
from handlers.applications.seats import fill_seats, seat_free
from handlers.applications.showing import applicant_name
from handlers.programmes.admission import Admission, round_admission, window
from handlers.refusal import Refusal, Refused
from handlers.wording import rounds as words
from models.announced import Round
from models.application import LIVE, Application, ApplicationState, Change
from models.programme import ROUND, Programme, Question
from models.store import Transaction


def as_they_stand(programme: Programme, now: datetime) -> Programme:
    """The programme as its form shows it: rounds that take no applications now are marked."""
    if not programme.rounds:
        return programme
    shut = {r.id for r in programme.rounds if round_admission(programme, r, now) is not Admission.OPEN}
    questions = tuple(_marked(q, shut) if q.kind == ROUND else q for q in programme.questions)
    return replace(programme, questions=questions)


def _marked(question: Question, shut: Collection[str]) -> Question:
    options = tuple(replace(o, label=words.shut(o.label)) if o.value in shut else o for o in question.options)
    return replace(question, options=options)


def problem(
    programme: Programme, application: Application, question: Question, value: Any, now: datetime
) -> str | None:
    """Why a round cannot be chosen: it takes none now, or the application is in; mostly None."""
    round = programme.round(value) if question.kind == ROUND else None
    if round is None:
        return None
    if application.state is not ApplicationState.DRAFT:
        return None if application.answers.get(question.key) == value else words.STAFF_MOVE
    return _shut(programme, round, now)


def shut(programme: Programme, application: Application, now: datetime) -> tuple[Question, str] | None:
    """The question of the round and why the one chosen in a draft takes none any more; None while it does."""
    question = programme.round_question
    round = programme.round(programme.round_in(application.answers))
    why = _shut(programme, round, now) if round is not None else None
    return (question, why) if question is not None and why is not None else None


def _shut(programme: Programme, round: Round, now: datetime) -> str | None:
    standing = round_admission(programme, round, now)
    if standing is Admission.OPEN:
        return None
    days = window(programme, round)
    if standing is Admission.NOT_YET:
        return words.not_open_yet(round.name, days.opens)
    return words.closed(round.name, days.closes, days.closes_at)


def move_to(
    tx: Transaction, reference: str, to: str, by: str, now: datetime, *, past_quota: bool = False
) -> Application | Refused:
    """Staff move an application to another round; the applicant is told once, with the new first day.

    Who has a seat needs one there, and room in its quotas; the seat left goes to the waiting list.
    """
    application = tx.applications.by_reference(reference.strip().upper())
    if application is None:
        return Refused(Refusal.NO_APPLICATION, {"reference": reference})
    programme = tx.programmes.catalogue().get(application.programme)
    assert programme is not None, "an application refers to a programme by a foreign key"
    question = programme.round_question
    round = programme.round(to)
    if question is None or round is None:
        known = ", ".join(f"{r.id} ({r.name})" for r in programme.rounds)
        return Refused(Refusal.UNKNOWN_ROUND, {"round": to, "known": known or "-"})
    if application.state not in LIVE:
        return Refused(Refusal.NOT_LIVE, named(application))
    before = application.answers.get(question.key)
    if before == to:
        return Refused(Refusal.IN_ROUND_ALREADY, {**named(application), "round": round.name})
    tx.programmes.lock(programme.id)
    answers = {**application.answers, question.key: to}
    if application.state is ApplicationState.APPROVED and not seat_free(tx, programme, answers, moving=True):
        return Refused(Refusal.ROUND_FULL, {"round": round.name})
    approved = application.state is ApplicationState.APPROVED
    share = quotas.full(tx, programme, answers) if approved and not past_quota else None
    if share is not None:
        return share.refused
    change = Change(now, by, "edited", {question.key: before}, {question.key: to})
    moved = tx.applications.keep(replace(application, answers=answers, updated_at=now), [change])
    follow_in_reminders(tx, moved, now)
    text = words.moved(
        programme.short_name, moved.reference or "", round.name, applicant_name(programme, moved)
    )
    tell(tx, moved, decision_reply(programme, moved, text, now), now)
    fill_seats(tx, programme, now)
    return moved
