"""Applications that come in a table: what its columns mean, what can be taken of it, taking it once."""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from handlers.applications.applicable import applicable
from handlers.applications.applying import looks_like_another, new_reference
from handlers.applications.question_kind import Found, More, Problem
from handlers.applications.questions import kind_of
from handlers.applications.sealing import seal_value
from handlers.office import timestamps
from handlers.refusal import Refusal, Refused
from handlers.turn import Seal
from handlers.wording.office import importing as words
from intents.entities import find_all
from intents.normalise import normalise
from models.application import Application, ApplicationState, Change
from models.calendar import Moment, local_day
from models.job import Job, JobKind, JobState
from models.job import Problem as JobProblem
from models.programme import Programme, Question
from models.searching import fold, searchable
from models.staff import Action, Who
from models.store import PartFailed, Transaction
from models.understanding import Understanding

AT_ONCE = 25
SUBMITTED_AT = "submitted_at"
"""What a column may mean besides the questions: when the application was sent."""
ENDS_A_LIST = "พอแล้ว"
"""What people type to end a list of several; in a table the cell's end does."""
_STAMPS = tuple(map(fold, ("ประทับเวลา", "timestamp", "วันที่ส่ง", "เวลาที่ส่ง", "submitted_at")))
_COUNTS = frozenset(set(ApplicationState) - {ApplicationState.REJECTED, ApplicationState.WITHDRAWN})
"""States in which an application makes another of the same person a duplicate."""
_MOBILE = ("+666", "+668", "+669")

Map = Mapping[int, str]
"""What each column means: a question's key or `SUBMITTED_AT`; a column that is missing is not taken."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table as read: its headings, and each row with the number of its line in the file."""

    head: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class Wrong:
    """One cell that cannot be taken: its line, its column's heading, and why."""

    line: int
    heading: str
    why: str


@dataclass(frozen=True, slots=True)
class Duplicate:
    """A row of somebody who is there already: in an application, or further up in the file."""

    line: int
    name: str
    reference: str | None = None
    earlier: int | None = None


@dataclass(frozen=True, slots=True)
class Ready:
    """A row that can be taken. Secret answers are sealed."""

    line: int
    key: str
    answers: dict[str, Any]
    submitted_at: datetime | None
    name: str


@dataclass(frozen=True, slots=True)
class Checked:
    """What can be taken of a table, and what cannot."""

    rows: int
    ready: tuple[Ready, ...]
    wrong: tuple[Wrong, ...]
    duplicates: tuple[Duplicate, ...]

    @property
    def problems(self) -> int:
        """How many rows have something that cannot be read."""
        return len({one.line for one in self.wrong})


# What the columns mean


def proposed(programme: Programme, head: Sequence[str]) -> dict[int, str]:
    """What each column most likely means; each question once, the surest first."""
    scores = []
    for place, heading in enumerate(head):
        folded = fold(heading)
        if any(stamp in folded for stamp in _STAMPS):
            scores.append((100, -place, SUBMITTED_AT))
        scores += [(_likeness(folded, q), -place, q.key) for q in programme.questions]
    found: dict[int, str] = {}
    for score, place, key in sorted(scores, reverse=True):
        if score and -place not in found and key not in found.values():
            found[-place] = key
    return dict(sorted(found.items()))


def by_headings(
    programme: Programme, head: Sequence[str], given: Mapping[str, Any]
) -> dict[int, str] | Refused:
    """A map by headings, as a file of JSON holds it, for these columns."""
    places = {fold(heading): place for place, heading in enumerate(head)}
    found: dict[int, str] = {}
    for heading, key in given.items():
        if key is None:
            continue
        if fold(heading) not in places:
            return _bad_map(words.no_column(heading), f"the file has no column {heading}")
        found[places[fold(heading)]] = str(key)
    return mapped(programme, found, len(head))


def mapped(programme: Programme, given: Map, columns: int) -> dict[int, str] | Refused:
    """A map that may be used: known questions, each once, and the applicant's name among them."""
    known = {SUBMITTED_AT, *(q.key for q in programme.questions if _may_come(q))}
    kept = {place: key for place, key in given.items() if key and 0 <= place < columns}
    for key in kept.values():
        if key not in known:
            return _bad_map(words.no_question(key), f"the form asks nothing called {key}")
    if len(set(kept.values())) < len(kept):
        return _bad_map(words.TWICE, "two columns are said to answer one question")
    if not set(kept.values()) - {SUBMITTED_AT}:
        return _bad_map(words.NOTHING_MAPPED, "no column is said to answer anything")
    return dict(sorted(kept.items()))


