"""A programme's applications as staff see them: as a list, as a table, with their files."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from handlers.applications.deciding import DECISIONS
from handlers.applications.showing import applicant_name, phones, status
from handlers.office import exporting, programmes
from handlers.refusal import Refusal, Refused
from models.application import Application, ApplicationState
from models.attachment import Attachment
from models.programme import Programme
from models.store import Transaction


@dataclass(frozen=True, slots=True)
class Entry:
    """One application in a list.

    name       the applicant's; None if the form asks for none
    status     its state in words
    decisions  what staff may decide now, by the names of `DECISIONS`
    ring       telephone numbers of somebody whom no push reaches: they blocked the bot, or came from a file
               and have not linked it to their chat; None: they are told
    """

    application: Application
    programme: Programme
    name: str | None
    status: str
    decisions: tuple[str, ...]
    ring: tuple[str, ...] | None = None


def entries(tx: Transaction, id: str) -> list[Entry] | Refused:
    """A programme's applications except drafts, in the order they came in."""
    programme = programmes.found(tx, id)
    if isinstance(programme, Refused):
        return programme
    blocked = tx.people.blocked()
    return [_entry(programme, application, blocked) for application in tx.applications.submitted(id)]


def all_entries(tx: Transaction) -> list[Entry]:
    """The same for every programme."""
    catalogue, blocked = tx.programmes.catalogue(), tx.people.blocked()
    return [
        _entry(p, application, blocked)
        for p in catalogue.programmes
        for application in tx.applications.submitted(p.id)
    ]


def table(tx: Transaction, id: str, unseal: exporting.Unseal | None = None) -> Iterator[list[str]] | Refused:
    """A programme's applications as a table for export; with `unseal`, secret answers in clear."""
    programme = programmes.found(tx, id)
    if isinstance(programme, Refused):
        return programme
    return exporting.lines(tx, programme, unseal=unseal)


def files(tx: Transaction, reference: str) -> tuple[Application, Sequence[Attachment]] | Refused:
    """The files sent for an application."""
    found = tx.applications.by_reference(reference.strip().upper())
    if found is None:
        return Refused(Refusal.NO_APPLICATION, {"reference": reference})
    return found, tx.attachments.of(found.id)


def to_ring(tx: Transaction, application: Application) -> tuple[str, ...] | None:
    """The telephone numbers of an applicant whom no push reaches, and so is told of nothing; else None."""
    programme = tx.programmes.catalogue().get(application.programme)
    reached = application.user is not None and application.user not in tx.people.blocked()
    if programme is None or reached:
        return None
    return tuple(phones(programme.questions, application))


def _entry(programme: Programme, application: Application, blocked: Collection[str]) -> Entry:
    final = application.state is ApplicationState.WITHDRAWN
    decisions = [name for name, state in DECISIONS.items() if application.may_become(state) and not final]
    name = applicant_name(programme, application)
    reached = application.user is not None and application.user not in blocked
    ring = None if reached else tuple(phones(programme.questions, application))
    return Entry(application, programme, name, status(programme, application), tuple(decisions), ring)
