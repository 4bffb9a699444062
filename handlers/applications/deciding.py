"""Staff decisions on applications; the applicant is told once."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from handlers.applications.applying import without_file
from handlers.applications.decision_card import decision_reply, plain_reply
from handlers.applications.moving import move, named, tell
from handlers.applications.seats import fill_seats
from handlers.applications.showing import applicant_name
from handlers.refusal import Refusal, Refused
from handlers.turn import word
from handlers.wording import common, signup
from models.application import Application, ApplicationState, Change
from models.attachment import Attachment, FileRefusal
from models.outbox import Letter
from models.reply import Reply
from models.store import Transaction

DECISIONS = {
    "approve": ApplicationState.APPROVED,
    "reject": ApplicationState.REJECTED,
    "waitlist": ApplicationState.WAITLISTED,
    "complete": ApplicationState.COMPLETED,
}
"""What staff may decide, as named by the command line and the console."""


def decide(
    tx: Transaction,
    reference: str,
    decision: str,
    *,
    by: str,
    reason: str | None,
    now: datetime,
) -> Application | Refused:
    """Records a staff decision and tells the applicant once."""
    if decision not in DECISIONS:
        return Refused(Refusal.UNKNOWN_DECISION, {"decision": decision, "known": ", ".join(DECISIONS)})
    application = tx.applications.by_reference(reference.strip().upper())
    if application is None:
        return Refused(Refusal.NO_APPLICATION, {"reference": reference})
    state = DECISIONS[decision]
    if application.state is state:
        return Refused(Refusal.DECIDED_ALREADY, named(application))
    moved = move(tx, application, state, by, reason, now)
    if isinstance(moved, Refused):
        return moved
    programme = tx.programmes.catalogue().get(moved.programme)
    assert programme is not None and moved.reference is not None
    told = signup.decision(
        state.value,
        programme.short_name,
        moved.reference,
        applicant_name(programme, moved),
        reason,
    )
    tell(tx, moved, decision_reply(programme, moved, told, now), now)
    if application.state is ApplicationState.APPROVED:
        fill_seats(tx, programme, now)
    return moved


def advance(tx: Transaction, reference: str, stage: str, *, by: str, now: datetime) -> Application | Refused:
    """Moves an approved application to one of the programme's stages; the applicant is told once."""
    application = tx.applications.by_reference(reference.strip().upper())
    if application is None:
        return Refused(Refusal.NO_APPLICATION, {"reference": reference})
    programme = tx.programmes.catalogue().get(application.programme)
    assert programme is not None
    stages = {s.key: s for s in programme.applications.stages}
    if stage not in stages:
        return Refused(Refusal.UNKNOWN_STAGE, {"stage": stage, "known": ", ".join(stages) or "none"})
    if application.state is not ApplicationState.APPROVED:
        return Refused(Refusal.NOT_APPROVED, named(application))
    if application.stage == stage:
        return Refused(Refusal.AT_STAGE_ALREADY, {**named(application), "stage": stage})
    change = Change(now, by, "stage", {"stage": application.stage}, {"stage": stage})
    moved = tx.applications.keep(replace(application, stage=stage, updated_at=now), [change])
    text = signup.at_stage(
        programme.short_name, moved.reference or "", stages[stage].text, applicant_name(programme, moved)
    )
    tell(tx, moved, plain_reply(text), now)
    return moved


def file_refused(tx: Transaction, attachment: Attachment, why: FileRefusal, now: datetime) -> None:
    """A file sent could not be kept: removes it from the answer and tells the person once."""
    application = without_file(tx, attachment, now)
    if application is None:
        return
    text = signup.file_refused(attachment.name, why)
    choices = (word(common.STATUS), word(common.MENU))
    letter = Letter(f"file:{attachment.id}", application.user, (Reply(text, choices=choices),))
    tx.outbox.put(letter, now)
