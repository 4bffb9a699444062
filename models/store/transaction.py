"""One transaction and its groups of queries."""

from __future__ import annotations

from sqlalchemy import text
from sqlalchemy.orm import Session

from models.store.applications import Applications
from models.store.attachments import Attachments
from models.store.audit import Audit
from models.store.cache import CatalogueCache
from models.store.cases import Cases
from models.store.channel import Channel
from models.store.delivery import Delivery
from models.store.failures import Failures
from models.store.inbox import Inbox
from models.store.learning import Learning
from models.store.outbox import Outbox
from models.store.people import People
from models.store.privacy import Privacy
from models.store.programmes import Programmes
from models.store.reminders import Reminders
from models.store.sealed import Sealed
from models.store.sessions import Sessions
from models.store.staff import StaffAccounts
from models.store.today import Today


class Transaction:
    """What a handler may read from and write to the database; commits or rolls back as a whole."""

    def __init__(self, session: Session, cache: CatalogueCache) -> None:
        self._session = session
        self.inbox = Inbox(session)
        self.people = People(session)
        self.programmes = Programmes(session, cache)
        self.applications = Applications(session)
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

    def touch(self) -> None:
        """Writes a row that nobody waits for, as it is."""
        self._session.execute(text("UPDATE alembic_version SET version_num = version_num"))
