"""The inbox: which events were handled."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from models.event import Event
from models.store.insert import insert_new
from models.store.parts import parts
from models.tables import InboxRow


class Inbox:
    """Events by LINE's id."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def first_time(self, event: Event) -> bool:
        """Notes the event; False if it was handled before. Of two at once, the second waits for the first."""
        return insert_new(
            self._session,
            InboxRow,
            event_id=event.id,
            kind=event.kind.value,
            outcome=None,
            received_at=event.received_at,
        )

    def known(self, ids: Sequence[str]) -> set[str]:
        """Those of these events that were handled before."""
        found: set[str] = set()
        for some in parts(ids):
            query = select(InboxRow.event_id).where(InboxRow.event_id.in_(some))
            found.update(self._session.scalars(query))
        return found

    def note_outcome(self, event: Event, outcome: str) -> None:
        """What came of it, in a word (an intent, a flow's step)."""
        self._session.execute(update(InboxRow).where(InboxRow.event_id == event.id).values(outcome=outcome))

    def forget_before(self, when: datetime) -> None:
        """Drops old guards; LINE redelivers within minutes, so days are plenty."""
        self._session.execute(delete(InboxRow).where(InboxRow.received_at < when))
