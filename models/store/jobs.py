"""Jobs: asked for by the web, done by the scheduler, each step once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, func, or_, select, update
from sqlalchemy.orm import Session

from models.job import LONGEST_LEASE, Job, JobKind, JobState, Problem
from models.tables import JobRow


class Jobs:
    """Work too long for a request. A step is done in the transaction that counts it."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def ask(
        self, kind: JobKind, programme: str, by: str, given: Mapping[str, Any], of: int, now: datetime
    ) -> int:
        """A new job; its number."""
        row = JobRow(
            kind=kind.value,
            programme_id=programme,
            by=by,
            asked_at=now,
            state=JobState.WAITING.value,
            given=dict(given),
            done=0,
            of=of,
            problems=[],
        )
        self._session.add(row)
        self._session.flush()
        return row.id

    def get(self, id: int) -> Job | None:
        """One by its number."""
        row = self._session.get(JobRow, id)
        return _value(row) if row is not None else None

    def next(self, kinds: Sequence[JobKind], machine_now: datetime, id: int | None = None) -> Job | None:
        """The oldest that waits and nobody works on, or that one; locked until the transaction ends."""
        oldest = select(JobRow).where(_free(kinds, machine_now)).order_by(JobRow.id).limit(1)
        oldest = oldest.where(JobRow.id == id) if id is not None else oldest
        row = self._session.scalars(oldest.with_for_update(skip_locked=True)).one_or_none()
        return _value(row) if row is not None else None

    def waiting(self, kinds: Sequence[JobKind], machine_now: datetime) -> bool:
        """Whether there is one that nobody works on: a look that keeps no writer waiting."""
        return self._session.scalar(select(JobRow.id).where(_free(kinds, machine_now)).limit(1)) is not None

    def unfinished(self, since: datetime) -> int:
        """How many were asked for before then and are not through."""
        query = select(func.count()).where(JobRow.state == JobState.WAITING.value, JobRow.asked_at < since)
        return self._session.scalar(query) or 0

    def lease(self, id: int, until: datetime) -> None:
        """Nobody else works on it until then."""
        self._session.execute(update(JobRow).where(JobRow.id == id).values(leased_until=until))

    def step(self, job: Job, done: int, problems: Sequence[Problem] = ()) -> None:
        """How far it has come, and what could not be done."""
        row = self._session.get_one(JobRow, job.id)
        row.done = done
        if problems:
            row.problems = [*row.problems, *([p.what, p.why] for p in problems)]
        self._session.flush()

    def finish(
        self,
        id: int,
        now: datetime,
        *,
        file: str | None = None,
        state: JobState = JobState.DONE,
        given: Mapping[str, Any] | None = None,
    ) -> None:
        """It is through; of what it worked on only this is kept."""
        row = self._session.get_one(JobRow, id)
        row.state, row.finished_at, row.file, row.given = state.value, now, file, dict(given or {})
        row.leased_until = None
        self._session.flush()

    def forget_before(self, when: datetime) -> list[str]:
        """Drops what ended before then; the files it made."""
        rows = self._session.scalars(
            select(JobRow).where(JobRow.state != JobState.WAITING.value, JobRow.finished_at < when)
        ).all()
        for row in rows:
            self._session.delete(row)
        self._session.flush()
        return [row.file for row in rows if row.file]


def _free(kinds: Sequence[JobKind], machine_now: datetime) -> ColumnElement[bool]:
    return and_(
        JobRow.state == JobState.WAITING.value,
        JobRow.kind.in_([kind.value for kind in kinds]),
        or_(
            JobRow.leased_until.is_(None),
            JobRow.leased_until < machine_now,
            JobRow.leased_until > machine_now + LONGEST_LEASE,
        ),
    )


def _value(row: JobRow) -> Job:
    problems: list[Any] = row.problems
    return Job(
        row.id,
        JobKind(row.kind),
        row.programme_id,
        row.by,
        row.asked_at,
        JobState(row.state),
        row.given,
        row.done,
        row.of,
        tuple(Problem(what, why) for what, why in problems),
        row.file,
        row.finished_at,
    )
