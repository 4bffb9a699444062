"""From the first answer to submission."""

from __future__ import annotations

import secrets
from dataclasses import replace
from datetime import datetime
from typing import Any

from handlers.applications import quotas
from handlers.applications.applicable import answered, applicable
from handlers.applications.moving import APPLICANT, follow_in_reminders
from handlers.applications.questions import kind_of
from handlers.applications.seats import first_state
from handlers.programmes.admission import Admission, admission, round_admission
from handlers.refusal import Refusal, Refused
from models.application import LIVE, Application, ApplicationState, Change
from models.attachment import Attachment
from models.programme import Programme, Question
from models.searching import searchable
from models.store import Transaction

ALPHABET = "23456789ACDEFGHJKLMNPQRSTUVWXYZ"
"""Letters and digits not mistaken for one another: no 0 O 1 I B 8 pairs that matter when read aloud."""
REFERENCE_LENGTH = 6


def begin(
    tx: Transaction,
    programme: Programme,
    user: str,
    now: datetime,
    *,
    on_behalf: bool,
    answers: dict[str, Any],
    source: str | None = None,
) -> Application:
    """A new draft with what is already known."""
    draft = Application(
        id=secrets.token_hex(12),
        programme=programme.id,
        user=user,
        state=ApplicationState.DRAFT,
        created_at=now,
        updated_at=now,
        on_behalf=on_behalf,
        answers=answers,
        source=source,
    )
    tx.applications.add(draft)
    return draft


def put_answers(
    tx: Transaction, application: Application, answers: dict[str, Any], now: datetime
) -> Application:
    """Records answers; the ones they replace remain only in the history."""
    changed = {k: v for k, v in answers.items() if application.answers.get(k, ...) != v}
    if not changed:
        return application
    replaced = {k: application.answers[k] for k in changed if application.answers.get(k) is not None}
    history = (
        [Change(now, APPLICANT, "edited", replaced, {k: changed[k] for k in replaced})] if replaced else []
    )
    review = application.needs_review or quotas.crowded(tx, application, changed)
    answered = {**application.answers, **changed}
    return tx.applications.keep(
        replace(application, answers=answered, needs_review=review, updated_at=now), history
    )


def keep_files(tx: Transaction, application: Application, question: Question, now: datetime) -> None:
    """Queues the files in an answer to be fetched; removes those the answer no longer names."""
    files = kind_of(question).files(application.answers.get(question.key))
    for message, name in files:
        tx.attachments.want(application.id, question.key, message, name, now)
    tx.attachments.keep_only(application.id, question.key, [message for message, _ in files])


def without_file(tx: Transaction, attachment: Attachment, now: datetime) -> Application | None:
    """Takes a file out of the answer that names it; None when there is no such application any more."""
    application = tx.applications.locked(attachment.application) if attachment.application else None
    programme = tx.programmes.catalogue().get(application.programme) if application else None
    question = programme.question(attachment.question) if programme else None
    if application is None or question is None:
        return None
    value = application.answers.get(question.key)
    if value is None:
        return application
    left = kind_of(question).without_file(value, attachment.message)
    answers = {**application.answers, question.key: left}
    return tx.applications.keep(replace(application, answers=answers, updated_at=now))


def unsend_file(tx: Transaction, message: str, now: datetime) -> None:
    """The person unsent the message with a file: it goes, and no answer speaks of it any more."""
    attachment = tx.attachments.of_message(message)
    if attachment is not None:
        without_file(tx, attachment, now)
        tx.attachments.unsend(message)


def submit(
    tx: Transaction, programme: Programme, application: Application, now: datetime
) -> Application | Refused:
    """Submits a draft. The deadline is judged at this instant; a second call changes nothing."""
    if application.state is not ApplicationState.DRAFT:
        return Refused(Refusal.NOT_A_DRAFT)
    if admission(programme, now) is not Admission.OPEN:
        return Refused(Refusal.NOT_OPEN)
    round = programme.round(programme.round_in(application.answers))
    if round is not None and round_admission(programme, round, now) is not Admission.OPEN:
        return Refused(Refusal.ROUND_CLOSED, {"round": round.name})
    if application.consented_at is None:
        return Refused(Refusal.NO_CONSENT)
    if not all(answered(q, application.answers) for q in applicable(programme, application.answers)):
        return Refused(Refusal.INCOMPLETE)
    state = first_state(tx, programme, application.answers)
    submitted = replace(
        application,
        state=state,
        reference=new_reference(tx, programme),
        submitted_at=now,
        updated_at=now,
        needs_review=looks_like_another(tx, programme, application)
        or _lacks_required(programme, application),
    )
    change = Change(now, APPLICANT, "submitted", {"state": "draft"}, {"state": state.value})
    kept = tx.applications.keep(submitted, [change])
    follow_in_reminders(tx, kept, now)
    return kept


def new_reference(tx: Transaction, programme: Programme) -> str:
    """A reference that no application has."""
    while True:
        code = "".join(secrets.choice(ALPHABET) for _ in range(REFERENCE_LENGTH))
        reference = f"{programme.applications.prefix}-{code}"
        if not tx.applications.reference_taken(reference):
            return reference


def looks_like_another(tx: Transaction, programme: Programme, application: Application) -> bool:
    """Whether somebody with the same answers to all that tells people apart has one under way."""
    keys = [q.key for q in programme.questions if kind_of(q).identifies]
    mine = [application.answers.get(k) for k in keys]
    if None in mine:
        return False
    found = searchable(programme.questions, None, application.answers)
    near = tx.listing.with_contact(programme.id, found.phone, found.name_key)
    others = (tx.applications.seen(id) for id in near if id != application.id)
    return any(
        other is not None and other.state in LIVE and [other.answers.get(k) for k in keys] == mine
        for other in others
    )


def _lacks_required(programme: Programme, application: Application) -> bool:
    form = applicable(programme, application.answers)
    return any(q.required and application.answers.get(q.key) is None for q in form)
