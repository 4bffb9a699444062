"""What is typed into a programme is kept before it is saved; and who else is typing there.

Nobody is locked out by it: whoever saves second is shown both versions. A row is nobody's data but its
author's, so it is neither audited nor shown to anybody else.
"""

from __future__ import annotations

from datetime import timedelta

from models.calendar import Moment
from models.edit import Edit
from models.staff import Staff
from models.store import Transaction

AT_WORK = timedelta(minutes=3)
"""Who typed this lately is said to be editing."""
KEPT = timedelta(days=14)
"""What nobody came back to for so long is forgotten."""


def keep(tx: Transaction, programme: str, staff: Staff, document: str, base: str, at: Moment) -> None:
    """Keeps what they typed, in place of what they typed before."""
    tx.edits.keep(programme, staff.id, Edit(document, base, at.machine))


def others(tx: Transaction, programme: str, staff: Staff, at: Moment) -> list[str]:
    """Who else is editing this programme now."""
    return tx.edits.others(programme, staff.id, at.machine - AT_WORK)


def tidy(tx: Transaction, at: Moment) -> None:
    """Forgets what was left lying."""
    tx.edits.forget_before(at.machine - KEPT)