def _bad_map(fault: str, english: str) -> Refused:
    return Refused(Refusal.BAD_MAP, {"fault": fault, "english": english})


def choices(programme: Programme) -> list[tuple[str, str]]:
    """What a column may mean: key and label."""
    return [
        (SUBMITTED_AT, words.SUBMITTED_AT),
        *((q.key, q.label) for q in programme.questions if _may_come(q)),
    ]


def _may_come(question: Question) -> bool:
    return not kind_of(question).takes_files


def _likeness(heading: str, question: Question) -> int:
    """How likely a heading names a question: by its own words surely, by what its kind is called less."""
    if not heading or not _may_come(question):
        return 0
    own = [fold(w) for w in (question.label, question.ask, question.key, *question.also)]
    if heading in own:
        return 90
    if any(w and (w in heading or heading in w) for w in own):
        return 60
    called = [fold(w) for w in kind_of(question).called]
    matching = max((len(w) for w in called if w and w in heading), default=0)
    return 20 + min(matching, 30) if matching else 0


# What can be taken


def check(
    tx: Transaction, programme: Programme, sheet: Sheet, given: Map, seal: Seal, now: datetime
) -> Checked:
    """Reads every cell as the chat would have read it. Nothing is taken."""
    ready: list[Ready] = []
    wrong: list[Wrong] = []
    for line, cells in sheet.rows:
        row = _row(programme, line, cells, sheet.head, given, seal, now)
        if isinstance(row, Ready):
            ready.append(row)
        else:
            wrong += row
    fresh, duplicates = _apart(tx, programme, ready)
    return Checked(len(sheet.rows), tuple(fresh), tuple(wrong), tuple(duplicates))


def _row(
    programme: Programme,
    line: int,
    cells: Sequence[str],
    head: Sequence[str],
    given: Map,
    seal: Seal,
    now: datetime,
) -> Ready | list[Wrong]:
    answers: dict[str, Any] = {}
    wrong: list[Wrong] = []
    submitted: datetime | None = None
    for place, key in given.items():
        question = programme.question(key)
        cell = cells[place] if place < len(cells) else ""
        if question is None:
            submitted = timestamps.read(cell) if cell else None
            if cell and submitted is None:
                wrong.append(Wrong(line, head[place], words.NO_TIME))
        elif cell:
            value = _answer(question, cell, now)
            if isinstance(value, Problem):
                wrong.append(Wrong(line, head[place], value.text))
            else:
                answers[key] = seal_value(value, seal) if kind_of(question).secret else value
    form = applicable(programme, answers)
    columns = {key: head[place] for place, key in given.items()}
    failed = {one.heading for one in wrong}
    for question in form:
        heading = columns.get(question.key)
        if question.required and question.key not in answers and heading not in {None, *failed}:
            wrong.append(Wrong(line, str(heading), words.MISSING))
    if wrong:
        return wrong
    kept = {q.key: answers[q.key] for q in form if q.key in answers}
    kept |= {q.key: None for q in form if not q.required and q.key not in kept}
    name = searchable(programme.questions, None, kept).name
    return Ready(line, _key(programme, cells, given), kept, submitted, name)


def _answer(question: Question, cell: str, now: datetime) -> Any:
    """A cell as an answer, read by the question's own kind; or the `Problem` it has with it."""
    kind, text = kind_of(question), normalise(cell)
    if kind.reaches_by_phone and text.isdigit() and not text.startswith("0") and len(text) in (8, 9):
        text = f"0{text}"  # a spreadsheet took it for a number
    read = Understanding(text=text, entities=find_all(text, local_day(now)))
    found = kind.parse(question, read)
    if isinstance(found, More):
        ended = Understanding(text=ENDS_A_LIST)
        found = kind.parse(question, ended, found.value)
        if isinstance(found, More):
            return Problem(kind.waiting(question, found.value) or found.text)
    if isinstance(found, Problem) and (perhaps := kind.doubtful(question, read)) is not None:
        return perhaps
    return found.value if isinstance(found, Found) else found


def _key(programme: Programme, cells: Sequence[str], given: Map) -> str:
    """The same for the same row, in whatever file it comes."""
    said = {key: fold(cells[place]) for place, key in given.items() if place < len(cells)}
    return hashlib.sha256(json.dumps([programme.id, said], sort_keys=True).encode()).hexdigest()


