"""What happens to applications, shared by the chat, the console and the command line."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from handlers.applications.questions import kind_of
from handlers.applications.questions._asked import asked
from handlers.programmes.admission import Standing, standing
from handlers.turn import word
from handlers.wording import common, signup
from models.application import LIVE, Application, ApplicationState, Change
from models.attachment import Attachment
from models.outbox import Letter
from models.programme import Programme, Question
from models.reply import Reply
from models.store import Transaction

ALPHABET = "23456789ACDEFGHJKLMNPQRSTUVWXYZ"
"""Letters and digits that are not taken for one another: no 0 O 1 I B 8 pairs that matter when read aloud."""
REFERENCE_LENGTH = 6
APPLICANT = "applicant"
BY_RULE = "waiting list"
SEAT = "seat"
"""The kind of programme that gives seats at once."""

CARRIED_OVER = frozenset(
    {"person_name", "position", "organisation", "province", "district", "phone", "email"}
)
"""Kinds of questions about the person, whose answers serve again in another application."""

DECISIONS = {
    "approve": ApplicationState.APPROVED,
    "reject": ApplicationState.REJECTED,
    "waitlist": ApplicationState.WAITLISTED,
    "complete": ApplicationState.COMPLETED,
}
"""What staff may decide, as the command line and the console name it."""


@dataclass(frozen=True, slots=True)
class Refused:
    """Why something was not done, in a word the caller puts into a sentence."""

    why: str


def begin(
    tx: Transaction,
    programme: Programme,
    user: str,
    now: datetime,
    *,
    on_behalf: bool,
    answers: dict[str, Any],
) -> Application:
    """A new draft holding what is known already."""
    draft = Application(
        id=secrets.token_hex(12),
        programme=programme.id,
        user=user,
        state=ApplicationState.DRAFT,
        created_at=now,
        updated_at=now,
        on_behalf=on_behalf,
        answers=answers,
    )
    tx.applications.add(draft)
    return draft


def put_answers(
    tx: Transaction, application: Application, answers: dict[str, Any], now: datetime
) -> Application:
    """Takes answers down; what they replace stays in the history only."""
    changed = {k: v for k, v in answers.items() if application.answers.get(k, ...) != v}
    if not changed:
        return application
    replaced = {k: application.answers[k] for k in changed if application.answers.get(k) is not None}
    history = (
        [Change(now, APPLICANT, "edited", replaced, {k: changed[k] for k in replaced})] if replaced else []
    )
    return tx.applications.keep(
        replace(application, answers={**application.answers, **changed}, updated_at=now), history
    )


def answered(question: Question, application: Application) -> bool:
    """A question has its answer whole, or was skipped."""
    if question.key not in application.answers:
        return False
    value = application.answers[question.key]
    return value is None or kind_of(question).complete(value)


def keep_files(tx: Transaction, application: Application, question: Question, now: datetime) -> None:
    """What was sent in answer to a question is fetched; what the answer no longer names is removed."""
    files = kind_of(question).files(application.answers.get(question.key))
    for message, name in files:
        tx.attachments.want(application.id, question.key, message, name, now)
    tx.attachments.keep_only(application.id, question.key, [message for message, _ in files])


def submit(
    tx: Transaction, programme: Programme, application: Application, now: datetime
) -> Application | Refused:
    """Sends a draft in. The deadline is judged at this instant; a second call changes nothing."""
    if application.state is not ApplicationState.DRAFT:
        return Refused("not a draft")
    if standing(programme, now) is not Standing.OPEN:
        return Refused("not open")
    if application.consented_at is None:
        return Refused("no consent")
    if not all(answered(q, application) for q in asked(programme, application.answers)):
        return Refused("incomplete")
    state = _first_state(tx, programme)
    submitted = replace(
        application,
        state=state,
        reference=_new_reference(tx, programme),
        submitted_at=now,
        updated_at=now,
        needs_review=_looks_like_another(tx, programme, application)
        or _lacks_required(programme, application),
    )
    change = Change(now, APPLICANT, "submitted", {"state": "draft"}, {"state": state.value})
    kept = tx.applications.keep(submitted, [change])
    _follow_in_reminders(tx, kept, now)
    return kept


def withdraw(tx: Transaction, application: Application, now: datetime) -> Application | Refused:
    """The applicant takes a submitted application back; a seat that was theirs goes to the next in line."""
    moved = _move(tx, application, ApplicationState.WITHDRAWN, APPLICANT, None, now)
    programme = tx.programmes.catalogue().get(application.programme)
    if not isinstance(moved, Refused) and programme is not None:
        fill_seats(tx, programme, now)
    return moved


def fill_seats(tx: Transaction, programme: Programme, now: datetime) -> int:
    """Where seats are given at once, the waiting list moves up into what is free, each told; how many did."""
    if programme.applications.kind != SEAT:
        return 0
    tx.programmes.lock(programme.id)
    promoted = 0
    while _seat_free(tx, programme) and (waiting := tx.applications.first_waiting(programme.id)):
        if waiting.state is not ApplicationState.WAITLISTED:
            break
        moved = _move(tx, waiting, ApplicationState.APPROVED, BY_RULE, None, now)
        assert not isinstance(moved, Refused)
        _tell(tx, programme, moved, signup.promoted(programme.short_name, moved.reference or ""), now)
        promoted += 1
    return promoted


def advance(tx: Transaction, reference: str, stage: str, *, by: str, now: datetime) -> Application | Refused:
    """Staff move an approved application to one of the programme's stages; the applicant is told once."""
    application = tx.applications.by_reference(reference.strip().upper())
    if application is None:
        return Refused(f"no application {reference}")
    programme = tx.programmes.catalogue().get(application.programme)
    assert programme is not None
    stages = {s.key: s for s in programme.applications.stages}
    if stage not in stages:
        return Refused(f"unknown stage {stage}: one of {', '.join(stages) or 'none'}")
    if application.state is not ApplicationState.APPROVED:
        return Refused(f"{application.reference} is {application.state.value}, not approved")
    if application.stage == stage:
        return Refused(f"{application.reference} is at {stage} already")
    change = Change(now, by, "stage", {"stage": application.stage}, {"stage": stage})
    moved = tx.applications.keep(replace(application, stage=stage, updated_at=now), [change])
    text = signup.at_stage(programme.short_name, moved.reference or "", stages[stage].text)
    _tell(tx, programme, moved, text, now)
    return moved


