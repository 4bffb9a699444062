"""One application as staff see it: all that is known of it, and what may be done with it now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from handlers.applications import quotas
from handlers.applications.applicable import applicable
from handlers.applications.deciding import DECISIONS
from handlers.applications.questions import kind_of
from handlers.applications.sealing import SEALED
from handlers.applications.showing import applicant_name, phones, status
from handlers.office.exporting import Unseal
from handlers.wording.office import applications as words
from models.application import Application, ApplicationState, Change, Note
from models.attachment import Attachment, AttachmentState
from models.calendar import Moment
from models.conversation import Person
from models.listing import Filter, Row
from models.programme import Programme, Question
from models.staff import Action, Who
from models.store import Transaction

LONG = 8
"""Lines of an answer after which it is folded; a line holds about this many characters:"""
WIDE = 80


@dataclass(frozen=True, slots=True)
class Answer:
    """A question and what was answered. `files` belong to it; `secret`: it can be shown in clear to few."""

    key: str
    label: str
    text: str
    long: bool = False
    secret: bool = False
    files: tuple[Attachment, ...] = ()


@dataclass(frozen=True, slots=True)
class Happened:
    """A line of the history in words; `what` names it for programs."""

    at: datetime
    actor: str
    what: str
    words: str
    changes: tuple[tuple[str, str, str], ...] = ()
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Seen:
    """All of it.

    decisions    what may be decided now, by the names of `DECISIONS`
    undo_left    seconds in which the last decision may be taken back
    ring         since when its person is to be told by telephone
    reached      a push reaches its person
    phones       their numbers, for reading
    alike        other applications with the same telephone, address or LINE user
    shares       what approving it counts towards, while it may be approved
    before, after  references of its neighbours in the list it was opened from
    """

    application: Application
    programme: Programme
    name: str | None
    status: str
    answers: tuple[Answer, ...]
    decisions: tuple[str, ...]
    undo_left: int | None
    ring: datetime | None
    reached: bool
    person: Person | None
    phones: tuple[str, ...]
    flags: tuple[str, ...]
    notes: tuple[Note, ...]
    history: tuple[Happened, ...]
    alike: tuple[Row, ...]
    before: str | None
    after: str | None
    shares: tuple[quotas.Share, ...] = ()


def seen(
    tx: Transaction, application: Application, wanted: Filter, at: Moment, programmes: Sequence[str]
) -> Seen:
    """An application; `programmes`: those whoever looks may see."""
    programme = tx.programmes.catalogue().get(application.programme)
    assert programme is not None, "an application refers to a programme by a foreign key"
    reference = application.reference or ""
    known = tx.people.known(application.user) if application.user else None
    undoable = tx.desk.undoable(application.id, at.machine)
    left = None
    if undoable is not None and undoable.version == application.version:
        left = max(1, int((undoable.until - at.machine).total_seconds()))
    before, after = tx.listing.beside(programme.id, wanted, reference)
    alike = tx.listing.alike(application)
    return Seen(
        application=application,
        programme=programme,
        name=applicant_name(programme, application),
        status=status(programme, application),
        answers=tuple(answers(tx, programme, application)),
        decisions=tuple(name for name, state in DECISIONS.items() if application.may_become(state)),
        undo_left=left,
        ring=tx.desk.to_ring(application.id),
        reached=application.user is not None and (known is None or known[0].following),
        person=known[0] if known else None,
        phones=tuple(phones(programme.questions, application)),
        flags=tx.desk.flags([application.id]).get(application.id, ()),
        notes=tuple(tx.desk.notes(application.id)),
        history=tuple(happened(programme, change) for change in tx.applications.history(application.id)),
        alike=tuple(row for row in alike if row.programme in programmes),
        before=before,
        after=after,
        shares=tuple(
            quotas.shares(tx, programme, application.answers)
            if application.may_become(ApplicationState.APPROVED)
            else ()
        ),
    )


def answers(tx: Transaction, programme: Programme, application: Application) -> list[Answer]:
    """The form as labels and readable answers, with the files that came with them."""
    files = [f for f in tx.attachments.of(application.id) if f.state is not AttachmentState.GONE]
    asked = [(q, q.label) for q in applicable(programme, application.answers)]
    answered = [q for q in programme.former_questions if application.answers.get(q.key) is not None]
    asked += [(q, words.former(q.label)) for q in answered]
    return [_answer(question, label, application, files) for question, label in asked]


def _answer(question: Question, label: str, application: Application, files: Sequence[Attachment]) -> Answer:
    value = application.answers.get(question.key)
    text = "" if value is None else kind_of(question).show(question, value)
    return Answer(
        question.key,
        label,
        text,
        long=len(text) > LONG * WIDE or text.count("\n") >= LONG,
        secret=kind_of(question).secret and value is not None,
        files=tuple(f for f in files if f.question == question.key),
    )


def happened(programme: Programme, change: Change) -> Happened:
    """A line of the history in words; secret answers as they are shown everywhere."""
    edited = [
        (question.label, _shown(question, change.before), _shown(question, change.after))
        for key in {**change.before, **change.after}
        if (question := programme.question(key)) is not None
    ]
    stage = next((s.label for s in programme.applications.stages if s.key == change.after.get("stage")), "")
    said = words.HAPPENED.get(change.what, change.what)
    return Happened(
        change.at,
        words.ACTORS.get(change.actor, change.actor),
        change.what,
        f"{said} {stage}".strip(),
        tuple(edited),
        change.reason,
    )


def unmasked(
    tx: Transaction, programme: Programme, application: Application, unseal: Unseal, *, by: Who, at: Moment
) -> dict[str, str]:
    """Secret answers in clear, by key; it is written down that they were looked at. Raises ValueError."""
    found = {
        question.key: unseal(value[SEALED])
        for question in (*programme.questions, *programme.former_questions)
        if kind_of(question).secret
        and isinstance(value := application.answers.get(question.key), Mapping)
        and SEALED in value
    }
    if found:
        tx.audit.note(Action.UNMASK, application.reference or "", by=by, at=at.now)
    return found


def compared(
    tx: Transaction, programme: Programme, applications: Sequence[Application]
) -> list[tuple[str, tuple[Answer | None, ...]]]:
    """Questions, and what each of the applications answers; None where one was not asked."""
    each = [{a.key: a for a in answers(tx, programme, one)} for one in applications]
    return [
        (question.label, tuple(found.get(question.key) for found in each))
        for question in programme.questions
        if any(question.key in found for found in each)
    ]


def _shown(question: Question, values: Mapping[str, Any]) -> str:
    value = values.get(question.key)
    return "" if value is None else kind_of(question).show(question, value)
