"""One transaction and its groups of queries."""

from __future__ import annotations

from functools import cached_property

from sqlalchemy import Connection, text
from sqlalchemy.orm import Session

from models.store.applications import Applications
from models.store.attachments import Attachments
from models.store.cache import CatalogueCache
from models.store.cases import Cases
from models.store.channel import Channel
from models.store.delivery import Delivery
from models.store.exchange import Exchange
from models.store.failures import Failures
from models.store.inbox import Inbox
from models.store.learning import Learning
from models.store.outbox import Outbox
from models.store.people import People
from models.store.prepared import Prepared
from models.store.privacy import Privacy
from models.store.programmes import Programmes
from models.store.reminders import Reminders
from models.store.sealed import Sealed
from models.store.sessions import Sessions


class Transaction:
    """What a handler may read from and write to the database; commits or rolls back as a whole.

    A group of queries, and the unit of work they share, is made when it is first asked for: most messages
    need none.
    """

    def __init__(self, connection: Connection, cache: CatalogueCache) -> None:
        self._connection = connection
        self._cache = cache

    @cached_property
    def _session(self) -> Session:
        return Session(self._connection, expire_on_commit=False, join_transaction_mode="rollback_only")

    @cached_property
    def exchange(self) -> Exchange:
        """One event and its answer."""
        return Exchange(Prepared(self._connection))

    @cached_property
    def programmes(self) -> Programmes:
        """Programmes and lessons."""
        return Programmes(self._session, self._cache)

    @cached_property
    def delivery(self) -> Delivery:
        """Out of the outbox."""
        return Delivery(self._session, self.channel)

    @cached_property
    def applications(self) -> Applications:
        """Applications, their history and attendance."""
        return Applications(lambda: self._session)

    @cached_property
    def attachments(self) -> Attachments:
        """Files that people sent."""
        return Attachments(self._session)

    @cached_property
    def cases(self) -> Cases:
        """What was left for staff."""
        return Cases(self._session)

    @cached_property
    def channel(self) -> Channel:
        """What all processes know about LINE."""
        return Channel(self._session)

    @cached_property
    def failures(self) -> Failures:
        """Due things that failed."""
        return Failures(self._session)

    @cached_property
    def inbox(self) -> Inbox:
        """Which events were handled."""
        return Inbox(self._session)

    @cached_property
    def learning(self) -> Learning:
        """Questions that were not read well."""
        return Learning(self._session)

    @cached_property
    def outbox(self) -> Outbox:
        """Messages to send."""
        return Outbox(self._session)

    @cached_property
    def people(self) -> People:
        """People and their conversations."""
        return People(self._session)

    @cached_property
    def privacy(self) -> Privacy:
        """Consents and links to own data."""
        return Privacy(self._session)

    @cached_property
    def reminders(self) -> Reminders:
        """What is due."""
        return Reminders(self._session)

    @cached_property
    def sealed(self) -> Sealed:
        """Answers that are kept sealed."""
        return Sealed(self._session)

    @cached_property
    def sessions(self) -> Sessions:
        """Groups that follow a programme."""
        return Sessions(self._session)

    @property
    def queued(self) -> bool:
        """Whether something was queued that waits to be claimed."""
        return "outbox" in self.__dict__ and self.outbox.put_any

    def touch(self) -> None:
        """Writes a row that nobody waits for, as it is."""
        self._session.execute(text("UPDATE alembic_version SET version_num = version_num"))

    def finish(self) -> None:
        """Writes what is still to be written; the connection's own transaction commits it."""
        if "_session" in self.__dict__:
            self._session.commit()

    def close(self) -> None:
        """Lets the unit of work go."""
        if "_session" in self.__dict__:
            self._session.close()

    def share(self) -> None:
        """Shares with everybody what was read of our own changes: call only after the commit."""
        if "programmes" in self.__dict__:
            self.programmes.share()