def decide(
    tx: Transaction,
    reference: str,
    decision: str,
    *,
    by: str,
    reason: str | None,
    now: datetime,
) -> Application | Refused:
    """Staff decide, and the applicant is told once."""
    if decision not in DECISIONS:
        return Refused(f"unknown decision {decision}: one of {', '.join(DECISIONS)}")
    application = tx.applications.by_reference(reference.strip().upper())
    if application is None:
        return Refused(f"no application {reference}")
    state = DECISIONS[decision]
    if application.state is state:
        return Refused(f"{application.reference} is {state.value} already")
    moved = _move(tx, application, state, by, reason, now)
    if isinstance(moved, Refused):
        return moved
    programme = tx.programmes.catalogue().get(moved.programme)
    assert programme is not None and moved.reference is not None
    told = signup.decision(
        state.value,
        programme.short_name,
        moved.reference,
        applicant_name(programme, moved) if moved.on_behalf else None,
        reason,
    )
    _tell(tx, programme, moved, told, now)
    if application.state is ApplicationState.APPROVED:
        fill_seats(tx, programme, now)
    return moved


def file_refused(tx: Transaction, attachment: Attachment, why: str, now: datetime) -> None:
    """A file that was sent could not be kept: it is taken out of the answer, and the person told once."""
    application = tx.applications.get(attachment.application) if attachment.application else None
    programme = tx.programmes.catalogue().get(application.programme) if application else None
    question = programme.question(attachment.question) if programme else None
    if application is None or question is None:
        return
    value = application.answers.get(question.key)
    if value is not None:
        left = kind_of(question).without_file(value, attachment.message)
        answers = {**application.answers, question.key: left}
        tx.applications.keep(replace(application, answers=answers, updated_at=now))
    text = signup.file_refused(attachment.name, why)
    choices = (word(common.STATUS), word(common.MENU))
    letter = Letter(f"file:{attachment.id}", application.user, (Reply(text, choices=choices),))
    tx.outbox.put(letter, now)


def status(programme: Programme, application: Application) -> str:
    """Where an application stands, in words; with the programme's own stage."""
    seated = programme.applications.kind == SEAT and application.state is ApplicationState.APPROVED
    words = signup.SEATED if seated else signup.STATES[application.state.value]
    stage = next((s for s in programme.applications.stages if s.key == application.stage), None)
    return f"{words} ({stage.label})" if stage else words


def drop(tx: Transaction, application: str) -> None:
    """Erases an application with everything that hangs on it."""
    tx.attachments.release(application)
    tx.applications.drop(application)


