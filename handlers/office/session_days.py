"""The days of a programme as staff work on them: who comes and who came, moving a day, a new one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from handlers.applications import rounds
from handlers.applications.moving import named
from handlers.applications.showing import applicant_name
from handlers.office import saving
from handlers.office.programmes import holidays
from handlers.programmes.sessions import occasion
from handlers.refusal import Refusal, Refused
from handlers.reminders import changes
from handlers.wording.office.quotas import PAST_NOTE
from models.application import Application, ApplicationState, Attendance
from models.calendar import Moment
from models.catalogue import Catalogue
from models.programme import Programme, Session
from models.programme_file import Fault
from models.staff import Action, Who
from models.store import Transaction

COMING = frozenset({"yes", "late", "early"})
FIELDS = ("date", "starts", "ends", "place", "title", "round")


@dataclass(frozen=True, slots=True)
class Registrant:
    """Somebody who is to come to a day.

    answer  what they said; None: nothing yet
    came    when staff marked that they came
    """

    application: Application
    name: str
    unit: str
    answer: Attendance | None
    came: datetime | None

    @property
    def text(self) -> str:
        """What they are found by."""
        return f"{self.name} {self.unit} {self.application.reference}".casefold()


@dataclass(frozen=True, slots=True)
class Day:
    """A session with how many said what, and the public holiday it falls on."""

    session: Session
    registered: int
    coming: int
    away: int
    holiday: str | None

    @property
    def silent(self) -> int:
        """How many have not answered."""
        return self.registered - self.coming - self.away


@dataclass(frozen=True, slots=True)
class Waiting:
    """People will be told of changes: when, how many, and which rounds they are of."""

    at: datetime
    told: int
    rounds: tuple[str, ...]


def registrants(tx: Transaction, programme: Programme, session: Session) -> list[Registrant]:
    """Everybody approved whose day it is, in the order they applied."""
    said = tx.applications.attendance_of(programme.id)
    came = tx.sessions.came(programme.id, occasion(session))
    return [
        Registrant(
            one,
            applicant_name(programme, one) or one.reference or "",
            _unit(programme, one),
            said.get((one.id, occasion(session))),
            came.get(one.id),
        )
        for one in tx.applications.submitted(programme.id)
        if one.state in (ApplicationState.APPROVED, ApplicationState.COMPLETED)
        and session in programme.own_days(one.answers)
    ]


def days(tx: Transaction, programme: Programme) -> list[Day]:
    """All days with how many come, in order."""
    said = tx.applications.attendance_of(programme.id)
    approved = [a for a in tx.applications.submitted(programme.id) if a.state is ApplicationState.APPROVED]
    named = {day.day: day.name for day in holidays(programme)}
    found = []
    for session in programme.days:
        theirs = [a for a in approved if session in programme.own_days(a.answers)]
        answers = [it.answer for a in theirs if (it := said.get((a.id, occasion(session)))) is not None]
        coming = sum(answer in COMING for answer in answers)
        found.append(Day(session, len(theirs), coming, len(answers) - coming, named.get(session.date)))
    return found


def waiting(tx: Transaction, programme: Programme) -> Waiting | None:
    """The notice of changes that has not gone out; None if there is none, or nobody is to be told."""
    notice = tx.reminders.waiting_notice(programme.id)
    if notice is None:
        return None
    told = changes.to_be_told(tx, programme)
    ids = dict.fromkeys(c.round for theirs in told.values() for c in theirs)
    rounds = [r.name for id in ids if (r := programme.round(id)) is not None]
    return Waiting(notice.due_at, len(told), tuple(rounds))


def changed(
    programme: Programme, session: str, given: Mapping[str, str], others: Catalogue
) -> Programme | tuple[Fault, ...]:
    """The programme with a session's fields as given; what is not given stays. A new id adds one."""
    fields = saving.document(programme)
    rows: list[dict[str, Any]] = list(fields.get("sessions", []))
    row = next((it for it in rows if it["id"] == session), None)
    if row is None:
        row = {"id": session}
        rows.append(row)
    for name in FIELDS:
        if name in given:
            row.pop(name, None)
            if given[name]:
                row[name] = given[name]
    return saving.read_fields({**fields, "sessions": rows}, programme.id, others)


def without(programme: Programme, session: str, others: Catalogue) -> Programme | tuple[Fault, ...]:
    """The programme without a session."""
    fields = saving.document(programme)
    rows = [it for it in fields.get("sessions", []) if it["id"] != session]
    return saving.read_fields({**fields, "sessions": rows}, programme.id, others)


def new_id(programme: Programme, used: Sequence[str] = ()) -> str:
    """An id no session has or had."""
    taken = {s.id for s in programme.sessions} | set(used)
    number = len(taken) + 1
    while f"d{number:02}" in taken:
        number += 1
    return f"d{number:02}"


def mark(
    tx: Transaction,
    programme: Programme,
    session: Session,
    references: Sequence[str],
    *,
    came: bool,
    by: Who,
    at: Moment,
) -> int:
    """Marks who came, or takes that back; returns how many that changed."""
    wanted = set(references)
    done = []
    for one in registrants(tx, programme, session):
        if one.application.reference not in wanted:
            continue
        id, when = one.application.id, occasion(session)
        if tx.sessions.mark_came(id, when, at.now) if came else tx.sessions.unmark_came(id, when):
            done.append(one.application.reference)
    if done:
        about = done[0] if len(done) == 1 else f"{len(done)} applications"
        tx.audit.note(
            Action.SESSION,
            f"{programme.id}/{session.id}",
            by=by,
            at=at.now,
            after=f"{'came' if came else 'not came'}: {about}",
        )
    return len(done)


def move_round(
    tx: Transaction,
    reference: str,
    to: str,
    expected: int | None,
    *,
    by: Who,
    at: Moment,
    past_quota: bool = False,
) -> Application | Refused:
    """Moves somebody to another round, and tells them; audited with the days it is about."""
    found = tx.applications.by_reference(reference)
    if found is not None and found.version != expected:
        return Refused(Refusal.CHANGED, named(found))
    moved = rounds.move_to(tx, reference, to, by.staff, at.now, past_quota=past_quota)
    if not isinstance(moved, Refused):
        after = f"round {to}, {PAST_NOTE}" if past_quota else f"round {to}"
        tx.audit.note(Action.SESSION, moved.reference or "", by=by, at=at.now, after=after)
    return moved


def months(programme: Programme, today: date) -> list[date]:
    """The first days of the months that have sessions; this month where there are none."""
    return sorted({s.date.replace(day=1) for s in programme.sessions}) or [today.replace(day=1)]


def _unit(programme: Programme, application: Application) -> str:
    """Position and organisation, as far as the form asks for them."""
    parts = [
        str(application.answers.get(q.key) or "")
        for q in programme.questions
        if q.kind in ("position", "organisation")
    ]
    return " ".join(part for part in parts if part)
