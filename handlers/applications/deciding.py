"""Staff decisions on applications; the applicant is told once."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from handlers.applications import quotas
from handlers.applications.applying import without_file
from handlers.applications.decision_card import decision_reply, plain_reply
from handlers.applications.moving import (
    Delay,
    follow_in_reminders,
    has_another,
    move,
    named,
    notice_key,
    tell,
)
from handlers.applications.seats import fill_seats, seat_free
from handlers.applications.showing import applicant_name
from handlers.refusal import Refusal, Refused
from handlers.turn import word
from handlers.wording import common, decisions, signup
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
UNDONE = "undone"
"""In an application's history: a decision was taken back."""


def decide(
    tx: Transaction,
    reference: str,
    decision: str,
    *,
    by: str,
    reason: str | None,
    now: datetime,
    expected: int | None = None,
    delay: Delay | None = None,
    past_quota: bool = False,
) -> Application | Refused:
    """Records a staff decision and tells the applicant once.

    past_quota  approves though a quota is full
    expected  the version it was decided on: if it has another by now, nothing is decided
    delay     the applicant is told when it is over, and until then `undo` takes the decision back
    """
    application = tx.applications.by_reference(reference.strip().upper())
    if application is None:
        return Refused(Refusal.NO_APPLICATION, {"reference": reference})
    if expected is not None and application.version != expected:
        return Refused(Refusal.CHANGED, named(application))
    if decision not in DECISIONS:
        return Refused(Refusal.UNKNOWN_DECISION, {"decision": decision, "known": ", ".join(DECISIONS)})
    state = DECISIONS[decision]
    if application.state is state:
        return Refused(Refusal.DECIDED_ALREADY, named(application))
    programme = tx.programmes.catalogue().get(application.programme)
    assert programme is not None, "an application refers to a programme by a foreign key"
    approves = state is ApplicationState.APPROVED and application.may_become(state)
    share = quotas.full(tx, programme, application.answers) if approves and not past_quota else None
    if share is not None:
        return share.refused
    moved = move(tx, application, state, by, reason, now, delay)
    if isinstance(moved, Refused):
        return moved
    assert moved.reference is not None
    _may_undo(tx, application, moved, delay)
    told = decisions.decision(
        state.value,
        programme.words.event,
        programme.short_name,
        moved.reference,
        applicant_name(programme, moved),
        reason,
    )
    tell(tx, moved, decision_reply(programme, moved, told, now), now, delay)
    if application.state is ApplicationState.APPROVED:
        fill_seats(tx, programme, now)
    return moved


def _may_undo(tx: Transaction, before: Application, moved: Application, delay: Delay | None) -> None:
    """What may be taken back now. A decision nobody was told of yet is never told: this one replaces it."""
    if delay is None or delay.until is None:
        tx.desk.no_undo(moved.id)
        return
    earlier, state = tx.desk.undoable(moved.id, delay.machine_now), before.state.value
    if earlier is not None and earlier.version == before.version:
        state = earlier.before
        tx.outbox.unsend(notice_key(moved.id, earlier.version), delay.machine_now)
    tx.desk.may_undo(moved.id, moved.version, state, delay.until)


def undo(
    tx: Transaction, reference: str, *, expected: int | None, by: str, now: datetime, machine_now: datetime
) -> Application | Refused:
    """Takes the last decision back, as long as its applicant has not been told."""
    application = tx.applications.by_reference(reference.strip().upper())
    if application is None:
        return Refused(Refusal.NO_APPLICATION, {"reference": reference})
    if expected is not None and application.version != expected:
        return Refused(Refusal.CHANGED, named(application))
    last = tx.desk.undoable(application.id, machine_now)
    if last is None or last.version != application.version:
        return Refused(Refusal.TOLD_ALREADY, named(application))
    state = ApplicationState(last.before)
    programme = tx.programmes.catalogue().get(application.programme)
    assert programme is not None, "an application refers to a programme by a foreign key"
    if state is ApplicationState.APPROVED and not seat_free(tx, programme, application.answers):
        return Refused(Refusal.SEAT_GIVEN, named(application))
    approved = state is ApplicationState.APPROVED
    share = quotas.full(tx, programme, application.answers) if approved else None
    if share is not None:
        return share.refused
    if has_another(tx, application, state):
        return Refused(Refusal.HAS_ANOTHER, named(application))
    held = tx.outbox.unsend(notice_key(application.id, application.version), machine_now)
    if not (held or tx.desk.rung(application.id)):
        return Refused(Refusal.TOLD_ALREADY, named(application))
    change = Change(now, by, UNDONE, {"state": application.state.value}, {"state": state.value})
    restored = tx.applications.keep(replace(application, state=state, updated_at=now), [change])
    tx.desk.no_undo(restored.id)
    follow_in_reminders(tx, restored, now)
    if application.state is ApplicationState.APPROVED:
        fill_seats(tx, programme, now)
    return restored


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
    tell(tx, moved, plain_reply(programme, moved, text), now)
    return moved


def file_refused(tx: Transaction, attachment: Attachment, why: FileRefusal, now: datetime) -> None:
    """A file sent could not be kept: removes it from the answer and tells the person once."""
    application = without_file(tx, attachment, now)
    if application is None or application.user is None:
        return
    text = signup.file_refused(attachment.name, why)
    choices = (word(common.STATUS), word(common.MENU))
    letter = Letter(f"file:{attachment.id}", application.user, (Reply(text, choices=choices),))
    tx.outbox.put(letter, now)
