"""What staff do with an application besides deciding on it: notes, flags, having rung somebody."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from handlers.applications.moving import named
from handlers.refusal import Refusal, Refused
from models.application import Application, Change
from models.calendar import Moment
from models.listing import LONGEST_FLAG, flag_of
from models.staff import Action, Who
from models.store import Transaction

LONGEST_NOTE = 2_000
RUNG = "rung"
"""In an application's history: its person was told by telephone."""


def note(tx: Transaction, application: Application, text: str, *, by: Who, at: Moment) -> Refused | None:
    """Writes something down; the applicant is not told."""
    clean = text.replace("\r\n", "\n").replace("\0", "").strip()[:LONGEST_NOTE]
    if not clean:
        return Refused(Refusal.EMPTY_NOTE)
    tx.desk.note(application.id, by.staff, clean, at.now)
    tx.audit.note(Action.NOTE, application.reference or "", by=by, at=at.now)
    return None


def flag(
    tx: Transaction, applications: Mapping[str, str], name: str, *, on: bool, about: str, by: Who, at: Moment
) -> int | Refused:
    """Puts a flag on applications (id and reference), or takes it off; how many that changed.

    about   what the audit says it was done to: the one application, or the programme of many
    """
    clean = flag_of(name)
    if clean is None:
        return Refused(Refusal.BAD_FLAG, {"most": str(LONGEST_FLAG)})
    changed = sum(tx.desk.flag(id, clean, on=on) for id in applications)
    if changed:
        what = "flag on" if on else "flag off"
        after = what if len(applications) == 1 else f"{what}, {changed} applications"
        tx.audit.note(Action.NOTE, about, by=by, at=at.now, after=after)
    return changed


def rung(tx: Transaction, application: Application, *, by: Who, at: Moment) -> Application | Refused:
    """Its person has been told by telephone."""
    if not tx.desk.rung(application.id):
        return Refused(Refusal.NOBODY_TO_RING, named(application))
    tx.desk.no_undo(application.id)
    change = Change(at.now, by.staff, RUNG)
    kept = tx.applications.keep(replace(application, updated_at=at.now), [change])
    tx.audit.note(Action.NOTE, application.reference or "", by=by, at=at.now, after="rung")
    return kept


def reviewed(tx: Transaction, application: Application, *, by: Who, at: Moment) -> Application:
    """Staff have looked: it is no duplicate, or may be one."""
    kept = tx.applications.keep(replace(application, needs_review=False, updated_at=at.now))
    tx.audit.note(Action.NOTE, application.reference or "", by=by, at=at.now, after="reviewed")
    return kept