def earlier_answers(tx: Transaction, programme: Programme, user: str) -> dict[str, Any]:
    """What the person answered to the same questions when they applied before, newest first."""
    kept: dict[str, Any] = {}
    catalogue = tx.programmes.catalogue()
    for application in tx.applications.of(user):
        before = catalogue.get(application.programme)
        if before is None or application.on_behalf or application.state is ApplicationState.DRAFT:
            continue
        for question in programme.questions:
            same = before.question(question.key)
            value = application.answers.get(question.key)
            if same is not None and same.kind == question.kind in CARRIED_OVER and value is not None:
                kept.setdefault(question.key, value)
    return kept


def erase(tx: Transaction, user: str) -> int:
    """Forgets a person: applications, conversation, words for staff, messages not yet sent."""
    applications = tx.applications.of(user)
    for application in applications:
        drop(tx, application.id)
    tx.outbox.forget_chat(user)
    tx.people.erase(user)
    return len(applications)


def applicant_name(programme: Programme, application: Application) -> str | None:
    """The name given, where the form asks for one."""
    question = next((q for q in programme.questions if q.kind == "person_name"), None)
    value = application.answers.get(question.key) if question else None
    return kind_of(question).show(question, value) if question and value else None


def rows(programme: Programme, application: Application) -> list[tuple[str, str]]:
    """The form as labels and answers for people."""
    shown = []
    for question in asked(programme, application.answers):
        if question.key in application.answers:
            value = application.answers[question.key]
            text = signup.SKIPPED if value is None else kind_of(question).show(question, value)
            shown.append((question.label, text))
    return shown


def _first_state(tx: Transaction, programme: Programme) -> ApplicationState:
    """A seat at once while there is one, else the waiting list; staff decide on everything else."""
    if programme.applications.kind != SEAT:
        return ApplicationState.SUBMITTED
    tx.programmes.lock(programme.id)
    return ApplicationState.APPROVED if _seat_free(tx, programme) else ApplicationState.WAITLISTED


def _seat_free(tx: Transaction, programme: Programme) -> bool:
    capacity = programme.applications.capacity
    return capacity is None or tx.applications.count(programme.id, ApplicationState.APPROVED) < capacity


def _tell(tx: Transaction, programme: Programme, application: Application, text: str, now: datetime) -> None:
    """Tells the applicant of a move, once: the version is in the key."""
    choices = (word(common.STATUS), word(common.SCHEDULE), word(common.MENU))
    key = f"decision:{application.id}:{application.version}"
    tx.outbox.put(Letter(key, application.user, (Reply(text, choices=choices),)), now)


def _move(
    tx: Transaction,
    application: Application,
    state: ApplicationState,
    actor: str,
    reason: str | None,
    now: datetime,
) -> Application | Refused:
    if not application.may_become(state):
        return Refused(
            f"{application.reference} is {application.state.value} and cannot become {state.value}"
        )
    change = Change(
        now, actor, state.value, {"state": application.state.value}, {"state": state.value}, reason
    )
    moved = tx.applications.keep(replace(application, state=state, updated_at=now), [change])
    _follow_in_reminders(tx, moved, now)
    return moved


def _follow_in_reminders(tx: Transaction, application: Application, now: datetime) -> None:
    """Who is approved is owed what was sent before and still matters; to others nothing more is sent."""
    if application.state is ApplicationState.APPROVED:
        tx.reminders.owe(application.id, None, now)
        return
    tx.reminders.settled(application.id)
    plan = tx.reminders.of(application.programme)
    tx.outbox.take_back([reminder.key(application.id) for reminder in plan if now < reminder.useless_at])


def _new_reference(tx: Transaction, programme: Programme) -> str:
    while True:
        code = "".join(secrets.choice(ALPHABET) for _ in range(REFERENCE_LENGTH))
        reference = f"{programme.applications.prefix}-{code}"
        if not tx.applications.reference_taken(reference):
            return reference


def _looks_like_another(tx: Transaction, programme: Programme, application: Application) -> bool:
    keys = [q.key for q in programme.questions if q.kind in {"person_name", "phone"}]
    mine = [application.answers.get(k) for k in keys]
    if None in mine:
        return False
    return any(
        other.id != application.id and other.state in LIVE and [other.answers.get(k) for k in keys] == mine
        for other in tx.applications.submitted(programme.id)
    )


def _lacks_required(programme: Programme, application: Application) -> bool:
    form = asked(programme, application.answers)
    return any(q.required and application.answers.get(q.key) is None for q in form)
