"""What happens to applications, shared by the chat, the console and the command line."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from handlers.questions import kind_of
from handlers.standing import Standing, standing
from handlers.turn import word
from handlers.wording import common, signup
from models.application import LIVE, Application, ApplicationState, Change
from models.outbox import Letter
from models.programme import Programme
from models.reply import Reply
from models.store import Transaction

ALPHABET = "23456789ACDEFGHJKLMNPQRSTUVWXYZ"
"""Letters and digits that are not taken for one another: no 0 O 1 I B 8 pairs that matter when read aloud."""
REFERENCE_LENGTH = 6
APPLICANT = "applicant"

DECISIONS = {
    "approve": ApplicationState.APPROVED,
    "reject": ApplicationState.REJECTED,
    "waitlist": ApplicationState.WAITLISTED,
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
    if any(q.key not in application.answers for q in programme.questions):
        return Refused("incomplete")
    submitted = replace(
        application,
        state=ApplicationState.SUBMITTED,
        reference=_new_reference(tx, programme),
        submitted_at=now,
        updated_at=now,
        needs_review=_looks_like_another(tx, programme, application)
        or _lacks_required(programme, application),
    )
    change = Change(now, APPLICANT, "submitted", {"state": "draft"}, {"state": "submitted"})
    return tx.applications.keep(submitted, [change])


def withdraw(tx: Transaction, application: Application, now: datetime) -> Application | Refused:
    """The applicant takes a submitted application back."""
    return _move(tx, application, ApplicationState.WITHDRAWN, APPLICANT, None, now)


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
    choices = (word(common.STATUS), word(common.SCHEDULE), word(common.MENU))
    tx.outbox.put(
        Letter(f"decision:{moved.id}:{moved.version}", moved.user, (Reply(told, choices=choices),)), now
    )
    return moved


def erase(tx: Transaction, user: str) -> int:
    """Forgets a person: applications, conversation, words for staff, messages not yet sent."""
    applications = tx.applications.of(user)
    for application in applications:
        tx.applications.drop(application.id)
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
    for question in programme.questions:
        if question.key in application.answers:
            value = application.answers[question.key]
            text = signup.SKIPPED if value is None else kind_of(question).show(question, value)
            shown.append((question.label, text))
    return shown


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
    return tx.applications.keep(replace(application, state=state, updated_at=now), [change])


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
    return any(q.required and application.answers.get(q.key) is None for q in programme.questions)
