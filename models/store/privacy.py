"""Consents, erasures under way, links to one's own data, and what was let go in time."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from models.privacy import Consent, LetGo, Purpose
from models.store.rules import WAITS
from models.tables import ApplicationRow, ConsentRow, ErasureRow, OutboxRow, OwnDataLinkRow, RetentionRow


class Privacy:
    """What a person has agreed to, and what is left to do until nothing of them is left."""

    def __init__(self, session: Session) -> None:
        self._session = session

    # Consent

    def consent(self, application: str, purposes: Iterable[Purpose], version: str, now: datetime) -> None:
        """Records a consent to each purpose that has none standing."""
        standing = {c.purpose for c in self.consents_of(application) if c.withdrawn_at is None}
        for purpose in purposes:
            if purpose not in standing:
                row = ConsentRow(
                    application_id=application, purpose=purpose.value, version=version, given_at=now
                )
                self._session.add(row)
        self._session.flush()

    def consents_of(self, application: str) -> list[Consent]:
        """Every consent about an application, in the order given."""
        query = select(ConsentRow).where(ConsentRow.application_id == application).order_by(ConsentRow.id)
        return [_consent(row) for row in self._session.scalars(query)]

    def withdraw(self, user: str, purpose: Purpose, now: datetime) -> int:
        """Withdraws a person's standing consents to a purpose; returns how many."""
        mine = select(ApplicationRow.id).where(ApplicationRow.user_id == user)
        rows = self._session.scalars(
            select(ConsentRow).where(
                ConsentRow.application_id.in_(mine),
                ConsentRow.purpose == purpose.value,
                ConsentRow.withdrawn_at.is_(None),
            )
        ).all()
        for row in rows:
            row.withdrawn_at = now
        self._session.flush()
        return len(rows)

    # Erasing

    def erased(self, last_key: str, now: datetime) -> None:
        """Somebody was erased; the message with this key still has to tell them so."""
        self._session.add(ErasureRow(key=last_key, asked_at=now))
        self._session.flush()

    def finish_erasures(self) -> int:
        """Takes the chat out of last messages that are through; returns how many erasures that concerns.

        Those still waiting to be sent keep their chat until they are.
        """
        keys = list(self._session.scalars(select(ErasureRow.key)))
        waiting = set(self._session.scalars(select(OutboxRow.key).where(OutboxRow.key.in_(keys), WAITS)))
        done = [key for key in keys if key not in waiting]
        self._session.execute(
            update(OutboxRow)
            .where(OutboxRow.key.in_(done), OutboxRow.chat != "")
            .values(chat="", replies=[], body=None, error=None)
        )
        return len(done)

    def erasures_waiting(self) -> list[datetime]:
        """When those were asked for that are not finished, oldest first."""
        return list(self._session.scalars(select(ErasureRow.asked_at).order_by(ErasureRow.asked_at)))

    def written_over(self) -> None:
        """The database's files no longer hold what was erased: nothing is left to do for those told so."""
        waiting = select(OutboxRow.key).where(WAITS)
        self._session.execute(delete(ErasureRow).where(ErasureRow.key.not_in(waiting)))

    # One's own data as a file

    def link(self, user: str, hashed: str, until: datetime) -> None:
        """A link to this person's data, the only one; the ones before end."""
        self._session.execute(delete(OwnDataLinkRow).where(OwnDataLinkRow.user_id == user))
        self._session.add(OwnDataLinkRow(hashed=hashed, user_id=user, until=until))
        self._session.flush()

    def by_link(self, hashed: str, now: datetime) -> str | None:
        """Whose data it leads to; None when it is unknown or over."""
        return self._session.scalar(
            select(OwnDataLinkRow.user_id).where(OwnDataLinkRow.hashed == hashed, OwnDataLinkRow.until > now)
        )

    def end_links(self, user: str | None = None, before: datetime | None = None) -> None:
        """Ends a person's links, or all that were over by then."""
        query = delete(OwnDataLinkRow)
        query = query.where(OwnDataLinkRow.user_id == user) if user is not None else query
        query = query.where(OwnDataLinkRow.until <= before) if before is not None else query
        self._session.execute(query)

    # What was let go in time

    def let_go(self, what: str, count: int, now: datetime) -> None:
        """Notes that so much was erased because its time was over."""
        if count:
            self._session.add(RetentionRow(at=now, what=what, count=count))
            self._session.flush()

    def gone(self) -> list[LetGo]:
        """All that was let go, newest first."""
        query = select(RetentionRow).order_by(RetentionRow.at.desc(), RetentionRow.id.desc())
        return [LetGo(row.at, row.what, row.count) for row in self._session.scalars(query)]


def _consent(row: ConsentRow) -> Consent:
    return Consent(row.application_id, Purpose(row.purpose), row.version, row.given_at, row.withdrawn_at)
