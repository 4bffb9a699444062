"""One transaction and its groups of queries."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cached_property
from typing import TypeVar

from sqlalchemy import Connection, text
from sqlalchemy.orm import Session

from models.store.applications import Applications
from models.store.attachments import Attachments
from models.store.audit import Audit
from models.store.broadcasts import Broadcasts
from models.store.cache import CatalogueCache
from models.store.cases import Cases
from models.store.channel import Channel
from models.store.delivery import Delivery
from models.store.desk import Desk
from models.store.edits import Edits
from models.store.engine import PASSING
from models.store.exchange import Exchange
from models.store.failures import Failures
from models.store.inbox import Inbox
from models.store.jobs import Jobs
from models.store.learning import Learning
from models.store.listing import Listing
from models.store.menus import Menus
from models.store.numbers import Numbers
from models.store.outbox import Outbox
from models.store.people import People
from models.store.prepared import Prepared
from models.store.privacy import Privacy
from models.store.programmes import Programmes
from models.store.reminders import Reminders
from models.store.sealed import Sealed
from models.store.seats import Seats
from models.store.sessions import Sessions
from models.store.staff import StaffAccounts
from models.store.staff_lines import StaffLines
from models.store.talk import Talk
from models.store.today import Today

T = TypeVar("T")


def _group(kind: Callable[[Session], T]) -> cached_property[T]:
    """A group of queries, made when it is first asked for."""
    return cached_property(lambda tx: kind(tx._session))


class PartFailed(Exception):
    """A part of a transaction was undone; the cause is in `__cause__`."""


class Transaction:
    """What a handler may read from and write to the database; commits or rolls back as a whole.

    Most messages need few groups of queries, and no unit of work: those that are not asked for are not made.
    """

    def __init__(
        self, connection: Callable[[], Connection], prepared: Prepared, cache: CatalogueCache
    ) -> None:
        """connection  gives what the unit of work goes over, in the same transaction as the statements"""
        self._connect = connection
        self._prepared = prepared
        self._cache = cache

    @property
    def _connection(self) -> Connection:
        return self._connect()

    @cached_property
    def _session(self) -> Session:
        return Session(self._connection, expire_on_commit=False, join_transaction_mode="rollback_only")

    exchange = cached_property(lambda tx: Exchange(tx._prepared))
    programmes = cached_property(lambda tx: Programmes(lambda: tx._session, tx._cache))
    learning = cached_property(lambda tx: Learning(lambda: tx._session, tx._prepared))
    delivery = cached_property(lambda tx: Delivery(tx._session, tx.channel))
    applications = cached_property(lambda tx: Applications(lambda: tx._session, lambda: tx.programmes))
    attachments = _group(Attachments)
    audit = _group(Audit)
    broadcasts = _group(Broadcasts)
    cases = _group(Cases)
    channel = _group(Channel)
    desk = _group(Desk)
    edits = _group(Edits)
    failures = _group(Failures)
    inbox = _group(Inbox)
    jobs = _group(Jobs)
    listing = _group(Listing)
    menus = _group(Menus)
    numbers = _group(Numbers)
    outbox = _group(Outbox)
    people = _group(People)
    privacy = _group(Privacy)
    reminders = _group(Reminders)
    sealed = _group(Sealed)
    seats = _group(Seats)
    sessions = _group(Sessions)
    staff = _group(StaffAccounts)
    staff_lines = _group(StaffLines)
    talk = _group(Talk)
    today = _group(Today)

    @property
    def queued(self) -> bool:
        """Whether something was queued that waits to be claimed."""
        return "outbox" in self.__dict__ and self.outbox.put_any

    @contextmanager
    def apart(self) -> Iterator[None]:
        """A part of this transaction that is undone alone when it fails for a fault of its own.

        Raises `PartFailed` then; what is the database's trouble goes on up.
        """
        try:
            with self._session.begin_nested():
                yield
        except PASSING:
            raise
        except Exception as error:
            raise PartFailed from error

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
