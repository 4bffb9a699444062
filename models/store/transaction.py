"""One transaction and its groups of queries."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import text
from sqlalchemy.orm import Session

from models.store.applications import Applications
from models.store.attachments import Attachments
from models.store.audit import Audit
from models.store.cache import CatalogueCache
from models.store.cases import Cases
from models.store.channel import Channel
from models.store.delivery import Delivery
from models.store.desk import Desk
from models.store.engine import PASSING
from models.store.failures import Failures
from models.store.inbox import Inbox
from models.store.jobs import Jobs
from models.store.learning import Learning
from models.store.listing import Listing
from models.store.outbox import Outbox
from models.store.people import People
from models.store.privacy import Privacy
from models.store.programmes import Programmes
from models.store.reminders import Reminders
from models.store.sealed import Sealed
from models.store.sessions import Sessions
from models.store.staff import StaffAccounts
from models.store.today import Today


class PartFailed(Exception):
    """A part of a transaction was undone; the cause is in `__cause__`."""


class Transaction:
    """What a handler may read from and write to the database; commits or rolls back as a whole."""

    def __init__(self, session: Session, cache: CatalogueCache) -> None:
        self._session = session
        self.inbox = Inbox(session)
        self.people = People(session)
        self.programmes = Programmes(session, cache)
        self.applications = Applications(session, self.programmes)
        self.listing = Listing(session)
        self.desk = Desk(session)
        self.jobs = Jobs(session)
        self.attachments = Attachments(session)
        self.reminders = Reminders(session)
        self.sessions = Sessions(session)
        self.outbox = Outbox(session)
        self.learning = Learning(session)
        self.channel = Channel(session)
        self.cases = Cases(session)
        self.failures = Failures(session)
        self.privacy = Privacy(session)
        self.sealed = Sealed(session)
        self.staff = StaffAccounts(session)
        self.audit = Audit(session)
        self.today = Today(session)
        self.delivery = Delivery(session, self.channel)

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
