"""Deciding on many applications at once: what would happen, then each of them once, whatever is killed."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from handlers.applications import deciding, quotas
from handlers.applications.deciding import DECISIONS
from handlers.applications.moving import Delay
from handlers.refusal import Refusal, Refused
from handlers.wording.office import applications as words
from handlers.wording.office.quotas import PAST_NOTE
from handlers.wording.refusals import in_thai
from models.application import MOVES, Application, ApplicationState
from models.calendar import Moment
from models.job import Job, JobKind, Problem
from models.listing import Filter, Row
from models.staff import Action, Who
from models.store import PartFailed, Transaction

log = logging.getLogger("rapsamak.decisions")

AT_ONCE = 25
"""Decided in one transaction: more would keep other writers waiting."""


@dataclass(frozen=True, slots=True)
class Consequences:
    """What a decision on many would do. Nothing is done yet.

    selected  how many were chosen
    decided   how many of them it can be made on
    told      how many of those a push reaches; as many messages it takes of the month's
    to_ring   how many of those must be told by telephone
    cannot    the others, and why
    past      those for whom a quota has no room, and which; decided only past it, on purpose
    past_told how many of them a push reaches
    """

    decision: str
    selected: int
    decided: int
    told: int
    to_ring: int
    cannot: tuple[Problem, ...]
    past: tuple[Problem, ...] = ()
    past_told: int = 0

    @property
    def messages(self) -> int:
        """How many of the month's messages it takes."""
        return self.told


def chosen(tx: Transaction, programme: str, references: Sequence[str]) -> tuple[list[Row], list[Problem]]:
    """The applications with these references, and those references that are none of this programme's."""
    asked = list(dict.fromkeys(reference.strip().upper() for reference in references if reference.strip()))
    rows = tx.listing.rows(programme, asked)
    known = {row.reference for row in rows}
    missing = [
        Problem(reference, in_thai(Refused(Refusal.NO_APPLICATION, {"reference": reference})))
        for reference in asked
        if reference not in known
    ]
    return rows, missing


def all_matching(
    tx: Transaction, programme: str, wanted: Filter, expected: int | None
) -> list[Row] | Refused:
    """All that match, in the list's order; refused when they are not as many as were shown."""
    rows = list(tx.listing.all_rows(programme, wanted))
    if expected is not None and len(rows) != expected:
        return Refused(Refusal.CHANGED, {"reference": str(expected), "state": str(len(rows))})
    return rows


def consequences(
    tx: Transaction, decision: str, rows: Sequence[Row], missing: Sequence[Problem] = ()
) -> Consequences | Refused:
    """What this decision would do to these."""
    state = DECISIONS.get(decision)
    if state is None:
        return Refused(Refusal.UNKNOWN_DECISION, {"decision": decision, "known": ", ".join(DECISIONS)})
    can = [row for row in rows if state in MOVES[row.state]]
    cannot = [Problem(row.reference, _why_not(row, state)) for row in rows if state not in MOVES[row.state]]
    past = _past_quota(tx, can) if state is ApplicationState.APPROVED else {}
    can = [row for row in can if row.id not in past]
    told = tx.listing.reach([row.id for row in can])
    return Consequences(
        decision,
        selected=len(rows) + len(missing),
        decided=len(can),
        told=told,
        to_ring=len(can) - told,
        cannot=(*cannot, *missing),
        past=tuple(past.values()),
        past_told=tx.listing.reach(list(past)) if past else 0,
    )


def _past_quota(tx: Transaction, rows: Sequence[Row]) -> dict[str, Problem]:
    """Those for whom no quota has room, if all are approved in this order; by id."""
    programme = tx.programmes.catalogue().get(rows[0].programme) if rows else None
    if programme is None or not quotas.counted(programme):
        return {}
    filling = quotas.Filling(tx, programme)
    answers = tx.seats.answers([row.id for row in rows], filling.keys)
    found = {}
    for row in rows:
        if (share := filling.admit(answers.get(row.id, {}))) is not None:
            found[row.id] = Problem(row.reference, in_thai(share.refused))
    return found


def begin(
    tx: Transaction,
    programme: str,
    decision: str,
    rows: Sequence[Row],
    *,
    by: Who,
    reason: str | None,
    delay: timedelta,
    at: Moment,
    missing: Sequence[Problem] = (),
    past_quota: bool = False,
) -> int:
    """Begins deciding; the number of the job. A few are decided in this transaction, the rest follow."""
    given = {
        "references": [row.reference for row in rows],
        "decision": decision,
        "reason": reason,
        "delay": delay.total_seconds(),
        "role": by.role,
        "past_quota": past_quota,
    }
    number = tx.jobs.ask(JobKind.DECIDE, programme, by.staff, given, len(rows) + len(missing), at.now)
    job = tx.jobs.get(number)
    assert job is not None
    if missing:
        tx.jobs.step(job, 0, missing)
    if len(rows) <= AT_ONCE:
        step(tx, job, at)
    return number


