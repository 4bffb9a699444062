"""Consent to each purpose of an application: to which text, and when (PDPA s. 19)."""

from __future__ import annotations

import hashlib
from datetime import datetime

from handlers.wording import signup
from models.application import LIVE, Application
from models.privacy import Purpose
from models.programme import Programme
from models.store import Transaction

VERSION_LENGTH = 8


def text(programme: Programme) -> str:
    """What a person is shown before they agree."""
    privacy = programme.applications.privacy
    fields = [q.label for q in programme.questions]
    return signup.consent(programme.short_name, privacy.purpose, privacy.readers, privacy.keep_days, fields)


def version(programme: Programme) -> str:
    """Names the text as it is now; another text is another version."""
    return hashlib.sha256(text(programme).encode()).hexdigest()[:VERSION_LENGTH]


def give(tx: Transaction, programme: Programme, application: Application, now: datetime) -> None:
    """Records consent to every purpose, as the button does that stands under the text."""
    tx.privacy.consent(application.id, Purpose, version(programme), now)


def stop_reminders(tx: Transaction, user: str, now: datetime) -> None:
    """A person wants no reminders: they are muted, and their consent to them ends."""
    tx.people.set_muted(user, True)
    tx.privacy.withdraw(user, Purpose.REMIND, now)


def give_reminders(tx: Transaction, user: str, now: datetime) -> None:
    """They want them: muted no more, and consent is recorded anew for their live applications."""
    tx.people.set_muted(user, False)
    catalogue = tx.programmes.catalogue()
    for application in tx.applications.of(user):
        programme = catalogue.get(application.programme)
        if programme is not None and application.state in LIVE:
            tx.privacy.consent(application.id, [Purpose.REMIND], version(programme), now)
