"""Due items that failed, until they succeed."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from models.failure import DueFailure
from models.tables import DueFailureRow


class Failures:
    """What could not be done when it was due."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def all(self) -> list[DueFailure]:
        """Every due item that failed and has not succeeded since, latest first."""
        rows = self._session.scalars(select(DueFailureRow).order_by(DueFailureRow.failed_at.desc()))
        return [_value(row) for row in rows]

    def of(self, key: str) -> DueFailure | None:
        """The record of one."""
        row = self._session.get(DueFailureRow, key)
        return _value(row) if row else None

    def keep(self, failure: DueFailure) -> None:
        """Records a failure in place of the previous one."""
        self._session.merge(
            DueFailureRow(
                key=failure.key,
                attempts=failure.attempts,
                error=failure.error,
                failed_at=failure.failed_at,
                retry_at=failure.retry_at,
            )
        )
        self._session.flush()

    def clear(self, key: str) -> None:
        """It has succeeded."""
        self._session.execute(delete(DueFailureRow).where(DueFailureRow.key == key))

    def forget_before(self, when: datetime) -> None:
        """Drops what failed so long ago that it is no longer due."""
        self._session.execute(delete(DueFailureRow).where(DueFailureRow.failed_at < when))


def _value(row: DueFailureRow) -> DueFailure:
    return DueFailure(row.key, row.attempts, row.error, row.failed_at, row.retry_at)