def step(tx: Transaction, job: Job, at: Moment) -> None:
    """Decides on the next few of a job, and counts them in the same transaction."""
    references = list(job.given["references"])
    done = job.done
    some = references[done : done + AT_ONCE]
    problems = []
    delay = Delay(at.machine, timedelta(seconds=job.given["delay"]))
    by = Who(job.by, job.given["role"])
    tx.seats.hold(job.programme, some)
    for reference in some:
        refused = _one(tx, reference, job, by, at.now, delay)
        problems += [Problem(reference, in_thai(refused))] if refused is not None else []
    tx.jobs.step(job, done + len(some), problems)
    if done + len(some) >= len(references):
        tx.jobs.step(job, job.of, ())
        left = {"references": references, "decision": job.given["decision"]}
        tx.jobs.finish(job.id, at.now, given=left)


def _one(tx: Transaction, reference: str, job: Job, by: Who, now: datetime, delay: Delay) -> Refused | None:
    decision, reason = job.given["decision"], job.given["reason"]
    try:
        with tx.apart():
            found = tx.applications.by_reference(reference)
            past = bool(job.given.get("past_quota")) and _goes_past(tx, found, decision)
            decided = deciding.decide(
                tx, reference, decision, by=by.staff, reason=reason, now=now, delay=delay, past_quota=past
            )
            if isinstance(decided, Refused):
                return decided
            tx.audit.note(Action.DECIDE, reference, by=by, at=now, after=_after(decided, past=past))
    except PartFailed as failed:
        log.error("deciding on %s failed", reference, exc_info=failed.__cause__)
        return Refused(Refusal.FAILED, {"reference": reference})
    return None


def undo_until(tx: Transaction, job: Job, at: Moment) -> datetime | None:
    """Until when (machine time) something of what a job decided may be taken back; None: nothing may."""
    if job.kind is not JobKind.DECIDE:
        return None
    return tx.desk.undo_until(job.given.get("references", ()), at.machine)


def undo_all(tx: Transaction, job: Job, by: Who, at: Moment) -> tuple[int, list[Problem]]:
    """Takes back what a job decided, as far as nobody was told; how many, and what could not be."""
    done, problems = 0, []
    failed = {problem.what for problem in job.problems}
    tx.seats.hold(job.programme, list(job.given.get("references", ())))
    for reference in job.given.get("references", ()):
        if reference in failed:
            continue
        undone = undo(tx, reference, by=by, at=at)
        if isinstance(undone, Refused):
            problems.append(Problem(reference, in_thai(undone)))
        else:
            done += 1
    return done, problems


def undo(
    tx: Transaction, reference: str, *, by: Who, at: Moment, expected: int | None = None
) -> Application | Refused:
    """Takes one decision back."""
    undone = deciding.undo(tx, reference, expected=expected, by=by.staff, now=at.now, machine_now=at.machine)
    if not isinstance(undone, Refused):
        tx.audit.note(Action.UNDO, undone.reference or "", by=by, at=at.now, after=undone.state.value)
    return undone


def decide(
    tx: Transaction,
    reference: str,
    decision: str,
    *,
    by: Who,
    reason: str | None,
    delay: timedelta,
    at: Moment,
    expected: int | None,
    past_quota: bool = False,
) -> Application | Refused:
    """Decides on one application."""
    before = tx.applications.by_reference(reference)
    past = past_quota and _goes_past(tx, before, decision)
    decided = deciding.decide(
        tx,
        reference,
        decision,
        by=by.staff,
        reason=reason,
        now=at.now,
        expected=expected,
        delay=Delay(at.machine, delay),
        past_quota=past,
    )
    if not isinstance(decided, Refused):
        after = _after(decided, past=past)
        states = {"before": before.state.value if before else None, "after": after}
        tx.audit.note(Action.DECIDE, decided.reference or "", by=by, at=at.now, **states)
    return decided


def _goes_past(tx: Transaction, application: Application | None, decision: str) -> bool:
    """Whether approving this one, locked, goes past a quota: then the record says so."""
    programme = tx.programmes.catalogue().get(application.programme) if application else None
    if application is None or programme is None or DECISIONS.get(decision) is not ApplicationState.APPROVED:
        return False
    return quotas.full(tx, programme, application.answers) is not None


def _after(decided: Application, *, past: bool) -> str:
    """What the record says of a decision."""
    return PAST_NOTE if past else decided.state.value


def _why_not(row: Row, wanted: ApplicationState) -> str:
    if row.state is wanted:
        return in_thai(Refused(Refusal.DECIDED_ALREADY, {"reference": row.reference}))
    if row.state is ApplicationState.WITHDRAWN:
        return words.WITHDRAWN
    return in_thai(Refused(Refusal.CANNOT_BECOME, {"reference": row.reference}))