def _apart(
    tx: Transaction, programme: Programme, ready: Sequence[Ready]
) -> tuple[list[Ready], list[Duplicate]]:
    """Those that are new, and those of people who are there already."""
    there: dict[str, str] = {}
    for one in tx.listing.contacts(programme.id):
        if one.state in _COUNTS:
            for mark in _marks(one.phone, one.email, one.name_key):
                there.setdefault(mark, one.reference)
    before = tx.desk.imported_before([row.key for row in ready])
    above: dict[str, int] = {}
    fresh, duplicates = [], []
    for row in ready:
        found = searchable(programme.questions, None, row.answers)
        marks = [row.key, *_marks(found.phone, found.email, found.name_key)]
        known = next((there[mark] for mark in marks if mark in there), None)
        earlier = next((above[mark] for mark in marks if mark in above), None)
        if known is not None or earlier is not None or row.key in before:
            duplicates.append(Duplicate(row.line, row.name, known, earlier if known is None else None))
            continue
        fresh.append(row)
        above |= dict.fromkeys(marks, row.line)
    return fresh, duplicates


def _marks(phone: str, email: str, name: str) -> Iterator[str]:
    """What makes two applications one person's: a mobile number; a name with the number or the address.

    A number with a wire belongs to an office, and so does many an address.
    """
    if phone.startswith(_MOBILE):
        yield phone
    if name and phone:
        yield f"{name}|{phone}"
    if name and email:
        yield f"{name}|{email}"


# Taking it


def begin(tx: Transaction, programme: Programme, ready: Sequence[Ready], *, by: Who, at: Moment) -> int:
    """Begins taking these rows; the number of the job. A few are taken in this transaction, others follow."""
    rows = [
        [row.line, row.key, row.answers, row.submitted_at.isoformat() if row.submitted_at else None]
        for row in ready
    ]
    number = tx.jobs.ask(JobKind.IMPORT, programme.id, by.staff, {"rows": rows}, len(rows), at.now)
    tx.audit.note(Action.IMPORT, programme.id, by=by, at=at.now, after=f"{len(rows)} applications")
    job = tx.jobs.get(number)
    assert job is not None
    if len(rows) <= AT_ONCE:
        step(tx, job, at)
    return number


def go_on(tx: Transaction, number: int, at: Moment) -> bool:
    """Takes the next few rows, unless another process is at it; whether some are left."""
    job = tx.jobs.next([JobKind.IMPORT], at.machine, number)
    if job is not None:
        step(tx, job, at)
    found = tx.jobs.get(number)
    return found is not None and found.state is JobState.WAITING


def step(tx: Transaction, job: Job, at: Moment) -> None:
    """Takes the next few rows of a job, and counts them in the same transaction."""
    programme = tx.programmes.catalogue().get(job.programme)
    assert programme is not None
    some = job.given["rows"][job.done : job.done + AT_ONCE]
    problems = []
    for line, key, answers, submitted in some:
        sent = datetime.fromisoformat(submitted) if submitted else None
        try:
            with tx.apart():
                taken = _take(tx, programme, key, answers, sent, job.by, at.now)
            problems += [] if taken else [JobProblem(words.line(line), words.TAKEN_BEFORE)]
        except PartFailed:
            problems.append(JobProblem(words.line(line), words.FAILED))
    done = job.done + len(some)
    tx.jobs.step(job, done, problems)
    if done >= len(job.given["rows"]):
        tx.jobs.finish(job.id, at.now)


def _take(
    tx: Transaction,
    programme: Programme,
    key: str,
    answers: dict[str, Any],
    sent: datetime | None,
    by: str,
    now: datetime,
) -> bool:
    """One application; False if this row was taken before."""
    if tx.desk.imported_before([key]):
        return False
    application = Application(
        id=secrets.token_hex(12),
        programme=programme.id,
        user=None,
        state=ApplicationState.SUBMITTED,
        created_at=now,
        updated_at=now,
        reference=new_reference(tx, programme),
        answers=answers,
        submitted_at=sent or now,
    )
    lacking = any(q.required and answers.get(q.key) is None for q in applicable(programme, answers))
    review = lacking or looks_like_another(tx, programme, application)
    change = Change(now, by, "imported", {}, {"state": application.state.value})
    tx.applications.add(replace(application, needs_review=review), [change])
    return tx.desk.imported(application.id, key)


def written(key: str, questions: Collection[Question]) -> str:
    """What a column means, in words."""
    label = next((q.label for q in questions if q.key == key), None)
    return label or words.SUBMITTED_AT
